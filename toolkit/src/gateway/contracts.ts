/**
 * The interfaces between the parts of the local gateway, such as function invokers, authorizers, clocks and values. The
 * parts import these interfaces instead of each other.
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
  /** Calls `callback` once after a time in milliseconds. Returns a function that cancels the call. */
  after(milliseconds: number, callback: () => void): () => void;
}

// -------------------------------------------------------------------------------------------------------------- values

/**
 * Replaces values known only at deployment with placeholders, such as the account 123456789012, the Region us-east-1,
 * and IDs that are the same in every run.
 */
export interface Values {
  /**
   * The value as a string. If the value has no placeholder, throws a `ToolkitError` that contains `what`, such as `The
   * URL of the integration Shop/Api/Orders`.
   */
  text(value: Text, what: string): string;
  /** The value as a string, or undefined if the value has no placeholder. */
  textIfKnown(value: Text | undefined): string | undefined;
  /**
   * A property value that is not a string, such as a number or an object. Throws a `ToolkitError` if the value
   * is known only at deployment.
   */
  value<T>(value: Known<T>, what: string): T;
  /** The values of the strings in a list. Throws a `ToolkitError` if a value has no placeholder. */
  texts(value: Known<Text[]> | undefined, what: string): string[];
  /** The values of the strings in a map. Throws a `ToolkitError` if a value has no placeholder. */
  record(value: Known<Record<string, Text>> | undefined, what: string): Record<string, string>;
  /** The account ID of a stack. `stack` is the ID of the stack in the model. */
  account(stack: string): string;
  /** The Region of a stack. `stack` is the ID of the stack in the model. */
  region(stack: string): string;
  /** The ID of an API, such as `a1b2c3d4e5`. */
  apiId(api: Api): string;
  /** The ID of an authorizer, such as `ab12cd`. */
  authorizerId(authorizer: Authorizer): string;
  /** The name of a Lambda function. */
  functionName(fn: LambdaFunction): string;
  /** The ARN of a Lambda function. If `qualifier` is passed, the ARN ends with the qualifier. */
  functionArn(fn: LambdaFunction, qualifier?: string): string;
  /**
   * The environment variables of a function. If a value has no placeholder, throws a `ToolkitError` that contains the
   * names of the variable and the function.
   */
  environmentOf(fn: LambdaFunction): Record<string, string>;
}

// ----------------------------------------------------------------------------------------------------------- functions

/** An invocation of a Lambda function. */
export interface Invocation {
  /** The function to invoke. */
  readonly function: LambdaFunction;
  /** The alias or version to invoke. */
  readonly qualifier?: string;
  /** The event as JSON data. */
  readonly event: unknown;
  /** The Lambda request ID, a UUID. The handler reads the ID as `context.awsRequestId`. */
  readonly requestId: string;
  /** The time limit of the function in milliseconds, from which `context.getRemainingTimeInMillis()` counts down. */
  readonly timeoutMillis: number;
}

/**
 * The outcome of an invocation: the result of the function, or its error. The promise does not reject if the function
 * fails.
 */
export interface InvocationResult {
  /** The payload that Lambda returns: the result as JSON (`null` for undefined), or `error` as JSON. */
  readonly payload: string;
  /** The error in the format of Lambda, or undefined if the function succeeded. */
  readonly error?: FunctionError;
  /** The lines that the function wrote to its log. */
  readonly logs: readonly string[];
}

/** The error of a failed function, in the format of Lambda. */
export interface FunctionError {
  /**
   * The class of the error. `Sandbox.Timedout` means that the function exceeded its time limit, and `Runtime.ExitError`
   * means that the process of the function ended.
   */
  readonly errorType: string;
  /** The error message, such as `… Task timed out after 3.00 seconds`. */
  readonly errorMessage: string;
  /** The lines of the stack trace. */
  readonly trace?: readonly string[];
}

/** Invokes Lambda functions. */
export interface FunctionInvoker {
  /**
   * Invokes a function. Rejects with a `ToolkitError` only if the function cannot run locally, for example because of
   * an unsupported runtime or a missing file. The error message contains the name of the option that solves the
   * problem.
   */
  invoke(invocation: Invocation): Promise<InvocationResult>;
  /** Stops all worker threads and processes. */
  close(): Promise<void>;
}

