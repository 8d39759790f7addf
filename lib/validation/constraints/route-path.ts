import type { Violation } from '../declaration';
import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { isText } from '../value-checks';

const ROUTES = PAGES.guide('http-api-develop-routes');

/** The regular expression for a path segment, from the error message of AWS. */
const SEGMENT = /^(\{[\w.:-]+\+?\}|[a-zA-Z0-9.:_-]+)$/;
/**
 * A pattern for common paths that satisfy all constraints on paths. Such a path consists of literal segments, and its
 * last segment can be a parameter.
 */
export const USUAL_PATH = /^(\/[\w.-]+)*\/([\w.-]+|\{[\w.-]+\+?\})$/;
const PARAMETERS = /\/\{([^{}+/]+)\+?\}(?=\/|$)/g;
/** A path parameter with a type after its name, such as `{id:int}`, which other frameworks support. */
const CONVERTER =
  /^\{([\w.-]+):(int|integer|long|number|float|double|decimal|bool|boolean|string|str|alpha|slug|path|uuid|guid|datetime|date|regex|any)(\+?)\}$/;

/**
 * Removes the names of the parameters from a path or key. API Gateway treats routes that differ only in these names as
 * the same route.
 */
export function nameless(path: string): string {
  return path.replace(/\{[^{}+]*(\+?)\}/g, '{$1}');
}

/** Returns the names of the parameters in a path. */
export function parametersOf(path: string): string[] {
  return path.includes('{') ? [...path.matchAll(PARAMETERS)].map(([, name]) => name) : [];
}

/** Returns a path with one slash at the start and no slash at the end. */
export function withSlash(path: string): string {
  return `/${path.replace(/^\/+|\/+$/g, '')}`;
}

export const ROUTE_PATH = constraint<unknown>({
  code: 'RoutePathInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: `invalid route name ending in "/"` or, for a path without a slash at the start, "The provided route key is not formatted properly for HTTP protocol"',
  summary: 'The path of a route does not begin with a slash, or ends with a slash.',
  fix: 'Use a path that begins with a slash and does not end with a slash, such as `/books`.',
  page: ROUTES,
  usual: USUAL_PATH,
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
    'A segment of a route path is neither a parameter nor a string of letters, digits, dots, colons, underscores and hyphens.',
  fix: 'For each segment, use `{name}`, a string of `A-Z`, `a-z`, `0-9`, `.`, `:`, `_` and `-` or, for the last segment only, `{name+}`.',
  page: ROUTES,
  usual: USUAL_PATH,
  check: (path) => {
    if (!isText(path) || path === '' || path === '/') {
      return undefined;
    }
    const violation = (instead: string): Violation => ({
      must: "contain only segments that are '{name}' or consist of A-Z, a-z, 0-9, '.', ':', '_' and '-'; the last segment can also be '{name+}'",
      given: path,
      instead,
    });
    const withoutParameters = path.replace(/\{[^{}/]*\}|\[[^/]*\]|\([^/]*\)/g, '').replace(/(\/:\w+)\?/g, '$1');
    if (/[?#]/.test(withoutParameters)) {
      const cut = path.split(/[?#]/)[0];
      return violation(
        `The path of a route cannot contain a query string. Did you mean '${cut === '/' ? cut : withSlash(cut)}'?`,
      );
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
 * Returns the fix for an invalid segment: the equivalent of another framework's syntax, or a parameter that matches the
 * segment.
 */
function proposal(path: string, segments: readonly string[], wrong: number): string {
  const segment = segments[wrong];
  const isLast = wrong === segments.length - 1;
  const replaced = (by: string): string =>
    `/${segments.map((one, i) => (i === wrong ? by : translated(one, i === segments.length - 1))).join('/')}`;
  const parameter = translated(segment, isLast);
  if (parameter !== segment) {
    const before = withSlash(segments.slice(0, wrong).join('/'));
    const optional =
      isLast && /\?\}?$/.test(segment) ? ` Add a second route '${before}' for requests without this parameter.` : '';
    return `Did you mean '${replaced(parameter)}'?${optional}`;
  }
  if (/[{}]/.test(segment)) {
    const name = /\{([\w.-]+)/.exec(segment)?.[1] ?? 'id';
    return `A parameter must be a whole segment. Did you mean '${replaced(`{${name}}`)}'?`;
  }
  if (/\s/.test(segment)) {
    return `Did you mean '${path.replace(/\s+/g, '-')}'?`;
  }
  return `To match '${segment}', use a parameter: '${replaced('{name}')}'.`;
}

/**
 * Converts a parameter or wildcard of another framework to the syntax of API Gateway. Returns other segments unchanged.
 */
function translated(segment: string, isLast: boolean): string {
  const plus = isLast ? '+' : '';
  if (/^\(?\.?\*\*?\)?$/.test(segment)) {
    return isLast ? '{proxy+}' : '{name}';
  }
  const greedy =
    /^\{\*{1,2}([\w.-]+)\}$/.exec(segment) ?? // The syntax of ASP.NET
    /^\{([\w.-]+)(?:\*|:path|:?\.[*+]|:\*\*?)\}$/.exec(segment) ??
    /^\[{1,2}\.{3}([\w.-]+)\]{1,2}$/.exec(segment) ?? // The syntax of Next.js
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
    'The API Gateway guide specifies the form `{name}` for a path parameter. A literal segment and the name of a parameter can contain a colon, so API Gateway accepts `:id` and `{id:int}`',
  summary:
    'A route path has a segment such as `:id` or `{id:int}`. Other frameworks read the segment as a parameter `id`, but API Gateway does not.',
  fix: 'Use `{id}` for a path parameter.',
  page: ROUTES,
  usual: USUAL_PATH,
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
          must: "have parameters of the form '{name}'",
          given: path,
          instead: `Did you mean '${meant.join('/')}'? API Gateway reads a colon as a literal character.`,
        };
  },
});

export const GREEDY_PARAMETER = constraint<unknown>({
  code: 'GreedyParameterNotLast',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway guide states that a greedy path variable "must be at the end of the resource path", and API Gateway validates route keys',
  summary: 'The path of a route has a greedy parameter that is not the last segment.',
  fix: 'Use `{name+}` only as the last segment, and `{name}` for other segments.',
  page: ROUTES,
  usual: USUAL_PATH,
  check: (path) =>
    !isText(path) || !path.includes('+}/')
      ? undefined
      : {
          must: 'have a greedy parameter only as its last segment',
          given: path,
          instead: `Did you mean '${path.slice(0, path.indexOf('+}/') + 2)}', or '${path.replaceAll('+}/', '}/')}'?`,
        },
});

export const PARAMETER_TWICE = constraint<unknown>({
  code: 'RouteParameterTwice',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'A parameter mapping and a Lambda event contain only one value for each parameter name, and it is not known how API Gateway treats a path with two parameters of the same name',
  summary: 'A route has two path parameters with the same name, so an integration can read only one of the two values.',
  fix: 'Use a different name for each parameter of a path.',
  page: ROUTES,
  usual: USUAL_PATH,
  check: (path) => {
    const names = isText(path) ? parametersOf(path) : [];
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    return twice === undefined
      ? undefined
      : {
          must: 'have parameters with different names',
          given: path,
          instead: `Rename one of the parameters '{${twice}}'.`,
        };
  },
});

/** The constraints that constructors enforce on the path of a route. */
export const PATH_CONSTRAINTS = [ROUTE_PATH, ROUTE_SEGMENT, GREEDY_PARAMETER];
