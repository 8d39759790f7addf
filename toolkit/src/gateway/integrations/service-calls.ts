/** A call of an AWS service that an integration would make. */
export interface ServiceCall {
  /** The construct path of the API. */
  readonly api: string;
  /** The route key. */
  readonly routeKey: string;
  /** The service in lower case, such as `sqs`. */
  readonly service: string;
  /** The action, such as `SendMessage`. */
  readonly action: string;
  /** The subtype of an integration of an HTTP API, such as `SQS-SendMessage`. Empty for WebSocket APIs. */
  readonly subtype: string;
  /**
   * The parameters of the action, with the mappings of the request applied. Parameters without a value are absent. For
   * WebSocket APIs, the parameters of a form-encoded body. Empty if the body is JSON.
   */
  readonly parameters: Readonly<Record<string, string>>;
  /** The request to the service. Absent for HTTP APIs, whose integrations have parameters instead. */
  readonly request?: ServiceRequest;
}

/** The request that the service would get from a WebSocket API. */
export interface ServiceRequest {
  /** The method, such as `POST`. */
  readonly method: string;
  /** The path of the integration URI, such as `/123456789012/jobs`. `/` for integrations that name an action. */
  readonly path: string;
  /** The header fields of request parameters, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The query parameters of request parameters. */
  readonly queryParameters: Readonly<Record<string, string>>;
  /** The body as text. */
  readonly body: string;
  /** The body as a value, if it is JSON. */
  readonly json?: unknown;
}

/** The response of a stub. */
export interface ServiceAnswer {
  /**
   * The status code.
   *
   * @default 200
   */
  readonly status?: number;
  /**
   * The header fields.
   *
   * @default - the content type of the body
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body. A body that is not text is written as JSON. */
  readonly body?: unknown;
}

/** A function that returns the response to a call instead of the AWS service. */
export type ServiceStub = (call: ServiceCall) => ServiceAnswer | Promise<ServiceAnswer>;

/**
 * Stubs by subtype (`SQS-SendMessage`), by service and action for WebSocket APIs (`dynamodb:PutItem`), or by
 * integration
 * (construct ID or path).
 */
export type ServiceStubsOption = Readonly<Record<string, ServiceStub>>;

const maxCalls = 10_000;

/** The calls of AWS services that the integrations of a gateway would have made, and the stubs that respond to them. */
export class ServiceCalls {
  readonly calls: ServiceCall[] = [];

  constructor(
    readonly stubs: ServiceStubsOption,
    private readonly keeps: boolean,
  ) {}

  /** Records a call, if calls are recorded. Only the last calls are kept, since a gateway can run for days. */
  add(call: ServiceCall): void {
    if (!this.keeps) return;
    this.calls.push(call);
    if (this.calls.length > maxCalls) this.calls.shift();
  }
}
