import { ToolkitError } from '../model/errors';
import type { Api, LambdaFunction } from '../model/types';
import { createAuthorizers } from './authorizers/create';
import { ClosableClock, systemClock } from './clock';
import type {
  Authorizers,
  CredentialsOptions,
  Endpoints,
  FunctionError,
  FunctionInvoker,
  FunctionRunner,
  GatewayRequest,
  LogEntry,
  RoutedRequest,
  SentAddress,
  StagedRequest,
  TestCredentials,
  TokenOptions,
} from './contracts';
import { FunctionDirectory } from './function-directory';
import { createFunctionInvoker } from './functions/create';
import type { AccessLogEntry } from './http/access-log';
import { errorResponse } from './http/errors';
import { HttpHandler, type Answer } from './http/handler';
import { Stages } from './http/stages';
import { Truststores } from './http/truststores';
import type { IntegrationContext } from './integrations/integration';
import { ServiceCalls, type ServiceCall } from './integrations/service-calls';
import { LoggedFunctions } from './logged-functions';
import { find, pathOf } from './names';
import type { GatewayObserver } from './observer';
import { enforceOptions, enforceOptionTypes } from './option-names';
import type { LocalGatewayOptions } from './options';
import { ReplacedFunctions } from './replaced-functions';
import { modelOfApp, modelOfAssembly, modelOfStack, type AppLike, type ReadModel, type StackLike } from './sources';
import { Targets } from './targets';
import { invalidField, toGatewayRequest, untilAborted, toResponse, type GatewayRequestInit } from './transport';
import { StackMappings } from './template-mappings';
import { PlaceholderValues } from './values';
import { clientOf, ConnectionRejected } from './websocket/client';
import type {
  Accepted,
  ConnectionOpener,
  ConnectOptions,
  LocalConnections,
  LocalSocket,
  Rejected,
} from './websocket/contracts';
import { WebSocketHandler } from './websocket/handler';
import type { AppOptions } from '../model/app';

const maxLogEntries = 10_000;

/**
 * Serves the HTTP APIs and WebSocket APIs of a synthesized CDK app in this process, as API Gateway does. The gateway
 * needs no deployment, no Docker and no network port, and it never calls AWS.
 */
export class LocalGateway implements ConnectionOpener {
  private readonly clock: ClosableClock;
  private readonly handler: HttpHandler;
  private readonly webSockets: WebSocketHandler;
  private readonly stages: Stages;
  private readonly authorizers: Authorizers;
  private readonly functions: FunctionInvoker;
  private readonly logEntries: LogEntry[] = [];
  private readonly accessLogEntries: AccessLogEntry[] = [];
  private readonly calls: ServiceCalls;
  private readonly pending = new Set<(reason: Error) => void>();
  private readonly runner: FunctionRunner;
  private isClosed = false;

