import { ERROR_CODES } from '../errors';
import { checkLength } from '../values';
import { judgeApiKeySelection, judgeRouteSelection } from '../constraints/api';
import type { Finding, Rule } from '../engine/rule';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import type { ResourceView } from '../engine/resource-view';
import type { Kind, Protocol } from '../engine/kinds';
import type { ResourceIndex } from '../engine/resource-index';

const API = PAGES.cloudFormation('aws-resource-apigatewayv2-api');
const SELECTION = PAGES.guide('apigateway-websocket-api-selection-expressions');
const QUOTAS = PAGES.guide('limits');

export const API_RULES = rules([
  {
    code: 'ApiNameInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      '1..128; missing name observed: "Invalid API name specified" (botocore apigatewayv2 model; cdk-preflight:rules/apigatewayv2/pf-apigwv2-api-name-required)',
    on: 'api',
    needs: 'Name',
    property: 'Name',
    summary: ERROR_CODES.ApiNameInvalid,
    page: PAGES.api('apis'),
    fix: 'Write a name of 1 to 128 characters.',
    check: (api) => checkLength(api.text('Name'), 1, 128),
  },
  {
    code: 'ApiDescriptionTooLong',
    severity: 'error',
    evidence: 'documented',
    source: '0..1024 by shape name only; validation never seen (botocore apigatewayv2 model)',
    on: 'api',
    needs: 'Description',
    property: 'Description',
    summary: ERROR_CODES.ApiDescriptionTooLong,
    page: PAGES.api('apis'),
    fix: 'Write at most 1,024 characters.',
    check: (api) => checkLength(api.text('Description'), 0, 1024),
  },
  {
    code: 'ApiVersionInvalid',
    severity: 'error',
    evidence: 'documented',
    source: '1..64 by shape name only; validation never seen (botocore apigatewayv2 model)',
    on: 'api',
    needs: 'Version',
    property: 'Version',
    summary: 'The version of an API does not have 1 to 64 characters.',
    page: PAGES.api('apis'),
    fix: 'Write 1 to 64 characters.',
    check: (api) => checkLength(api.text('Version'), 1, 64),
  },
  {
    code: 'RouteSelectionExpressionMissing',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Invalid routeSelectionExpression" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-websocket-route-selection (v01))',
    on: 'api',
    property: 'RouteSelectionExpression',
    summary: ERROR_CODES.RouteSelectionExpressionMissing,
    page: SELECTION,
    fix: 'Write `$request.body.action`, for example.',
    check: (api) =>
      api.text('ProtocolType') === 'WEBSOCKET' && !api.value('RouteSelectionExpression')
        ? { must: 'be given for a WebSocket API', given: api.value('RouteSelectionExpression') }
        : undefined,
  },
  {
    code: 'RouteSelectionExpressionUnusual',
    severity: 'warning',
    evidence: 'inferred',
    source: 'apigateway-websocket-api-selection-expressions',
    on: 'api',
    needs: 'RouteSelectionExpression',
    property: 'RouteSelectionExpression',
    summary:
      'The route selection expression of a WebSocket API reads neither the body nor a header, so all messages take one route.',
    page: SELECTION,
    fix: 'Write `$request.body.action`, for example.',
    check: (api) => {
      const expression = api.text('RouteSelectionExpression');
      return api.text('ProtocolType') !== 'WEBSOCKET' || !expression || /\$\{?request\.(body|header)\b/.test(expression)
        ? undefined
        : { must: "read '$request.body.<name>' or '$request.header.<name>'", given: expression };
    },
  },
  {
    code: 'HttpRouteSelectionExpressionInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Route selection expression is currently limited to …"; both spellings deployed (v02b) (cdk-preflight:rules/apigatewayv2/pf-apigwv2-http-route-selection)',
    on: 'api',
    needs: 'RouteSelectionExpression',
    property: 'RouteSelectionExpression',
    summary: 'The route selection expression of an HTTP API is not the only one that HTTP APIs have.',
    page: API,
    fix: 'Leave it out, or write `${request.method} ${request.path}`.',
    check: (api) =>
      api.text('ProtocolType') === 'HTTP' ? judgeRouteSelection(api.text('RouteSelectionExpression')) : undefined,
  },
  {
    code: 'ApiKeySelectionExpressionInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      'two values listed; acceptance tests use just these; no rejection seen (selection-expressions page; terraform-provider-aws:internal/service/apigatewayv2/api_test.go#allAttributesWebSocket; aws-cdk#16636)',
    on: 'api',
    needs: 'ApiKeySelectionExpression',
    property: 'ApiKeySelectionExpression',
    summary: ERROR_CODES.ApiKeySelectionExpressionInvalid,
    page: SELECTION,
    fix: 'Write `$request.header.x-api-key` or `$context.authorizer.usageIdentifierKey`.',
    check: (api) => judgeApiKeySelection(api.text('ApiKeySelectionExpression')),
  },
  quota('RouteQuotaExceeded', 'warning', 'route', 300, 'routes'),
  quota('IntegrationQuotaExceeded', 'error', 'integration', 300, 'integrations', 'HTTP'),
  quota('WebSocketIntegrationQuotaExceeded', 'warning', 'integration', 300, 'integrations', 'WEBSOCKET'),
  quota('AuthorizerQuotaExceeded', 'warning', 'authorizer', 10, 'authorizers'),
  quota('StageQuotaExceeded', 'warning', 'stage', 10, 'stages'),
]);

function quota(
  code: string,
  severity: Rule['severity'],
  kind: Kind,
  max: number,
  name: string,
  protocol?: Protocol,
): Rule {
  const ofProtocol = { HTTP: 'HTTP API', WEBSOCKET: 'WebSocket API' };
  const hard = severity === 'error';
  const fix = hard
    ? 'Let routes share integrations, or split the API: this quota cannot be raised.'
    : 'Have the quota raised in Service Quotas and acknowledge this, or split the API.';
  return {
    code,
    severity,
    evidence: 'documented',
    source: 'The quotas of API Gateway.',
    on: 'api',
    property: `The number of ${name}`,
    summary:
      `An ${protocol ? ofProtocol[protocol] : 'API'} has more than ${max} ${name}${hard ? '' : ', the quota unless it was raised'}.`.replace(
        /^An WebSocket/,
        'A WebSocket',
      ),
    page: QUOTAS,
    fix,
    check: (api: ResourceView, index: ResourceIndex): Finding | undefined => {
      const group = index.apiOf(api);
      const count = group && group.all(kind).length > max ? group.unconditional(kind).length : 0;
      return count > max && (!protocol || group?.protocol === protocol)
        ? { must: `be at most ${max}`, given: count }
        : undefined;
    },
  };
}
