import type { Stage } from '../../model/types';
import type { Clock, Values } from '../contracts';

/** The default throttling quota of an AWS account: the rate in requests per second, and the burst in requests. */
const account = { rate: 10_000, burst: 5000 };

interface Bucket {
  tokens: number;
  filled: number;
  readonly rate: number;
  readonly burst: number;
}

/** Throttles requests with one token bucket for each route of each stage. */
export class Throttle {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly clock: Clock,
    private readonly values: Values,
  ) {}

  /**
   * Removes a token from the bucket of a route. Returns false if the bucket is empty and the request must be throttled.
   */
  admit(stage: Stage, routeKey: string): boolean {
    const now = this.clock.now();
    const bucket = this.bucketOf(stage, routeKey, now);
    bucket.tokens = Math.min(bucket.burst, bucket.tokens + ((now - bucket.filled) / 1000) * bucket.rate);
    bucket.filled = now;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  private bucketOf(stage: Stage, routeKey: string, now: number): Bucket {
    const key = `${stage.id} ${routeKey}`;
    let bucket = this.buckets.get(key);
    if (!bucket) {
      const { rate, burst } = this.limitsOf(stage, routeKey);
      bucket = { tokens: burst, filled: now, rate, burst };
      this.buckets.set(key, bucket);
    }
    return bucket;
  }

  private limitsOf(stage: Stage, routeKey: string): { rate: number; burst: number } {
    const { values } = this;
    const what = `The throttling of the stage ${stage.source.construct ?? stage.id}`;
    const all = stage.routeSettings && values.value(stage.routeSettings, what);
    const own = all?.[routeKey] && values.value(all[routeKey], what);
    const common = stage.defaultRouteSettings && values.value(stage.defaultRouteSettings, what);
    const rate = own?.throttlingRateLimit ?? common?.throttlingRateLimit;
    const burst = own?.throttlingBurstLimit ?? common?.throttlingBurstLimit;
    return {
      rate: rate === undefined ? account.rate : Number(values.value(rate, what)),
      burst: burst === undefined ? account.burst : Number(values.value(burst, what)),
    };
  }
}