  private constructor(
    private readonly read: ReadModel,
    options: LocalGatewayOptions,
    private readonly observer?: GatewayObserver,
  ) {
    if (!read?.model) {
      const problem =
        'The constructor of LocalGateway is not public. Use LocalGateway.fromStack, fromApp or fromAssembly.';
      throw new ToolkitError('WrongConstructor', problem);
    }
    enforceOptionTypes(options);
    const { model } = read;
    if (model.apis.length === 0) {
      throw new ToolkitError(
        'NoApis',
        `${read.name} does not contain an HTTP API or a WebSocket API. Define an HttpApi or a WebSocketApi, or pass a stack that contains an API.`,
      );
    }
    this.clock = new ClosableClock(options.clock ?? systemClock);
    this.calls = new ServiceCalls(options.serviceStubs ?? {}, observer === undefined);
    const values = new PlaceholderValues(model, options.environment, new StackMappings(read.directory, model.stacks));
    enforceOptions(options, model, values);
    const directory = new FunctionDirectory(model, values);
    const late: { functions?: FunctionInvoker; endpoints?: Endpoints } = {};
    const context: IntegrationContext = {
      model,
      directory: read.directory,
      clock: this.clock,
      enforceRoles: options.enforceRoles ?? true,
      values,
      get functions() {
        return late.functions!;
      },
      get endpoints() {
        return late.endpoints;
      },
      functionOf: (caller, stageVariables) => directory.of(caller, stageVariables),
      missingPermission: (called, sourceArns) => directory.missingPermission(called, sourceArns),
      fetch: (...parameters) => fetch(...parameters),
      fetchIssuerKeys: options.fetchIssuerKeys,
      log: (entry) => this.log(entry),
      targets: new Targets(options.targets ?? {}, model),
      serviceCalls: this.calls,
    };
    this.runner = createFunctionInvoker(context);
    const replaced = new ReplacedFunctions(context, options.functions ?? {}, this.runner);
    replaced.enforceNames(directory.externalFunctions());
    this.functions = late.functions = new LoggedFunctions(context, replaced, observer);
    this.authorizers = createAuthorizers(context);
    this.stages = new Stages(context, new Truststores(context, options.truststores ?? {}, model));
    const { authorizers, stages } = this;
    const handlerOptions = {
      throttle: options.throttle ?? false,
      onAccess: (entry: AccessLogEntry) => (observer ? observer.access(entry) : keep(this.accessLogEntries, entry)),
      onArrived: (request: RoutedRequest) => observer?.arrived(request),
      onHandled: (request: RoutedRequest, status: number) => observer?.handled(request, status),
    };
    this.webSockets = new WebSocketHandler(context, authorizers, stages, handlerOptions);
    this.handler = new HttpHandler(context, authorizers, stages, {
      ...handlerOptions,
      webSocket: (request) => this.webSockets.handle(request),
    });
    late.endpoints = { hosts: stages.hosts, handle: async (request) => (await this.handler.handle(request)).response };
  }

  /** Creates a gateway for the APIs of a stack. This method synthesizes the app of the stack. */
  static async fromStack(stack: StackLike, options: LocalGatewayOptions = {}): Promise<LocalGateway> {
    return new LocalGateway(modelOfStack(stack), options);
  }

  /**
   * Creates a gateway for the APIs of an app. Pass an `App`, the folder that contains the `cdk.json` of the app, or
   * `AppOptions`.
   */
  static async fromApp(app: AppLike | AppOptions | string, options: LocalGatewayOptions = {}): Promise<LocalGateway> {
    return new LocalGateway(await modelOfApp(app), options);
  }

  /** Creates a gateway for the APIs of a cloud assembly, which is the folder that `cdk synth` writes. */
  static async fromAssembly(directory = 'cdk.out', options: LocalGatewayOptions = {}): Promise<LocalGateway> {
    return new LocalGateway(modelOfAssembly(directory), options);
  }

  /**
   * @internal Creates a gateway for a model. The observer receives the log entries, so the gateway does not store them.
   */
  static fromModel(read: ReadModel, options: LocalGatewayOptions, observer: GatewayObserver): LocalGateway {
    return new LocalGateway(read, options, observer);
  }

  /**
   * Sends a request and returns the response, like the web standard function `fetch`. Redirects are not followed.
   *
   * @param input the URL of a stage or custom domain, a `Request`, or a path if the app has one HTTP API. A path begins
   * with the name of the stage, unless the stage is `$default`
   */
  async fetch(input: string | URL | Request, init: GatewayRequestInit = {}): Promise<Response> {
    return this.send(input, init, () => this.onlyApi());
  }

  /**
   * Returns the API with the specified name, construct ID or construct path. Throws a `ToolkitError` if no API or more
   * than one API matches.
   */
  api(name: string): LocalApi {
    const api = find(this.read.model.apis, name, 'API');
    const endpoint = this.endpointOf(api);
    return {
      id: endpoint.slice('https://'.length).split('.')[0],
      endpoint,
      fetch: (input, init = {}) => this.send(input, init, () => api),
    };
  }

  /**
   * Connects to a WebSocket API without using a network port. If API Gateway rejects the connection, the promise
   * rejects with a `ConnectionRejected`, which contains the status code.
   *
   * @param url the URL of a stage or custom domain, or a path such as `/live` for an app with one WebSocket API. The
   * name, construct ID or logical ID of the API can replace the host, for example in `wss://Chat/live?room=7`
   */
  async connect(url: string, options: ConnectOptions = {}): Promise<LocalSocket> {
    const last = this.logEntries.at(-1);
    const added = () => this.logEntries.slice(last === undefined ? 0 : this.logEntries.lastIndexOf(last) + 1);
    const lastError = () => added().findLast(({ level }) => level === 'error')?.message;
    const result = await this.openConnection(this.webSocketUrl(url), options);
    if (!result.accepted) throw new ConnectionRejected(url, result, lastError());
    return clientOf(result, options.protocols ?? [], lastError);
  }

