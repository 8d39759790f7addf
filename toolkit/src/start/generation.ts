import type { LocalGateway } from '../gateway/gateway';
import type { ApiModel } from '../model/types';
import { Addresses } from './addresses';

/** The result of one synthesis of the app, with the gateway that handles requests until the next synthesis. */
export class Generation {
  readonly addresses: Addresses;
  private users = 0;
  private onIdle: (() => void) | undefined;

  constructor(
    readonly model: ApiModel,
    readonly gateway: LocalGateway,
  ) {
    this.addresses = new Addresses(model, gateway);
  }

  /** Calls a function with the gateway as its argument. The method `idle` waits until the function ends. */
  async use<T>(work: (gateway: LocalGateway) => Promise<T>): Promise<T> {
    this.users++;
    try {
      return await work(this.gateway);
    } finally {
      this.users--;
      if (this.users === 0) this.onIdle?.();
    }
  }

  /** Waits until all requests have received a response. */
  async idle(): Promise<void> {
    if (this.users > 0) await new Promise<void>((resolve) => (this.onIdle = resolve));
  }
}
