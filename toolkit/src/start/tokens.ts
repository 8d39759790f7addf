import type { LocalGateway } from '../gateway/gateway';
import { ToolkitError } from '../model/errors';

/** The user and the scopes of a test token. */
export interface TokenRequest {
  readonly user: string;
  readonly scopes: readonly string[];
}

/** The lifetime of a test token in seconds, which is long enough for a working day. */
const lifetimeSeconds = 12 * 3600;

/** Creates a test token. `authorizer` is required if the app has JWT authorizers with different issuers. */
export function tokenFor(gateway: LocalGateway, { user, scopes }: TokenRequest, authorizer?: string): Promise<string> {
  const claims = { sub: user, ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }) };
  return gateway.token(claims, { expiresIn: lifetimeSeconds, ...(authorizer === undefined ? {} : { authorizer }) });
}

/** Parses the value of `--token`, which is `USER` or `USER:SCOPE,SCOPE`. Scopes can contain colons and slashes. */
export function tokenRequestOf(text: string): TokenRequest {
  const [, user, list] = text.match(/^([^:\s]+)(?::(.*))?$/s) ?? [];
  if (user === undefined) {
    throw new ToolkitError('WrongToken', `--token must be USER or USER:SCOPE,SCOPE, but is ${JSON.stringify(text)}.`);
  }
  return { user, scopes: (list ?? '').split(/[\s,]+/).filter((scope) => scope !== '') };
}
