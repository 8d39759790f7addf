import type { Protocol } from '../engine/kinds';
import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkOneOf, isText } from '../value-checks';
import { withSlash } from './route-path';

const ROUTES = PAGES.guide('http-api-develop-routes');
const JWT = PAGES.guide('http-api-jwt-authorizer');
const API_MODEL = PAGES.api('apis-apiid-routes');

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY'];
const MAX_SCOPES = 10;
const MAX_SCOPE_LENGTH = 64;

/** Splits the key of an HTTP route into method and path. Returns undefined for `$default` and for an invalid key. */
export function splitRouteKey(key: string): { readonly method: string; readonly path: string } | undefined {
  const [, method, path] = /^([^\s/]+) (\S.*|)$/s.exec(key) ?? [];
  return method !== undefined && METHODS.includes(method) ? { method, path } : undefined;
}

export const ROUTE_KEY = constraint<unknown>({
  code: 'RouteKeyInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "The provided route key is not formatted properly for HTTP protocol", for an unknown method and for the method TRACE',
  summary: 'The key of an HTTP route is not `$default`, and does not consist of an HTTP method, a space and a path.',
  fix: 'Use a method in capital letters, one space and a path that begins with a slash, such as `GET /books`.',
  page: ROUTES,
  usual: /^((GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY) \/\S*|\$default)$/,
  check: (key) => {
    if (!isText(key) || key === '$default' || splitRouteKey(key)) {
      return undefined;
    }
    const [, word, rest] = /^\s*([A-Za-z$*]*)\s*(.*?)\s*$/s.exec(key) ?? [];
    const method = METHODS.find((known) => known === word.toUpperCase()) ?? (word === '*' ? 'ANY' : undefined);
    const meant = /^\$?default$/i.test(word)
      ? '$default'
      : method
        ? `${method} ${withSlash(rest)}`
        : rest.startsWith('/') || word === ''
          ? `ANY ${withSlash(rest)}`
          : undefined;
    return {
      must: `be '$default', or consist of a method (${METHODS.join(', ')}), a space and a path`,
      given: key,
      instead: meant ? `Did you mean '${meant}'?` : "Use 'GET /books', for example.",
    };
  },
});

/** The constraint on a route method that the app passes separately from the path. */
export const ROUTE_METHOD = constraint<unknown>({
  ...ROUTE_KEY,
  usual: /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY)$/,
  check: (method) => {
    const violation = checkOneOf(method ?? '', METHODS);
    const known = METHODS.find((one) => one === String(method).toUpperCase()) ?? (method === '*' ? 'ANY' : undefined);
    return (
      violation && {
        ...violation,
        given: method,
        instead: known ? `Did you mean '${known}'?` : "Use 'GET', for example.",
      }
    );
  },
});

/** A route key, and the first route of the API with this key or an equivalent key. */
interface RepeatedKey {
  readonly key: string;
  readonly first?: { readonly key: string; readonly path: string };
}

export const ROUTE_DUPLICATE = constraint<RepeatedKey>({
  code: 'RouteDuplicate',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Route with key … already exists for this API" and "… has a conflicting variable on the same hierarchical level as …"',
  summary: 'Two routes of an API have the same key, or keys that differ only in the names of their parameters.',
  fix: 'Remove one of the two routes.',
  page: ROUTES,
  check: ({ key, first }) =>
    first && {
      must: `differ from the keys of the other routes of the API ('${first.path}' has the key '${first.key}')`,
      given: key,
      instead:
        first.key === key
          ? undefined
          : 'Remove one of the two routes, because API Gateway ignores the names of parameters when it compares route keys.',
    },
});

export const SCOPES_WITHOUT_JWT = constraint<{ readonly scopes?: readonly unknown[]; readonly type?: unknown }>({
  code: 'ScopesWithoutJwtAuthorizer',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Authorization Scopes are only valid for COGNITO_USER_POOLS and JWT authorization types"',
  summary: 'A route has authorization scopes but no JWT authorizer.',
  fix: 'Use an `HttpJwtAuthorizer` or `HttpUserPoolAuthorizer`, or remove the scopes.',
  page: JWT,
  check: ({ scopes, type }) =>
    !scopes?.length || (type !== undefined && !isText(type)) || type === 'JWT' || type === 'COGNITO_USER_POOLS'
      ? undefined
      : {
          must: 'be omitted unless the route has a JWT or user pool authorizer',
          given: described(
            `${scopes.length === 1 ? 'a scope' : `${scopes.length} scopes`} with authorization type ${type ?? 'NONE'}`,
          ),
        },
});

