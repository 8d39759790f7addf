import type { GatewayRequest } from '../gateway/contracts';
import { parseQuery } from '../gateway/http/decoding';

/** Matches the names of headers, parameters and event members whose values are secret. */
const secretNames =
  /^(?:(?:proxy-)?authorization|cookies?|set-cookie|x-api-key|api_?key|x-amz-(?:security-token|signature)|authorizationtoken|identitysource|(?:access_|id_|refresh_)?token)$/i;

const secretParameters =
  /(^|[?&])((?:access_|id_|refresh_)?token|api_?key|x-amz-(?:security-token|signature))=[^&\s"]*/gi;

/** Matches JSON Web Tokens in any text, because functions can also print and return tokens. */
const jsonWebTokens = /\beyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*/g;

/** The maximum length of a body or log line. Longer text is shortened. */
const maximumText = 10_000;

const cut = '[cut]';

/**
 * The minimum length of a secret that is removed from all text. Shorter secrets are removed only from the fields that
 * contain them.
 */
const minimumSecret = 8;

/** Copies values for the output. Secrets are removed, and long text is shortened. */
export class Redactor {
  private readonly secrets: readonly string[];

  /** Creates a redactor that also removes the secrets of a request from all text, because functions can print them. */
  constructor(request?: Pick<GatewayRequest, 'headers' | 'query'>) {
    const { headers = [], query = '' } = request ?? {};
    this.secrets = [...headers, ...parseQuery(query)]
      .filter(([name]) => secretNames.test(name))
      .flatMap(([name, value]) => partsOf(name, value));
  }

  /** Copies JSON data, and removes secrets from the copy. */
  value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.slice(0, 1000).map((one) => this.value(one));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([name, own]) => [
      name,
      secretNames.test(name) ? cutValue(own) : this.value(own),
    ]);
    return Object.fromEntries(entries) as Record<string, unknown>;
  }

  /** Removes secrets from text, and shortens long text. */
  text(text: string): string {
    const rest = text.length - maximumText;
    const start = rest > 0 ? `${text.slice(0, maximumText)}… (${rest} characters more)` : text;
    const known = this.secrets.reduce((result, secret) => result.replaceAll(secret, cut), start);
    return known.replace(jsonWebTokens, cut).replace(secretParameters, `$1$2=${cut}`);
  }
}

/** Returns the secret parts of a header or parameter, without authorization schemes and cookie names. */
function partsOf(name: string, value: string): string[] {
  const parts = name.endsWith('cookie')
    ? value.split(';').map((one) => one.slice(one.indexOf('=') + 1))
    : [value.replace(/^[A-Za-z][\w-]* +/, '')];
  return parts.map((part) => part.trim()).filter((part) => part.length >= minimumSecret);
}

/** Replaces a secret, but keeps an authorization scheme such as `Bearer`. */
function cutValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cutValue);
  if (value === null || value === undefined) return value;
  const [, scheme] = (typeof value === 'string' && value.match(/^([A-Za-z][\w-]*) +\S/)) || [];
  return scheme === undefined ? cut : `${scheme} ${cut}`;
}
