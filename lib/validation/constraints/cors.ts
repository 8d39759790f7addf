import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { checkOneOf, checkRange, textsIn } from '../value-checks';

const CORS = PAGES.guide('http-api-cors');
const METHODS = ['*', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

export const CORS_CREDENTIALS_WITH_ANY_ORIGIN = constraint<{
  readonly allowCredentials?: unknown;
  readonly allowOrigins?: readonly unknown[];
}>({
  code: 'CorsCredentialsWithAnyOrigin',
  severity: 'error',
  evidence: 'observed',
  source: `AWS: "allow-credentials is not supported if 'allow-origin' is *"`,
  summary: 'A CORS configuration allows credentials together with the origin `*`.',
  fix: 'List the origins, or remove `allowCredentials`.',
  page: CORS,
  check: ({ allowCredentials, allowOrigins }) =>
    allowCredentials === true && textsIn(allowOrigins).includes('*')
      ? { must: 'list origins if credentials are allowed', given: '*' }
      : undefined,
});

export const CORS_MAX_AGE = constraint<unknown>({
  code: 'CorsMaxAgeOutOfRange',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference allows -1 to 86,400 seconds. API Gateway accepts higher values, which browsers reduce to their own maximum. No deployment with a value below -1 was observed.',
  summary: 'The time for which browsers can cache a preflight response is less than -1 seconds, or not a whole number.',
  fix: 'Use -1 to disable caching, or a whole number of seconds that is at least 0.',
  page: CORS,
  check: (maxAge) => checkRange(maxAge, -1, Infinity, { whole: true }),
});

export const CORS_ORIGIN_SCHEME = constraint<readonly unknown[]>({
  code: 'CorsOriginWithoutScheme',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid format for origin", also for the schemes of browser extensions and mobile frameworks',
  summary: 'A CORS origin is not `*` and does not begin with `http://` or `https://`.',
  fix: 'Use the origin that browsers send: scheme, host and port, such as `https://example.com`.',
  page: CORS,
  check: (origins) =>
    textsIn(origins).map((origin): Violation | undefined =>
      origin === '*' || /^https?:\/\//i.test(origin)
        ? undefined
        : {
            must: "be '*' or begin with 'http://' or 'https://'",
            given: origin,
            instead: origin.includes('://')
              ? "API Gateway does not accept other schemes. To allow such an origin, use '*' without credentials, or respond to preflight requests in the integration."
              : `Did you mean 'https://${origin}'?`,
          },
    ),
});

export const CORS_ORIGIN_FORM = constraint<readonly unknown[]>({
  code: 'CorsOriginInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid format for origin", for a wildcard inside the host and for several origins in one string',
  summary: 'A CORS origin contains a wildcard inside the host, or one string contains several origins.',
  fix: 'List each origin separately, such as `https://app.example.com`.',
  page: CORS,
  check: (origins) =>
    textsIn(origins)
      .filter((origin) => /^https?:\/\//i.test(origin))
      .map((origin): Violation | undefined => {
        const all = origin.split(/[\s,;]+/).filter((one) => one !== '');
        if (all.length > 1 || /[\s,;]/.test(origin)) {
          const instead = `Use ${all.map((one) => `'${one}'`).join(', ')} as separate elements of the list.`;
          return { must: 'contain one origin in each string', given: origin, instead };
        }
        return /^https?:\/\/[^/]*\*/i.test(origin) && !/^https?:\/\/\*(:\d+)?\/?$/i.test(origin)
          ? {
              must: "contain no wildcard inside the host; 'https://*' and '*' are allowed",
              given: origin,
              instead: 'List each origin separately.',
            }
          : undefined;
      }),
});

export const CORS_ORIGIN_PATH = constraint<readonly unknown[]>({
  code: 'CorsOriginWithPath',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'Browsers send an origin without a path, and API Gateway validates the format of origins: "Invalid format for origin"',
  summary: 'A CORS origin contains a path or a query string, or ends with a slash.',
  fix: 'Remove everything after the host and port.',
  page: CORS,
  check: (origins) =>
    textsIn(origins).map((origin): Violation | undefined => {
      const [, base] = /^(https?:\/\/[^/?#\s,;]+)[/?#]/i.exec(origin) ?? [];
      return base === undefined
        ? undefined
        : { must: 'have no path', given: origin, instead: `Did you mean '${base}'?` };
    }),
});

export const CORS_HEADER = constraint<readonly unknown[]>({
  code: 'CorsHeaderInvalid',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'According to RFC 9110, the name of a header does not contain commas, spaces or quotation marks, but no rejection by API Gateway was observed',
  summary: 'An entry in a list of CORS headers is not the name of exactly one header.',
  fix: "Specify each header as a separate element of the list, such as `['Content-Type', 'Authorization']`.",
  page: CORS,
  check: (headers) =>
    textsIn(headers).map((header): Violation | undefined => {
      const all = header
        .replace(/['"]/g, '')
        .split(/[\s,;]+/)
        .filter((one) => one !== '');
      return /^[\w!#$%&*+.^`|~-]+$/.test(header)
        ? undefined
        : {
            must: 'be the name of one header',
            given: header,
            instead: all.length === 0 ? undefined : `Use ['${all.join("', '")}'].`,
          };
    }),
});

export const CORS_METHOD = constraint<readonly unknown[]>({
  code: 'CorsMethodUnknown',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide lists the methods of HTTP APIs, but it is not known whether API Gateway rejects other strings',
  summary: 'A CORS method is not an HTTP method that API Gateway supports.',
  fix: 'Use `*`, `GET`, `POST`, `PUT`, `PATCH`, `DELETE`, `HEAD` or `OPTIONS`.',
  page: CORS,
  check: (methods) =>
    textsIn(methods).map((method) => {
      const violation = checkOneOf(method.toUpperCase(), METHODS);
      const several = method.split(/[\s,;|]+/);
      const instead =
        several.length > 1
          ? `List each method separately: ['${several.join("', '")}'].`
          : method === 'ANY'
            ? "Use '*'."
            : violation?.instead;
      return violation && { ...violation, given: method, instead };
    }),
});
