import { join } from 'node:path';

import type { IConstruct } from 'constructs';

/**
 * Every code an error of this library can carry, with what it means.
 * `docs/errors.md` is generated from this table, and a test holds the two areDeployedTogether.
 */
export const ERROR_CODES = {
  AccessLogFormatNotOneLine: 'An access log format spans several lines.',
  AccessLogFormatTooLong: 'An access log format is larger than 3 KB.',
  AccessLogFormatWithoutRequestId:
    'An access log format holds neither `$context.requestId` nor `$context.extendedRequestId`.',
  AccessLogTwice: 'A stage was given its access logs both ways, as `accessLog` and as `accessLogSettings`.',
  AccessLogVariableUnknown: 'An access log format names a variable that the protocol of the API does not have.',
  ApiDescriptionTooLong: 'The description of an API has more than 1,024 characters.',
  ApiEndpointDisabled:
    'The default endpoint of an API was asked for although `disableExecuteApiEndpoint` switches it off.',
  ApiEndpointUnknown: 'The endpoint of an imported API was asked for, but the import did not name it.',
  ApiKeyAlreadyInUsagePlan: 'An API key is added to a usage plan twice.',
  ApiKeySelectionExpressionInvalid: 'An API looks for API keys where the service does not.',
  ApiMappingKeyInvalid: 'An API mapping key holds characters that the service does not take, or more than 300 of them.',
  ApiNameInvalid: 'The name of an API does not have 1 to 128 characters.',
  ArnPathWithoutSlash: 'The path given for an execute-api ARN does not begin with a slash.',
  AuthorizationTypeUnknown: 'An authorizer returned an authorization type that the service does not know.',
  AuthorizerNotBound: 'The ID of an authorizer was asked for before a route used the authorizer.',
  AuthorizerOnNonConnectRoute: 'A WebSocket route other than `$connect` was given an authorizer.',
  AuthorizerOnSeveralApis: 'One authorizer object was used on two APIs.',
  CloudMapServiceArnInvalid: 'What was given as the ARN of a Cloud Map service is none.',
  DataTraceWithoutLogging: 'Data traces were asked of a WebSocket stage whose execution log is off.',
  DefaultEndpointKept: 'An API keeps its default endpoint although its domain name switches default endpoints off.',
  DefaultStageOptionsWithoutStage: 'Options of the default stage were given although no default stage is created.',
  DomainMappingMissing: 'The custom domain URL of a stage was asked for, but the stage has no domain mapping.',
  DomainMappingTwice: 'The default stage was given two domain mappings at once.',
  DomainMappingWithoutStage: 'A default domain mapping was given although no default stage is created.',
  DomainNameEmpty: 'A custom domain name is an empty string.',
  DomainNameOutsideZone: 'A custom domain name is not in the hosted zone that it was given.',
  DomainNameUnknown: 'The domain name of an imported API mapping was asked for, but the import did not name it.',
  DomainTlsUnsupported: 'A domain name of HTTP or WebSocket APIs is to speak TLS 1.0.',
  EndpointTypeDuplicate: 'A domain name was given two endpoints of one type.',
  GrantMethodUnsupported: 'Invoke access was granted for HTTP methods that the route does not serve.',
  GrantWithoutIamAuthorizer: 'Invoke access was granted on a route that does not use IAM authorization.',
  GrantWithoutMethods: 'Invoke access was granted for an empty list of methods.',
  GreedyParameterNotLast: 'A route has a greedy parameter before the end of its path.',
  HttpIntegrationTypeInvalid: 'An integration of an HTTP API has a type that only WebSocket APIs have.',
  IdentitySourceAmbiguous: 'An authorizer was given identity sources both as texts and as typed values.',
  IntegrationDescriptionTooLong: 'The description of an integration has more than 1,024 characters.',
  IntegrationOnSeveralApis: 'One integration object was used on two APIs.',
  IntegrationResponseDuplicate: 'A WebSocket integration was given two responses with one key.',
  IntegrationResponseKeyInvalid:
    'The key of an integration response is neither a status code nor a regular expression.',
  IntegrationResponseOnProxy:
    'A WebSocket integration that passes responses on as they are was given integration responses.',
  IntegrationTargetMissing: 'An HTTP integration has neither a URI nor a service subtype.',
  IntegrationTimeoutOutOfRange: 'The timeout of an integration is outside what the service takes.',
  IntegrationUriLengthInvalid: 'The URI of an integration does not have 1 to 2,048 characters.',
  IntegrationUrlInvalid: 'The URL of an integration does not begin with `http://` or `https://`.',
  LambdaAliasesMissing: 'An integration by stage variable was given no alias.',
  LambdaAliasesOfSeveralFunctions: 'An integration by stage variable was given aliases of different functions.',
  ListenerPortUnknown: 'A listener was to be opened whose port or security groups are not known.',
  MappingKeyEmpty: 'An API mapping key is an empty string.',
  MappingValueLengthInvalid: 'A value of a parameter mapping does not have 1 to 512 characters.',
  ModelOnSeveralApis: 'A WebSocket model was used on another API than its own.',
  ModelSchemaFileInvalid: 'The file with the schema of a WebSocket model does not hold a JSON object.',
  ModelSelectionMismatch: 'A WebSocket route has models but nothing that selects one, or the other way round.',
  NotADomainName: 'The full domain name was asked for, but only a reference to it was given.',
  NotAnHttpApi: 'The full HTTP API was asked for, but only a reference to it was given.',
  OpenApiDocumentInvalid: 'The OpenAPI document of an HTTP API is no OpenAPI 3.0, or is not whole.',
  OpenApiFeatureUnsupported: 'The OpenAPI document of an HTTP API holds what only REST APIs import.',
  OpenApiFileInvalid: 'The file with the OpenAPI document of an HTTP API is not there, or is neither JSON nor YAML.',
  OpenApiReferenceInvalid:
    'A function or value of an OpenAPI document has a name that cannot stand there, or that another one has.',
  OpenApiReferenceUnknown:
    'An OpenAPI document names a function or value that its API was not given, or has a function of CloudFormation in a file.',
  OpenApiReferenceUnused: 'An API was given a function or value that its OpenAPI document does not name.',
  OpenApiReferencesOutOfReach: 'Functions or values were given for an OpenAPI document that is not read at synthesis.',
  OperationNameOnSeveralRoutes: 'One operation name was given for several routes.',
  OwnershipCertificateWithoutMtls: 'An ownership certificate was given to a domain name without mutual TLS.',
  PayloadFormatInvalid: 'An integration of an HTTP API has a payload format that its target does not take.',
  QueueParameterUnsupported: 'A group or deduplication ID was given for an action or a queue that does not take it.',
  RequestMappingKeyInvalid: 'A request mapping of an HTTP API has a key that the service does not know.',
  RequiredParameterMissing: 'An integration with an AWS service lacks a parameter of the action.',
  RequiredPropMissing: 'A required property is missing at run time.',
  ReservedHeaderMapped: 'A parameter mapping touches a header that API Gateway keeps to itself.',
  RouteMetricWithoutStage:
    'A metric of a route was asked for, but no stage was named and the API has no default stage.',
  RouteParameterInvalid:
    'A request parameter of a WebSocket route has a name that the service does not know, or that its route cannot have.',
  RoutePathInvalid: 'The path of a route does not begin with a slash, or ends in one.',
  RouteResponseDisabled: 'A WebSocket route was given a route response although `returnResponse` is false.',
  RouteSegmentInvalid: 'A segment of a route path is neither a plain text nor a parameter.',
  RouteSelectionExpressionMissing: 'A WebSocket API has no route selection expression.',
  RouteSettingsDuplicate: 'A stage was given settings for one route twice.',
  RouteSettingsOnImportedStage: 'A route was given settings for a stage that this app does not make.',
  RouteSettingsWithoutStage: 'A route was given settings, but no stage was named and the API has no default stage.',
  RoutesOfSpecApi: 'A route, integration or authorizer was added to an HTTP API that an OpenAPI document defines.',
  RoutingRulesNotRead: 'A routing rule was made on a domain name that reads API mappings only.',
  RuleReasonMissing: 'A rule was switched off without a reason.',
  RuleUnknown: 'A rule was named that does not exist.',
  ScopeLengthInvalid: 'An authorization scope does not have 1 to 64 characters.',
  ScopesWithoutJwtAuthorizer: 'A route has authorization scopes but no authorizer that reads scopes.',
  SecureServerNameUnknown: 'A server name was to be taken from a certificate that is not known or bears none.',
  ServiceResourcesMissing: 'An integration with an AWS service was given neither what it acts on nor a role.',
  ServiceRoleMissing: 'An integration with an AWS service has no role to call it with.',
  ServiceSubtypeMismatch: 'The integration subtype belongs to another service than the integration.',
  ServiceUriInvalid: 'The URI of an AWS integration has no service, or no action or path.',
  StageDeploymentConflict:
    'A stage was told in several ways what it serves: automatic deployment, a deployment, options of its own one.',
  StageDomainUrlUnknown: 'The custom domain URL of an imported stage was asked for.',
  StageMissing: 'An API mapping or usage plan names no stage, and none can be derived.',
  StageNameInvalid: 'The name of a stage is not 1 to 128 letters, digits, hyphens and underscores.',
  StageOfAnotherApi: 'An origin was given a stage of another API than its own.',
  StageVariableInvalid: 'A stage has a variable whose name or value the service does not take, or too many of them.',
  StateMachineTypeUnsupported: 'A synchronous execution was asked of a standard state machine.',
  TemplateOnProxyIntegration: 'An integration that passes requests on as they are was given templates.',
  TemplateValueInvalid:
    'A value of a generated mapping template cannot stand where it was put, or names nothing that a template can read.',
  ThrottleInvalid: 'A throttle has a negative limit, or a burst that is no whole number.',
  TooManyScopes: 'A route has more than 10 authorization scopes.',
  VpcLinkMissing: 'A private integration cannot tell which VPC link to use.',
  VpcLinkNotConnectable: 'A listener was to be opened to a VPC link whose security groups are not known.',
  WebSocketMappingInvalid:
    'A request mapping of a WebSocket integration has a key or a value that the service does not know.',
  WebSocketRouteKeyInvalid:
    'The key of a WebSocket route is empty, or begins with `$` and is none of the three that do.',
} as const;

