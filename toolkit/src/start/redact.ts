import type { GatewayRequest } from '../gateway/contracts';
import { parseQuery } from '../gateway/http/decoding';

/** Names of header fields, parameters and members of events whose values are secret. */
const secretNames =
  /^(?:(?:proxy-)?authorization|cookies?|set-cookie|x-api-key|api_?key|x-amz-(?:security-token|signature)|authorizationtoken|identitysource|(?:access_|id_|refresh_)?token)$/i;

const secretParameters =
  /(^|[?&])((?:access_|id_|refresh_)?token|api_?key|x-amz-(?:security-token|signature))=[^&\s"]*/gi;

/** JSON Web Tokens, wherever they are: functions print and return them too. */
const jsonWebTokens = /\beyJ[\w-]{5,}\.eyJ[\w-]{5,}\.[\w-]*/g;

/** The longest text that is kept of a body or log line. */
const maximumText = 10_000;

const cut = '[cut]';

/** The shortest secret that is cut wherever it occurs. Shorter ones, such as names, are cut by the names of their fields. */
const minimumSecret = 8;

/** Copies values for the output, without secrets and with shortened texts. */
export class Redactor {
  private readonly secrets: readonly string[];

  /** @param request whose secrets are cut wherever they occur: functions print and return them too */
  constructor(request?: Pick<GatewayRequest, 'headers' | 'query'>) {
    const { headers = [], query = '' } = request ?? {};
    this.secrets = [...headers, ...parseQuery(query)]
      .filter(([name]) => secretNames.test(name))
      .flatMap(([name, value]) => partsOf(name, value));
  }

  /** A copy of JSON data. */
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

  /** A copy of a text. */
  text(text: string): string {
    const rest = text.length - maximumText;
    const start = rest > 0 ? `${text.slice(0, maximumText)}… (${rest} characters more)` : text;
    const known = this.secrets.reduce((result, secret) => result.replaceAll(secret, cut), start);
    return known.replace(jsonWebTokens, cut).replace(secretParameters, `$1$2=${cut}`);
  }
}

/** The secret parts of a value: without the scheme of an authorization, and without the names of cookies. */
function partsOf(name: string, value: string): string[] {
  const parts = name.endsWith('cookie')
    ? value.split(';').map((one) => one.slice(one.indexOf('=') + 1))
    : [value.replace(/^[A-Za-z][\w-]* +/, '')];
  return parts.map((part) => part.trim()).filter((part) => part.length >= minimumSecret);
}

/** Keeps the scheme of an authorization, such as `Bearer`. */
function cutValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cutValue);
  if (value === null || value === undefined) return value;
  const [, scheme] = (typeof value === 'string' && value.match(/^([A-Za-z][\w-]*) +\S/)) || [];
  return scheme === undefined ? cut : `${scheme} ${cut}`;
}
