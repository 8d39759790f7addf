import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkLength, checkRange, isText, textsIn } from '../value-checks';

const JWT = PAGES.guide('http-api-jwt-authorizer');
const LAMBDA = PAGES.guide('http-api-lambda-authorizer');
const WEBSOCKET_LAMBDA = PAGES.guide('apigateway-websocket-api-lambda-auth');

const MAX_TTL_SECONDS = 3600;
const MAX_AUDIENCES = 50;
const HTTP_SOURCE = /^\$\{?(request\.(header|querystring)|context|stageVariables)\.[^\s{},]+\}?$/i;
const WEBSOCKET_SOURCE = /^(route\.request\.(header|querystring)|context|stageVariables)\.[a-zA-Z0-9._-]+$/;
const TOKEN_SOURCE = /^\$\{?request\.(header|querystring)\..+$/i;
const LOOPBACK = /^https?:\/\/(localhost|[^/]*\.localhost|host\.docker\.internal|127\.[\d.]+|\[::1\])(:\d+)?(\/|$)/i;
const POOL_URL = /^https:\/\/cognito-idp\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([a-z]{2}(?:-[a-z]+)+-\d)_\w+/i;
const INVOCATION_URI = /^arn:[\w-]+:apigateway:[\w-]*:lambda:path\/.+\/invocations$/;

type Texts = readonly unknown[] | undefined;

export const AUTHORIZER_NAME = constraint<unknown>({
  code: 'AuthorizerNameInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference allows 1 to 128 characters for the name, but it is not known whether API Gateway rejects other lengths',
  summary: 'The name of an authorizer is empty or longer than 128 characters.',
  fix: 'Use a name of 1 to 128 characters.',
  page: PAGES.api('apis-apiid-authorizers'),
  check: (name) => checkLength(name, 1, 128),
});

export const AUTHORIZER_TYPE = constraint<{
  readonly type: unknown;
  readonly protocol: 'HTTP' | 'WEBSOCKET' | undefined;
}>({
  code: 'AuthorizerTypeInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Invalid authorizer type. Only REQUEST authorizer type is supported on WEBSOCKET protocol Apis.", and the API reference lists ' +
    'REQUEST and JWT',
  summary: 'An authorizer has a type that the protocol of its API does not support.',
  fix: 'Use `REQUEST` for a Lambda authorizer. An HTTP API also supports `JWT`.',
  page: PAGES.api('apis-apiid-authorizers'),
  check: ({ type, protocol }) => {
    const allowed = protocol === 'WEBSOCKET' ? ['REQUEST'] : ['REQUEST', 'JWT'];
    if (!isText(type) || allowed.includes(type)) {
      return undefined;
    }
    return {
      must: `be ${allowed.join(' or ')} for ${protocol === 'WEBSOCKET' ? 'a WebSocket API' : 'an HTTP API'}`,
      given: type,
      instead: /^jwt$/i.test(type)
        ? protocol === 'WEBSOCKET'
          ? 'Only HTTP APIs support JWT authorizers. Use a Lambda authorizer (REQUEST) that verifies the token.'
          : 'Did you mean JWT?'
        : type === 'COGNITO_USER_POOLS' && protocol !== 'WEBSOCKET'
          ? 'Only REST APIs support COGNITO_USER_POOLS. Use JWT with the issuer of the user pool.'
          : type === 'AWS_IAM'
            ? `IAM authorization needs no authorizer resource. Use ${protocol === 'WEBSOCKET' ? 'WebSocketIamAuthorizer' : 'HttpIamAuthorizer'}, or set authorizationType to AWS_IAM on the route.`
            : 'Use REQUEST for a Lambda authorizer.',
    };
  },
});

export const AUTHORIZER_URI_PRESENT = constraint<{ readonly type: unknown; readonly uri: unknown }>({
  code: 'AuthorizerUriMissing',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "AuthorizerUri is a required field in an Authorizer"',
  summary: 'A Lambda authorizer does not specify the URI of its Lambda function.',
  fix: 'Set `authorizerUri` to the invocation URI of the function, or use `HttpLambdaAuthorizer` or `WebSocketLambdaAuthorizer`.',
  page: LAMBDA,
  check: ({ type, uri }) =>
    type === 'REQUEST' && (uri === undefined || uri === '')
      ? { must: 'be specified for a Lambda authorizer', given: uri }
      : undefined,
});

export const AUTHORIZER_URI_FORM = constraint<unknown>({
  code: 'AuthorizerUriInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid Authorizer URI: … Authorizer URI should be a valid API Gateway ARN"',
  summary: 'The URI of an authorizer is not the invocation URI of a Lambda function.',
  fix: 'Use `arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations`.',
  page: LAMBDA,
  check: (uri) =>
    !isText(uri) || uri === '' || INVOCATION_URI.test(uri)
      ? undefined
      : {
          must: "be 'arn:<partition>:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations'",
          given: uri,
          instead: wrapped(uri),
        },
});

function wrapped(uri: string): string | undefined {
  const [, partition, region] = /^arn:([\w-]+):lambda:([\w-]+):\d+:function:/.exec(uri) ?? [];
  return partition === undefined
    ? undefined
    : `Did you mean 'arn:${partition}:apigateway:${region}:lambda:path/2015-03-31/functions/${uri}/invocations'?`;
}

export const AUTHORIZER_CREDENTIALS = constraint<unknown>({
  code: 'AuthorizerCredentialsInvalid',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API reference requires the ARN of an IAM role, and an emulator quotes the AWS error: "Invalid role ARN"',
  summary: 'The credentials of an authorizer are not the ARN of an IAM role.',
  fix: 'Use the ARN of a role that trusts `apigateway.amazonaws.com`, or remove the property and allow the authorizer in the resource policy of the function.',
  page: PAGES.api('apis-apiid-authorizers'),
  check: (arn) =>
    !isText(arn) || /^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(arn)
      ? undefined
      : { must: 'be the ARN of an IAM role', given: arn },
});

export const JWT_CONFIGURATION = constraint<{
  readonly type: unknown;
  readonly issuer: unknown;
  readonly audience: unknown;
}>({
  code: 'JwtConfigurationMissing',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "JwtConfiguration must not be null for JWT Authorizer", "Audience list must have at least 1 item for JWT Authorizer", ' +
    '"Invalid issuer: Issuer can not be empty for JWT Authorizer"',
  summary: 'The issuer or the audience of a JWT authorizer is missing.',
  fix: 'Specify the issuer and at least one audience.',
  page: JWT,
  check: ({ type, issuer, audience }) => {
    const noAudience = audience === undefined || (Array.isArray(audience) && audience.length === 0);
    return type === 'JWT' && (!issuer || noAudience)
      ? {
          must: 'be specified for a JWT authorizer, which requires an issuer and at least one audience',
          given: described(issuer ? 'no audience' : 'no issuer'),
        }
      : undefined;
  },
});

export const JWT_ISSUER = constraint<unknown>({
  code: 'JwtIssuerInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid issuer: Issuer is not a valid URL for JWT Authorizer"',
  summary: 'The issuer of a JWT authorizer is not an https URL.',
  fix: 'Use the value of the claim `iss`, which begins with `https://`.',
  page: JWT,
  check: (issuer) => {
    if (!isText(issuer) || issuer === '' || LOOPBACK.test(issuer)) {
      return undefined;
    }
    if (!/^https:\/\//i.test(issuer)) {
      const instead = `Did you mean 'https://${issuer.trim().replace(/^\w*:?\/\//, '')}'?`;
      return { must: "begin with 'https://'", given: issuer, instead };
    }
    return /\s/.test(issuer) || !URL.canParse(issuer) ? { must: 'be a valid URL', given: issuer } : undefined;
  },
});

export const JWT_ISSUER_LOCAL = constraint<unknown>({
  code: 'JwtIssuerLocal',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'To create the authorizer, API Gateway reads the discovery document of the issuer, but cannot reach the local machine',
  summary: 'The issuer of a JWT authorizer is on the local machine, which API Gateway cannot reach.',
  fix: 'Use a public https issuer when you deploy.',
  page: JWT,
  check: (issuer) =>
    isText(issuer) && LOOPBACK.test(issuer) ? { must: 'be reachable by API Gateway', given: issuer } : undefined,
});

export const JWT_ISSUER_DISCOVERY = constraint<unknown>({
  code: 'JwtIssuerWithoutDiscovery',
  severity: 'error',
  evidence: 'observed',
  source: `AWS: "Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'", "Caught exception when connecting to … for issuer …"`,
  summary:
    'The issuer of a JWT authorizer is a discovery URL, the domain of hosted login pages, or a Cognito URL without a user pool ID.',
  fix: 'Use the value of the claim `iss`. For a user pool, use `https://cognito-idp.<region>.amazonaws.com/<user pool ID>`.',
  page: JWT,
  check: (issuer): Violation | undefined => {
    if (!isText(issuer)) {
      return undefined;
    }
    // In this string, an asterisk replaces each token
    const [, base] = /^((?:https:\/\/|\*).*?)\/?\.well-known\//.exec(issuer) ?? [];
    if (base !== undefined) {
      const instead = `API Gateway appends '/.well-known/openid-configuration'. Did you mean '${base}'?`;
      return { must: 'be the issuer, not its discovery URL', given: issuer, instead };
    }
    if (/^https:\/\/cognito-idp\.[\w.-]+\/?$/i.test(issuer)) {
      const pool = `${issuer.replace(/\/$/, '')}/<user pool ID>`;
      return { must: 'name a user pool', given: issuer, instead: `Use ${pool}, or HttpUserPoolAuthorizer.` };
    }
    return /^https:\/\/[^/]+\.auth(-fips)?\.[\w*-]+\.amazoncognito\.com(\/|$)/i.test(issuer)
      ? {
          must: 'be the issuer of the tokens, not the domain of the hosted login pages',
          given: issuer,
          instead: 'Use https://cognito-idp.<region>.amazonaws.com/<user pool ID>, or HttpUserPoolAuthorizer.',
        }
      : undefined;
  },
});

export const JWT_ISSUER_REGION = constraint<unknown>({
  code: 'JwtIssuerOfOtherRegion',
  severity: 'warning',
  evidence: 'observed',
  source: `AWS: "Issuer must have a valid discovery endpoint ended with '/.well-known/openid-configuration'" if the user pool does not exist in the region of the URL. The finding is a warning because unit tests often use invented user pool IDs`,
  summary:
    'In the issuer URL of a JWT authorizer, the region of the host differs from the region in the ID of the user pool.',
  fix: 'Use the region of the user pool. For an `HttpUserPoolAuthorizer`, set `userPoolRegion`.',
  page: JWT,
  check: (issuer): Violation | undefined => {
    const [, host, region] = (isText(issuer) && POOL_URL.exec(issuer)) || [];
    return host === undefined || host === region
      ? undefined
      : {
          must: `have a host in '${region}', the region in the ID of the user pool`,
          given: issuer,
          instead: `Use '${String(issuer).replace(host, region)}', or userPoolRegion of HttpUserPoolAuthorizer.`,
        };
  },
});

export const JWT_AUDIENCE_OF_POOL = constraint<Texts>({
  code: 'JwtAudienceOfUserPool',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide states that API Gateway compares the audience with the claim `aud` or `client_id`, which Cognito sets to the ID of the app client',
  summary: 'The audience of a JWT authorizer is the ID or ARN of a user pool, so the authorizer rejects every token.',
  fix: 'Use the ID of an app client of the user pool: `userPoolClient.userPoolClientId`.',
  page: JWT,
  check: (audiences) =>
    textsIn(audiences).map((audience) =>
      /^([a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]+|arn:[\w-]+:cognito-idp:.*:userpool\/.+)$/.test(audience)
        ? { must: 'be the ID of an app client', given: audience }
        : undefined,
    ),
});

export const JWT_AUDIENCES = constraint<Texts>({
  code: 'TooManyAudiences',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway quotas allow at most 50 audiences for each authorizer. AWS cannot raise this quota, and API Gateway validates the audiences',
  summary: 'A JWT authorizer has more than 50 audiences.',
  fix: 'Use one audience for several clients, or add a second authorizer.',
  page: PAGES.guide('limits'),
  check: (audiences) =>
    audiences && audiences.length > MAX_AUDIENCES
      ? { must: `list at most ${MAX_AUDIENCES} audiences`, given: described(`${audiences.length} audiences`) }
      : undefined,
});

export const TOKEN_SOURCE_FORM = constraint<Texts>({
  code: 'JwtIdentitySourceInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference requires "a single entry", which is a header or a query string parameter. API Gateway validates identity sources',
  summary:
    'A JWT authorizer has several identity sources, or an identity source that is neither a header nor a query string parameter.',
  fix: 'Specify one identity source, such as `$request.header.Authorization`.',
  page: JWT,
  check: (sources) => {
    if (!sources?.length || !sources.every(isText)) {
      return undefined;
    }
    const must =
      "have exactly one source, '$request.header.<name>' or '$request.querystring.<name>', for a JWT authorizer";
    if (sources.length > 1) {
      const first = sources.find((one) => TOKEN_SOURCE.test(one)) ?? '$request.header.Authorization';
      return { must, given: described(sources.join(', ')), instead: `Use ['${first}'].` };
    }
    const [source] = sources;
    return TOKEN_SOURCE.test(source) ? undefined : { must, given: source, instead: meantHttp(source) };
  },
});

export const TOKEN_SOURCE_PRESENT = constraint<Texts>({
  code: 'JwtIdentitySourceMissing',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API reference requires an identity source, but CloudFormation does not. It is not known whether API Gateway rejects an authorizer without an identity source',
  summary:
    'The identity source of a JWT authorizer is missing, so API Gateway does not know which header or query string parameter contains the token.',
  fix: 'Specify one identity source, such as `$request.header.Authorization`.',
  page: JWT,
  check: (sources) =>
    sources?.length === 0 ? { must: 'be specified for a JWT authorizer', given: described('none') } : undefined,
});

export const HTTP_SOURCES = constraint<Texts>({
  code: 'IdentitySourceUnsupported',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Invalid identity source expression: … The source must be a request header, request querystring, stage variable or context ' +
    'parameter". For a WebSocket API, the message begins with "Invalid request identity source expression: …"',
  summary: 'An authorizer has an identity source that its API cannot read.',
  fix: 'Use `$request.header.Authorization` for an HTTP API, or `route.request.header.Authorization` for a WebSocket API.',
  page: LAMBDA,
  check: (sources) => {
    const wrong = textsIn(sources).find((source) => !HTTP_SOURCE.test(source));
    return wrong === undefined
      ? undefined
      : {
          must: "be '$request.header.<name>', '$request.querystring.<name>', '$context.<name>' or '$stageVariables.<name>' for an HTTP API",
          given: wrong,
          instead: meantHttp(wrong),
        };
  },
});

export const WEBSOCKET_SOURCES = constraint<Texts>({
  ...HTTP_SOURCES,
  page: WEBSOCKET_LAMBDA,
  check: (sources) => {
    const wrong = textsIn(sources).find((source) => !WEBSOCKET_SOURCE.test(source));
    return wrong === undefined
      ? undefined
      : {
          must:
            "be 'route.request.header.<name>', 'route.request.querystring.<name>', 'context.<name>' or 'stageVariables.<name>' " +
            'for a WebSocket API',
          given: wrong,
          instead: meantWebSocket(wrong),
        };
  },
});

function meantHttp(source: string): string {
  const [, place, name] = /(header|querystring)\.(.+?)\}?$/i.exec(source) ?? [];
  if (name !== undefined) {
    return `Did you mean '$request.${place.toLowerCase()}.${name}'?`;
  }
  const variable = /^\$?((context|stageVariables)\..+)$/.exec(source)?.[1];
  return `Did you mean '$${variable ?? `request.header.${/^[\w-]+$/.test(source) ? source : 'Authorization'}`}'?`;
}

