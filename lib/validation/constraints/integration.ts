import { constraint } from '../constraint';
import type { Violation } from '../declaration';
import { PAGES } from '../declaration';
import type { Protocol } from '../engine/kinds';
import { checkLength, checkOneOf, checkRange, isNumber, isText } from '../value-checks';

const INTEGRATION = PAGES.cloudFormation('aws-resource-apigatewayv2-integration');
const LAMBDA = PAGES.guide('http-api-develop-integrations-lambda');
const HTTP = PAGES.guide('http-api-develop-integrations-http');

/** The integration types that WebSocket APIs support. */
export const TYPES_OF_WEBSOCKET = ['AWS_PROXY', 'AWS', 'HTTP_PROXY', 'HTTP', 'MOCK'];
/** The HTTP methods that an integration can use to call its target. */
export const METHODS = ['ANY', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
/** The longest integration timeout of each protocol, in milliseconds. */
export const MAX_TIMEOUT: { readonly [protocol in Protocol]: number } = { HTTP: 30_000, WEBSOCKET: 29_000 };
const MIN_TIMEOUT = 50;

export const INTEGRATION_TIMEOUT = constraint<{ readonly millis: unknown; readonly protocol: Protocol }>({
  code: 'IntegrationTimeoutOutOfRange',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Timeout should be between 50 ms and 30000 ms" or, for WebSocket APIs, "between 50 ms and 29000 ms". Deployments with exactly these bounds succeed',
  summary:
    'The timeout of an integration is less than 50 milliseconds, or more than 30 seconds (29 seconds for a WebSocket API).',
  fix: 'Use 50 milliseconds to 30 seconds or, for a WebSocket API, 50 milliseconds to 29 seconds.',
  page: PAGES.guide('limits'),
  check: ({ millis, protocol }) => {
    const max = MAX_TIMEOUT[protocol];
    const unit = `milliseconds${protocol === 'WEBSOCKET' ? ' for a WebSocket API' : ''}`;
    const violation = checkRange(millis, MIN_TIMEOUT, max, { unit, whole: true });
    const seconds = isNumber(millis) && millis >= 1 && millis * 1000 <= max;
    return violation && seconds
      ? { ...violation, instead: `Did you mean ${millis * 1000}? The unit is milliseconds.` }
      : violation;
  },
});

export const HTTP_INTEGRATION_TYPE = constraint<unknown>({
  code: 'HttpIntegrationTypeInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Currently, an API with a protocol type of HTTP may only be associated with proxy integrations (AWS_PROXY, HTTP_PROXY)"',
  summary: 'An integration of an HTTP API specifies a type that only WebSocket APIs support.',
  fix: 'Use `AWS_PROXY` or `HTTP_PROXY`.',
  page: INTEGRATION,
  usual: /^(AWS|HTTP)_PROXY$/,
  check: (type) => {
    const violation = checkOneOf(type, ['AWS_PROXY', 'HTTP_PROXY']);
    return (
      violation && {
        ...violation,
        must: 'be AWS_PROXY or HTTP_PROXY for an HTTP API',
        instead: violation.instead?.startsWith('Did')
          ? violation.instead
          : 'Use AWS_PROXY for a Lambda function or an AWS service, or HTTP_PROXY for an HTTP endpoint.',
      }
    );
  },
});

export const WEBSOCKET_INTEGRATION_TYPE = constraint<unknown>({
  code: 'WebSocketIntegrationTypeInvalid',
  severity: 'error',
  evidence: 'documented',
  source: 'The API reference lists the integration types, and API Gateway validates the type of an integration',
  summary: 'The type of a WebSocket integration is not `AWS_PROXY`, `AWS`, `HTTP_PROXY`, `HTTP` or `MOCK`.',
  fix: 'Use `AWS_PROXY`, `AWS`, `HTTP_PROXY`, `HTTP` or `MOCK`.',
  page: INTEGRATION,
  usual: /^(AWS|AWS_PROXY|HTTP|HTTP_PROXY|MOCK)$/,
  check: (type) => checkOneOf(type, TYPES_OF_WEBSOCKET),
});

export const INTEGRATION_TARGET = constraint<{
  readonly type?: unknown;
  readonly uri?: unknown;
  readonly subtype?: unknown;
}>({
  code: 'IntegrationTargetMissing',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid integration URI specified"',
  summary: 'An integration that is not a mock integration specifies neither a URI nor a service subtype.',
  fix: 'Specify the URI or, on an HTTP API, the subtype of an AWS service.',
  page: INTEGRATION,
  check: ({ type, uri, subtype }) =>
    uri === undefined && subtype === undefined && type !== 'MOCK'
      ? { must: 'be specified', given: undefined }
      : undefined,
});

export const URI_BESIDE_SUBTYPE = constraint<{ readonly uri?: unknown; readonly subtype?: unknown }>({
  code: 'UriBesideSubtype',
  severity: 'warning',
  evidence: 'inferred',
  source: 'The API Gateway guide states that the subtype specifies the action, so the integration needs no URI',
  summary: 'An integration has both a URI and a service subtype, but only the subtype specifies the target.',
  fix: 'Remove the URI, or remove the subtype.',
  page: PAGES.guide('http-api-develop-integrations-aws-services'),
  check: ({ uri, subtype }) =>
    uri === undefined || uri === '' || subtype === undefined
      ? undefined
      : { must: 'be omitted if integrationSubtype is specified', given: uri },
});

export const INTEGRATION_URI_LENGTH = constraint<unknown>({
  code: 'IntegrationUriLengthInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference allows 1 to 2,048 characters for the URI, but it is not known whether API Gateway rejects other lengths',
  summary: 'The URI of an integration is empty or longer than 2,048 characters.',
  fix: 'Use a URI of 1 to 2,048 characters.',
  page: PAGES.api('apis-apiid-integrations'),
  check: (uri) => checkLength(uri, 1, 2048),
});

export const INTEGRATION_DESCRIPTION = constraint<unknown>({
  code: 'IntegrationDescriptionTooLong',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API reference allows at most 1,024 characters for the description, but it is not known whether API Gateway rejects a longer description',
  summary: 'The description of an integration is longer than 1,024 characters.',
  fix: 'Shorten the description.',
  page: PAGES.api('apis-apiid-integrations'),
  check: (description) => checkLength(description, 0, 1024),
});

const FUNCTION = /^arn:[^:]+:(lambda:|apigateway:[^:]*:lambda:path\/)/;

export const INTEGRATION_URL = constraint<unknown>({
  code: 'IntegrationUrlInvalid',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid HTTP endpoint specified for URI"',
  summary: 'The URL of an integration does not begin with `http://` or `https://` and a host.',
  fix: 'Begin the URL with `http://` or `https://`.',
  page: HTTP,
  usual: /^https?:\/\/[^\s{}/][^\s{}]{0,2000}$/,
  check: (uri): Violation | undefined => {
    // The URL can begin with a stage variable that contains the scheme
    if (!isText(uri) || uri === '' || /^(https?:\/\/[^/]|\$\{)/i.test(uri)) {
      return undefined;
    }
    return {
      must: "begin with 'http://' or 'https://' and a host",
      given: uri,
      instead: FUNCTION.test(uri)
        ? "Use integration type 'AWS_PROXY', because the target is a Lambda function."
        : uri.startsWith('arn:')
          ? "To call a listener or a Cloud Map service, specify connectionType 'VPC_LINK' and the connectionId of a VPC link."
          : `Did you mean 'https://${uri.replace(/^(\w+:)?\/*/, '') || 'example.com'}'?`,
    };
  },
});

const ADDRESS = /^(10|127|0|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\.\d|^\[?(::1|f[cd][0-9a-f]{2}:)/i;

export const INTEGRATION_URL_TEXT = constraint<unknown>({
  code: 'IntegrationUrlUnusual',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide states that a path parameter has the form `{name}`, and a stage variable has the form `${stageVariables.name}`. API Gateway does not replace any other text in the URL',
  summary:
    'The URL of an integration contains a space, two schemes, a greedy parameter or a stage variable without braces.',
  fix: 'Use `{name}` for a path parameter, `${stageVariables.name}` for a stage variable, and `%20` for a space.',
  page: HTTP,
  check: (uri): Violation | undefined => {
    if (!isText(uri) || !/^https?:\/\//i.test(uri)) {
      return undefined;
    }
    const [, greedy] = /\{([\w.:-]+)\+\}/.exec(uri) ?? [];
    if (greedy !== undefined) {
      const instead = `Use '{${greedy}}', which API Gateway replaces with the rest of the path.`;
      return { must: 'name path parameters without +', given: uri, instead };
    }
    const [, variable] = /\$(stageVariables\.\w+)/.exec(uri) ?? [];
    if (variable !== undefined) {
      return { must: 'have braces around stage variables', given: uri, instead: `Use '\${${variable}}'.` };
    }
    const [, rest] = /^https?:\/\/(https?:\/\/.*)/i.exec(uri) ?? [];
    if (rest !== undefined) {
      return { must: 'have one scheme', given: uri, instead: `Use '${rest}'.` };
    }
    return /\s/.test(uri)
      ? { must: 'have no spaces', given: uri, instead: `Did you mean '${uri.trim().replace(/\s/g, '%20')}'?` }
      : undefined;
  },
});

export const INTEGRATION_HOST = constraint<unknown>({
  code: 'IntegrationHostPrivate',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API Gateway guide states that API Gateway reaches private resources only through a VPC link',
  summary: 'An integration without a VPC link calls a private address, which API Gateway cannot reach.',
  fix: 'Use a public host name, or a VPC link with the listener of a load balancer or a Cloud Map service.',
  page: PAGES.guide('http-api-develop-integrations-private'),
  check: (uri): Violation | undefined => {
    const [, host] = (isText(uri) && /^https?:\/\/(\[[^\]]*\]|[^/:?#]*)/i.exec(uri)) || [];
    return host !== undefined && (ADDRESS.test(host) || /^(localhost|internal-.*\.elb\.amazonaws\.com)$/i.test(host))
      ? { must: 'be reachable over the internet without a VPC link', given: uri }
      : undefined;
  },
});

export const PAYLOAD_FORMAT = constraint<{
  readonly version: unknown;
  readonly protocol: Protocol;
  /** Whether the target is a Lambda function. Undefined if the target is known only at deployment. */
  readonly isFunction?: boolean;
}>({
  code: 'PayloadFormatInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Unsupported PayloadFormatVersion: 3.0"; "PayloadFormatVersion 2.0 is not supported for integration of type HTTP_PROXY"; for a service subtype, "Operation: … is not supported"; for a WebSocket API, "Unsupported PayloadFormatVersion: 2.0"',
  summary: 'An integration has a payload format that its target or the protocol of its API does not support.',
  fix: 'Use `1.0`, or `2.0` for a Lambda function of an HTTP API.',
  page: LAMBDA,
  check: ({ version, protocol, isFunction }) => {
    const allowed = protocol === 'HTTP' && isFunction !== false ? ['1.0', '2.0'] : ['1.0'];
    if (allowed.includes(version as string) || !isText(version)) {
      return undefined;
    }
    const must =
      protocol === 'WEBSOCKET'
        ? "be '1.0' or omitted for a WebSocket API"
        : isFunction === false
          ? "be '1.0' if the target is not a Lambda function"
          : "be '1.0' or '2.0' for a Lambda function";
    return { must, given: version, instead: `Use '${allowed.at(-1)}'.` };
  },
});

/** The constraint on the payload format of an HTTP integration whose target is a Lambda function. */
export const FUNCTION_PAYLOAD_FORMAT = constraint<string>({
  ...PAYLOAD_FORMAT,
  usual: /^[12]\.0$/,
  check: (version) => PAYLOAD_FORMAT.check({ version, protocol: 'HTTP', isFunction: true }),
});

/** The constraint on the payload format of an HTTP integration whose target is not a Lambda function. */
export const OTHER_PAYLOAD_FORMAT = constraint<string>({
  ...PAYLOAD_FORMAT,
  usual: /^1\.0$/,
  check: (version) => PAYLOAD_FORMAT.check({ version, protocol: 'HTTP', isFunction: false }),
});