  /**
   * Opens a connection to a WebSocket API. A server that listens on a network port calls this method for each client.
   * In tests, use `connect`.
   *
   * @param url the URL of a stage on its default endpoint or custom domain
   * @param sent the address to which the client sent the request, if the client called a local server. A signature for
   * this address is also valid
   */
  async openConnection(url: string, options: ConnectOptions = {}, sent?: SentAddress): Promise<Rejected | Accepted> {
    this.enforceOpen();
    return this.untilClosed(this.webSockets.openConnection(url, options, sent));
  }

  /** The operations of `@connections`, for functions that run in the same process as the test. */
  get connections(): LocalConnections {
    return this.webSockets.connections.local;
  }

  /**
   * Resolves when the gateway has handled all WebSocket messages and all integrations of `$disconnect` routes have
   * ended.
   */
  settled(): Promise<void> {
    return this.webSockets.settled();
  }

  /**
   * Returns the value of an API key: the value in the template, or a placeholder if AWS generates the value.
   *
   * @param name the name, construct ID or construct path of the API key. @default - the only API key
   */
  apiKey(name?: string): string {
    return this.webSockets.apiKeys.valueNamed(name);
  }

  /** The last 10,000 access log entries of all stages, in the format that each stage specifies. */
  get accessLogs(): readonly AccessLogEntry[] {
    return this.accessLogEntries;
  }

  /** The last 10,000 calls to AWS services that integrations would have made on AWS. */
  get serviceCalls(): readonly ServiceCall[] {
    return this.calls.calls;
  }

  /**
   * The last 10,000 log entries: the output of functions, and the reasons why API Gateway returned an error instead of
   * the response of an integration.
   */
  get logs(): readonly LogEntry[] {
    return this.logEntries;
  }

  /**
   * Creates a token for a JWT authorizer. A test issuer signs the token, so the authorizer verifies the token without
   * network access.
   */
  token(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): Promise<string> {
    return this.authorizers.token(claims, options);
  }

  /** Creates credentials for routes with IAM authorization. The credentials are valid only in this gateway. */
  credentials(options?: CredentialsOptions): TestCredentials {
    return this.authorizers.credentials(options);
  }

  /** Signs a request for a route with IAM authorization. */
  sign(request: Request, credentials: TestCredentials): Promise<Request> {
    return this.authorizers.sign(request, credentials);
  }

  /**
   * Stops the worker threads and timers of the gateway, and removes its temporary files. A closed gateway rejects all
   * requests.
   */
  async close(): Promise<void> {
    if (this.isClosed) return;
    this.isClosed = true;
    const message = 'The gateway was closed before it responded. Wait for the response before you call close().';
    for (const reject of this.pending) reject(new ToolkitError('GatewayClosed', message));
    this.webSockets.close();
    this.clock.close();
    this.handler.close();
    await this.functions.close();
    await this.authorizers.close();
    this.read.dispose();
  }

  /** @internal Returns the response to a request, such as a request that a server received. */
  async handle(request: GatewayRequest, onStaged?: (staged: StagedRequest) => void): Promise<Answer> {
    this.enforceOpen();
    const answer = await this.handler.handle(request, onStaged);
    const invalid = invalidField(answer.response);
    if (invalid === undefined) return answer;
    const message = `The response has the header ${JSON.stringify(invalid)}, whose name or value is not valid in HTTP.`;
    this.log({ time: this.clock.now(), about: request.path, level: 'error', message });
    return { ...answer, response: errorResponse(500) };
  }

  /** @internal Accepts credentials that an earlier gateway created. */
  accept(credentials: TestCredentials): void {
    this.authorizers.accept(credentials);
  }

  /** @internal Takes over the WebSocket connections of the gateway for an earlier version of the app. */
  adopt(other: LocalGateway): void {
    this.webSockets.adopt(other.webSockets);
  }

