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
import { StandInValues } from './values';
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
 * Serves the HTTP APIs and WebSocket APIs of a synthesized app as API Gateway does, in this process: without
 * deployment,
 * without Docker and without a port. It never calls AWS.
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
      const problem = 'A gateway is not made by its constructor. Use LocalGateway.fromStack, fromApp or fromAssembly.';
      throw new ToolkitError('WrongConstructor', problem);
    }
    enforceOptionTypes(options);
    const { model } = read;
    if (model.apis.length === 0) {
      throw new ToolkitError(
        'NoApis',
        `${read.name} has no API of API Gateway v2. Define an HttpApi or WebSocketApi in it, or pass the stack that has one.`,
      );
    }
    this.clock = new ClosableClock(options.clock ?? systemClock);
    this.calls = new ServiceCalls(options.serviceStubs ?? {}, observer === undefined);
    const values = new StandInValues(model, options.environment, new StackMappings(read.directory, model.stacks));
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

  /** A gateway for the APIs of a stack. It synthesizes the app of the stack. */
  static async fromStack(stack: StackLike, options: LocalGatewayOptions = {}): Promise<LocalGateway> {
    return new LocalGateway(modelOfStack(stack), options);
  }

  /** A gateway for the APIs of an app: the `App` itself, or the folder of a `cdk.json`, whose app is run. */
  static async fromApp(app: AppLike | AppOptions | string, options: LocalGatewayOptions = {}): Promise<LocalGateway> {
    return new LocalGateway(await modelOfApp(app), options);
  }

  /** A gateway for the APIs of a cloud assembly, the folder that `cdk synth` writes. */
  static async fromAssembly(directory = 'cdk.out', options: LocalGatewayOptions = {}): Promise<LocalGateway> {
    return new LocalGateway(modelOfAssembly(directory), options);
  }

  /** @internal A gateway for a model. The observer is told what happens, and the gateway keeps no logs. */
  static fromModel(read: ReadModel, options: LocalGatewayOptions, observer: GatewayObserver): LocalGateway {
    return new LocalGateway(read, options, observer);
  }

  /**
   * Sends a request, as the web standard `fetch` does, and returns the response. Redirects are not followed.
   *
   * @param input the URL of a stage or custom domain, a `Request`, or a path if the app has one HTTP API. A path begins
   *   with the name of the stage, unless it is `$default`
   */
  async fetch(input: string | URL | Request, init: GatewayRequestInit = {}): Promise<Response> {
    return this.send(input, init, () => this.onlyApi());
  }

  /** An HTTP API, by name, construct ID or path. */
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
   * Connects to a WebSocket API, without a port. The promise rejects with a `ConnectionRejected` that has the status
   * code
   * if API Gateway rejects the connection.
   *
   * @param url the URL of a stage or custom domain. The name, construct ID or logical ID of the API can replace the
   * host:
   *   `wss://Chat/live?room=7`. Or a path such as `/live`, for an app with one WebSocket API.
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
   * Opens a connection to a WebSocket API for a server that listens on a port. Tests use `connect`.
   *
   * @param url the URL of a stage on its default endpoint or custom domain
   * @param sent the address of the server as the client knows it. Signatures are valid for it too
   */
  async openConnection(url: string, options: ConnectOptions = {}, sent?: SentAddress): Promise<Rejected | Accepted> {
    this.enforceOpen();
    return this.untilClosed(this.webSockets.openConnection(url, options, sent));
  }

  /**
   * Sends to connections and closes them, as `@connections` does, for functions that run in the process of the test.
   */
  get connections(): LocalConnections {
    return this.webSockets.connections.local;
  }

  /** Resolves when no WebSocket message is being handled and no `$disconnect` route is running. */
  settled(): Promise<void> {
    return this.webSockets.settled();
  }

  /**
   * The value of an API key: the one in the template, or a placeholder for the one that AWS creates.
   *
   * @param name the name, construct ID or path of the key. @default - the only API key
   */
  apiKey(name?: string): string {
    return this.webSockets.apiKeys.valueNamed(name);
  }

  /** The last 10,000 entries of the access logs, in the format of the stages. */
  get accessLogs(): readonly AccessLogEntry[] {
    return this.accessLogEntries;
  }

  /** The last 10,000 calls of AWS services that integrations would have made. */
  get serviceCalls(): readonly ServiceCall[] {
    return this.calls.calls;
  }

  /**
   * The last 10,000 entries of the log: the output of functions, and the reasons why requests did not get a response
   * from their integration.
   */
  get logs(): readonly LogEntry[] {
    return this.logEntries;
  }

  /** A token for a JWT authorizer, signed by a test issuer. No network is needed to verify it. */
  token(claims?: Readonly<Record<string, unknown>>, options?: TokenOptions): Promise<string> {
    return this.authorizers.token(claims, options);
  }

  /** Credentials for routes with IAM authorization. They exist in this gateway only. */
  credentials(options?: CredentialsOptions): TestCredentials {
    return this.authorizers.credentials(options);
  }

  /** Signs a request for a route with IAM authorization. */
  sign(request: Request, credentials: TestCredentials): Promise<Request> {
    return this.authorizers.sign(request, credentials);
  }

  /** Stops workers and timers, and removes temporary files. A closed gateway rejects all requests. */
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

  /** @internal Answers a request that is read already, such as one that a server received. */
  async handle(request: GatewayRequest, onStaged?: (staged: StagedRequest) => void): Promise<Answer> {
    this.enforceOpen();
    const answer = await this.handler.handle(request, onStaged);
    const invalid = invalidField(answer.response);
    if (invalid === undefined) return answer;
    const message = `The response has the header ${JSON.stringify(invalid)} with a name or value that HTTP does not allow.`;
    this.log({ time: this.clock.now(), about: request.path, level: 'error', message });
    return { ...answer, response: errorResponse(500) };
  }

  /** @internal Accepts credentials that are older than this gateway. */
  accept(credentials: TestCredentials): void {
    this.authorizers.accept(credentials);
  }

  /** @internal Takes over the WebSocket connections of a gateway for an earlier state of the app. */
  adopt(other: LocalGateway): void {
    this.webSockets.adopt(other.webSockets);
  }

  /** @internal Loads the code of a function again. */
  reload(fn: LambdaFunction): Promise<FunctionError | undefined> {
    return this.runner.reload(fn);
  }

  private enforceOpen(): void {
    if (this.isClosed) throw new ToolkitError('GatewayClosed', 'The gateway is closed. Create another one.');
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

  /** The URL with the host of the API that it names. */
  private webSocketUrl(url: string): string {
    const apis = this.read.model.apis.filter(({ protocol }) => protocol === 'WEBSOCKET');
    const hostOf = (api: Api) => this.endpointOf(api).replace(/^https:/, 'wss:');
    if (url.startsWith('/')) {
      if (apis.length === 1) return `${hostOf(apis[0])}${url}`;
      const known = apis.map(pathOf).join(', ') || 'none';
      throw new ToolkitError(
        'WrongAddress',
        `${this.read.name} does not have exactly one WebSocket API (${known}). Name the API, such as wss://Chat${url}.`,
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
      throw new ToolkitError('NoHttpApi', `${this.read.name} has no HTTP API: ${apis.map(pathOf).join(', ')}.`);
    throw new ToolkitError(
      'SeveralApis',
      `${this.read.name} has several HTTP APIs: ${http.map(pathOf).join(', ')}. Choose one with \`gateway.api('…').fetch(…)\`, or pass a URL.`,
    );
  }
}

/** Adds an entry to a log. Only the last entries are kept, since a gateway can run for days. */
function keep<T>(entries: T[], entry: T): void {
  entries.push(entry);
  if (entries.length > maxLogEntries) entries.shift();
}

/** An API of a `LocalGateway`. */
export interface LocalApi {
  /** The ID, a stand-in. */
  readonly id: string;
  /** The default endpoint, without a stage. No server listens there. `fetch` accepts URLs that start with it. */
  readonly endpoint: string;
  /** Sends a request. Paths are relative to the default endpoint. */
  fetch(input: string | URL | Request, init?: GatewayRequestInit): Promise<Response>;
}
