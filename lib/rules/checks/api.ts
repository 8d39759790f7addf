import { ERROR_CODES } from '../../private/errors';
import { judgeLength } from '../../private/judge';
import { judgeApiKeySelection, judgeRouteSelection } from '../../private/judge-api';
import type { Finding, Rule } from '../rule';
import { PAGES, rules } from '../rule';
import type { View } from '../view';
import type { Kind, Protocol, World } from '../world';

const API = PAGES.cloudFormation('aws-resource-apigatewayv2-api');
const SELECTION = PAGES.guide('apigateway-websocket-api-selection-expressions');
const QUOTAS = PAGES.guide('limits');

export const API_RULES = rules([
  {
    code: 'ApiNameInvalid',
    severity: 'error',
    on: 'api',
    needs: 'Name',
    property: 'Name',
    what: ERROR_CODES.ApiNameInvalid,
    why: PAGES.api('apis'),
    fix: 'Write a name of 1 to 128 characters.',
    check: (api) => judgeLength(api.text('Name'), 1, 128),
  },
  {
    code: 'ApiDescriptionTooLong',
    severity: 'error',
    on: 'api',
    needs: 'Description',
    property: 'Description',
    what: ERROR_CODES.ApiDescriptionTooLong,
    why: PAGES.api('apis'),
    fix: 'Write at most 1,024 characters.',
    check: (api) => judgeLength(api.text('Description'), 0, 1024),
  },
  {
    code: 'ApiVersionInvalid',
    severity: 'error',
    on: 'api',
    needs: 'Version',
    property: 'Version',
    what: 'The version of an API does not have 1 to 64 characters.',
    why: PAGES.api('apis'),
    fix: 'Write 1 to 64 characters.',
    check: (api) => judgeLength(api.text('Version'), 1, 64),
  },
  {
    code: 'RouteSelectionExpressionMissing',
    severity: 'error',
    on: 'api',
    property: 'RouteSelectionExpression',
    what: ERROR_CODES.RouteSelectionExpressionMissing,
    why: SELECTION,
    fix: 'Write `$request.body.action`, for example.',
    check: (api) =>
      api.text('ProtocolType') === 'WEBSOCKET' && !api.value('RouteSelectionExpression')
        ? { must: 'be given for a WebSocket API', given: api.value('RouteSelectionExpression') }
        : undefined,
  },
  {
    code: 'RouteSelectionExpressionUnusual',
    severity: 'warning',
    on: 'api',
    needs: 'RouteSelectionExpression',
    property: 'RouteSelectionExpression',
    what: 'The route selection expression of a WebSocket API reads neither the body nor a header, so all messages take one route.',
    why: SELECTION,
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
    on: 'api',
    needs: 'RouteSelectionExpression',
    property: 'RouteSelectionExpression',
    what: 'The route selection expression of an HTTP API is not the only one that HTTP APIs have.',
    why: API,
    fix: 'Leave it out, or write `${request.method} ${request.path}`.',
    check: (api) =>
      api.text('ProtocolType') === 'HTTP' ? judgeRouteSelection(api.text('RouteSelectionExpression')) : undefined,
  },
  {
    code: 'ApiKeySelectionExpressionInvalid',
    severity: 'error',
    on: 'api',
    needs: 'ApiKeySelectionExpression',
    property: 'ApiKeySelectionExpression',
    what: ERROR_CODES.ApiKeySelectionExpressionInvalid,
    why: SELECTION,
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
    on: 'api',
    property: `The number of ${name}`,
    what: `An ${protocol ? ofProtocol[protocol] : 'API'} has more than ${max} ${name}${hard ? '' : ', the quota unless it was raised'}.`.replace(
      /^An WebSocket/,
      'A WebSocket',
    ),
    why: QUOTAS,
    fix,
    check: (api: View, world: World): Finding | undefined => {
      const group = world.apiOf(api);
      const count = group && group.all(kind).length > max ? group.certain(kind).length : 0;
      return count > max && (!protocol || group?.protocol === protocol)
        ? { must: `be at most ${max}`, given: count }
        : undefined;
    },
  };
}
