import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import { checkLength, checkOneOf, isText } from '../value-checks';

const API = PAGES.cloudFormation('aws-resource-apigatewayv2-api');
const API_MODEL = PAGES.api('apis');
const SELECTION = PAGES.guide('apigateway-websocket-api-selection-expressions');

export const API_NAME = constraint<unknown>({
  code: 'ApiNameInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference allows 1 to 128 characters for the name, and AWS validates the name: "Invalid API name specified"',
  summary: 'The name of an API is empty or longer than 128 characters.',
  fix: 'Use a name of 1 to 128 characters.',
  page: API_MODEL,
  check: (name) => checkLength(name, 1, 128),
});

export const API_DESCRIPTION = constraint<unknown>({
  code: 'ApiDescriptionTooLong',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The AWS API model allows at most 1,024 characters for the description, but it is not known whether API Gateway rejects a longer description',
  summary: 'The description of an API is longer than 1,024 characters.',
  fix: 'Use at most 1,024 characters.',
  page: API_MODEL,
  check: (description) => checkLength(description, 0, 1024),
});

export const API_VERSION = constraint<unknown>({
  code: 'ApiVersionInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The AWS API model allows 1 to 64 characters for the version, but it is not known whether API Gateway rejects other lengths',
  summary: 'The version of an API is empty or longer than 64 characters.',
  fix: 'Use 1 to 64 characters.',
  page: API_MODEL,
  check: (version) => checkLength(version, 1, 64),
});

export const API_PROTOCOL = constraint<{ readonly protocol: unknown; readonly hasDocument: boolean }>({
  code: 'ApiProtocolInvalid',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API reference requires the protocol unless an OpenAPI document is imported, and an emulator quotes the AWS error: "Invalid protocol specified. Must be one of [HTTP, WEBSOCKET]"',
  summary: 'The protocol of an API without an OpenAPI document is missing, or is neither `HTTP` nor `WEBSOCKET`.',
  fix: 'Use `HTTP` or `WEBSOCKET`.',
  page: API,
  check: ({ protocol, hasDocument }) =>
    protocol === undefined
      ? hasDocument
        ? undefined
        : { must: 'be specified', given: undefined }
      : checkOneOf(protocol, ['HTTP', 'WEBSOCKET']),
});

export const ROUTE_SELECTION = constraint<{ readonly expression: unknown }>({
  code: 'RouteSelectionExpressionMissing',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Invalid routeSelectionExpression"',
  summary: 'The route selection expression of a WebSocket API is missing.',
  fix: 'Use `$request.body.action`, for example.',
  page: SELECTION,
  check: ({ expression }) =>
    expression === undefined || expression === ''
      ? { must: 'be specified for a WebSocket API', given: expression }
      : undefined,
});

export const HTTP_ROUTE_SELECTION = constraint<unknown>({
  code: 'HttpRouteSelectionExpressionInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Route selection expression is currently limited to "${request.method} ${request.path}"", but a deployment with the same expression without braces succeeded',
  summary:
    'The route selection expression of an HTTP API is not `${request.method} ${request.path}`, the only expression that API Gateway supports.',
  fix: 'Remove the expression, or use `${request.method} ${request.path}`.',
  page: API,
  check: (expression) => {
    const only = '${request.method} ${request.path}';
    return !isText(expression) || expression.replace(/[{}]/g, '') === only.replace(/[{}]/g, '')
      ? undefined
      : { must: `be '${only}' for an HTTP API`, given: expression, instead: 'Remove the expression.' };
  },
});

export const UNUSUAL_ROUTE_SELECTION = constraint<unknown>({
  code: 'RouteSelectionExpressionUnusual',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide states that API Gateway evaluates the expression against the message, but API Gateway accepts an expression that selects nothing',
  summary:
    'The route selection expression of a WebSocket API reads neither the body nor a header, so API Gateway sends all messages to the same route.',
  fix: 'Use `$request.body.action`, for example.',
  page: SELECTION,
  check: (expression) =>
    !isText(expression) || expression === '' || /\$\{?request\.(body|header)\b/.test(expression)
      ? undefined
      : { must: "read '$request.body.<name>' or '$request.header.<name>'", given: expression },
});

const API_KEY = ['$request.header.x-api-key', '$context.authorizer.usageIdentifierKey'];

export const API_KEY_SELECTION = constraint<unknown>({
  code: 'ApiKeySelectionExpressionInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'The API Gateway guide lists two expressions, but it is not known whether API Gateway rejects other expressions',
  summary:
    '`apiKeySelectionExpression` is neither `$request.header.x-api-key` nor `$context.authorizer.usageIdentifierKey`.',
  fix: 'Use `$request.header.x-api-key` or `$context.authorizer.usageIdentifierKey`.',
  page: SELECTION,
  check: (expression) => {
    if (!isText(expression)) {
      return undefined;
    }
    const bare = expression.replace(/^\$\{(.*)\}$/, '$$$1').toLowerCase();
    return API_KEY.some((known) => known.toLowerCase() === bare)
      ? undefined
      : {
          must: `be '${API_KEY.join("' or '")}'`,
          given: expression,
          instead: `Did you mean '${API_KEY[bare.includes('context') ? 1 : 0]}'?`,
        };
  },
});

/** The beginning of a URL or of the ARN of a Lambda function, in any partition. */
const QUICK_CREATE_TARGET = /^(https?:\/\/.|arn:[\w-]+:(lambda:[\w-]+:\d+:function:|apigateway:[\w-]+:lambda:path\/))/;

export const QUICK_CREATE_TARGET_FORM = constraint<unknown>({
  code: 'QuickCreateTargetInvalid',
  severity: 'warning',
  evidence: 'documented',
  source:
    'According to the API reference, the target is a URL for an HTTP integration, or the ARN of a Lambda function',
  summary: 'The target of quick create is neither a URL nor the ARN of a Lambda function.',
  fix: 'Use a URL that begins with `https://`, or the ARN of a Lambda function.',
  page: API,
  check: (target) =>
    !isText(target) || QUICK_CREATE_TARGET.test(target)
      ? undefined
      : { must: "begin with 'https://' or 'http://', or be the ARN of a Lambda function", given: target },
});
