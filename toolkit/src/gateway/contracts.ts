/**
 * The interfaces between the parts of the local gateway: who calls functions, who authorizes routes, where time and
 * values come from. The parts import these types only, never each other.
 */

import type {
  Api,
  ApiMapping,
  ApiModel,
  Authorizer,
  DomainName,
  Element,
  FunctionLink,
  Known,
  LambdaFunction,
  Route,
  Stage,
  Text,
} from '../model/types';

// ---------------------------------------------------------------------------------------------------------------- time

/** The source of the current time and of timers. */
export interface Clock {
  /** The time in milliseconds since 1970. */
  now(): number;
  /** Calls back once after a time in milliseconds. Returns a function that cancels the call. */
  after(milliseconds: number, callback: () => void): () => void;
}

// -------------------------------------------------------------------------------------------------------------- values

/**
 * Resolves values that are known only at deployment to placeholders: account 123456789012, the Region of the stack or
 * us-east-1, IDs that are stable from run to run.
 */
export interface Values {
  /**
   * The text. Throws a `ToolkitError` that names `what` (such as `The URL of the integration Shop/Api/Orders`) if
   * the value has no stand-in.
   */
  text(value: Text, what: string): string;
  /** The text, or undefined if the value has no stand-in. */
  textIfKnown(value: Text | undefined): string | undefined;
  /** The value of a property that is not text. Throws like `text` if it cannot be known. */
  value<T>(value: Known<T>, what: string): T;
  /** The strings of a list. */
  texts(value: Known<Text[]> | undefined, what: string): string[];
  /** The strings of a map. */
  record(value: Known<Record<string, Text>> | undefined, what: string): Record<string, string>;
  /** The account of a stack, by the ID of the stack. */
  account(stack: string): string;
  /** The Region of a stack, by the ID of the stack. */
  region(stack: string): string;
  /** The ID of an API, such as `a1b2c3d4e5`. */
  apiId(api: Api): string;
  /** The ID of an authorizer, such as `ab12cd`. */
  authorizerId(authorizer: Authorizer): string;
  /** The name of a function in Lambda. */
  functionName(fn: LambdaFunction): string;
  /** The ARN of a function, with the qualifier, if any. */
  functionArn(fn: LambdaFunction, qualifier?: string): string;
  /**
   * The environment variables of a function. Throws a `ToolkitError` that names variable and function if one cannot
   * be known.
   */
  environmentOf(fn: LambdaFunction): Record<string, string>;
}

// ----------------------------------------------------------------------------------------------------------- functions

/** A call of a Lambda function. */
export interface Invocation {
  /** The function. */
  readonly function: LambdaFunction;
  /** The alias or version that the caller names. */
  readonly qualifier?: string;
  /** The event. It is JSON data. */
  readonly event: unknown;
  /** The request ID of Lambda, a UUID: `context.awsRequestId`. */
  readonly requestId: string;
  /** The time limit of the function in milliseconds, from which `context.getRemainingTimeInMillis()` counts down. */
  readonly timeoutMillis: number;
}

/**
 * The outcome of a call: the result of the function, or its error. An error of the function does not reject the
 * promise.
 */
export interface InvocationResult {
  /**
   * The payload as Lambda returns it: the JSON text of the result (`null` for undefined), or the JSON text of
   * `error`.
   */
  readonly payload: string;
  /** The error, in the shape of Lambda. Absent on success. */
  readonly error?: FunctionError;
  /** The lines that the function wrote to its log. */
  readonly logs: readonly string[];
}

/** The error that a function ended with, in the shape of Lambda. */
export interface FunctionError {
  /**
   * The class of the error. `Sandbox.Timedout` means the time limit, `Runtime.ExitError` the end of the
   * process.
   */
  readonly errorType: string;
  /** The message. For the time limit: `… Task timed out after 3.00 seconds`. */
  readonly errorMessage: string;
  /** The stack, a line each. */
  readonly trace?: readonly string[];
}

