import { UNUSUAL_LENGTH } from '../constraints/shared-declarations';
import { PAGES } from '../declaration';
import type { Kind } from '../engine/kinds';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { checkLength } from '../value-checks';

/** The names of the models that API Gateway creates. */
const BUILT_IN = ['Empty', 'Error'];

/** Returns the rules for a property that is a map from selection keys to the names of models. */
export function modelRules(on: Kind, property: string): Rule[] {
  return [
    {
      code: 'ModelUnknown',
      severity: 'warning',
      evidence: 'inferred',
      source:
        'For REST APIs, API Gateway rejects a model that does not exist, but it is not known whether API Gateway also rejects such a model for WebSocket APIs',
      on,
      protocol: 'WEBSOCKET',
      needs: property,
      property,
      summary: 'A WebSocket route or route response specifies a model that does not exist in the API of the route.',
      fix: 'Use the name of a model of the same API.',
      page: PAGES.guide('websocket-api-request-validation'),
      check: (view, index) => unknownModels(view, index, property),
    },
    {
      ...UNUSUAL_LENGTH,
      on,
      protocol: 'WEBSOCKET',
      needs: property,
      property,
      check: (view) => view.entries(property).map(([, name]) => checkLength(name, 1, 128)),
    },
  ];
}

function unknownModels(view: ResourceView, index: ResourceIndex, property: string): Finding[] {
  const { api } = view;
  if (!api || !index.isComplete(api, 'model')) {
    return [];
  }
  const models = api.all('model').map((model) => model.text('Name'));
  return models.includes(undefined)
    ? []
    : view
        .entries(property)
        .map(([, name]) => name)
        .filter((name) => typeof name === 'string' && name !== '' && ![...models, ...BUILT_IN].includes(name))
        .map((name) => ({
          must: `contain only names of the models of the API: ${models.length > 0 ? models.map((one) => `'${one}'`).join(', ') : 'none'}`,
          given: name,
        }));
}