/** Invokes functions by running their code, which can be reloaded. */
export interface FunctionRunner extends FunctionInvoker {
  /**
   * Reloads the code of a function that was invoked before. If the new code cannot be loaded, returns the error, and
   * further invocations run the old code.
   */
  reload(fn: LambdaFunction): Promise<FunctionError | undefined>;
}

/**
 * Creates the invoker for all functions that the option `functions` does not replace. `functions/create.ts` exports the
 * implementation as `createFunctionInvoker`.
 */
export type CreateFunctionInvoker = (context: GatewayContext) => FunctionRunner;

// ---------------------------------------------------------------------------------------------- requests and responses

/** A header field: the name in lower case, and the value. */
export type HeaderField = readonly [name: string, value: string];

/** A received request with its complete body. */
export interface GatewayRequest {
  /** The method in upper case. */
  readonly method: string;
  /** The host in lower case, without the port. */
  readonly host: string;
  /** The path as the client sent it, percent-encoded. */
  readonly path: string;
  /** The query string as the client sent it, without `?`. The string is empty if the URL has no query string. */
  readonly query: string;
  /**
   * The header fields in the order in which the client sent them, with names in lower case. Fields that API Gateway
   * adds are not included.
   */
  readonly headers: readonly HeaderField[];
  /** The body, or an empty array if the request has no body. */
  readonly body: Uint8Array;
  /** The IP address of the client. */
  readonly sourceIp: string;
  /** The client certificate, for custom domains with mutual TLS. */
  readonly clientCertificate?: ClientCertificate;
  /** The client certificate in PEM format, if the gateway must verify it. */
  readonly certificatePem?: string;
  /**
   * The address that the client used, if the client called a local server. A signature for this address is valid too.
   */
  readonly sent?: SentAddress;
}

/** The address to which a client sent its request. */
export interface SentAddress {
  /** The value of the `Host` header, with the port. */
  readonly host: string;
  /** The percent-encoded path. */
  readonly path: string;
}

/** A client certificate in the format that events use. */
export interface ClientCertificate {
  readonly clientCertPem: string;
  readonly subjectDN: string;
  readonly issuerDN: string;
  readonly serialNumber: string;
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}

/** The response to a `GatewayRequest`. */
export interface GatewayResponse {
  readonly status: number;
  /** The header fields, with names in lower case. A name can occur more than once. */
  readonly headers: readonly HeaderField[];
  readonly body: Uint8Array;
}

