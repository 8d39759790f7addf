import { join } from 'node:path';

import type { IConstruct } from 'constructs';

/**
 * Every code an error of this library can carry, with what it means.
 * `docs/errors.md` is generated from this table, and a test holds the two areDeployedTogether.
 */
export const ERROR_CODES = {
  AccessLogTwice: 'A stage has both `accessLog` and `accessLogSettings`.',
  ApiEndpointDisabled:
    'The default endpoint of an API was asked for although `disableExecuteApiEndpoint` switches it off.',
  ApiEndpointUnknown: 'The endpoint of an imported API was asked for, but the import did not name it.',
  ApiKeyAlreadyInUsagePlan: 'An API key is added to a usage plan twice.',
  ArnPathWithoutSlash: 'The path given for an execute-api ARN does not begin with a slash.',
  AuthorizerNotBound: 'The ID of an authorizer was asked for before a route used the authorizer.',
  AuthorizerOnSeveralApis: 'One authorizer object was used on two APIs.',
  CloudMapServiceArnInvalid: 'What was given as the ARN of a Cloud Map service is none.',
  DefaultEndpointKept: 'An API keeps its default endpoint although its domain name switches default endpoints off.',
  DefaultStageOptionsWithoutStage: 'Options of the default stage were given although no default stage is created.',
  DeploymentTwice: 'A stage has both `deployment` and `deploymentOptions`.',
  DomainMappingMissing: 'The custom domain URL of a stage was asked for, but the stage has no domain mapping.',
  DomainMappingTwice: 'The default stage was given two domain mappings at once.',
  DomainMappingWithoutStage: 'A default domain mapping was given although no default stage is created.',
  DomainNameUnknown: 'The domain name of an imported API mapping was asked for, but the import did not name it.',
  GrantMethodUnsupported: 'Invoke access was granted for HTTP methods that the route does not serve.',
  GrantWithoutIamAuthorizer: 'Invoke access was granted on a route that does not use IAM authorization.',
  GrantWithoutMethods: 'Invoke access was granted for an empty list of methods.',
  IdentitySourceAmbiguous: 'An authorizer was given identity sources both as texts and as typed values.',
  IntegrationOnSeveralApis: 'One integration object was used on two APIs.',
  IntegrationProtocolMismatch: 'A route was given an integration of the other protocol.',
  LambdaAliasesMissing: 'An integration by stage variable was given no alias.',
  LambdaAliasesOfSeveralFunctions: 'An integration by stage variable was given aliases of different functions.',
  ListenerPortUnknown: 'A listener was to be opened whose port or security groups are not known.',
  ModelOnSeveralApis: 'A WebSocket model was used on another API than its own.',
  ModelSchemaFileInvalid: 'The file with the schema of a WebSocket model does not hold a JSON object.',
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
  PropTypeInvalid: 'A property has a value of another type than declared, which only untyped code can pass.',
  RequiredPropMissing: 'A required property is missing at run time.',
  RouteMetricWithoutStage:
    'A metric of a route was asked for, but no stage was named and the API has no default stage.',
  RouteResponseDisabled: 'A WebSocket route was given a route response although `returnResponse` is false.',
  RouteSettingsDuplicate: 'A stage was given settings for one route twice.',
  RouteSettingsOnImportedStage: 'A route was given settings for a stage that this app does not make.',
  RouteSettingsWithoutStage: 'A route was given settings, but no stage was named and the API has no default stage.',
  RoutesOfSpecApi: 'A route, integration or authorizer was added to an HTTP API that an OpenAPI document defines.',
  RuleReasonMissing: '`Rules.disable` was called without a reason.',
  RuleUnknown: '`Rules.disable` was called with a code that no rule has.',
  SecureServerNameUnknown: 'A server name was to be taken from a certificate that is not known or bears none.',
  ServiceResourcesMissing: 'An integration with an AWS service was given neither what it acts on nor a role.',
  ServiceSubtypeMismatch: 'The integration subtype belongs to another service than the integration.',
  ServiceUriInvalid: 'The URI of an AWS integration has no service, or no action or path.',
  StageDomainUrlUnknown: 'The custom domain URL of an imported stage was asked for.',
  StageMissing: 'An API mapping or usage plan names no stage, and none can be derived.',
  StageOfAnotherApi: 'An origin was given a stage of another API than its own.',
  StatusCodeInvalid: 'A status code is not a whole number from 100 to 599.',
  TemplateValueInvalid:
    'A value of a generated mapping template cannot stand where it was put, or names nothing that a template can read.',
  VpcLinkNotConnectable: 'A listener was to be opened to a VPC link whose security groups are not known.',
  VpcLinkUnknown:
    'A private integration has no VPC link, and none can be created since the VPC of its target is not known.',
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