/** Calls functions. */
export interface FunctionInvoker {
  /**
   * Calls a function. Rejects with a `ToolkitError` only if the function cannot be run here (a runtime or package that
   * is not supported, a missing file, an environment variable without a value). The message names the option to set.
   */
  invoke(invocation: Invocation): Promise<InvocationResult>;
  /** Stops all workers and processes. */
  close(): Promise<void>;
}

/** Calls functions by their code, which can change. */
export interface FunctionRunner extends FunctionInvoker {
  /**
   * Loads the code of a function again, if it was invoked before. If the new code cannot be loaded, returns why, and
   * the old code runs further invocations.
   */
  reload(fn: LambdaFunction): Promise<FunctionError | undefined>;
}

/**
 * Makes the invoker for the functions that no option replaces: `functions/create.ts` exports one as
 * `createFunctionInvoker`.
 */
export type CreateFunctionInvoker = (context: GatewayContext) => FunctionRunner;

// ---------------------------------------------------------------------------------------------- requests and responses

/** A header field: the name in lower case, and the value. */
export type HeaderField = readonly [name: string, value: string];

/** A request as it arrives, with its body read. */
export interface GatewayRequest {
  /** The method in upper case. */
  readonly method: string;
  /** The host, without port, in lower case. */
  readonly host: string;
  /** The path as sent, percent-encoded. */
  readonly path: string;
  /** The query string as sent, without `?`. Empty without one. */
  readonly query: string;
  /** The header fields as sent, in order, names in lower case. Without those that API Gateway adds. */
  readonly headers: readonly HeaderField[];
  /** The body. Empty without one. */
  readonly body: Uint8Array;
  /** The address of the client. */
  readonly sourceIp: string;
  /** The certificate of the client, for custom domains with mutual TLS. */
  readonly clientCertificate?: ClientCertificate;
  /** The certificate of the client in PEM, if it has to be verified. */
  readonly certificatePem?: string;
  /** The address that the client knows, if it is the one of a local server: signatures are valid for it too. */
  readonly sent?: SentAddress;
}

/** The address of a request as its client sent it. */
export interface SentAddress {
  /** The `Host` header, with the port. */
  readonly host: string;
  /** The path, percent-encoded. */
  readonly path: string;
}

/** The certificate of a client, as in events. */
export interface ClientCertificate {
  readonly clientCertPem: string;
  readonly subjectDN: string;
  readonly issuerDN: string;
  readonly serialNumber: string;
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}

/** A response, before it becomes a web standard `Response`. */
export interface GatewayResponse {
  readonly status: number;
  /** The header fields, names in lower case. A name can occur more than once. */
  readonly headers: readonly HeaderField[];
  readonly body: Uint8Array;
}

