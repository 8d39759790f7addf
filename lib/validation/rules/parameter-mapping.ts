import { MAPPING_SOURCE, MAPPING_VARIABLE, STATIC_SOURCE } from '../constraints/mapping-source';
import type { Entries } from '../constraints/parameter-mapping';
import {
  MAPPED_STATUS,
  MAPPING_VALUE_LENGTH,
  REQUEST_KEYS,
  RESERVED_HEADERS,
  RESPONSE_FORM,
  RESPONSE_KEYS,
  RESPONSE_STATUS,
} from '../constraints/parameter-mapping';
import type { Constraint } from '../constraint';
import { listOf } from '../constraint';
import { PAGES } from '../declaration';
import { isPlainObject } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { missingParameter, routesTo } from './routes-of-integrations';

const isAction = (view: ResourceView) => !view.lacks('IntegrationSubtype');

/** A parameter mapping of an integration, with the property that contains the mapping. */
interface Mapping {
  readonly property: string;
  readonly of: 'request' | 'response';
  readonly entries: Entries;
}

/** Returns the response mappings of an integration, one for each status code. */
function responsesOf(integration: ResourceView): Mapping[] {
  return integration.entries('ResponseParameters').map(([status, mapping]) => {
    const list = isPlainObject(mapping) ? mapping.ResponseParameters : undefined;
    const entries = (Array.isArray(list) ? (list as unknown[]) : [])
      .filter(isPlainObject)
      .filter(({ Destination }) => typeof Destination === 'string')
      .map(({ Destination, Source }): [string, unknown] => [Destination as string, Source]);
    return { property: `ResponseParameters.${status}`, of: 'response', entries };
  });
}

/** Returns the request mapping of an integration, followed by its response mappings. */
function mappingsOf(integration: ResourceView): Mapping[] {
  const entries = integration.entries('RequestParameters');
  return [{ property: 'RequestParameters', of: 'request', entries }, ...responsesOf(integration)];
}

/** Returns the integrations of HTTP APIs that have parameter mappings. */
function mapped(index: ResourceIndex): Iterable<ResourceView> {
  return index.memoize(
    mapped,
    () =>
      new Set([
        ...index.of('integration', 'HTTP', 'RequestParameters'),
        ...index.of('integration', 'HTTP', 'ResponseParameters'),
      ]),
  );
}

/** Returns the rule that checks a constraint on each parameter mapping of an integration. */
function ofMappings<T>(
  declared: Constraint<T>,
  valueOf: (mapping: Mapping, view: ResourceView) => T | undefined,
): Rule {
  return {
    ...declared,
    on: 'integration',
    protocol: 'HTTP',
    property: 'RequestParameters',
    among: mapped,
    check: (integration) =>
      mappingsOf(integration).flatMap((mapping): Finding[] => {
        const value = mapping.entries.length > 0 ? valueOf(mapping, integration) : undefined;
        const found = value === undefined ? [] : listOf(declared.check(value));
        return found.map((violation) => ({ ...violation, property: mapping.property }));
      }),
  };
}

function unknownParameter(integration: ResourceView, index: ResourceIndex): Finding | undefined {
  const read = integration
    .entries('RequestParameters')
    .flatMap(([, value]) => (typeof value === 'string' ? [...value.matchAll(/\$\{?request\.path\.([\w-]+)/g)] : []))
    .map(([, name]) => name);
  return read.length === 0
    ? undefined
    : missingParameter(routesTo(integration, index), read, 'read', (name) => `$request.path.${name}`);
}

export const MAPPING_RULES = rules([
  ruleFrom(REQUEST_KEYS, {
    on: 'integration',
    protocol: 'HTTP',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    value: (integration) => {
      const subtype = integration.value('IntegrationSubtype');
      return isAction(integration) && typeof subtype !== 'string'
        ? undefined
        : { entries: integration.entries('RequestParameters'), subtype };
    },
  }),
  ruleFrom(RESPONSE_FORM, {
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ResponseParameters',
    property: 'ResponseParameters',
    value: (integration) => integration.entries('ResponseParameters'),
  }),
  ruleFrom(RESPONSE_STATUS, {
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ResponseParameters',
    property: 'ResponseParameters',
    value: (integration) => integration.entries('ResponseParameters').map(([status]) => status),
  }),
  ofMappings(RESPONSE_KEYS, ({ of, entries }) => (of === 'response' ? entries : undefined)),
  ofMappings(MAPPED_STATUS, ({ of, entries }) => (of === 'response' ? entries : undefined)),
  ofMappings(RESERVED_HEADERS, ({ of, entries }, view) => (of === 'request' && isAction(view) ? undefined : entries)),
  ofMappings(MAPPING_VALUE_LENGTH, ({ of, entries }, view) =>
    of === 'request' && isAction(view) ? undefined : entries,
  ),
  ofMappings(MAPPING_SOURCE, ({ of, entries }) => ({ of, entries })),
  ofMappings(STATIC_SOURCE, ({ of, entries }) => ({ of, entries })),
  ofMappings(MAPPING_VARIABLE, ({ entries }) => entries),
  {
    code: 'PathParameterUnknown',
    severity: 'warning',
    evidence: 'inferred',
    source:
      'The API Gateway guide describes path parameters as parameters of the route, but it is not known whether API Gateway rejects an unknown parameter',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    summary:
      'A parameter mapping reads a path parameter that is missing from the path of a route that uses the integration.',
    fix: 'Add the parameter to the path of the route, or use a separate integration for the route.',
    page: PAGES.guide('http-api-parameter-mapping'),
    check: unknownParameter,
  },
]);
