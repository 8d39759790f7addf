import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { isText } from '../value-checks';
import type { Entries } from './parameter-mapping';
import { keysOf } from './parameter-mapping';

const MAPPING = PAGES.guide('websocket-api-data-mapping');
const KEY = /^integration\.request\.(header|querystring|path|multivalueheader|multivaluequerystring)\..+$/;
const VALUE =
  /^('|route\.request\.(body|header|querystring|multivalueheader|multivaluequerystring)\b|(stageVariables|context)\.)/;

function meantValue(value: string): string {
  const [, variable] = /^\$\{?((?:context|stageVariables)\.[^{}]+)\}?$/.exec(value) ?? [];
  if (variable !== undefined) {
    return `Did you mean '${variable}', without the dollar sign?`;
  }
  const [, place, name] = /^(?:\$\{?)?(?:method|route|integration)?\.?request\.(\w+)\.(.+?)\}?$/.exec(value) ?? [];
  if (place !== undefined && name !== undefined && place !== 'path') {
    return `Did you mean 'route.request.${place}.${name}'?`;
  }
  return /^"(.*)"$/.test(value) || !/^\w+\.request\./.test(value)
    ? `Did you mean "'${value.replace(/^"|"$/g, '')}'", with single quotes?`
    : 'A WebSocket route has no path parameters. Read the body, the context or, for $connect, a header or the query string.';
}

export const WEBSOCKET_MAPPING = constraint<Entries>({
  code: 'WebSocketMappingInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid mapping expression specified: …", "Invalid mapping expression parameter specified: …"',
  summary: 'A request mapping of a WebSocket integration has a key or a value that API Gateway does not support.',
  fix: 'Use `integration.request.header.name` as the key, and a string in single quotes as a constant value.',
  page: MAPPING,
  check: (entries) => [
    ...keysOf(entries)
      .filter((key) => !KEY.test(key))
      .map((key): Violation => {
        const [, place = 'header', name = key] = /(header|querystring|path)s?\.(.+)$/i.exec(key) ?? [];
        return {
          must: "have keys that consist of 'integration.request.' followed by 'header.<name>', 'querystring.<name>' or 'path.<name>'",
          given: key,
          instead: `Did you mean 'integration.request.${place.toLowerCase()}.${name.replace(/^\w+:(\w+\.)?|^integration\.\w+\.\w+\./, '') || 'name'}'?`,
        };
      }),
    ...entries
      .map(([, value]) => value)
      .filter((value): value is string => isText(value) && !VALUE.test(value))
      .map((value) => ({
        must: "have values that read 'route.request.…', 'context.…' or 'stageVariables.…', or are strings in single quotes",
        given: value,
        instead: meantValue(value),
      })),
  ],
});

/** A source that a WebSocket mapping reads but the route does not declare. */
export interface UndeclaredSource {
  /** The source, such as `route.request.header.x`. */
  readonly source: string;
  /** The key of the route that does not declare the source. */
  readonly route: string;
}

export const DECLARED_SOURCE = constraint<UndeclaredSource | undefined>({
  code: 'WebSocketSourceUndeclared',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Error while validating the connection between the integration … and the route …: Invalid mapping expression parameter specified: route.request.header.…"',
  summary: 'An integration reads a header or query string parameter that the `$connect` route does not declare.',
  fix: 'Declare the parameter in `requestParameters` of the route.',
  page: MAPPING,
  check: (found) =>
    found && {
      must: `read only parameters that the route '${found.route}' declares`,
      given: found.source,
      instead: `Add '${found.source}' to requestParameters of the route.`,
    },
});
