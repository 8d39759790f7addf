import { createSecretKey, generateKeyPair, randomUUID, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { jose } from './jose';

interface TestKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

let ofProcess: Promise<TestKey> | undefined;

/**
 * The key of the test issuer. It exists in this process only. All gateways share it, because its creation takes a
 * moment.
 */
export function testKey(): Promise<TestKey> {
  ofProcess ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then((pair) => ({
    id: `test-${randomUUID()}`,
    ...pair,
  }));
  return ofProcess;
}

/** Signs claims. `header` can set an algorithm that API Gateway does not accept, so that tests can try it. */
export async function signToken(
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { CompactSign, UnsecuredJWT } = await jose();
  const { id, privateKey, publicKey } = await testKey();
  const full = { alg: 'RS256', kid: id, typ: 'JWT', ...header };
  if (full.alg === 'none') return new UnsecuredJWT(claims).encode();
  // A well-known attack signs with the public key as if it were a secret.
  const isSecret = full.alg.startsWith('HS');
  const key = isSecret ? createSecretKey(Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }))) : privateKey;
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(full).sign(key);
}
