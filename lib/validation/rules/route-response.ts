import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether } from '../engine/resource-view';
import type { Finding } from '../engine/rule';
import { rules } from '../engine/rule';
import { ofSameApi, required, resourceOnlyFor } from '../engine/property-rules';
import { described } from '../message';
import { modelRules } from './route-models';

const RESPONSES = PAGES.guide('apigateway-websocket-api-route-response');

const RESPONSE_ON_HTTP: Declaration = {
  code: 'RouteResponseOnHttpApi',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "RouteResponses are currently not supported for this API protocol type."',
  summary: 'A route response belongs to an HTTP API, but API Gateway supports route responses for WebSocket APIs only.',
  fix: 'Remove the route response. An HTTP API does not need a route response to return a response.',
  page: RESPONSES,
};

/** Returns the duplicate route responses, each together with the first route response of the same route. */
function secondResponses(index: ResourceIndex): Map<ResourceView, ResourceView> {
  return index.memoize(secondResponses, () => {
    const second = new Map<ResourceView, ResourceView>();
    const first = new Map<unknown, ResourceView[]>();
    for (const response of index.all('routeResponse')) {
      const route = index.identity(response, 'route', 'RouteId');
      const others = first.get(route) ?? [];
      const other = others.find((one) => areDeployedTogether(one, response));
      if (route !== undefined && other) {
        second.set(response, other);
      }
      first.set(route, [...others, response]);
    }
    return second;
  });
}

export const ROUTE_RESPONSE_RULES = rules([
  ...required('routeResponse', ['ApiId', 'RouteId', 'RouteResponseKey']),
  resourceOnlyFor('WEBSOCKET', 'routeResponse', RESPONSE_ON_HTTP),
  {
    code: 'RouteResponseKeyInvalid',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "Currently, only $default is supported as a RouteResponseKey."',
    on: 'routeResponse',
    needs: 'RouteResponseKey',
    property: 'RouteResponseKey',
    summary: 'The key of a route response is not `$default`.',
    fix: 'Use `$default`.',
    page: RESPONSES,
    check: (response) => {
      const key = response.text('RouteResponseKey');
      return key === undefined || key === '$default' ? undefined : { must: "be '$default'", given: key };
    },
  },
  {
    code: 'RouteResponseDuplicate',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The only supported key is `$default`, so a route can have only one route response. The API reference of CreateRouteResponse lists ConflictException',
    on: 'routeResponse',
    property: 'RouteId',
    among: (index) => secondResponses(index).keys(),
    summary: 'A route has two route responses, but API Gateway supports only one for each route.',
    fix: 'Remove one of the two route responses.',
    page: RESPONSES,
    check: (response, index): Finding => ({
      must: 'be the ID of a route without another route response',
      given: described(`the route of '${secondResponses(index).get(response)?.path}'`),
    }),
  },
  ofSameApi('routeResponse', 'RouteId', 'route'),
  {
    code: 'RouteResponseModelSelection',
    severity: 'warning',
    evidence: 'documented',
    source:
      'The API Gateway guide states that the model selection expression of a route response is "currently unsupported"',
    on: 'routeResponse',
    needs: 'ModelSelectionExpression',
    property: 'ModelSelectionExpression',
    summary: 'A route response specifies a model selection expression, which API Gateway does not support.',
    fix: 'Remove the expression.',
    page: PAGES.guide('apigateway-websocket-api-selection-expressions'),
    check: (response) => ({
      must: 'be omitted',
      given: response.text('ModelSelectionExpression') ?? described('an expression'),
    }),
  },
  {
    code: 'RouteResponseParameterInvalid',
    severity: 'error',
    evidence: 'documented',
    source:
      'In the CloudFormation schema, the type of each parameter is `{ Required: boolean }`, and CloudFormation validates the type',
    on: 'routeResponse',
    needs: 'ResponseParameters',
    property: 'ResponseParameters',
    summary:
      'A response parameter of a route response has a value other than `{ Required: true }` or `{ Required: false }`.',
    fix: 'Use `{ Required: true }` or `{ Required: false }`.',
    page: PAGES.cloudFormation('aws-resource-apigatewayv2-routeresponse'),
    check: (response) =>
      response
        .entries('ResponseParameters')
        .map(([name, value]) =>
          typeof value === 'object'
            ? undefined
            : { must: `have the value '{ Required: true }' or '{ Required: false }' for '${name}'`, given: value },
        ),
  },
  ...modelRules('routeResponse', 'ResponseModels'),
]);
