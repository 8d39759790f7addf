import { join } from 'node:path';

import type { IConstruct } from 'constructs';

import { addressOf } from './message';

/**
 * The codes of the errors of this library, and the meaning of each. `docs/errors.md` is generated from this table, and
 * a test compares the two.
 */
export const ERROR_CODES = {
  AccessLogTwice: 'A stage has both `accessLog` and `accessLogSettings`.',
  ApiEndpointDisabled: 'The program reads the default endpoint of an API that `disableExecuteApiEndpoint` disables.',
  ApiEndpointUnknown: 'The program reads the endpoint of an imported API that was imported without `apiEndpoint`.',
  ApiKeyAlreadyInUsagePlan: 'An API key is added to the same usage plan twice.',
  ArnPathWithoutSlash: 'The path for an execute-api ARN does not begin with a slash.',
  AuthorizerNotBound: 'The program reads the ID of an authorizer that no route uses.',
  AuthorizerOnSeveralApis: 'One authorizer object is used on two APIs.',
  AuthorizerProtocolMismatch:
    'A route uses an authorizer of the other protocol: an HTTP API needs an HTTP authorizer, a WebSocket API a WebSocket authorizer.',
  CloudMapServiceArnInvalid: 'The value passed as the ARN of a Cloud Map service is not such an ARN.',
  DefaultEndpointKept: 'An API keeps its default endpoint although its domain name disables default endpoints.',
  DefaultStageOptionsWithoutStage: 'Options of the default stage are set although no default stage is created.',
  DeploymentTwice: 'A stage has both `deployment` and `deploymentOptions`.',
  DomainMappingMissing: 'The program reads the custom domain URL of a stage that has no domain mapping.',
  DomainMappingTwice: 'The default stage has two first domain mappings.',
  DomainMappingWithoutStage: 'A default domain mapping is set although no default stage is created.',
  DomainNameUnknown: 'The program reads the domain name of an API mapping that was imported without it.',
  GrantMethodUnsupported: 'Invoke access is granted for HTTP methods that the route does not serve.',
  GrantWithoutIamAuthorizer: 'Invoke access is granted on a route that does not use IAM authorization.',
  GrantWithoutMethods: 'Invoke access is granted for an empty list of methods.',
  IdentitySourceAmbiguous: 'An authorizer has both `identitySource` and `identitySources`.',
  IntegrationOnSeveralApis: 'One integration object is used on two APIs.',
  IntegrationProtocolMismatch:
    'A route uses an integration of the other protocol: an HTTP API needs an HTTP integration, a WebSocket API a WebSocket integration.',
  LambdaAliasesMissing: 'An `HttpLambdaAliasIntegration` has no alias.',
  LambdaAliasesOfSeveralFunctions: 'The aliases of an `HttpLambdaAliasIntegration` belong to different functions.',
  ListenerPortUnknown: '`openListener` is set for a listener whose port or security groups are unknown.',
  ModelOnSeveralApis: 'A WebSocket route uses a model of another API.',
  ModelSchemaFileInvalid: 'The schema file of a WebSocket model does not contain a JSON object.',
  NotADomainName: 'A full domain name is required, but only a reference to the domain name is available.',
  NotAWebSocketApi: 'A full WebSocket API is required, but only a reference to the API is available.',
  NotAnHttpApi: 'A full HTTP API is required, but only a reference to the API is available.',
  OpenApiFileInvalid: 'The OpenAPI file of an HTTP API does not exist, or is neither JSON nor YAML.',
  OpenApiReferenceInvalid: 'The name of a function or value for an OpenAPI document is invalid, or is used twice.',
  OpenApiReferenceUnknown:
    'An OpenAPI document refers to a name that is in neither `functions` nor `substitutions`, or the file uses a CloudFormation intrinsic function.',
  OpenApiReferenceUnused: '`functions` or `substitutions` has a name that the OpenAPI document does not refer to.',
  OpenApiReferencesOutOfReach:
    '`functions` or `substitutions` are set for an OpenAPI document that is not read at synthesis.',
  OperationNameOnSeveralRoutes: 'One operation name is set for several routes.',
  PropTypeInvalid: 'A property has a value of another type than declared, which only untyped code can pass.',
  RequiredPropMissing: 'A required property is missing at run time.',
  RouteMetricWithoutStage: 'A route metric is created without `stage`, and the API has no default stage.',
  RouteResponseDisabled: 'A WebSocket route has a route response although `returnResponse` is false.',
  RouteSettingsDuplicate: 'A stage has settings for one route twice.',
  RouteSettingsOnImportedStage: 'Route settings are set for a stage that this app does not create.',
  RouteSettingsWithoutStage: 'Route settings are set without `stages`, and the API has no default stage.',
  RoutesOfSpecApi: 'A route, integration or authorizer is added to an HTTP API that an OpenAPI document defines.',
  RuleReasonMissing: '`Rules.disable` is called without a reason.',
  RuleUnknown: '`Rules.disable` is called with a code that no rule has.',
  SecureServerNameUnknown:
    '`serverNameFromCertificate` is set, but the certificate of the listener is unknown or contains only wildcard names.',
  ServiceResourcesMissing: 'An integration with an AWS service has neither `resources` nor `credentialsRole`.',
  ServiceSubtypeMismatch: 'The integration subtype belongs to another AWS service than the integration.',
  ServiceUriInvalid: 'The service, action or path of the URI of an AWS integration is invalid.',
  StageDomainUrlUnknown: 'The program reads the custom domain URL of a stage that was imported without `domainUrl`.',
  StageMissing: 'An API mapping, usage plan or CloudFront origin has no stage, and the API has no default stage.',
  StageOfAnotherApi: 'The stage of a CloudFront origin belongs to another API.',
  StatusCodeInvalid: 'A status code is not a whole number from 100 to 599.',
  TemplateValueInvalid:
    'A value for a generated mapping template is invalid in its place, or refers to nothing that a template can read.',
  VpcLinkNotConnectable: '`openListener` is set, but the security groups of the VPC link are unknown.',
  VpcLinkUnknown:
    'A private integration has no VPC link, and none can be created because the VPC of its target is unknown.',
} as const;

