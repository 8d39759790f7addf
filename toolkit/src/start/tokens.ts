import type { LocalGateway } from '../gateway/gateway';
import { ToolkitError } from '../model/errors';

/** The subject of a token. */
export interface TokenRequest {
  readonly user: string;
  readonly scopes: readonly string[];
}

/** The lifetime of a token in seconds: a day of work. */
const lifetimeSeconds = 12 * 3600;

/** A token of the test issuer. `authorizer` is needed if the app has JWT authorizers of several issuers. */
export function tokenFor(gateway: LocalGateway, { user, scopes }: TokenRequest, authorizer?: string): Promise<string> {
  const claims = { sub: user, ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }) };
  return gateway.token(claims, { expiresIn: lifetimeSeconds, ...(authorizer === undefined ? {} : { authorizer }) });
}

/** Reads `USER` or `USER:SCOPE,SCOPE` of the option `--token`. Scopes can have colons and slashes. */
export function tokenRequestOf(text: string): TokenRequest {
  const [, user, list] = text.match(/^([^:\s]+)(?::(.*))?$/s) ?? [];
  if (user === undefined) {
    throw new ToolkitError('WrongToken', `--token must be USER or USER:SCOPE,SCOPE, but is ${JSON.stringify(text)}.`);
  }
  return { user, scopes: (list ?? '').split(/[\s,]+/).filter((scope) => scope !== '') };
}
