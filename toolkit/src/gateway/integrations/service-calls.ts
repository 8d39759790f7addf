/** A call to an AWS service that an integration would make on AWS. */
export interface ServiceCall {
  /** The construct path of the API. */
  readonly api: string;
  /** The route key of the route that calls the service. */
  readonly routeKey: string;
  /** The name of the AWS service in lower case, such as `sqs`. */
  readonly service: string;
  /** The action of the AWS service, such as `SendMessage`. */
  readonly action: string;
  /** The subtype of the integration, such as `SQS-SendMessage`. The string is empty for WebSocket APIs. */
  readonly subtype: string;
  /**
   * The parameters of the action, after the request mappings are applied. Parameters without a value are omitted. For
   * WebSocket APIs, these are the parameters of a form-encoded body, and the object is empty if the body is JSON.
   */
  readonly parameters: Readonly<Record<string, string>>;
  /**
   * The request that a WebSocket API would send to the service. For HTTP APIs, this property is undefined, and
   * `parameters` contains the data of the call.
   */
  readonly request?: ServiceRequest;
}

/** The request that a WebSocket API would send to an AWS service. */
export interface ServiceRequest {
  /** The HTTP method, such as `POST`. */
  readonly method: string;
  /** The path in the integration URI, such as `/123456789012/jobs`. If the URI specifies an action, the path is `/`. */
  readonly path: string;
  /** The header fields that the request parameters of the integration set, with names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The query parameters that the request parameters of the integration set. */
  readonly queryParameters: Readonly<Record<string, string>>;
  /** The request body as text. */
  readonly body: string;
  /** The parsed request body, if the body is JSON. */
  readonly json?: unknown;
}

/** The response of a service stub. */
export interface ServiceAnswer {
  /**
   * The status code of the response.
   *
   * @default 200
   */
  readonly status?: number;
  /**
   * The header fields of the response.
   *
   * @default - only the header `content-type`, which depends on the type of the body
   */
  readonly headers?: Readonly<Record<string, string>>;
  /** The response body. A body that is not a string is converted to JSON. */
  readonly body?: unknown;
}

/** A function that responds to a service call in place of the AWS service. */
export type ServiceStub = (call: ServiceCall) => ServiceAnswer | Promise<ServiceAnswer>;

/**
 * Service stubs. The key is an integration subtype such as `SQS-SendMessage`, a service with an action such as
 * `dynamodb:PutItem` for WebSocket APIs, or the construct ID or construct path of an integration.
 */
export type ServiceStubsOption = Readonly<Record<string, ServiceStub>>;

const maxCalls = 10_000;

/**
 * The calls to AWS services that the integrations of a gateway would have made on AWS, and the stubs that respond to
 * these calls.
 */
export class ServiceCalls {
  readonly calls: ServiceCall[] = [];

  constructor(
    readonly stubs: ServiceStubsOption,
    private readonly keeps: boolean,
  ) {}

  /**
   * Records a service call if recording is enabled, and removes old calls to limit the memory use of a gateway that
   * runs for days.
   */
  add(call: ServiceCall): void {
    if (!this.keeps) return;
    this.calls.push(call);
    if (this.calls.length > maxCalls) this.calls.shift();
  }
}