/** The code of an error of this library. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The only error class of this library.
 *
 * It is not exported because jsii does not support error classes. TypeScript identifies an error by `name` and `code`. Python, Java and
 * Go receive only the message, so it begins with the code. The stack trace begins at the user's own frame.
 */
export class ApiGatewayV2Error extends Error {
  public override readonly name = 'ApiGatewayV2Error';

  public constructor(
    public readonly code: string,
    message: string,
    public readonly constructPath?: string,
  ) {
    const limit = Error.stackTraceLimit;
    // The default limit is ten frames, which can all belong to this library
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

  /** Runs a function. An error of this library that it throws gets these frames as its stack trace. */
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

/** A frame of the process in which jsii runs this library for another language. That language prints the user's frames itself. */
const JSII_FRAME = /\bKernelHost\.processRequest\b/;

/** A stack trace without the frames of this library at its top, and without those of jsii. */
function fromUsersFrame(stack: string | undefined, limit: number): string | undefined {
  const frames = framesOf(stack);
  const first = frames.findIndex((frame) => !frame.includes(LIBRARY));
  return stack === undefined || first < 0
    ? stack
    : [
        stack.slice(0, stack.indexOf(frames[0] ?? '')).trimEnd(),
        ...(frames.some((frame) => JSII_FRAME.test(frame)) ? [] : frames.slice(first, first + limit)),
      ].join('\n');
}

/**
 * Throws an error of this library, whose message ends with the address of the page of its code. `scope` is the construct with the problem,
 * its path, or its name.
 */
export function fail(scope: IConstruct | string | undefined, code: ErrorCode, message: string): never {
  throw new ApiGatewayV2Error(
    code,
    `${message} See ${addressOf(code)}`,
    typeof scope === 'object' ? scope.node.path : scope,
  );
}
