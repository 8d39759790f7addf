import type { Violation } from '../declaration';
import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { isText } from '../values';

const ROUTES = PAGES.guide('http-api-develop-routes');

/** AWS's own expression for a segment of a path. */
const SEGMENT = /^(\{[\w.:-]+\+?\}|[a-zA-Z0-9.:_-]+)$/;
/** A path whose segments all match that expression: checked first, since APIs have many. */
const PLAIN_PATH = /^(\/(\{[\w.:-]+\+?\}|[a-zA-Z0-9.:_-]+))+$/;
const PARAMETERS = /\/\{([^{}+/]+)\+?\}(?=\/|$)/g;
/** Types that other frameworks write after the name of a parameter. */
const CONVERTER =
  /^\{([\w.-]+):(int|integer|long|number|float|double|decimal|bool|boolean|string|str|alpha|slug|path|uuid|guid|datetime|date|regex|any)(\+?)\}$/;

/**
 * A path or key without the names of its parameters: routes that differ only in these names are the same to API
 * Gateway.
 */
export function nameless(path: string): string {
  return path.replace(/\{[^{}+]*(\+?)\}/g, '{$1}');
}

/** The names of the parameters of a path. */
export function parametersOf(path: string): string[] {
  return path.includes('{') ? [...path.matchAll(PARAMETERS)].map(([, name]) => name) : [];
}

/** A path with one slash before it and none after it. */
export function withSlash(path: string): string {
  return `/${path.replace(/^\/+|\/+$/g, '')}`;
}

export const ROUTE_PATH = constraint<unknown>({
  code: 'RoutePathInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: `invalid route name ending in "/"`; without a slash at the start: "The provided route key is not formatted properly for HTTP protocol"',
  summary: 'The path of a route does not begin with a slash, or ends in one.',
  fix: 'Begin the path with one slash, and end it without one, such as `/books`.',
  page: ROUTES,
  usual: PLAIN_PATH,
  check: (path) =>
    !isText(path) || path === '/' || (path.startsWith('/') && !path.endsWith('/'))
      ? undefined
      : {
          must: "begin with '/' and, except for '/' itself, not end with '/'",
          given: path,
          instead: `Did you mean '${withSlash(path)}'?`,
        },
});