/** A request for which API and stage are chosen. All that is decoded is here, so that no part decodes again. */
export interface StagedRequest {
  readonly request: GatewayRequest;
  readonly api: Api;
  readonly stage: Stage;
  /** The name of the stage, such as `$default`. */
  readonly stageName: string;
  /** The custom domain that the request came by. */
  readonly domain?: { readonly domainName: DomainName; readonly mapping?: ApiMapping; readonly basePath: string };
  /** `requestContext.requestId`, such as `JCJP4iwYPHcEJgQ=`. */
  readonly requestId: string;
  /** The time at which the request arrived, in milliseconds since 1970. */
  readonly time: number;
  readonly accountId: string;
  readonly apiId: string;
  readonly region: string;
  /** `rawPath` of payload 2.0: decoded, with a named stage, without the mapping key. */
  readonly rawPath: string;
  /** The path that route keys are compared with: decoded, without a named stage and mapping key. */
  readonly routePath: string;
  /** The path as sent, percent-encoded, with stage and mapping key. */
  readonly fullPath: string;
  /** The header fields as an integration sees them, with those that API Gateway adds. */
  readonly headers: readonly HeaderField[];
  /** The query parameters, decoded, in order. */
  readonly queryParameters: readonly (readonly [name: string, value: string])[];
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** A request for which the route is chosen too. */
export interface RoutedRequest extends StagedRequest {
  readonly route: Route;
  /** The route key, such as `GET /books/{id}`. */
  readonly routeKey: string;
  /** The path parameters, decoded. Empty without any. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The facts of the connection, for routes of WebSocket APIs. */
  readonly webSocket?: WebSocketFacts;
}

/** The additional data of a request to a route of a WebSocket API. */
export interface WebSocketFacts {
  readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  readonly connectionId: string;
  /** The time at which the connection was requested, in milliseconds since 1970. */
  readonly connectedAt: number;
  readonly messageId?: string;
  /** The end of the connection. */
  readonly disconnect?: { readonly code: number; readonly reason: string };
  /** The names of header fields as the client sent them, by the name in lower case. */
  readonly headerNames: Readonly<Record<string, string>>;
}

// ------------------------------------------------------------------------------------------------------- authorization

/** Decides whether a caller can use a route. */
export interface RouteAuthorizer {
  /** Decides about a request. If the promise rejects, the gateway responds with status 500. */
  authorize(request: RoutedRequest): Promise<Decision>;
}

/** The decision of an authorizer. */
export type Decision = Allowed | Denied;

/** The request may pass. The gateway derives events and `$context` variables from this. */
export interface Allowed {
  readonly allowed: true;
  /** `requestContext.authorizer` of payload 2.0. Payload 1.0 and `$context.authorizer.*` follow from it. */
  readonly authorizer: AuthorizerContext;
  /** `principalId` that a Lambda authorizer returned. */
  readonly principalId?: string;
  /** `usageIdentifierKey` that a Lambda authorizer of a WebSocket API returned: the API key. */
  readonly usageIdentifierKey?: string;
}

/** The result of an authorizer, in the shape of payload 2.0. */
export type AuthorizerContext =
  | { readonly jwt: { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null } }
  | { readonly lambda: Readonly<Record<string, unknown>> | null }
  | { readonly iam: IamIdentity };

/** The identity that signed a request. */
export interface IamIdentity {
  readonly accessKey: string;
  readonly accountId: string;
  readonly callerId: string;
  readonly cognitoIdentity: { amr: string[]; identityId: string; identityPoolId: string } | null;
  readonly principalOrgId: string | null;
  readonly userArn: string;
  readonly userId: string;
}

/** The request is denied: the gateway responds itself. */
export interface Denied {
  readonly allowed: false;
  /**
   * The status code. It is also 500 if the gateway cannot model the authorizer. `reason` then has the cause and the
   * option to set.
   */
  readonly status: 401 | 403 | 500;
  /** Header fields of the response, such as `www-authenticate`. */
  readonly headers?: readonly HeaderField[];
  /**
   * The `message` of the body.
   *
   * @default - `Unauthorized`, `Forbidden` or `Internal Server Error`
   */
  readonly message?: string;
  /** The reason, for the log and `$context.authorizer.error`. */
  readonly reason: string;
}

/** The authorizers of all APIs, the test issuer and the test credentials. */
export interface Authorizers {
  /** The authorizer of a route. Undefined only for authorization `NONE`. */
  of(api: Api, route: Route): RouteAuthorizer | undefined;
  /** Decides whether a caller can use `@connections`: by Signature Version 4 and `execute-api:ManageConnections`. */
  manageConnections(request: StagedRequest): Promise<Decision>;
  /** Signs a token for a JWT authorizer, by the key of the test issuer. */
  token(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): Promise<string>;
  /** Creates test credentials. */
  credentials(options?: CredentialsOptions): TestCredentials;
  /** Accepts credentials that another gateway created, with the default policy. */
  accept(credentials: TestCredentials): void;
  /** Signs a request to `execute-api` with Signature Version 4. */
  sign(request: Request, credentials: TestCredentials): Promise<Request>;
  /** Releases all resources. */
  close(): Promise<void>;
}

/** Options of a test token. */
export interface TokenOptions {
  /**
   * The API, by name, construct ID or path.
   *
   * @default - the only API with a JWT authorizer
   */
  readonly api?: string;
  /**
   * The authorizer, by name, construct ID or path.
   *
   * @default - the only JWT authorizer
   */
  readonly authorizer?: string;
  /**
   * The time until the token expires, in seconds. Negative for an expired token.
   *
   * @default 3600
   */
  readonly expiresIn?: number;
  /** Header parameters, such as `kid` or `alg`. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** Options of test credentials. */
export interface CredentialsOptions {
  /**
   * The identity policy.
   *
   * @default - `execute-api:Invoke` and `execute-api:ManageConnections` on everything
   */
  readonly policy?: unknown;
  /** The ARN of the user or role. */
  readonly userArn?: string;
}

/** Credentials that exist in one gateway only. */
export interface TestCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Makes the authorizers: `authorizers/create.ts` exports one as `createAuthorizers`. */
export type CreateAuthorizers = (context: GatewayContext) => Authorizers;

// ------------------------------------------------------------------------------------------------------------- context

/** An integration or authorizer that calls a function. */
export interface FunctionCaller extends Element {
  /** The link to the function, if the model has one. */
  readonly function?: FunctionLink;
  /** The URI, which can name the function by stage variables. */
  readonly uri?: Text;
}

/**
 * A function that is called. A function of another app is an element without code, which only an option can replace.
 */
export interface CalledFunction {
  readonly function: LambdaFunction;
  readonly qualifier?: string;
}

/** The data that all parts of a gateway share. */
export interface GatewayContext {
  readonly model: ApiModel;
  /** The folder that paths of the model are relative to. */
  readonly directory: string;
  readonly clock: Clock;
  readonly values: Values;
  /** Whether the roles of functions decide about `@connections`. */
  readonly enforceRoles: boolean;
  /**
   * Calls a function, whether an option replaces it or not. It adds the lines of the function to the log itself.
   * `function` is the element of the model, or the link of an authorizer or integration.
   */
  readonly functions: FunctionInvoker;
  /** The function that an integration or authorizer calls, with stage variables in names and qualifiers replaced. */
  functionOf(caller: FunctionCaller, stageVariables: Readonly<Record<string, string>>): CalledFunction;
  /**
   * The reason why API Gateway cannot invoke a function: no permission allows one of the source ARNs. Undefined if it
   * can.
   * API Gateway does not need a permission if the caller has an IAM role (`credentials`).
   */
  missingPermission(called: CalledFunction, sourceArns: readonly string[]): string | undefined;
  /** Sends a request to the outside, such as to the issuer of a token. Never an AWS credential. */
  readonly fetch: typeof fetch;
  /**
   * Whether JWT authorizers fetch the keys of real issuers, for tokens that the test issuer did not sign.
   *
   * @default false
   */
  readonly fetchIssuerKeys?: boolean;
  /** Handles the requests of functions to APIs of the gateway. */
  readonly endpoints?: Endpoints;
  /** Adds a line to the log of the gateway. */
  log(entry: LogEntry): void;
}

/** The endpoints of the APIs of a gateway, which functions reach without a port. */
export interface Endpoints {
  /** The hosts of default endpoints and custom domains, in lower case. A first label can be `*`. */
  readonly hosts: readonly string[];
  /** Handles a request to one of the hosts. */
  handle(request: GatewayRequest): Promise<GatewayResponse>;
}

/** A line of the log. */
export interface LogEntry {
  /** The time of the line, in milliseconds since 1970. */
  readonly time: number;
  /** The request ID of API Gateway or Lambda. */
  readonly requestId?: string;
  /** The construct path or name of the element that the line is about, such as a function or authorizer. */
  readonly about: string;
  readonly level: 'info' | 'error';
  readonly message: string;
}

/** Whether an element is meant by a name: its construct path, the last parts of it, its logical ID or its name. */
export type IsNamed = (element: Element, name: string) => boolean;
