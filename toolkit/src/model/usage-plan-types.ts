import type { Known, Text } from './value-types';
import type { Element, Link } from './element-types';

/** A usage plan for API keys. */
export interface UsagePlan extends Element {
  /** The name of the usage plan. */
  name?: Text;
  /**
   * The stages that the usage plan covers. If a stage belongs to a REST API, the link to the API is external, because
   * the model does not contain REST APIs.
   */
  stages: Known<UsagePlanStage[]>;
  /** The throttling limits of each API key. */
  throttle?: Known<Throttle>;
  /** The request quota of each API key. */
  quota?: Known<Quota>;
  /** The API keys of the usage plan. */
  keys: Link[];
}

/** A stage that a usage plan covers. */
export interface UsagePlanStage {
  /** The API of the stage. */
  api: Link;
  /** The name of the stage. */
  stage: Text;
  /** The throttling limits of individual routes, by route key. */
  throttle?: Known<Record<string, Known<Throttle>>>;
}

/** Throttling limits for requests. */
export interface Throttle {
  /** The burst limit, which is the maximum number of requests that API Gateway accepts at the same moment. */
  burstLimit?: Known<number>;
  /** The rate limit in requests per second. */
  rateLimit?: Known<number>;
}

/** A quota: the maximum number of requests in a period. */
export interface Quota {
  /** The maximum number of requests in the period. */
  limit?: Known<number>;
  /** The period: `DAY`, `WEEK` or `MONTH`. */
  period?: Text;
  /** The number of requests that are subtracted from the limit in the first period. */
  offset?: Known<number>;
}

/** An API key. */
export interface ApiKey extends Element {
  /** The name of the API key. */
  name?: Text;
  /** The value of the API key, if the template sets a value. */
  value?: Text;
  /** Whether the API key is enabled. */
  enabled?: Known<boolean>;
  /** The description of the API key. */
  description?: Text;
}
