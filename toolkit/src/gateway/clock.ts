import type { Clock } from './contracts';

/** The clock of the computer. Its timers do not keep a process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A clock that moves only when a test moves it, so that time limits and lifetimes are tested without waiting. */
export class ManualClock implements Clock {
  private time: number;
  private readonly timers = new Set<{ at: number; callback: () => void }>();

  /** @param start the time to start with. @default - the present time */
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

  /** Moves the time forward and calls back what is due, in order. */
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
