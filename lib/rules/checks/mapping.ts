import { ERROR_CODES } from '../../private/errors';
import type { Problem } from '../../private/judge';
import {
  judgeMappingValues,
  judgeRequestKeys,
  judgeRequiredParameters,
  judgeReservedHeaders,
  judgeResponseKeys,
  judgeWebSocketMapping,
} from '../../private/judge-mapping';
import { parametersOf } from '../../private/judge-route';
import type { Finding, Rule } from '../rule';
import { PAGES, rules } from '../rule';
import type { View } from '../view';
import { isBag } from '../tokens';
import type { World } from '../world';
import { routesTo } from './websocket-route';

const MAPPING = PAGES.guide('http-api-parameter-mapping');
const SERVICES = PAGES.guide('http-api-develop-integrations-aws-services-reference');

type Entries = [string, unknown][];

const isAction = (view: View) => !view.lacks('IntegrationSubtype');

/** The request mapping of each integration of an HTTP API. */
function ofRequest(judge: (entries: Entries, integration: View) => Problem | undefined): Rule['check'] {
  return (integration) => {
    const entries = integration.entries('RequestParameters');
    return entries.length > 0 ? judge(entries, integration) : undefined;
  };
}

/** The response mappings of an integration by status code: objects of CloudFormation's form, or flat ones. */
function responsesOf(integration: View): [string, Entries][] {
  return integration.entries('ResponseParameters').map(([status, mapping]) => {
    const list = isBag(mapping) ? (mapping.ResponseParameters ?? mapping.responseParameters) : undefined;
    const entries = Array.isArray(list)
      ? (list as unknown[])
          .filter(isBag)
          .map((one): [string, unknown] => [String(one.Destination ?? one.destination), one.Source ?? one.source])
      : [];
    return [status, entries.filter(([key]) => !key.startsWith('[object'))];
  });
}

/** The integrations of HTTP APIs that have mappings. */
function mapped(world: World): Iterable<View> {
  return new Set([
    ...world.of('integration', 'HTTP', 'RequestParameters'),
    ...world.of('integration', 'HTTP', 'ResponseParameters'),
  ]);
}

/** All mappings of an integration, those of each response after those of the request. */
function allMappings(integration: View): [string, Entries][] {
  if (isAction(integration)) {
    return [];
  }
  return [
    ['RequestParameters', integration.entries('RequestParameters')],
    ...responsesOf(integration).map(([status, entries]): [string, Entries] => [
      `ResponseParameters.${status}`,
      entries,
    ]),
  ];
}

function unknownParameter(integration: View, world: World): Finding | undefined {
  const read = integration
    .entries('RequestParameters')
    .flatMap(([, value]) => (typeof value === 'string' ? [...value.matchAll(/\$\{?request\.path\.([\w-]+)/g)] : []))
    .map(([, name]) => name);
  if (read.length === 0) {
    return undefined;
  }
  for (const route of routesTo(integration, world)) {
    const key = route.text('RouteKey');
    const known = parametersOf(key ?? '');
    const unknown = key === undefined ? undefined : read.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      return {
        must: `read parameters that the route has, and '${key}' has ${known.length > 0 ? known.join(', ') : 'none'}`,
        given: `$request.path.${unknown}`,
        instead:
          known.length > 0
            ? `Did you mean '$request.path.${known[0]}'?`
            : `Write '{${unknown}}' into the path of the route.`,
      };
    }
  }
  return undefined;
}

export const MAPPING_RULES = rules([
  {
    code: 'RequiredParameterMissing',
    severity: 'error',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters',
    what: ERROR_CODES.RequiredParameterMissing,
    why: SERVICES,
    fix: 'Add the parameters that the action requires, written as the AWS page writes them.',
    check: (integration) =>
      integration.lacks('RequestParameters') || isBag(integration.value('RequestParameters'))
        ? judgeRequiredParameters(integration.text('IntegrationSubtype'), integration.entries('RequestParameters'))
        : undefined,
  },
  {
    code: 'RequestMappingKeyInvalid',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    what: ERROR_CODES.RequestMappingKeyInvalid,
    why: MAPPING,
    fix: 'Write `overwrite:header.x-name`, `append:querystring.name`, `overwrite:path`; plain names such as `QueueUrl` for a service action.',
    check: ofRequest((entries, integration) => {
      const subtype = integration.text('IntegrationSubtype');
      return isAction(integration) && subtype === undefined ? undefined : judgeRequestKeys(entries, subtype);
    }),
  },
  {
    code: 'ResponseMappingKeyInvalid',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ResponseParameters',
    property: 'ResponseParameters',
    what: 'A response mapping of an HTTP API has a key that the service does not know.',
    why: MAPPING,
    fix: 'Write `overwrite:header.x-name`, `append:header.x-name`, `remove:header.x-name` or `overwrite:statuscode`.',
    check: (integration) =>
      responsesOf(integration).map(([, entries]) => judgeResponseKeys(entries.map(([key]) => key))),
  },
  {
    code: 'ResponseMappingStatusInvalid',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ResponseParameters',
    property: 'ResponseParameters',
    what: 'A response mapping is for something else than a status code from 200 to 599.',
    why: MAPPING,
    fix: 'Write a mapping for each status code, such as 404.',
    check: (integration) => {
      const wrong = responsesOf(integration).find(([status]) => !/^[2-5]\d\d$/.test(status))?.[0];
      return wrong === undefined ? undefined : { must: 'have status codes from 200 to 599 for keys', given: wrong };
    },
  },
  {
    code: 'ReservedHeaderMapped',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    property: 'RequestParameters',
    what: ERROR_CODES.ReservedHeaderMapped,
    why: MAPPING,
    fix: 'Use a header of another name.',
    among: mapped,
    check: (integration) =>
      allMappings(integration).map(([property, entries]) => {
        const problem = judgeReservedHeaders(entries.map(([key]) => key));
        return problem && { ...problem, property };
      }),
  },
  {
    code: 'MappingValueLengthInvalid',
    severity: 'error',
    on: 'integration',
    protocol: 'HTTP',
    property: 'RequestParameters',
    what: ERROR_CODES.MappingValueLengthInvalid,
    why: PAGES.api('apis-apiid-integrations'),
    fix: 'Write 1 to 512 characters; what is removed has none.',
    among: mapped,
    check: (integration) =>
      allMappings(integration).map(([property, entries]) => {
        const problem = judgeMappingValues(entries);
        return problem && { ...problem, property };
      }),
  },
  {
    code: 'PathParameterUnknown',
    severity: 'warning',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    what: 'A mapping reads a path parameter that a route of the integration does not have.',
    why: MAPPING,
    fix: 'Write the parameter into the path of the route, or give the route an integration of its own.',
    check: unknownParameter,
  },
  {
    code: 'WebSocketMappingInvalid',
    severity: 'error',
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    what: ERROR_CODES.WebSocketMappingInvalid,
    why: PAGES.guide('websocket-api-data-mapping'),
    fix: 'Write `integration.request.header.name` for the key, and a text in single quotes for a constant value.',
    check: (integration) => judgeWebSocketMapping(integration.entries('RequestParameters')),
  },
]);
