import type { JWK, KeyLike } from 'jose';
import { timedOut, within } from '../clock';
import type { GatewayContext } from '../contracts';
import { jose } from './jose';
import { keysLifetimeMillis } from './undocumented';

/**
 * The time limit in milliseconds for each of the two requests of API Gateway to an issuer: for the discovery document
 * and for the keys.
 */
const timeoutMillis = 1500;
const maxBytes = 150_000;
/** The minimum time in milliseconds between two requests for the keys of an issuer, if tokens have unknown key IDs. */
const refetchMillis = 60_000;

/**
 * Reads the keys of a real issuer from the `jwks_uri` in its discovery document,
 * `<issuer>/.well-known/openid-configuration`.
 */
export class IssuerKeys {
  private readonly kept = new Map<string, { readonly keys: readonly JWK[]; readonly time: number }>();

  constructor(private readonly context: Pick<GatewayContext, 'clock' | 'fetch'>) {}

  /**
   * The key with the specified ID, or undefined if the issuer does not have the key. Throws if the keys cannot be read.
   */
  async find(issuer: string, keyId: string): Promise<KeyLike | Uint8Array | undefined> {
    const now = this.context.clock.now();
    const kept = this.kept.get(issuer);
    const age = kept ? now - kept.time : Infinity;
    let found = age < keysLifetimeMillis ? kept!.keys.find(({ kid }) => kid === keyId) : undefined;
    if (!found && age >= refetchMillis) {
      const keys = await this.read(issuer);
      this.kept.set(issuer, { keys, time: now });
      found = keys.find(({ kid }) => kid === keyId);
    }
    return found && (await jose()).importJWK(found, found.alg ?? 'RS256');
  }

  private async read(issuer: string): Promise<JWK[]> {
    const document = await this.json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    const { jwks_uri: uri } = document as { jwks_uri?: unknown };
    if (typeof uri !== 'string') throw new Error('the discovery document of the issuer has no jwks_uri');
    const { keys } = (await this.json(uri)) as { keys?: JWK[] };
    if (!Array.isArray(keys)) throw new Error(`${uri} has no keys`);
    return keys;
  }

  private async json(url: string): Promise<unknown> {
    if (!url.startsWith('https://')) throw new Error(`${url} does not start with https://`);
    const abort = new AbortController();
    const text = await within(this.context.clock, timeoutMillis, this.textOf(url, abort.signal));
    if (text === timedOut) {
      abort.abort();
      throw new Error(`${url} did not respond within ${timeoutMillis} ms`);
    }
    if (Buffer.byteLength(text) > maxBytes) throw new Error(`the document ${url} is larger than ${maxBytes} bytes`);
    return JSON.parse(text) as unknown;
  }

  private async textOf(url: string, signal: AbortSignal): Promise<string> {
    const response = await this.context.fetch(url, { signal });
    if (!response.ok) throw new Error(`${url} returned the status ${response.status}`);
    return response.text();
  }
}