/** The code of an error of this library. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The one error class of this library.
 *
 * It is not exported: jsii has no error classes. `name` and `code` identify it, and the message begins with the code, which is all that
 * reaches Python, Java and Go. The stack begins at the user's own frame.
 */
export class ApiGatewayV2Error extends Error {
  public override readonly name = 'ApiGatewayV2Error';

  public constructor(
    public readonly code: string,
    message: string,
    public readonly constructPath?: string,
  ) {
    const limit = Error.stackTraceLimit;
    // The first ten frames may all be frames of this library
    Error.stackTraceLimit = 50;
    super(`[${code}] ${constructPath ? `${constructPath}: ` : ''}${message}`);
    Error.stackTraceLimit = limit;
    this.stack = fromUsersFrame(this.stack, limit);
  }
}

/** The user's frames at the time when an object was created, for an error that is thrown later. */
export class UsersFrames {
  private readonly holder: { stack?: string } = {};

  public constructor() {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 20;
    Error.captureStackTrace(this.holder);
    Error.stackTraceLimit = limit;
  }

  /** Runs a function; an error of this library that it throws gets these frames. */
  public around<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof ApiGatewayV2Error) {
        const frames = framesOf(fromUsersFrame(this.holder.stack, Error.stackTraceLimit));
        error.stack = [`${error.name}: ${error.message}`, ...frames].join('\n');
      }
      throw error;
    }
  }
}

const LIBRARY = join(__dirname, '..');

function framesOf(stack: string | undefined): readonly string[] {
  return stack?.match(/^ {4}at .*$/gm) ?? [];
}

/** A stack trace without the frames of this library at its top. */
function fromUsersFrame(stack: string | undefined, limit: number): string | undefined {
  const frames = framesOf(stack);
  const first = frames.findIndex((frame) => !frame.includes(LIBRARY));
  return stack === undefined || first < 0
    ? stack
    : [stack.slice(0, stack.indexOf(frames[0] ?? '')).trimEnd(), ...frames.slice(first, first + limit)].join('\n');
}

/** Throws an error of this library. `scope` is the construct at fault, or its path, or its name in the caller's words. */
export function fail(scope: IConstruct | string | undefined, code: ErrorCode, message: string): never {
  throw new ApiGatewayV2Error(code, message, typeof scope === 'object' ? scope.node.path : scope);
}
