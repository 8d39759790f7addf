import type { Clock } from './contracts';

/** The clock of the computer. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** A clock that moves only when a test moves it, so that time limits and lifetimes are tested without waiting. */
export class ManualClock implements Clock {
  private time: number;
  private readonly timers = new Set<{ at: number; callback: () => void }>();

  /**
   * @param start the time to start with.
   *
   * @default - the present time
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

  /** Moves the time forward, and calls the timers that are due, in order. */
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

/** A clock that records its timers, so that closing a gateway stops all of them. */
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

/** The error of a call that ran longer than its time limit. */
export const timedOut = Symbol('timed out');

/** The result of a promise, or `timedOut` after a time in milliseconds. */
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