export const TOO_MANY_SCOPES = constraint<readonly unknown[] | undefined>({
  code: 'TooManyScopes',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway quotas allow at most 10 scopes for each route. AWS cannot raise this quota, and API Gateway validates the scopes of a route',
  summary: 'A route has more than 10 authorization scopes.',
  fix: 'List at most 10 scopes. A token needs only one of the listed scopes.',
  page: PAGES.guide('limits'),
  check: (scopes) =>
    scopes && scopes.length > MAX_SCOPES
      ? { must: `have at most ${MAX_SCOPES} scopes`, given: described(`${scopes.length} scopes`) }
      : undefined,
});

export const SCOPE_LENGTH = constraint<readonly unknown[] | undefined>({
  code: 'ScopeLengthInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The AWS API model allows 1 to 64 characters for a scope, but it is not known whether API Gateway rejects other lengths',
  summary: 'An authorization scope is empty or longer than 64 characters.',
  fix: 'Use scopes of 1 to 64 characters.',
  page: API_MODEL,
  check: (scopes) =>
    scopes
      ?.filter((scope) => isText(scope) && (scope.length < 1 || scope.length > MAX_SCOPE_LENGTH))
      .map((scope) => ({ must: `have scopes of 1 to ${MAX_SCOPE_LENGTH} characters`, given: scope })),
});

const AUTHORIZATION_TYPES = { HTTP: ['NONE', 'AWS_IAM', 'CUSTOM', 'JWT'], WEBSOCKET: ['NONE', 'AWS_IAM', 'CUSTOM'] };
/** Maps a wrong value, such as the type of an authorizer, to the authorization type that the user probably meant. */
const MEANT: { readonly [type: string]: string } = {
  AWSIAM: 'AWS_IAM',
  COGNITO: 'JWT',
  COGNITOUSERPOOLS: 'JWT',
  CUSTOM: 'CUSTOM',
  IAM: 'AWS_IAM',
  JWT: 'JWT',
  LAMBDA: 'CUSTOM',
  NONE: 'NONE',
  REQUEST: 'CUSTOM',
  TOKEN: 'CUSTOM',
};

export const AUTHORIZATION_TYPE = constraint<{ readonly type: unknown; readonly protocol: Protocol | undefined }>({
  code: 'AuthorizationTypeUnknown',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference lists NONE, AWS_IAM, CUSTOM and, for HTTP APIs only, JWT. API Gateway validates the type together with the authorizer',
  summary: 'A route has an authorization type that the protocol of its API does not support.',
  fix: 'Use `NONE`, `AWS_IAM`, `CUSTOM` for a Lambda authorizer or, on an HTTP API, `JWT`.',
  page: API_MODEL,
  check: ({ type, protocol }) => {
    const allowed = AUTHORIZATION_TYPES[protocol ?? 'HTTP'];
    if (!isText(type) || allowed.includes(type)) {
      return undefined;
    }
    const meant = MEANT[type.toUpperCase().replace(/[^A-Z]/g, '')];
    return {
      must: `be one of ${allowed.join(', ')}${protocol === 'WEBSOCKET' ? ' on a WebSocket API' : ''}`,
      given: type,
      instead: allowed.includes(meant)
        ? `Did you mean '${meant}'?`
        : protocol === 'WEBSOCKET'
          ? 'WebSocket APIs do not support JWT authorizers. Use a Lambda authorizer, with the authorization type CUSTOM.'
          : 'Use CUSTOM for a Lambda authorizer, or JWT for a user pool.',
    };
  },
});

const PREDEFINED = ['$connect', '$disconnect', '$default'];

export const WEBSOCKET_ROUTE_KEY = constraint<unknown>({
  code: 'WebSocketRouteKeyInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "The provided route key is not formatted properly", for a key such as `$getauthorized`',
  summary:
    'The key of a WebSocket route is empty, or begins with `$` but is not `$connect`, `$disconnect` or `$default`.',
  fix: 'Use the value that `routeSelectionExpression` extracts, such as `sendMessage`, or `$connect`, `$disconnect` or `$default`.',
  page: PAGES.guide('apigateway-websocket-api-develop-routes'),
  usual: /^\w+$/,
  check: (key) => {
    if (!isText(key) || (key !== '' && !key.startsWith('$')) || PREDEFINED.includes(key)) {
      return undefined;
    }
    const meant = PREDEFINED.find((known) => known.startsWith(key.slice(0, 4).toLowerCase())) ?? key.slice(1);
    return {
      must: `contain at least one character and, if the key begins with '$', be one of ${PREDEFINED.join(', ')}`,
      given: key,
      instead:
        key === ''
          ? "Use a value that messages contain, such as 'sendMessage', or use '$default'."
          : `Did you mean '${meant}'?`,
    };
  },
});

