import type { Clock } from '../contracts';

/** Results by key, each kept for a time. All of a cache are kept for the same time, so that the oldest end first. */
export class KeptResults<T> {
  private readonly entries = new Map<string, { readonly result: T; readonly until: number }>();

  constructor(private readonly clock: Pick<Clock, 'now'>) {}

  /** The number of results in memory. */
  get size(): number {
    return this.entries.size;
  }

  get(key: string): T | undefined {
    const entry = this.entries.get(key);
    return entry && entry.until > this.clock.now() ? entry.result : undefined;
  }

  /** Keeps a result for a time in milliseconds, and drops those whose time is over. */
  set(key: string, result: T, milliseconds: number): void {
    const now = this.clock.now();
    for (const [old, { until }] of this.entries) {
      if (until > now) break;
      this.entries.delete(old);
    }
    // A key that is set again is the newest one.
    this.entries.delete(key);
    this.entries.set(key, { result, until: now + milliseconds });
  }
}