  /** @internal Reloads the code of a function. */
  reload(fn: LambdaFunction): Promise<FunctionError | undefined> {
    return this.runner.reload(fn);
  }

  private enforceOpen(): void {
    if (this.isClosed) throw new ToolkitError('GatewayClosed', 'The gateway is closed. Create a new gateway.');
  }

  private log(entry: LogEntry): void {
    if (this.observer) this.observer.log(entry);
    else keep(this.logEntries, entry);
  }

  private async send(input: string | URL | Request, init: GatewayRequestInit, api: () => Api): Promise<Response> {
    this.enforceOpen();
    const about = () => {
      const isPath = typeof input === 'string' && input.startsWith('/');
      return isPath ? `${input} of ${pathOf(api())}` : String(input instanceof Request ? input.url : input);
    };
    const request = await toGatewayRequest(input, init, () => this.endpointOf(api()), about);
    const signal = init.signal ?? (input instanceof Request ? input.signal : undefined);
    signal?.throwIfAborted();
    const { response } = await untilAborted(this.untilClosed(this.handle(request)), signal);
    return toResponse(response, request.method);
  }

  /** Replaces the name of an API in a URL with the host of the API. */
  private webSocketUrl(url: string): string {
    const apis = this.read.model.apis.filter(({ protocol }) => protocol === 'WEBSOCKET');
    const hostOf = (api: Api) => this.endpointOf(api).replace(/^https:/, 'wss:');
    if (url.startsWith('/')) {
      if (apis.length === 1) return `${hostOf(apis[0])}${url}`;
      const known = apis.map(pathOf).join(', ') || 'none';
      throw new ToolkitError(
        'WrongAddress',
        `${this.read.name} does not contain exactly one WebSocket API, so a path does not identify an API. WebSocket APIs: ${known}. Pass a URL with the name of an API, such as wss://Chat${url}.`,
      );
    }
    const [, name, rest = ''] = url.match(/^wss?:\/\/([^/?#]+)(.*)$/s) ?? [];
    if (name === undefined || this.stages.hosts.includes(name.toLowerCase()) || name.includes('.')) return url;
    return `${hostOf(find(apis, decodeURIComponent(name), 'WebSocket API'))}${rest}`;
  }

  private async untilClosed<T>(call: Promise<T>): Promise<T> {
    let reject: (reason: Error) => void;
    const closed = new Promise<never>((_, whenClosed) => {
      reject = whenClosed;
      this.pending.add(whenClosed);
    });
    try {
      return await Promise.race([call, closed]);
    } finally {
      this.pending.delete(reject!);
    }
  }

  private endpointOf(api: Api): string {
    return this.stages.urlOf(api, '$default');
  }

  private onlyApi(): Api {
    const { apis } = this.read.model;
    const http = apis.filter(({ protocol }) => protocol !== 'WEBSOCKET');
    if (http.length === 1) return http[0];
    if (http.length === 0)
      throw new ToolkitError(
        'NoHttpApi',
        `${this.read.name} does not contain an HTTP API. Other APIs: ${apis.map(pathOf).join(', ')}. Pass a stack or app that contains an HttpApi.`,
      );
    throw new ToolkitError(
      'SeveralApis',
      `${this.read.name} contains several HTTP APIs: ${http.map(pathOf).join(', ')}. Choose one with \`gateway.api('…').fetch(…)\`, or pass a URL.`,
    );
  }
}

/** Adds an entry to a log, and removes old entries to limit the memory use of a gateway that runs for days. */
function keep<T>(entries: T[], entry: T): void {
  entries.push(entry);
  if (entries.length > maxLogEntries) entries.shift();
}

/** An API of a `LocalGateway`. */
export interface LocalApi {
  /** The API ID, which is a placeholder for the ID on AWS. */
  readonly id: string;
  /**
   * The URL of the default endpoint, without a stage. `fetch` accepts URLs that start with this endpoint, but no server
   * listens at this URL.
   */
  readonly endpoint: string;
  /** Sends a request to the API and returns the response. Paths are relative to the default endpoint. */
  fetch(input: string | URL | Request, init?: GatewayRequestInit): Promise<Response>;
}
