import type { KeyLike } from 'jose';
import type { Decision, GatewayContext, HeaderField, RoutedRequest, RouteAuthorizer } from '../contracts';
import { claimTexts, scopesOf } from './claims';
import { failed, forbidden, unauthorized } from './denials';
import { identityValues, isIdentitySource } from './identity-sources';
import type { IssuerKeys } from './issuer-keys';
import { jose } from './jose';
import { testKey } from './test-issuer';
import { needsExpiry, tokenErrors, unreachableKeysStatus, withoutScheme } from './undocumented';

/** The signing algorithms that API Gateway supports, all of which are based on RSA. */
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];

/** The settings of a JWT authorizer: its identity sources, issuer and audiences, and the scopes of the route. */
export interface JwtSettings {
  readonly identitySources: readonly string[];
  readonly issuer: string;
  readonly audience: readonly string[];
  /** The scopes of the route. A token needs at least one of these scopes. */
  readonly scopes: readonly string[];
}

/** The error for a token that is not valid, with the reason. */
class TokenError extends Error {
  constructor(
    readonly kind: keyof typeof tokenErrors,
    detail = '',
  ) {
    super(`${tokenErrors[kind]}${detail && `: ${detail}`}`);
  }
}

/** Authorizes requests with tokens. The steps of the verification are in the order that AWS documents. */
export class JwtRouteAuthorizer implements RouteAuthorizer {
  constructor(
    private readonly context: GatewayContext,
    private readonly keys: IssuerKeys,
    private readonly settings: JwtSettings,
  ) {}

  async authorize(request: RoutedRequest): Promise<Decision> {
    const { identitySources, audience, scopes } = this.settings;
    const [source] = identitySources;
    if (identitySources.length !== 1 || !isIdentitySource(source)) {
      return failed(`The JWT authorizer needs one identity source, such as $request.header.Authorization.`);
    }
    if (audience.length === 0) return failed('The JWT authorizer has no audience. Add an audience.');
    const [value] = identityValues(request, identitySources) ?? [];
    if (value === undefined) {
      return unauthorized(`The request has no token in ${source}.`, [['www-authenticate', 'Bearer']]);
    }
    let claims: Record<string, unknown>;
    try {
      claims = await this.verify(withoutScheme(value));
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      const reason = `The token is not valid: ${error.message}.`;
      if (error.kind === 'keys' && unreachableKeysStatus !== 401) return failed(reason);
      return unauthorized(reason, [invalidToken(error.kind)]);
    }
    const own = scopesOf(claims);
    if (scopes.length > 0 && !scopes.some((scope) => own.includes(scope))) {
      return forbidden(
        `The token has the scopes ${own.join(', ') || '(none)'}, but it needs one of ${scopes.join(', ')}.`,
      );
    }
    const jwt = { claims: claimTexts(claims), scopes: scopes.length === 0 ? null : own };
    return { allowed: true, authorizer: { jwt } };
  }

  private async verify(token: string): Promise<Record<string, unknown>> {
    const { compactVerify, decodeJwt, decodeProtectedHeader, errors } = await jose();
    let claims: Record<string, unknown>;
    let header: { alg?: string; kid?: string };
    try {
      header = decodeProtectedHeader(token);
      claims = decodeJwt(token);
    } catch (error) {
      throw new TokenError('malformed', (error as Error).message);
    }
    if (!algorithms.includes(header.alg ?? '')) throw new TokenError('algorithm', String(header.alg));
    const key = await this.keyOf(header.kid);
    try {
      await compactVerify(token, key, { algorithms });
    } catch (error) {
      if (!(error instanceof errors.JOSEError) && !(error instanceof TypeError)) throw error;
      throw new TokenError('signature', error.message);
    }
    this.verifyClaims(claims);
    return claims;
  }

  private async keyOf(keyId: string | undefined): Promise<KeyLike | Uint8Array> {
    if (typeof keyId !== 'string') throw new TokenError('keyId', 'the header of the token has no kid');
    const test = await testKey();
    if (keyId === test.id) return test.publicKey;
    if (this.context.fetchIssuerKeys !== true) {
      const advice = 'Use `gateway.token()`, or set `fetchIssuerKeys` for tokens of the real issuer';
      throw new TokenError('keyId', `the test issuer did not sign the token. ${advice}`);
    }
    let found: KeyLike | Uint8Array | undefined;
    try {
      found = await this.keys.find(this.settings.issuer, keyId);
    } catch (error) {
      throw new TokenError('keys', (error as Error).message);
    }
    if (found === undefined) throw new TokenError('keyId', keyId);
    return found;
  }

  private verifyClaims({ iss, aud, client_id: clientId, exp, nbf, iat }: Record<string, unknown>): void {
    const { issuer, audience } = this.settings;
    const now = this.context.clock.now() / 1000;
    const own = aud === undefined || aud === null ? [clientId] : Array.isArray(aud) ? aud : [aud];
    if (iss !== issuer) throw new TokenError('issuer', `${JSON.stringify(iss)} instead of ${issuer}`);
    if (!own.some((one) => audience.includes(one as string))) {
      throw new TokenError('audience', `${JSON.stringify(own)} instead of ${audience.join(' or ')}`);
    }
    if (exp === undefined ? needsExpiry : typeof exp !== 'number' || exp <= now) throw new TokenError('expired');
    if (nbf !== undefined && (typeof nbf !== 'number' || nbf > now)) throw new TokenError('notBefore');
    if (iat !== undefined && (typeof iat !== 'number' || iat > now)) throw new TokenError('issuedAt');
  }
}

function invalidToken(kind: keyof typeof tokenErrors): HeaderField {
  return ['www-authenticate', `Bearer scope="" error="invalid_token" error_description="${tokenErrors[kind]}"`];
}