function meantWebSocket(source: string): string {
  const [, place = 'header', name = /^[\w-]+$/.test(source) ? source : 'Authorization'] =
    /(header|querystring)\.(.+?)\}?$/i.exec(source) ?? [];
  const variable = /^\$\{?((context|stageVariables)\..+?)\}?$/.exec(source)?.[1];
  const plain = name.replace(/[^a-zA-Z0-9._-]/g, '-');
  return `Did you mean '${variable ?? `route.request.${place.toLowerCase()}.${plain}`}'?`;
}

export const AUTHORIZER_TTL = constraint<unknown>({
  code: 'AuthorizerTtlOutOfRange',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Authorizer result TTL outside allowable range. TTL must be between 0 and 3600 seconds."',
  summary: 'The time for which API Gateway caches the results of an authorizer is negative or more than 3,600 seconds.',
  fix: 'Use 0 to 3,600 seconds. The value 0 disables caching.',
  page: LAMBDA,
  check: (seconds) => checkRange(seconds, 0, MAX_TTL_SECONDS, { unit: 'seconds' }),
});

export const AUTHORIZER_CACHE_KEY = constraint<{ readonly seconds: unknown; readonly sources: Texts }>({
  code: 'AuthorizerCacheWithoutSource',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Identity source must be set if authorizer caching is enabled (TTL is greater than 0)"',
  summary:
    'An authorizer caches its results, but does not specify an identity source, which API Gateway uses as the cache key.',
  fix: 'Specify an identity source such as `$request.header.Authorization`, or set the TTL to 0.',
  page: LAMBDA,
  check: ({ seconds, sources }) =>
    typeof seconds === 'number' && seconds > 0 && seconds <= MAX_TTL_SECONDS && !sources?.length
      ? { must: 'be 0 if the authorizer has no identity source', given: described(`${seconds} seconds`) }
      : undefined,
});