/** A request with its API and stage, and with its decoded path and query parameters. */
export interface StagedRequest {
  readonly request: GatewayRequest;
  readonly api: Api;
  readonly stage: Stage;
  /** The name of the stage, such as `$default`. */
  readonly stageName: string;
  /** The custom domain to which the request was sent, with its API mapping. */
  readonly domain?: { readonly domainName: DomainName; readonly mapping?: ApiMapping; readonly basePath: string };
  /** The API Gateway request ID, such as `JCJP4iwYPHcEJgQ=`. Events contain the ID as `requestContext.requestId`. */
  readonly requestId: string;
  /** The time at which the request arrived, in milliseconds since 1970. */
  readonly time: number;
  readonly accountId: string;
  readonly apiId: string;
  readonly region: string;
  /**
   * The decoded path, including a named stage but not the API mapping key. Events with payload format version 2.0
   * contain the path as `rawPath`.
   */
  readonly rawPath: string;
  /** The decoded path, without the stage and the API mapping key. The gateway compares this path with route keys. */
  readonly routePath: string;
  /** The path as the client sent it, percent-encoded, with the stage and the API mapping key. */
  readonly fullPath: string;
  /** The header fields that an integration receives, including the fields that API Gateway adds. */
  readonly headers: readonly HeaderField[];
  /** The decoded query parameters, in the order of the query string. */
  readonly queryParameters: readonly (readonly [name: string, value: string])[];
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** A request with its API, stage and route. */
export interface RoutedRequest extends StagedRequest {
  readonly route: Route;
  /** The route key, such as `GET /books/{id}`. */
  readonly routeKey: string;
  /** The decoded path parameters. The object is empty for a route without path parameters. */
  readonly pathParameters: Readonly<Record<string, string>>;
  /** The data of the connection, for routes of WebSocket APIs. */
  readonly webSocket?: WebSocketFacts;
}

/** The data that only requests to WebSocket APIs contain. */
export interface WebSocketFacts {
  readonly eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
  readonly connectionId: string;
  /** The time at which the connection was requested, in milliseconds since 1970. */
  readonly connectedAt: number;
  readonly messageId?: string;
  /** The close code and reason, for the route `$disconnect`. */
  readonly disconnect?: { readonly code: number; readonly reason: string };
  /** The original names of the header fields that the client sent, keyed by the name in lower case. */
  readonly headerNames: Readonly<Record<string, string>>;
}

// ------------------------------------------------------------------------------------------------------- authorization

/** Decides whether a caller can invoke a route. */
export interface RouteAuthorizer {
  /** Decides whether to allow a request. If the promise rejects, the gateway responds with status 500. */
  authorize(request: RoutedRequest): Promise<Decision>;
}

/** The decision of an authorizer: allowed or denied. */
export type Decision = Allowed | Denied;

/** The decision to allow a request, with the data for events and `$context` variables. */
export interface Allowed {
  readonly allowed: true;
  /**
   * The result of the authorizer. Events contain the result as `requestContext.authorizer`. In access logs, the
   * variables `$context.authorizer.*` contain the result.
   */
  readonly authorizer: AuthorizerContext;
  /** The `principalId` that a Lambda authorizer returned. */
  readonly principalId?: string;
  /** The API key that a Lambda authorizer of a WebSocket API returned as `usageIdentifierKey`. */
  readonly usageIdentifierKey?: string;
}

/** The value of `requestContext.authorizer` in payload format version 2.0. */
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

/** The decision to deny a request, with the data for the response of the gateway. */
export interface Denied {
  readonly allowed: false;
  /**
   * The status code. If the local gateway does not support the authorizer, the status code is 500, and `reason`
   * contains the cause and the fix.
   */
  readonly status: 401 | 403 | 500;
  /** The header fields of the response, such as `www-authenticate`. */
  readonly headers?: readonly HeaderField[];
  /**
   * The value of `message` in the response body.
   *
   * @default - `Unauthorized`, `Forbidden` or `Internal Server Error`
   */
  readonly message?: string;
  /** The reason for the denial, which the gateway writes to the log and to `$context.authorizer.error`. */
  readonly reason: string;
}

/** The authorizers of all APIs, the test issuer and the test credentials. */
export interface Authorizers {
  /** The authorizer of a route, or undefined if the authorization type is `NONE`. */
  of(api: Api, route: Route): RouteAuthorizer | undefined;
  /**
   * Decides whether a caller can send a request to `@connections`. The request requires Signature Version 4 and the
   * permission `execute-api:ManageConnections`.
   */
  manageConnections(request: StagedRequest): Promise<Decision>;
  /** Signs a token for a JWT authorizer with the key of the test issuer. */
  token(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): Promise<string>;
  /** Creates test credentials. */
  credentials(options?: CredentialsOptions): TestCredentials;
  /** Accepts credentials that a different gateway created, and assigns the default policy to them. */
  accept(credentials: TestCredentials): void;
  /** Signs a request to `execute-api` with Signature Version 4. */
  sign(request: Request, credentials: TestCredentials): Promise<Request>;
  /** Releases the resources of the authorizers. */
  close(): Promise<void>;
}

/** Options of a test token. */
export interface TokenOptions {
  /**
   * The name, construct ID or construct path of the API.
   *
   * @default - all APIs of the app
   */
  readonly api?: string;
  /**
   * The name, construct ID or construct path of the authorizer.
   *
   * @default - the first JWT authorizer, if all JWT authorizers have the same issuer and audience
   */
  readonly authorizer?: string;
  /**
   * The time in seconds until the token expires. A negative number creates an expired token.
   *
   * @default 3600
   */
  readonly expiresIn?: number;
  /** The header parameters of the token, such as `kid` or `alg`. */
  readonly header?: Readonly<Record<string, unknown>>;
}

/** Options of test credentials. */
export interface CredentialsOptions {
  /**
   * The identity policy of the credentials, as an IAM policy document.
   *
   * @default - a policy that allows `execute-api:Invoke` and `execute-api:ManageConnections` on all resources
   */
  readonly policy?: unknown;
  /** The ARN of the IAM user or IAM role. */
  readonly userArn?: string;
}

/** Credentials that are valid only in the gateway that created them. */
export interface TestCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Creates the authorizers of all APIs. `authorizers/create.ts` exports the implementation as `createAuthorizers`. */
export type CreateAuthorizers = (context: GatewayContext) => Authorizers;

// ------------------------------------------------------------------------------------------------------------- context

/** An integration or authorizer that calls a function. */
export interface FunctionCaller extends Element {
  /** The link to the function, if the model contains one. */
  readonly function?: FunctionLink;
  /** The URI of the function, which can contain stage variables. */
  readonly uri?: Text;
}

/**
 * A function that an integration or authorizer calls. The code of a function in a different app is not available, so
 * the option `functions` must replace the function.
 */
export interface CalledFunction {
  readonly function: LambdaFunction;
  readonly qualifier?: string;
}

/** The data and services that all parts of a gateway share. */
export interface GatewayContext {
  readonly model: ApiModel;
  /** The folder that contains the files of the model. Paths of the model are relative to this folder. */
  readonly directory: string;
  readonly clock: Clock;
  readonly values: Values;
  /** Whether the role of a function must allow the requests that the function sends to `@connections`. */
  readonly enforceRoles: boolean;
  /** Invokes functions, including functions that the option `functions` replaces, and adds their output to the log. */
  readonly functions: FunctionInvoker;
  /**
   * The function that an integration or authorizer calls. Stage variables in the name and the qualifier are replaced.
   */
  functionOf(caller: FunctionCaller, stageVariables: Readonly<Record<string, string>>): CalledFunction;
  /**
   * The reason why API Gateway cannot invoke a function, or undefined if a permission allows one of the source ARNs.
   * API Gateway does not need a permission if the caller has an IAM role (`credentials`).
   */
  missingPermission(called: CalledFunction, sourceArns: readonly string[]): string | undefined;
  /**
   * Sends a request over the network, such as a request to the issuer of a token. The request never contains AWS
   * credentials.
   */
  readonly fetch: typeof fetch;
  /**
   * Whether JWT authorizers fetch the keys of real issuers to verify tokens that the test issuer did not sign.
   *
   * @default false
   */
  readonly fetchIssuerKeys?: boolean;
  /** The endpoints through which functions call the APIs of the gateway. */
  readonly endpoints?: Endpoints;
  /** Adds an entry to the gateway log. */
  log(entry: LogEntry): void;
}

/** The API endpoints of a gateway. Functions send requests to these endpoints without a network connection. */
export interface Endpoints {
  /** The hosts of default endpoints and custom domains, in lower case. The first label of a host can be `*`. */
  readonly hosts: readonly string[];
  /** Handles a request to one of the `hosts`. */
  handle(request: GatewayRequest): Promise<GatewayResponse>;
}

/** An entry of the gateway log. */
export interface LogEntry {
  /** The time of the log entry, in milliseconds since 1970. */
  readonly time: number;
  /** The request ID from API Gateway or Lambda. */
  readonly requestId?: string;
  /** The construct path or name of the element that caused the log entry, such as a function or an authorizer. */
  readonly about: string;
  readonly level: 'info' | 'error';
  readonly message: string;
}

/**
 * Whether a name identifies an element of the model. The name can be the construct path or the last parts of this path,
 * or the `id`, `name` or `source.logicalId` of the element.
 */
export type IsNamed = (element: Element, name: string) => boolean;
