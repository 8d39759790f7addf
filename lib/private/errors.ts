import type { IConstruct } from 'constructs';

/**
 * Every code an error of this library can carry, with what it means.
 * `docs/errors.md` is generated from this table, and a test holds the two together.
 */
export const ERROR_CODES = {
  AccessLogFormatWithoutRequestId:
    'An access log format holds neither `$context.requestId` nor `$context.extendedRequestId`.',
  ApiEndpointDisabled:
    'The default endpoint of an API was asked for although `disableExecuteApiEndpoint` switches it off.',
  ApiEndpointUnknown: 'The endpoint of an imported API was asked for, but the import did not name it.',
  ApiKeyAlreadyInUsagePlan: 'An API key was added to one usage plan twice.',
  ArnPathWithoutSlash: 'The path given for an execute-api ARN does not begin with a slash.',
  AuthorizationTypeUnknown: 'An authorizer returned an authorization type that the service does not know.',
  AuthorizerNotBound: 'The ID of an authorizer was asked for before a route used the authorizer.',
  AuthorizerOnNonConnectRoute: 'A WebSocket route other than `$connect` was given an authorizer.',
  AuthorizerOnSeveralApis: 'One authorizer object was used on two APIs.',
  AuthorizerRoleUnsupported: 'A role was given to an authorizer that does not invoke a Lambda function.',
  AuthorizerUriMissing: 'A Lambda authorizer was created without the URI of its function.',
  CorsCredentialsWithAnyOrigin: 'CORS allows credentials together with the origin `*`.',
  DomainMappingMissing: 'The custom domain URL of a stage was asked for, but the stage has no domain mapping.',
  DomainMappingWithoutStage: 'A default domain mapping was given although no default stage is created.',
  DomainNameEmpty: 'A custom domain name is an empty string.',
  DomainNameUnknown: 'The domain name of an imported API mapping was asked for, but the import did not name it.',
  EndpointTypeDuplicate: 'A domain name was given two endpoints of one type.',
  GrantMethodUnsupported: 'Invoke access was granted for HTTP methods that the route does not serve.',
  GrantWithoutIamAuthorizer: 'Invoke access was granted on a route that does not use IAM authorization.',
  GrantWithoutMethods: 'Invoke access was granted for an empty list of methods.',
  IdentitySourceAmbiguous: 'An authorizer was given identity sources both as texts and as typed values.',
  IdentitySourceInvalid: 'The name of an identity source holds characters that the service does not take, or is empty.',
  IdentitySourceUnsupported: 'An authorizer was given an identity source that its type or protocol cannot read.',
  IntegrationOnSeveralApis: 'One integration object was used on two APIs.',
  IntegrationResponseDuplicate: 'A WebSocket integration was given two responses with one key.',
  IntegrationResponseKeyInvalid:
    'The key of an integration response is neither a status code nor a regular expression.',
  IntegrationResponseOnProxy:
    'A WebSocket integration that passes responses on as they are was given integration responses.',
  IntegrationTargetMissing: 'An HTTP integration has neither a URI nor a service subtype.',
  IntegrationTimeoutOutOfRange: 'The timeout of an integration is outside what the service takes.',
  IntegrationUrlInvalid: 'The URL of an integration does not begin with `http://` or `https://`.',
  JwtConfigurationMissing: 'A JWT authorizer lacks its issuer or its audience.',
  MappingKeyEmpty: 'An API mapping key is an empty string.',
  ModelNameInvalid: 'The name of a WebSocket model is not 1 to 128 letters and digits.',
  ModelOnSeveralApis: 'A WebSocket model was used on another API than its own.',
  ModelSchemaInvalid: 'The schema of a WebSocket model is no JSON schema of draft 4, or is larger than 32 KB.',
  ModelSelectionMismatch: 'A WebSocket route has models but nothing that selects one, or the other way round.',
  NotAnHttpApi: 'The full HTTP API was asked for, but only a reference to it was given.',
  NotADomainName: 'The full domain name was asked for, but only a reference to it was given.',
  OwnershipCertificateWithoutMtls: 'An ownership certificate was given to a domain name without mutual TLS.',
  RouteParameterInvalid:
    'A request parameter of a WebSocket route has a name that the service does not know, or that its route cannot have.',
  RoutePathInvalid: 'The path of a route does not begin with a slash, or ends in one.',
  RouteResponseDisabled: 'A WebSocket route was given a route response although `returnResponse` is false.',
  ServiceSubtypeMismatch: 'The integration subtype belongs to another service than the integration.',
  ServiceUriInvalid: 'The URI of an AWS integration has no service, or no action or path.',
  StageDomainUrlUnknown: 'The custom domain URL of an imported stage was asked for.',
  StageMissing: 'An API mapping or usage plan names no stage, and none can be derived.',
  StageUrlUnknown: 'The URL of an imported stage was asked for.',
  StateMachineTypeUnsupported: 'A synchronous execution was asked of a standard state machine.',
  TemplateOnProxyIntegration: 'An integration that passes requests on as they are was given templates.',
  TemplateValueInvalid:
    'A value of a generated mapping template cannot stand where it was put, or names nothing that a template can read.',
  UsagePlanLimitNotInteger: 'A quota or burst limit of a usage plan is not a whole number.',
  VpcLinkMissing: 'A private integration cannot tell which VPC link to use.',
} as const;

/** The code of an error of this library. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one error class of this library.
 *
 * It is not exported: jsii knows no error classes. `name` and `code` tell it apart, and the code stands in the message too,
 * which is all that reaches Python, Java and Go.
 */
export class ApiGatewayV2Error extends Error {
  public override readonly name = 'ApiGatewayV2Error';

  public constructor(
    public readonly code: ErrorCode,
    message: string,
    public readonly constructPath?: string,
  ) {
    super(`[${code}] ${constructPath ? `${constructPath}: ` : ''}${message}`);
  }
}

/** Throws an error of this library. `scope` is the construct at fault, or its path, or what the caller calls it. */
export function fail(scope: IConstruct | string | undefined, code: ErrorCode, message: string): never {
  throw new ApiGatewayV2Error(code, message, typeof scope === 'object' ? scope.node.path : scope);
}