export const ROUTE_KEY_OF_HTTP = constraint<unknown>({
  code: 'WebSocketRouteKeyUnusual',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'API Gateway accepts any string as the key, but selects the route by the value that the route selection expression reads from a message',
  summary:
    'The key of a WebSocket route consists of a method and a path, but only HTTP APIs select routes by method and path.',
  fix: 'Use the value that `routeSelectionExpression` reads from messages, such as `sendMessage`.',
  page: PAGES.guide('websocket-api-develop-routes'),
  check: (key) =>
    isText(key) && /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY) \//.test(key)
      ? { must: 'be a value that messages contain', given: key }
      : undefined,
});

export const AUTHORIZER_ON_CONNECT = constraint<{ readonly key: unknown; readonly type: unknown }>({
  code: 'AuthorizerOnNonConnectRoute',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Currently, authorization is restricted to the $connect route only"',
  summary: 'A WebSocket route that is not `$connect` specifies an authorizer.',
  fix: 'Set the authorizer on `$connect`. The authorization of a connection also applies to all messages of the connection.',
  page: PAGES.guide('apigateway-websocket-api-control-access-iam'),
  check: ({ key, type }) =>
    !isText(key) || !isText(type) || key === '$connect' || type === 'NONE'
      ? undefined
      : { must: 'be omitted, or NONE, on routes other than $connect', given: described(`${type} on '${key}'`) },
});

/** A pattern for header and query string parameters. Only requests to the route `$connect` contain such parameters. */
export const CONNECT_ONLY = /^route\.request\.(header|querystring|multivalueheader|multivaluequerystring)\./;

export const ROUTE_PARAMETER = constraint<readonly (readonly [string, unknown])[]>({
  code: 'RouteParameterInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide lists `route.request.header|querystring|multivalueheader|multivaluequerystring|body.<name>`, but it is not known whether API Gateway rejects other names or values',
  summary:
    'A request parameter of a WebSocket route has a name or a value that the API Gateway guide does not describe.',
  fix: 'Use `route.request.body.<name>` or, on `$connect`, `route.request.header.<name>` or `route.request.querystring.<name>`, with the value `{ Required: true }` or `{ Required: false }`.',
  page: PAGES.guide('websocket-api-data-mapping'),
  check: (parameters) =>
    parameters.map(([name, value]) => {
      if (!isText(name)) {
        return undefined;
      }
      if (!/^route\.request\.(body|header|querystring|multivalueheader|multivaluequerystring)\.[\w.$-]+$/.test(name)) {
        const [, rest] =
          /^(?:\$|route\.|method\.|integration\.)?request\.((?:header|querystring|body)\..+)$/.exec(name) ?? [];
        return {
          must: "have names such as 'route.request.body.x' or 'route.request.header.x'",
          given: name,
          instead: rest === undefined ? undefined : `Did you mean 'route.request.${rest}'?`,
        };
      }
      return typeof value === 'object'
        ? undefined
        : { must: `have the value '{ Required: true }' or '{ Required: false }' for '${name}'`, given: value };
    }),
});

/** The request models of a WebSocket route, and the expression that selects one of the models for each message. */
export const MODEL_SELECTION = constraint<{ readonly expression: unknown; readonly models: readonly string[] }>({
  code: 'ModelSelectionMismatch',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide states that the model selection expression selects one of the request models, so the expression and the models have no effect without each other',
  summary:
    'A WebSocket route has request models but no model selection expression, or an expression but no request models.',
  fix: 'Set `modelSelectionExpression` together with `requestModels`.',
  page: PAGES.guide('websocket-api-request-validation'),
  check: ({ expression, models }) =>
    expression !== undefined && models.length === 0
      ? {
          must: "be specified together with 'requestModels'",
          given: isText(expression) ? expression : described('only an expression'),
        }
      : expression === undefined && models.length > 0
        ? {
            must: 'select one of the request models',
            given: undefined,
            instead: `Specify an expression that selects one of ${models.map((one) => `'${one}'`).join(', ')}.`,
          }
        : undefined,
});
