import type { Clock } from '../contracts';
import { Execution, type Outcome } from './execution';
import type { InvokeMessage, StartTransport } from './messages';

/**
 * The maximum number of execution environments of a function. Further invocations wait until an environment is free.
 */
const maxEnvironments = 16;

/**
 * The execution environments of a function. Each environment runs one invocation at a time and is reused, as in Lambda.
 */
export class Pool {
  private readonly all = new Set<Execution>();
  private readonly idle: Execution[] = [];
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private limit = maxEnvironments;
  private isRetired = false;

  constructor(
    private readonly start: StartTransport,
    private readonly clock: Clock,
  ) {}

  async invoke(message: InvokeMessage): Promise<Outcome> {
    if (this.running >= this.limit) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    const execution = this.take();
    try {
      return await execution.invoke(message);
    } finally {
      if (execution.isUsable && !this.isRetired) this.idle.push(execution);
      else await this.drop(execution);
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  /** Starts an environment before the first invocation. Returns the error if the code cannot be loaded. */
  async load(): Promise<Pick<Outcome, 'error' | 'missing'>> {
    const execution = this.add();
    const loaded = await execution.load();
    if (loaded.error) await this.drop(execution);
    else this.idle.push(execution);
    return loaded;
  }

  /**
   * Limits the pool to the environments that exist, or to one environment if none exists. The existing environments
   * continue to run invocations.
   */
  freeze(): void {
    this.limit = Math.max(1, this.all.size);
  }

  /** Ends each environment after its current invocation. */
  async retire(): Promise<void> {
    this.isRetired = true;
    await Promise.all(this.idle.splice(0).map((execution) => this.drop(execution)));
  }

  /** Whether all environments have ended. */
  get isEmpty(): boolean {
    return this.all.size === 0;
  }

  /** Ends all environments. */
  async close(): Promise<void> {
    await Promise.all([...this.all].map((execution) => this.drop(execution)));
  }

  private take(): Execution {
    for (let found = this.idle.pop(); found; found = this.idle.pop()) {
      if (found.isUsable) return found;
      void this.drop(found);
    }
    return this.add();
  }

  private add(): Execution {
    const execution = new Execution(this.start, this.clock);
    this.all.add(execution);
    return execution;
  }

  private async drop(execution: Execution): Promise<void> {
    this.all.delete(execution);
    await execution.stop();
  }
}
