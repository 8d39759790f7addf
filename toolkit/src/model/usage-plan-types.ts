import type { Known, Text } from './value-types';
import type { Element, Link } from './element-types';

/** A usage plan. */
export interface UsagePlan extends Element {
  /** The name. */
  name?: Text;
  /** The stages that the plan covers. Stages of REST APIs have an external link. */
  stages: Known<UsagePlanStage[]>;
  /** Throttling of each API key. */
  throttle?: Known<Throttle>;
  /** The quota of each API key. */
  quota?: Known<Quota>;
  /** The API keys. */
  keys: Link[];
}

/** A stage of a usage plan. */
export interface UsagePlanStage {
  /** The API. */
  api: Link;
  /** The name of the stage. */
  stage: Text;
  /** Throttling by route. */
  throttle?: Known<Record<string, Known<Throttle>>>;
}

/** A limit of requests. */
export interface Throttle {
  /** The number of requests that can exceed the rate for a moment. */
  burstLimit?: Known<number>;
  /** Requests a second. */
  rateLimit?: Known<number>;
}

/** A number of requests in a time. */
export interface Quota {
  /** The number. */
  limit?: Known<number>;
  /** `DAY`, `WEEK` or `MONTH`. */
  period?: Text;
  /** The number of requests that are subtracted from the first period. */
  offset?: Known<number>;
}

/** An API key. */
export interface ApiKey extends Element {
  /** The name. */
  name?: Text;
  /** The value, if the template sets one. */
  value?: Text;
  /** Whether clients can use the key. */
  enabled?: Known<boolean>;
  /** The description. */
  description?: Text;
}
