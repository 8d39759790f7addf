import type { UndeclaredSource } from '../constraints/websocket-mapping';
import { DECLARED_SOURCE, WEBSOCKET_MAPPING } from '../constraints/websocket-mapping';
import { UNUSUAL_LENGTH } from '../constraints/shared-declarations';
import { isPlainObject } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { ruleFrom, rules } from '../engine/rule';
import { described } from '../message';
import { routesTo } from './routes-of-integrations';

const DECLARABLE = /^route\.request\.((?:multivalue)?(?:header|querystring))\.(.+)$/;

/**
 * Returns the source of a parameter in a form that is the same for mappings and declarations. Header names become
 * lowercase because they are not case-sensitive. `multivalue` is removed because a route declares parameters with
 * several values in the same way as parameters with one value.
 */
function normalized(source: string): string {
  const [, place = '', name = ''] = DECLARABLE.exec(source) ?? [];
  const plain = place.replace('multivalue', '');
  return `${plain}.${plain === 'header' ? name.toLowerCase() : name}`;
}

/**
 * Returns the first header or query string parameter that a mapping reads but the `$connect` route does not declare.
 */
function undeclared(integration: ResourceView, index: ResourceIndex): UndeclaredSource | undefined {
  const sources = integration
    .entries('RequestParameters')
    .map(([, value]) => value)
    .filter((value): value is string => typeof value === 'string' && DECLARABLE.test(value));
  const route = sources.length === 0 ? undefined : routesTo(integration, index).find(isConnect);
  if (!route || !(route.lacks('RequestParameters') || isPlainObject(route.value('RequestParameters')))) {
    return undefined;
  }
  const declared = new Set(route.entries('RequestParameters').map(([name]) => normalized(name)));
  const source = sources.find((one) => !declared.has(normalized(one)));
  return source === undefined ? undefined : { source, route: '$connect' };
}

function isConnect(route: ResourceView): boolean {
  return route.text('RouteKey') === '$connect';
}

export const WEBSOCKET_MAPPING_RULES = rules([
  ruleFrom(WEBSOCKET_MAPPING, {
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    // SubtypeOnWebSocketApi reports integrations with a subtype
    value: (integration) =>
      integration.lacks('IntegrationSubtype') ? integration.entries('RequestParameters') : undefined,
  }),
  ruleFrom(DECLARED_SOURCE, {
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    value: undeclared,
  }),
  {
    ...UNUSUAL_LENGTH,
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    check: (integration) =>
      integration
        .entries('RequestParameters')
        .filter(([, value]) => typeof value === 'string' && value.length > 512)
        .map(([key, value]) => ({
          must: 'have values of 1 to 512 characters',
          given: described(`'${key}' with ${(value as string).length} characters`),
          instead: 'Shorten the value.',
        })),
  },
]);
