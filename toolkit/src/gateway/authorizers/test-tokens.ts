import { ToolkitError } from '../../model/errors';
import type { Authorizer } from '../../model/types';
import type { GatewayContext, TokenOptions } from '../contracts';
import { enforceMembers, enforceObject } from '../input';
import { find, pathOf } from '../names';
import { signToken } from './test-issuer';

/**
 * The issuer and the audience of a JWT authorizer. Throws if a value is known only at deployment and has no
 * placeholder.
 */
export function issuerOf(
  { values }: Pick<GatewayContext, 'values'>,
  authorizer: Authorizer,
): { issuer: string; audience: string[] } {
  const about = `of the JWT authorizer ${pathOf(authorizer)}`;
  const jwt = authorizer.jwt === undefined ? {} : values.value(authorizer.jwt, `The configuration ${about}`);
  return {
    issuer: values.text(jwt.issuer ?? '', `The issuer ${about}`),
    audience: values.texts(jwt.audience, `The audience ${about}`),
  };
}

/** Signs a token for a JWT authorizer. Claims with the value `undefined` are omitted. */
export async function createToken(
  context: Pick<GatewayContext, 'model' | 'values' | 'clock'>,
  claims: Readonly<Record<string, unknown>> = {},
  options: TokenOptions = {},
): Promise<string> {
  enforceObject(claims, 'The first parameter of gateway.token', 'WrongClaims', "{ sub: 'alice' }");
  enforceObject(options, 'The second parameter of gateway.token', 'WrongOption', '{ expiresIn: 60 }');
  enforceMembers(options, ['api', 'authorizer', 'expiresIn', 'header'], 'gateway.token');
  const { issuer, audience } = issuerOf(context, authorizerFor(context, options));
  const now = Math.floor(context.clock.now() / 1000);
  const isCognito = /^https:\/\/cognito-idp\./.test(issuer);
  // Access tokens of Amazon Cognito have the claim `client_id` instead of `aud`.
  const isAccessToken = !('aud' in claims) && ('client_id' in claims || isCognito);
  const recipient = isAccessToken
    ? { client_id: audience[0], ...(isCognito ? { token_use: 'access' } : {}) }
    : { aud: audience[0] };
  const exp = now + (options.expiresIn ?? 3600);
  return signToken({ sub: 'test-user', iss: issuer, ...recipient, iat: now, exp, ...claims }, options.header);
}

function authorizerFor(
  context: Pick<GatewayContext, 'model' | 'values'>,
  { api, authorizer }: TokenOptions,
): Authorizer {
  const { model, values } = context;
  const apis = api === undefined ? model.apis : [find(model.apis, api, 'API')];
  const all = apis.flatMap(({ authorizers }) => authorizers.filter(({ type }) => values.textIfKnown(type) === 'JWT'));
  if (all.length === 0) {
    const where = api === undefined ? 'No API' : `The API ${pathOf(apis[0])}`;
    const verb = api === undefined ? 'has a JWT authorizer' : 'does not have a JWT authorizer';
    throw new ToolkitError(
      'NoJwtAuthorizer',
      `${where} ${verb}, so a token cannot be signed. Add a JWT authorizer to a route.`,
    );
  }
  if (authorizer !== undefined) return find(all, authorizer, 'authorizer');
  const kinds = new Set(all.length === 1 ? [] : all.map((one) => JSON.stringify(issuerOf(context, one))));
  if (kinds.size > 1) {
    throw new ToolkitError(
      'SeveralJwtAuthorizers',
      `The app has several JWT authorizers: ${all.map(pathOf).join(', ')}. Choose an authorizer: gateway.token(claims, { authorizer: '…' }).`,
    );
  }
  return all[0];
}
