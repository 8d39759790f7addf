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

/** A copy of a value for people, without secrets and without the rest of long texts. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return textWithoutSecrets(value);
  if (Array.isArray(value)) return value.slice(0, 1000).map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, own]) => [
    name,
    secretNames.test(name) ? cutValue(own) : withoutSecrets(own),
  ]);
  return Object.fromEntries(entries) as Record<string, unknown>;
}

/** A text without tokens, shortened. */
export function textWithoutSecrets(text: string): string {
  const rest = text.length - maximumText;
  const start = rest > 0 ? `${text.slice(0, maximumText)}… (${rest} characters more)` : text;
  return start.replace(jsonWebTokens, cut).replace(secretParameters, `$1$2=${cut}`);
}

/** Keeps the scheme of an authorization, such as `Bearer`. */
function cutValue(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cutValue);
  if (value === null || value === undefined) return value;
  const [, scheme] = (typeof value === 'string' && value.match(/^([A-Za-z][\w-]*) +\S/)) || [];
  return scheme === undefined ? cut : `${scheme} ${cut}`;
}
