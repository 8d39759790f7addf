import { join } from 'node:path';

import type { IConstruct } from 'constructs';

import { addressOf } from './message';

/** The codes and meanings of the errors of this library. `docs/errors.md` is generated from this table. */
export const ERROR_CODES = {
  AccessLogTwice: 'A stage specifies both `accessLog` and `accessLogSettings`.',
  ApiEndpointDisabled:
    'The program reads the default endpoint of an API, but `disableExecuteApiEndpoint` disables this endpoint.',
  ApiEndpointUnknown: 'The program reads the endpoint of an API that was imported without `apiEndpoint`.',
  ApiKeyAlreadyInUsagePlan: 'The program adds an API key to the same usage plan twice.',
  ArnPathWithoutSlash: 'The path for an execute-api ARN does not begin with a slash.',
  AuthorizerNotBound: 'The program reads the ID of an authorizer that no route uses.',
  AuthorizerOnSeveralApis: 'The program uses one authorizer object for two APIs.',
  AuthorizerProtocolMismatch:
    'A route uses an authorizer for a different protocol: an HTTP API needs an HTTP authorizer, and a WebSocket API needs a WebSocket authorizer.',
  CloudMapServiceArnInvalid: 'The argument `serviceArn` of `fromServiceArn` is not the ARN of a Cloud Map service.',
  DefaultEndpointKept:
    'An API explicitly enables its default endpoint, but the program maps the API to a domain name that disables default endpoints.',
  DefaultStageOptionsWithoutStage: 'The program sets options of the default stage, but the API has no default stage.',
  DeploymentTwice: 'A stage specifies both `deployment` and `deploymentOptions`.',
  DomainMappingMissing: 'The program reads the custom domain URL of a stage that has no domain mapping.',
  DomainMappingTwice: 'The program sets both `defaultDomainMapping` and `defaultStageOptions.domainMapping`.',
  DomainMappingWithoutStage: 'The program sets a default domain mapping, but the API has no default stage.',
  DomainNameUnknown: 'The program reads the domain name of an API mapping that was imported without a domain name.',
  GrantMethodUnsupported: 'The program grants invoke access for HTTP methods that the route does not serve.',
  GrantWithoutIamAuthorizer: 'The program grants invoke access for a route that does not use IAM authorization.',
  GrantWithoutMethods: 'The program grants invoke access for an empty list of HTTP methods.',
  IdentitySourceAmbiguous: 'An authorizer specifies both `identitySource` and `identitySources`.',
  IntegrationOnSeveralApis: 'The program uses one integration object for two APIs.',
  IntegrationProtocolMismatch:
    'A route uses an integration for a different protocol: an HTTP API needs an HTTP integration, and a WebSocket API needs a WebSocket integration.',
  LambdaAliasesMissing: 'The list of aliases of an `HttpLambdaAliasIntegration` is empty.',
  LambdaAliasesOfSeveralFunctions: 'The aliases of an `HttpLambdaAliasIntegration` belong to different functions.',
  ListenerPortUnknown: 'The program sets `openListener` for a listener whose port or security groups are unknown.',
  ModelOnSeveralApis: 'A WebSocket route uses a model that belongs to a different API.',
  ModelSchemaFileInvalid: 'The schema file of a WebSocket model does not contain a JSON object.',
  NotADomainName: 'The program passes a reference to a domain name where a `DomainName` is required.',
  NotAWebSocketApi: 'The program passes a reference to an API where a `WebSocketApi` is required.',
  NotAnHttpApi: 'The program passes a reference to an API where an `HttpApi` is required.',
  OpenApiFileInvalid: 'The OpenAPI file of an HTTP API does not exist, or is neither JSON nor YAML.',
  OpenApiReferenceInvalid:
    'A name in `functions` or `substitutions` for an OpenAPI document is invalid, or is used twice.',
  OpenApiReferenceUnknown:
    'An OpenAPI document refers to a name that is not in `functions` or `substitutions`, or contains a CloudFormation intrinsic function.',
  OpenApiReferenceUnused: '`functions` or `substitutions` contains a name that the OpenAPI document does not refer to.',
  OpenApiReferencesOutOfReach:
    'The program sets `functions` or `substitutions` for an OpenAPI document that is not read at synthesis.',
  OperationNameOnSeveralRoutes: 'The program sets one operation name for several routes.',
  PropTypeInvalid:
    'The value of a property does not have the declared type. Only code without type checks can pass such a value.',
  RequiredPropMissing: 'A required property is missing at run time.',
  RouteMetricWithoutStage: 'The program creates a route metric without `stage`, but the API has no default stage.',
  RouteResponseDisabled: 'A WebSocket route has a route response, but `returnResponse` is false.',
  RouteSettingsDuplicate: 'A stage specifies the settings of one route twice.',
  RouteSettingsOnImportedStage: 'The program sets route settings for a stage that this app does not create.',
  RouteSettingsWithoutStage: 'The program sets route settings without `stages`, but the API has no default stage.',
  RoutesOfSpecApi:
    'The program adds a route, integration or authorizer to an HTTP API that an OpenAPI document defines.',
  RuleReasonMissing: 'The program calls `Rules.disable` without a reason.',
  RuleUnknown: 'The program calls `Rules.disable` with a code that does not belong to a rule.',
  SecureServerNameUnknown:
    'The program sets `serverNameFromCertificate`, but the certificate of the listener is unknown or contains only wildcard names.',
  ServiceResourcesMissing: 'An integration with an AWS service specifies neither `resources` nor `credentialsRole`.',
  ServiceSubtypeMismatch: 'The subtype of an integration does not belong to the AWS service of the integration class.',
  ServiceUriInvalid: 'The service, the action or the path in the URI of an AWS integration is invalid.',
  StageDomainUrlUnknown: 'The program reads the custom domain URL of a stage that was imported without `domainUrl`.',
  StageMissing:
    'An API mapping, usage plan or CloudFront origin does not specify a stage, and the API has no default stage.',
  StageOfAnotherApi: 'The stage of a CloudFront origin belongs to a different API.',
  StatusCodeInvalid: 'A status code is not a whole number from 100 to 599.',
  TemplateValueInvalid:
    'A value for a generated mapping template is invalid for its property, or refers to a source that a template cannot read.',
  VpcLinkNotConnectable: 'The program sets `openListener`, but the security groups of the VPC link are unknown.',
  VpcLinkUnknown:
    'A private integration does not specify a VPC link, and the library cannot create a VPC link because the VPC of the target is unknown.',
} as const;

