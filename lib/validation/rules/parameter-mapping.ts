import { ERROR_CODES } from '../errors';
import type { Violation as Problem } from '../declaration';
import {
  judgeMappingValues,
  judgeRequestKeys,
  judgeRequiredParameters,
  judgeReservedHeaders,
  judgeResponseKeys,
  judgeWebSocketMapping,
} from '../constraints/parameter-mapping';
import { parametersOf } from '../constraints/route-path';
import type { Finding, Rule } from '../engine/rule';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import type { ResourceView } from '../engine/resource-view';
import { isPlainObject } from '../engine/resolve';
import type { ResourceIndex } from '../engine/resource-index';
import { routesTo } from './websocket-route';

const MAPPING = PAGES.guide('http-api-parameter-mapping');
const SERVICES = PAGES.guide('http-api-develop-integrations-aws-services-reference');

type Entries = [string, unknown][];

const isAction = (view: ResourceView) => !view.lacks('IntegrationSubtype');

/** The request mapping of each integration of an HTTP API. */
function ofRequest(judge: (entries: Entries, integration: ResourceView) => Problem | undefined): Rule['check'] {
  return (integration) => {
    const entries = integration.entries('RequestParameters');
    return entries.length > 0 ? judge(entries, integration) : undefined;
  };
}

/** The response mappings of an integration by status code: objects of CloudFormation's form, or flat ones. */
function responsesOf(integration: ResourceView): [string, Entries][] {
  return integration.entries('ResponseParameters').map(([status, mapping]) => {
    const list = isPlainObject(mapping) ? (mapping.ResponseParameters ?? mapping.responseParameters) : undefined;
    const entries = Array.isArray(list)
      ? (list as unknown[])
          .filter(isPlainObject)
          .map((one): [string, unknown] => [String(one.Destination ?? one.destination), one.Source ?? one.source])
      : [];
    return [status, entries.filter(([key]) => !key.startsWith('[object'))];
  });
}

/** The integrations of HTTP APIs that have mappings. */
function mapped(index: ResourceIndex): Iterable<ResourceView> {
  return new Set([
    ...index.of('integration', 'HTTP', 'RequestParameters'),
    ...index.of('integration', 'HTTP', 'ResponseParameters'),
  ]);
}

/** All mappings of an integration, those of each response after those of the request. */
function allMappings(integration: ResourceView): [string, Entries][] {
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

function unknownParameter(integration: ResourceView, index: ResourceIndex): Finding | undefined {
  const read = integration
    .entries('RequestParameters')
    .flatMap(([, value]) => (typeof value === 'string' ? [...value.matchAll(/\$\{?request\.path\.([\w-]+)/g)] : []))
    .map(([, name]) => name);
  if (read.length === 0) {
    return undefined;
  }
  for (const route of routesTo(integration, index)) {
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
    evidence: 'observed',
    source:
      '"Operation: … requires enabling passthrough, or defining all of the following parameters in the parameter mapping: [Detail, DetailType, Source]" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-integration-subtype-required-parameters)',
    on: 'integration',
    needs: 'IntegrationSubtype',
    property: 'RequestParameters',
    summary: ERROR_CODES.RequiredParameterMissing,
    page: SERVICES,
    fix: 'Add the parameters that the action requires, written as the AWS page writes them.',
    check: (integration) =>
      integration.lacks('RequestParameters') || isPlainObject(integration.value('RequestParameters'))
        ? judgeRequiredParameters(integration.text('IntegrationSubtype'), integration.entries('RequestParameters'))
        : undefined,
  },
  {
    code: 'RequestMappingKeyInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Invalid Request Actioned Parameter destination specified: badaction:header.x" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-request-parameter-action)',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    summary: ERROR_CODES.RequestMappingKeyInvalid,
    page: MAPPING,
    fix: 'Write `overwrite:header.x-name`, `append:querystring.name`, `overwrite:path`; plain names such as `QueueUrl` for a service action.',
    check: ofRequest((entries, integration) => {
      const subtype = integration.text('IntegrationSubtype');
      return isAction(integration) && subtype === undefined ? undefined : judgeRequestKeys(entries, subtype);
    }),
  },
  {
    code: 'ResponseMappingKeyInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Invalid Response Actioned Parameter destination specified: …" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-response-parameter-action; terraform-provider-aws#17997)',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ResponseParameters',
    property: 'ResponseParameters',
    summary: 'A response mapping of an HTTP API has a key that the service does not know.',
    page: MAPPING,
    fix: 'Write `overwrite:header.x-name`, `append:header.x-name`, `remove:header.x-name` or `overwrite:statuscode`.',
    check: (integration) =>
      responsesOf(integration).map(([, entries]) => judgeResponseKeys(entries.map(([key]) => key))),
  },
  {
    code: 'ResponseMappingStatusInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Status Code 199 is not valid."; 200 and 599 deployed (cdk-preflight:rules/apigatewayv2/pf-apigwv2-response-parameter-status-code)',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'ResponseParameters',
    property: 'ResponseParameters',
    summary: 'A response mapping is for something else than a status code from 200 to 599.',
    page: MAPPING,
    fix: 'Write a mapping for each status code, such as 404.',
    check: (integration) => {
      const wrong = responsesOf(integration).find(([status]) => !/^[2-5]\d\d$/.test(status))?.[0];
      return wrong === undefined ? undefined : { must: 'have status codes from 200 to 599 for keys', given: wrong };
    },
  },
  {
    code: 'ReservedHeaderMapped',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Operations on header x-forwarded-host are restricted"; rest of the list documented (two public repos (find_string of the message); http-api-parameter-mapping#reserved-headers)',
    on: 'integration',
    protocol: 'HTTP',
    property: 'RequestParameters',
    summary: ERROR_CODES.ReservedHeaderMapped,
    page: MAPPING,
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
    evidence: 'documented',
    source: '1..512 by shape name only; length never seen validated (botocore apigatewayv2 model)',
    on: 'integration',
    protocol: 'HTTP',
    property: 'RequestParameters',
    summary: ERROR_CODES.MappingValueLengthInvalid,
    page: PAGES.api('apis-apiid-integrations'),
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
    evidence: 'inferred',
    source: 'no rejection found',
    on: 'integration',
    protocol: 'HTTP',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    summary: 'A mapping reads a path parameter that a route of the integration does not have.',
    page: MAPPING,
    fix: 'Write the parameter into the path of the route, or give the route an integration of its own.',
    check: unknownParameter,
  },
  {
    code: 'WebSocketMappingInvalid',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Invalid mapping expression (parameter) specified: …" (WebSocket parameter; REST for unquoted constants) (terraform-provider-aws#18387; awsdocs/amazon-api-gateway-developer-guide#172)',
    on: 'integration',
    protocol: 'WEBSOCKET',
    needs: 'RequestParameters',
    property: 'RequestParameters',
    summary: ERROR_CODES.WebSocketMappingInvalid,
    page: PAGES.guide('websocket-api-data-mapping'),
    fix: 'Write `integration.request.header.name` for the key, and a text in single quotes for a constant value.',
    check: (integration) => judgeWebSocketMapping(integration.entries('RequestParameters')),
  },
]);
