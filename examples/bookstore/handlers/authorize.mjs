// Authorizes connections to the notifications. Browsers cannot set headers of a WebSocket connection, so the token is
// in the query string. WebSocket APIs do not support JWT authorizers, so this function checks the tokens that the HTTP
// API also accepts.
import { createPublicKey, verify } from 'node:crypto';

const { ISSUER, AUDIENCE } = process.env;

let keys; // The keys of the issuer are cached while the function is warm.

async function keyOf(kid) {
  const known = keys?.find((key) => key.kid === kid);
  if (known) return known;
  const { jwks_uri } = await (await fetch(new URL('.well-known/openid-configuration', ISSUER))).json();
  ({ keys } = await (await fetch(jwks_uri)).json());
  return keys.find((key) => key.kid === kid);
}

const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString());

/** Verifies a token and returns its claims. */
async function claimsOf(token) {
  const [head, payload, signature] = token.split('.');
  const { alg, kid } = decode(head);
  if (alg !== 'RS256') throw new Error(`algorithm ${alg}`);
  const key = createPublicKey({ key: await keyOf(kid), format: 'jwk' });
  if (!verify('sha256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'))) {
    throw new Error('signature');
  }
  const claims = decode(payload);
  if (claims.iss !== ISSUER) throw new Error(`issuer ${claims.iss}`);
  if (![claims.aud].flat().includes(AUDIENCE)) throw new Error(`audience ${claims.aud}`);
  if (!(claims.exp > Date.now() / 1000)) throw new Error('expired');
  return claims;
}

export async function handler(event) {
  try {
    const { sub } = await claimsOf(event.queryStringParameters.token);
    return {
      principalId: sub,
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn }],
      },
    };
  } catch (error) {
    console.warn('refused:', error.message);
    throw new Error('Unauthorized'); // With any other message, API Gateway returns status 500, not 401.
  }
}