/** The code of an error of this library. */
export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * The error class of this library.
 *
 * The class is not exported because jsii does not support error classes. TypeScript programs identify an error by
 * `name` and `code`. Programs in Python, Java and Go receive only the message, so the message begins with the code. The
 * stack trace begins at the first frame of the user's program.
 */
export class ApiGatewayV2Error extends Error {
  public override readonly name = 'ApiGatewayV2Error';

  public constructor(
    public readonly code: string,
    message: string,
    public readonly constructPath?: string,
  ) {
    const limit = Error.stackTraceLimit;
    // Node.js records ten stack frames by default, which can all belong to this library
    Error.stackTraceLimit = 50;
    super(`[${code}] ${constructPath ? `${constructPath}: ` : ''}${message}`);
    Error.stackTraceLimit = limit;
    this.stack = fromUsersFrame(this.stack, limit);
  }
}

/** The stack frames of the user's program when an object is created, for errors that this library throws later. */
export class UsersFrames {
  private readonly holder: { stack?: string } = {};

  public constructor() {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 20;
    Error.captureStackTrace(this.holder);
    Error.stackTraceLimit = limit;
  }

  /**
   * Runs a function. If the function throws an error of this library, the recorded frames become the stack trace of the
   * error.
   */
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

/**
 * A stack frame of the jsii process, in which this library runs for Python, Java, Go and C#. Programs in these
 * languages print their own stack frames.
 */
const JSII_FRAME = /\bKernelHost\.processRequest\b/;

/** Removes the frames of this library from the top of a stack trace, and all frames if jsii runs this library. */
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
 * Throws an error of this library. The message ends with the address of the page about the code. `scope` is the
 * construct with the problem, or its path or name.
 */
export function fail(scope: IConstruct | string | undefined, code: ErrorCode, message: string): never {
  throw new ApiGatewayV2Error(
    code,
    `${message} See ${addressOf(code)}`,
    typeof scope === 'object' ? scope.node.path : scope,
  );
}