export const SIMPLE_RESPONSES = constraint<{ readonly enabled: unknown; readonly version: unknown }>({
  code: 'SimpleResponsesUnsupported',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "EnableSimpleResponses can only be set for AuthorizerPayloadFormatVersion \\"2.0\\"."',
  summary: 'An authorizer enables simple responses, which payload format 1.0 does not support.',
  fix: 'Use payload format 2.0, or let the function return an IAM policy.',
  page: LAMBDA,
  check: ({ enabled, version }) =>
    enabled === true && version === '1.0' ? { must: 'be false for payload format 1.0', given: true } : undefined,
});

export const PAYLOAD_FORMAT_PRESENT = constraint<{ readonly type: unknown; readonly version: unknown }>({
  code: 'AuthorizerPayloadFormatMissing',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer"',
  summary: 'A Lambda authorizer of an HTTP API does not specify the payload format version.',
  fix: 'Use `2.0`, or use `1.0` for a Lambda function that was written for a REST API.',
  page: LAMBDA,
  check: ({ type, version }) =>
    type === 'REQUEST' && version === undefined
      ? { must: 'be specified for a Lambda authorizer of an HTTP API', given: undefined }
      : undefined,
});

export const PAYLOAD_FORMAT = constraint<unknown>({
  code: 'AuthorizerPayloadFormatInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference lists the versions 1.0 and 2.0, and API Gateway validates the property. An emulator quotes the AWS error: "AuthorizerPayloadFormatVersion … is not supported"',
  summary: 'The payload format version of an authorizer is neither 1.0 nor 2.0.',
  fix: 'Use `2.0`, or use `1.0` for a Lambda function that was written for a REST API.',
  page: LAMBDA,
  check: (version) =>
    !isText(version) || version === '1.0' || version === '2.0'
      ? undefined
      : { must: "be '1.0' or '2.0'", given: version, instead: /^[vV]?1\b/.test(version) ? "Use '1.0'." : "Use '2.0'." },
});
