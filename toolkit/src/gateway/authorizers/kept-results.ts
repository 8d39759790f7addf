import type { Clock } from '../contracts';

/**
 * A cache with one result for each key. All results of a cache have the same lifetime, so the oldest result expires
 * first.
 */
export class KeptResults<T> {
  private readonly entries = new Map<string, { readonly result: T; readonly until: number }>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** The number of results in the cache. */
  get size(): number {
    return this.entries.size;
  }

  get(key: string): T | undefined {
    const entry = this.entries.get(key);
    return entry && entry.until > this.clock.now() ? entry.result : undefined;
  }

  /** Adds a result with a lifetime in milliseconds, and removes expired results. */
  set(key: string, result: T, milliseconds: number): void {
    const now = this.clock.now();
    for (const [old, { until }] of this.entries) {
      if (until > now) break;
      this.entries.delete(old);
    }
    // A `Map` keeps the position of a key that is set again, so the key is deleted first to become the newest one.
    this.entries.delete(key);
    this.entries.set(key, { result, until: now + milliseconds });
  }
}
