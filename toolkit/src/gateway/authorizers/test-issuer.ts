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
 * The key of the test issuer, which exists only in this process. All gateways share the key, because creating it takes
 * time.
 */
export function testKey(): Promise<TestKey> {
  ofProcess ??= promisify(generateKeyPair)('rsa', { modulusLength: 2048 }).then((pair) => ({
    id: `test-${randomUUID()}`,
    ...pair,
  }));
  return ofProcess;
}

/**
 * Signs the claims of a token. `header` can set an algorithm that API Gateway rejects, so that tests can cover the
 * rejection.
 */
export async function signToken(
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const { CompactSign, UnsecuredJWT } = await jose();
  const { id, privateKey, publicKey } = await testKey();
  const full = { alg: 'RS256', kid: id, typ: 'JWT', ...header };
  if (full.alg === 'none') return new UnsecuredJWT(claims).encode();
  // In a well-known attack, a token is signed with the public key as an HMAC secret.
  const isSecret = full.alg.startsWith('HS');
  const key = isSecret ? createSecretKey(Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }))) : privateKey;
  return new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader(full).sign(key);
}
