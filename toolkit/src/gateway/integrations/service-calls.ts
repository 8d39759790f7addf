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
  /** The subtype of the integration, such as `SQS-SendMessage`. */
  readonly subtype: string;
  /** The parameters of the action, with the mappings of the request applied. Those without a value are missing. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** The response of a stub. */
export interface ServiceAnswer {
  /** @default 200 */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body. What is not text is written as JSON. */
  readonly body?: unknown;
}

/** A function that returns the response to a call instead of the AWS service. */
export type ServiceStub = (call: ServiceCall) => ServiceAnswer | Promise<ServiceAnswer>;

/** Stubs by subtype (`SQS-SendMessage`), or by integration (construct ID or path). */
export type ServiceStubsOption = Readonly<Record<string, ServiceStub>>;

/** The calls of AWS services that the integrations of a gateway would have made, and the stubs that respond to them. */
export class ServiceCalls {
  readonly calls: ServiceCall[] = [];

  constructor(readonly stubs: ServiceStubsOption) {}
}
