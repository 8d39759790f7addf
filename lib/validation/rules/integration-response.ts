import { RESPONSE_DUPLICATE, RESPONSE_KEY_FORM, RESPONSE_MAPPING } from '../constraints/integration-response';
import { UNUSUAL_LENGTH } from '../constraints/shared-declarations';
import { PAGES } from '../declaration';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether } from '../engine/resource-view';
import { ruleFrom, rules } from '../engine/rule';
import { ofSameApi, oneOf, required, resourceOnlyFor } from '../engine/property-rules';
import { described } from '../message';
import { longTemplates } from './integration';
import { ofTypes } from './integration-types';
import { routesTo } from './routes-of-integrations';

const RESPONSES = PAGES.guide('apigateway-websocket-api-integration-responses');

/**
 * Returns the integration responses of each integration. The entry `undefined` contains the responses whose integration
 * is known only at deployment.
 */
function byIntegration(index: ResourceIndex): Map<ResourceView | undefined, ResourceView[]> {
  return index.memoize(byIntegration, () => {
    const found = new Map<ResourceView | undefined, ResourceView[]>();
    for (const response of index.all('integrationResponse')) {
      const integration = index.follow(response, 'integration', 'IntegrationId');
      found.set(integration, [...(found.get(integration) ?? []), response]);
    }
    return found;
  });
}

/**
 * Whether a route returns a response to the client, because it has a route response and an expression that selects the
 * response.
 */
function returnsResponse(route: ResourceView, index: ResourceIndex): boolean {
  return (
    Boolean(route.text('RouteResponseSelectionExpression')) &&
    index.all('routeResponse').some((response) => index.follow(response, 'route', 'RouteId')?.node === route.node)
  );
}

export const INTEGRATION_RESPONSE_RULES = rules([
  resourceOnlyFor('WEBSOCKET', 'integrationResponse', {
    code: 'IntegrationResponseOnHttpApi',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "IntegrationResponses are currently not supported for this API protocol type."',
    summary: 'An integration response belongs to an HTTP API, but only WebSocket APIs support integration responses.',
    fix: 'Remove the integration response. To change responses of an HTTP API, use `responseParameterMapping` of the integration.',
    page: RESPONSES,
  }),
  ...required('integrationResponse', ['ApiId', 'IntegrationId', 'IntegrationResponseKey']),
  ruleFrom(RESPONSE_KEY_FORM, {
    on: 'integrationResponse',
    protocol: 'WEBSOCKET',
    property: 'IntegrationResponseKey',
  }),
  ruleFrom(RESPONSE_DUPLICATE, {
    on: 'integrationResponse',
    protocol: 'WEBSOCKET',
    property: 'IntegrationResponseKey',
    value: (response, index) => {
      const integration = index.follow(response, 'integration', 'IntegrationId');
      const key = response.text('IntegrationResponseKey');
      if (!integration || key === undefined) {
        return undefined;
      }
      const all = byIntegration(index).get(integration) ?? [];
      const first = all
        .slice(0, all.indexOf(response))
        .find((one) => one.text('IntegrationResponseKey') === key && areDeployedTogether(one, response));
      return { key, first: first?.path };
    },
  }),
  ofSameApi('integrationResponse', 'IntegrationId', 'integration'),
  oneOf('integrationResponse', 'ContentHandlingStrategy', ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']),
  {
    ...UNUSUAL_LENGTH,
    on: 'integrationResponse',
    needs: 'ResponseTemplates',
    property: 'ResponseTemplates',
    check: (response) => longTemplates(response, 'ResponseTemplates'),
  },
  ruleFrom(RESPONSE_MAPPING, {
    on: 'integrationResponse',
    protocol: 'WEBSOCKET',
    needs: 'ResponseParameters',
    property: 'ResponseParameters',
    value: (response) => response.entries('ResponseParameters'),
  }),
  {
    code: 'IntegrationResponseMissing',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide states that a route response returns nothing if the integration has no integration response',
    on: 'integration',
    protocol: 'WEBSOCKET',
    property: 'IntegrationType',
    summary:
      'A WebSocket route has a route response, but its integration has no integration response, so clients receive no response.',
    fix: 'Add an integration response `$default`, or use a proxy integration.',
    page: RESPONSES,
    // Mock integrations are not checked, because they do not have a backend that returns a response
    among: (index) => ofTypes('AWS', 'HTTP')(index).filter((one) => index.protocolOf(one) === 'WEBSOCKET'),
    check: (integration, index) => {
      const responses = byIntegration(index);
      const route =
        responses.has(integration) || responses.has(undefined)
          ? undefined
          : routesTo(integration, index).find((one) => returnsResponse(one, index));
      return (
        route && {
          must: `be a proxy type if the integration has no integration response and '${route.path}' returns a response`,
          given: integration.text('IntegrationType'),
        }
      );
    },
  },
  {
    code: 'IntegrationResponseOnProxy',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide states that a proxy integration returns responses unchanged, but it is not known whether API Gateway rejects an integration response',
    on: 'integrationResponse',
    protocol: 'WEBSOCKET',
    property: 'IntegrationId',
    summary:
      'A proxy integration has an integration response, which has no effect because API Gateway returns the response of the backend unchanged.',
    fix: 'Remove the integration response, or use integration type `AWS` or `HTTP`.',
    page: RESPONSES,
    check: (response, index) => {
      const integration = index.follow(response, 'integration', 'IntegrationId');
      const type = integration?.text('IntegrationType');
      return type?.endsWith('_PROXY')
        ? {
            must: 'be the ID of an integration that is not a proxy integration',
            given: described(`'${integration?.path}' of type ${type}`),
          }
        : undefined;
    },
  },
]);
