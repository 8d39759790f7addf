import type { Violation as Problem } from '../declaration';
import { described } from '../message';
import { isText } from '../values';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY'];
const MAX_SCOPES = 10;
const MAX_SCOPE_LENGTH = 64;

/** What nearly all paths look like: checked first, since APIs have many. */
const PLAIN_PATH = /^(\/[^/{}\s?#]+|\/\{[^/{}\s?#+]+\})+$/;
const PARAMETERS = /\/\{([^{}+/]+)\+?\}(?=\/|$)/g;
const PARAMETER = /^\{([^{}+?#]+)(\+?)\}$/;

/** Method and path of the key of an HTTP route; undefined for `$default` and what is no such key. */
export function splitRouteKey(key: string): { readonly method: string; readonly path: string } | undefined {
  const [, method, path] = /^([^\s/]+) (\S.*|)$/s.exec(key) ?? [];
  return method !== undefined && METHODS.includes(method) ? { method, path } : undefined;
}

/** Judges the form `METHOD /path`. The path is judged on its own. */
export function judgeRouteKey(key: unknown): Problem | undefined {
  if (!isText(key) || key === '$default' || splitRouteKey(key)) {
    return undefined;
  }
  const [, word, rest] = /^\s*([A-Za-z$*]*)\s*(.*?)\s*$/s.exec(key) ?? [];
  const method = METHODS.find((known) => known === word.toUpperCase()) ?? (word === '*' ? 'ANY' : undefined);
  const meant =
    word.toLowerCase() === '$default' || word.toLowerCase() === 'default'
      ? '$default'
      : method
        ? `${method} ${withSlash(rest)}`
        : rest.startsWith('/') || word === ''
          ? `ANY ${withSlash(rest)}`
          : undefined;
  return {
    must: `be '$default' or a method (${METHODS.join(', ')}), a space and a path`,
    given: key,
    instead: meant ? `Did you mean '${meant}'?` : "Write 'GET /books', for example.",
  };
}

function withSlash(path: string): string {
  return `/${path.replace(/^\/+|\/+$/g, '')}`;
}

/** Judges the slashes at both ends of a path. */
export function judgePathEnds(path: unknown): Problem | undefined {
  if (!isText(path) || path === '/' || (path.startsWith('/') && !path.endsWith('/'))) {
    return undefined;
  }
  return {
    must: "have a path that begins with '/' and, but for '/' itself, does not end in one",
    given: path,
    instead: `Did you mean '${withSlash(path)}'?`,
  };
}

/** Judges what stands between the slashes. */
export function judgeSegments(path: unknown): Problem | undefined {
  if (!isText(path) || PLAIN_PATH.test(path)) {
    return undefined;
  }
  const must = "have segments that are {name}, {name+} at the end, or a text without spaces, braces, '?' and '#'";
  // Other frameworks write {id?} and {id:int}
  if (/[?#]/.test(path.replace(/\{[^{}/]*\}/g, ''))) {
    const cut = path.split(/[?#]/)[0];
    return {
      must,
      given: path,
      instead: `A route has no query string. Did you mean '${cut === '/' ? cut : withSlash(cut)}'?`,
    };
  }
  const wrong = path
    .replace(/^\/|\/$/g, '')
    .split('/')
    .find((segment, _, all) =>
      segment === '' ? all.length > 1 : /[{}]/.test(segment) ? !isParameter(segment) : /\s/.test(segment),
    );
  if (wrong === undefined) {
    return undefined;
  }
  const instead =
    wrong === ''
      ? `Did you mean '${path.replace(/\/{2,}/g, '/')}'?`
      : /\s/.test(wrong)
        ? `Did you mean '${path.replace(/\s+/g, '-')}'?`
        : `'${wrong}' is no parameter: write a whole segment such as '{${/\{(\w+)/.exec(wrong)?.[1] ?? 'id'}}'.`;
  return { must, given: path, instead };
}

function isParameter(segment: string): boolean {
  return PARAMETER.test(segment) && !/\s/.test(segment);
}

/** Judges where a path has its greedy parameter. */
export function judgeGreedy(path: unknown): Problem | undefined {
  if (!isText(path) || !path.includes('+}/')) {
    return undefined;
  }
  return {
    must: 'have a greedy parameter as its last segment only',
    given: path,
    instead: `Did you mean '${path.slice(0, path.indexOf('+}/') + 2)}', or '${path.replaceAll('+}/', '}/')}'?`,
  };
}

/** A path or key without the names of its parameters, which tell no two routes apart. */
export function nameless(path: string): string {
  return path.replace(/\{[^{}+]*(\+?)\}/g, '{$1}');
}

/** The names of the parameters of a path. */
export function parametersOf(path: string): string[] {
  return path.includes('{') ? [...path.matchAll(PARAMETERS)].map(([, name]) => name) : [];
}

/** Judges the scopes of a route. */
export function judgeScopeCount(scopes: readonly unknown[] | undefined): Problem | undefined {
  return scopes && scopes.length > MAX_SCOPES
    ? {
        must: `have at most ${MAX_SCOPES} scopes`,
        given: described(`${scopes.length} scopes`),
        instead: 'A token needs one of them: name the ones that matter.',
      }
    : undefined;
}

/** Judges how long each scope is. */
export function judgeScopes(scopes: readonly unknown[] | undefined): Problem | undefined {
  const wrong = scopes?.find((scope) => isText(scope) && (scope.length < 1 || scope.length > MAX_SCOPE_LENGTH));
  return wrong === undefined
    ? undefined
    : {
        must: `have scopes of 1 to ${MAX_SCOPE_LENGTH} characters`,
        given: wrong,
        instead: 'Shorten the scope, or drop it.',
      };
}

/** Judges whether anything reads the scopes of a route. */
export function judgeScopeReader(scopes: readonly unknown[] | undefined, type: unknown): Problem | undefined {
  if (!scopes?.length || (type !== undefined && !isText(type)) || type === 'JWT' || type === 'COGNITO_USER_POOLS') {
    return undefined;
  }
  return {
    must: 'be left out unless a JWT or user pool authorizer reads them',
    given: described(
      `${scopes.length === 1 ? 'a scope' : `${scopes.length} scopes`} with authorization type ${type ?? 'NONE'}`,
    ),
    instead: 'Use an HttpJwtAuthorizer or HttpUserPoolAuthorizer, or drop the scopes.',
  };
}

const PREDEFINED = ['$connect', '$disconnect', '$default'];

/** Judges the key of a WebSocket route. */
export function judgeWebSocketRouteKey(key: unknown): Problem | undefined {
  if (!isText(key) || (key !== '' && !key.startsWith('$')) || PREDEFINED.includes(key)) {
    return undefined;
  }
  const meant = PREDEFINED.find((known) => known.startsWith(key.slice(0, 4).toLowerCase())) ?? key.slice(1);
  return {
    must: `not be empty and, if it begins with '$', be one of ${PREDEFINED.join(', ')}`,
    given: key,
    instead:
      key === '' ? "Name what the messages say, such as 'sendMessage', or use $default." : `Did you mean '${meant}'?`,
  };
}
