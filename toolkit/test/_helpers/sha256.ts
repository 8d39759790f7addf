import { createHash, createHmac } from 'node:crypto';

/** The hash function that the signer of the AWS SDK uses. */
export class Sha256 {
  private readonly hash;

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.hash = secret === undefined ? createHash('sha256') : createHmac('sha256', secret as string);
  }

  update(data: string | Uint8Array) {
    this.hash.update(data);
  }

  async digest() {
    return new Uint8Array(this.hash.digest());
  }

  reset() {
    // Each instance computes one hash.
  }
}