export const ROUTE_SEGMENT = constraint<unknown>({
  code: 'RouteSegmentInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "One or more path parts appear to be invalid. Parts are validated against ^(\\{[\\w.:-]+\\+?\\}|[a-zA-Z0-9.:_-]+)$"',
  summary:
    'A segment of a route path is neither a parameter nor a text of letters, digits, dots, colons, underscores and hyphens.',
  fix: 'Use `{name}`, `{name+}` at the end, or a text of `A-Z`, `a-z`, `0-9`, `.`, `:`, `_` and `-` for each segment.',
  page: ROUTES,
  usual: PLAIN_PATH,
  check: (path) => {
    if (!isText(path) || path === '' || path === '/' || PLAIN_PATH.test(path)) {
      return undefined;
    }
    const violation = (instead: string): Violation => ({
      must: "have segments that are '{name}', '{name+}' at the end, or texts of A-Z, a-z, 0-9, '.', ':', '_' and '-'",
      given: path,
      instead,
    });
    const withoutParameters = path.replace(/\{[^{}/]*\}|\[[^/]*\]|\([^/]*\)/g, '').replace(/(\/:\w+)\?/g, '$1');
    if (/[?#]/.test(withoutParameters)) {
      const cut = path.split(/[?#]/)[0];
      return violation(`A route has no query string. Did you mean '${cut === '/' ? cut : withSlash(cut)}'?`);
    }
    const segments = path.replace(/^\/|\/$/g, '').split('/');
    if (segments.length > 1 && segments.includes('')) {
      return violation(`Did you mean '${path.replace(/\/{2,}/g, '/')}'?`);
    }
    const wrong = segments.findIndex((segment) => segment !== '' && !SEGMENT.test(segment));
    return wrong < 0 ? undefined : violation(proposal(path, segments, wrong));
  },
});

/**
 * The fix for an invalid segment: its equivalent if it is syntax of another framework, otherwise a parameter that
 * receives it.
 */
function proposal(path: string, segments: readonly string[], wrong: number): string {
  const segment = segments[wrong];
  const isLast = wrong === segments.length - 1;
  const replaced = (by: string): string =>
    `/${segments.map((one, i) => (i === wrong ? by : translated(one, i === segments.length - 1))).join('/')}`;
  const parameter = translated(segment, isLast);
  if (parameter !== segment) {
    const before = withSlash(segments.slice(0, wrong).join('/'));
    const optional = isLast && /\?\}?$/.test(segment) ? ` Add a second route '${before}' for requests without it.` : '';
    return `Did you mean '${replaced(parameter)}'?${optional}`;
  }
  if (/[{}]/.test(segment)) {
    const name = /\{([\w.-]+)/.exec(segment)?.[1] ?? 'id';
    return `A parameter is a whole segment. Did you mean '${replaced(`{${name}}`)}'?`;
  }
  if (/\s/.test(segment)) {
    return `Did you mean '${path.replace(/\s+/g, '-')}'?`;
  }
  return `To receive '${segment}', use a parameter: '${replaced('{name}')}'.`;
}

/** Converts a parameter or wildcard of another framework to the syntax of API Gateway. Other segments do not change. */
function translated(segment: string, isLast: boolean): string {
  const plus = isLast ? '+' : '';
  if (/^\(?\.?\*\*?\)?$/.test(segment)) {
    return isLast ? '{proxy+}' : '{name}';
  }
  const greedy =
    /^\{\*{1,2}([\w.-]+)\}$/.exec(segment) ?? // ASP.NET
    /^\{([\w.-]+)(?:\*|:path|:?\.[*+]|:\*\*?)\}$/.exec(segment) ??
    /^\[{1,2}\.{3}([\w.-]+)\]{1,2}$/.exec(segment) ?? // Next.js
    /^<path:([\w.-]+)>$/.exec(segment) ??
    /^[:*]([A-Za-z]\w*)[*+]$/.exec(segment) ??
    /^\*([A-Za-z]\w*)$/.exec(segment);
  if (greedy) {
    return `{${greedy[1]}${plus}}`;
  }
  const single =
    /^\{([\w.-]+)(?::[^{}]*)?\??\}$/.exec(segment) ??
    /^\{([\w.-]+):.*\}$/.exec(segment) ??
    /^\[([\w.-]+)\]$/.exec(segment) ??
    /^<(?:\w+:)?([\w.-]+)>$/.exec(segment) ??
    /^:([A-Za-z]\w*)(?:\(.*\))?\??$/.exec(segment);
  const spaced = /^\{\s*([\w.-]+(?:\s+[\w.-]+)*)\s*(\+?)\s*\}$/.exec(segment);
  return segment.startsWith('{') && SEGMENT.test(segment)
    ? segment
    : single
      ? `{${single[1]}}`
      : spaced
        ? `{${spaced[1].replace(/\s+/g, '-')}${spaced[2]}}`
        : segment;
}

export const FRAMEWORK_PARAMETER = constraint<unknown>({
  code: 'RouteParameterOfOtherFramework',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The guide: a path parameter is `{name}`. A colon is allowed in a literal segment and in the name of a parameter, so API Gateway accepts `:id` and `{id:int}`',
  summary:
    'A route path has a segment such as `:id` or `{id:int}`, which other frameworks read as a parameter and as a type.',
  fix: 'Use `{id}` for a path parameter.',
  page: ROUTES,
  usual: /^[\w/.{}+-]*$/,
  check: (path) => {
    if (!isText(path) || !path.includes(':')) {
      return undefined;
    }
    const segments = path.split('/');
    const meant = segments.map((segment, i) => {
      const [, name, type, plus] = CONVERTER.exec(segment) ?? [];
      const isGreedy = i === segments.length - 1 && (plus === '+' || type === 'path');
      return name === undefined ? segment.replace(/^:([A-Za-z]\w*)$/, '{$1}') : `{${name}${isGreedy ? '+' : ''}}`;
    });
    return meant.join('/') === path
      ? undefined
      : {
          must: "have its parameters as '{name}'; API Gateway takes a colon literally",
          given: path,
          instead: `Did you mean '${meant.join('/')}'?`,
        };
  },
});

export const GREEDY_PARAMETER = constraint<unknown>({
  code: 'GreedyParameterNotLast',
  severity: 'error',
  evidence: 'documented',
  source:
    'The guide: a greedy path variable "must be at the end of the resource path"; API Gateway validates route keys',
  summary: 'A route has a greedy parameter before the end of its path.',
  fix: 'Use `{name+}` as the last segment, or `{name}`.',
  page: ROUTES,
  usual: /^[^+]*$/,
  check: (path) =>
    !isText(path) || !path.includes('+}/')
      ? undefined
      : {
          must: 'have a greedy parameter as its last segment only',
          given: path,
          instead: `Did you mean '${path.slice(0, path.indexOf('+}/') + 2)}', or '${path.replaceAll('+}/', '}/')}'?`,
        },
});

export const PARAMETER_TWICE = constraint<unknown>({
  code: 'RouteParameterTwice',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'A parameter mapping or an event has one value for each name; how API Gateway treats such a path is not known',
  summary: 'A route has two path parameters of one name, of which an integration can read one.',
  fix: 'Use a different name for each parameter of a path.',
  page: ROUTES,
  usual: /^[^{]*(\{[^{]*)?$/,
  check: (path) => {
    const names = isText(path) ? parametersOf(path) : [];
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    return twice === undefined
      ? undefined
      : { must: 'have parameters of different names', given: path, instead: `Rename one '{${twice}}'.` };
  },
});

/** The constraints on a path that constructors enforce. */
export const PATH_CONSTRAINTS = [ROUTE_PATH, ROUTE_SEGMENT, GREEDY_PARAMETER];
