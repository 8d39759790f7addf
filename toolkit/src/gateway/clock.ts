import type { Clock } from './contracts';

/** The system clock of the computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/**
 * A clock whose time changes only when a test calls `advance`, so that tests do not have to wait until a timeout or a
 * lifetime ends.
 */
export class ManualClock implements Clock {
  private time: number;
  private readonly timers = new Set<{ at: number; callback: () => void }>();

  /**
   * @param start the initial time of the clock.
   *
   * @default - the current time
   */
  constructor(start: Date | number = Date.now()) {
    this.time = Number(start);
  }

  now(): number {
    return this.time;
  }

  after(milliseconds: number, callback: () => void): () => void {
    const timer = { at: this.time + milliseconds, callback };
    this.timers.add(timer);
    return () => this.timers.delete(timer);
  }

  /** Advances the time, and calls the timers that become due, in chronological order. */
  advance(milliseconds: number): void {
    const end = this.time + milliseconds;
    for (;;) {
      const [next] = [...this.timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.timers.delete(next);
      this.time = next.at;
      next.callback();
    }
    this.time = end;
  }
}

/** A clock that records its timers, so that closing a gateway cancels all timers. */
export class ClosableClock implements Clock {
  private readonly cancels = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  now(): number {
    return this.clock.now();
  }

  after(milliseconds: number, callback: () => void): () => void {
    const cancelTimer = this.clock.after(milliseconds, () => {
      this.cancels.delete(cancel);
      callback();
    });
    const cancel = () => {
      this.cancels.delete(cancel);
      cancelTimer();
    };
    this.cancels.add(cancel);
    return cancel;
  }

  /** Cancels all timers. */
  close(): void {
    for (const cancel of [...this.cancels]) cancel();
  }
}

/** The result of `within` if the time limit is exceeded. */
export const timedOut = Symbol('timed out');

/** Resolves to the result of a promise, or to `timedOut` if the promise takes longer than `milliseconds`. */
export async function within<T>(clock: Clock, milliseconds: number, promise: Promise<T>): Promise<T | typeof timedOut> {
  let cancel = () => {};
  const limit = new Promise<typeof timedOut>((resolve) => {
    cancel = clock.after(milliseconds, () => resolve(timedOut));
  });
  try {
    return await Promise.race([promise, limit]);
  } finally {
    cancel();
  }
}
