import {
  API_DESCRIPTION,
  API_KEY_SELECTION,
  API_NAME,
  API_PROTOCOL,
  API_VERSION,
  HTTP_ROUTE_SELECTION,
  QUICK_CREATE_TARGET_FORM,
  ROUTE_SELECTION,
  UNUSUAL_ROUTE_SELECTION,
} from '../constraints/api';
import { HTTP_ONLY_PROPERTY, UNSUPPORTED_BY_HTTP_APIS } from '../constraints/shared-declarations';
import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import type { Kind, Protocol } from '../engine/kinds';
import type { ResourceIndex } from '../engine/resource-index';
import type { ResourceView } from '../engine/resource-view';
import { areDeployedTogether } from '../engine/resource-view';
import type { Finding, Rule } from '../engine/rule';
import { ruleFrom, rules } from '../engine/rule';
import { length, oneOf, onlyFor } from '../engine/property-rules';
import { described } from '../message';
import { tagRules } from './tags';

const API = PAGES.cloudFormation('aws-resource-apigatewayv2-api');
const QUOTAS = PAGES.guide('limits');

/** Whether an OpenAPI document defines the API. */
function hasDocument(api: ResourceView): boolean {
  return !api.lacks('Body') || !api.lacks('BodyS3Location');
}

/** Whether a boolean property is `false`, which has the same effect as an absent property. */
const isOff = (value: unknown): boolean => value === false || value === 'false';

const CORS_ON_WEBSOCKET: Declaration = {
  code: 'CorsOnWebSocketApi',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Cors is not supported for WEBSOCKET protocolType"',
  summary: 'A WebSocket API specifies a CORS configuration, which only HTTP APIs support.',
  fix: 'Remove the CORS configuration. To restrict origins, check the header `Origin` in the integration or the authorizer of `$connect`.',
  page: API,
};

const OPTION_WITHOUT_DOCUMENT: Declaration = {
  code: 'ImportOptionWithoutDocument',
  severity: 'warning',
  evidence: 'documented',
  source: 'The CloudFormation reference describes the property as an option for the import of an OpenAPI document',
  summary: 'An API specifies `BasePath` or `FailOnWarnings`, but no OpenAPI document, so the property has no effect.',
  fix: 'Remove the property, or specify `Body` or `BodyS3Location`.',
  page: API,
};

const QUICK_CREATE_WITHOUT_TARGET: Declaration = {
  code: 'QuickCreateWithoutTarget',
  severity: 'warning',
  evidence: 'documented',
  source: 'The API reference describes the property as a part of quick create, which needs `Target`',
  summary:
    'An API specifies `RouteKey` or `CredentialsArn`, which are properties of quick create, but does not specify `Target`.',
  fix: 'Specify `Target`, or remove the property and add a route.',
  page: API,
};

/**
 * Returns the rule for a property that has an effect only if the API also specifies one of several other properties.
 */
function needsOneOf(property: string, others: readonly string[], declared: Declaration): Rule {
  return {
    ...declared,
    on: 'api',
    needs: property,
    property,
    check: (api) => {
      const value = api.value(property);
      return isOff(value) || others.some((other) => !api.lacks(other))
        ? undefined
        : {
            must: `be specified together with ${others.join(' or ')}`,
            given: typeof value === 'object' ? described('a value') : value,
          };
    },
  };
}

export const API_RULES = rules([
  ruleFrom(API_NAME, { on: 'api', property: 'Name' }),
  {
    code: 'ApiNameMissing',
    severity: 'error',
    evidence: 'observed',
    source: 'AWS: "Invalid API name specified"',
    on: 'api',
    property: 'Name',
    summary: 'The name of an API without an OpenAPI document is missing.',
    fix: 'Specify a name.',
    page: API,
    check: (api) => (api.lacks('Name') && !hasDocument(api) ? { must: 'be specified', given: undefined } : undefined),
  },
  ruleFrom(API_DESCRIPTION, { on: 'api', property: 'Description' }),
  ruleFrom(API_VERSION, { on: 'api', property: 'Version' }),
  ruleFrom(API_PROTOCOL, {
    on: 'api',
    property: 'ProtocolType',
    value: (api) => ({ protocol: api.value('ProtocolType'), hasDocument: hasDocument(api) }),
  }),
  ruleFrom(ROUTE_SELECTION, {
    on: 'api',
    property: 'RouteSelectionExpression',
    value: (api) =>
      api.text('ProtocolType') === 'WEBSOCKET' ? { expression: api.value('RouteSelectionExpression') } : undefined,
  }),
  ruleFrom(UNUSUAL_ROUTE_SELECTION, {
    on: 'api',
    protocol: 'WEBSOCKET',
    property: 'RouteSelectionExpression',
  }),
  ruleFrom(HTTP_ROUTE_SELECTION, {
    on: 'api',
    needs: 'RouteSelectionExpression',
    property: 'RouteSelectionExpression',
    value: (api) => (api.text('ProtocolType') === 'HTTP' ? api.text('RouteSelectionExpression') : undefined),
  }),
  ruleFrom(API_KEY_SELECTION, { on: 'api', property: 'ApiKeySelectionExpression' }),
  oneOf('api', 'IpAddressType', ['ipv4', 'dualstack']),
  ...onlyFor('WEBSOCKET', 'api', ['DisableSchemaValidation'], UNSUPPORTED_BY_HTTP_APIS, isOff),
  ...onlyFor('HTTP', 'api', ['CorsConfiguration'], CORS_ON_WEBSOCKET),
  ...onlyFor('HTTP', 'api', ['Target', 'RouteKey', 'CredentialsArn', 'Body', 'BodyS3Location'], HTTP_ONLY_PROPERTY),
  ruleFrom(QUICK_CREATE_TARGET_FORM, { on: 'api', protocol: 'HTTP', property: 'Target' }),
  length('api', 'Target', 1, 2048, undefined, 'HTTP'),
  ...['RouteKey', 'CredentialsArn'].map((property): Rule => ({
    ...needsOneOf(property, ['Target'], QUICK_CREATE_WITHOUT_TARGET),
    protocol: 'HTTP',
  })),
  {
    code: 'QuickCreateConflict',
    severity: 'error',
    evidence: 'observed',
    source:
      'According to a public report, a Terraform deployment failed with "ConflictException", because quick create creates the stage `$default`',
    on: 'api',
    needs: 'Target',
    property: 'Target',
    summary:
      'An API specifies `Target`, so API Gateway creates the stage `$default`, but the app also creates a stage with this name.',
    fix: 'Remove `Target` and add a route with an integration, or remove the stage from the app.',
    page: API,
    check: quickCreateConflict,
  },
  {
    code: 'DocumentTwice',
    severity: 'warning',
    evidence: 'documented',
    source: 'The CloudFormation reference states that an API has either `Body` or `BodyS3Location`',
    on: 'api',
    needs: 'BodyS3Location',
    property: 'BodyS3Location',
    summary: 'An API specifies an OpenAPI document both in `Body` and in `BodyS3Location`.',
    fix: 'Remove `Body` or `BodyS3Location`.',
    page: API,
    check: (api) =>
      api.lacks('Body') ? undefined : { must: "be omitted if 'Body' is specified", given: described('both') },
  },
  oneOf('api', 'BasePath', ['ignore', 'prepend', 'split']),
  ...['BasePath', 'FailOnWarnings'].map((property) =>
    needsOneOf(property, ['Body', 'BodyS3Location'], OPTION_WITHOUT_DOCUMENT),
  ),
  ...(['route', 'integration', 'authorizer'] as const).map(besideDocument),
  ...tagRules('api'),
  quota('RouteQuotaExceeded', 'warning', 'route', 300, 'routes'),
  quota('IntegrationQuotaExceeded', 'error', 'integration', 300, 'integrations', 'HTTP'),
  quota('WebSocketIntegrationQuotaExceeded', 'warning', 'integration', 300, 'integrations', 'WEBSOCKET'),
  quota('AuthorizerQuotaExceeded', 'warning', 'authorizer', 10, 'authorizers'),
  quota('StageQuotaExceeded', 'warning', 'stage', 10, 'stages'),
]);

function quickCreateConflict(api: ResourceView): Finding | undefined {
  const own = api.api?.all('stage').find((stage) => stage.text('StageName') === '$default');
  return own && areDeployedTogether(api, own)
    ? {
        must: "be omitted if the app creates a stage '$default'",
        given: described(`a target and the stage '${own.path}'`),
      }
    : undefined;
}

/**
 * Returns the rule that reports resources of an API with an OpenAPI document. The next import of the document removes
 * resources that the document does not define.
 */
function besideDocument(on: Kind): Rule {
  return {
    code: 'ResourceBesideDocument',
    severity: 'warning',
    evidence: 'observed',
    source:
      'According to a public report about AWS SAM, the next import of a document removes routes that the document does not define',
    on,
    property: 'ApiId',
    among: (index) => [...index.apis].flatMap((group) => (group.api && group.isImported ? group.all(on) : [])),
    summary:
      'A route, integration or authorizer belongs to an API that an OpenAPI document defines, so the next import of the document removes this resource.',
    fix: 'Define the route, integration or authorizer in the OpenAPI document.',
    page: PAGES.guide('http-api-open-api'),
    check: (view) => ({
      must: 'be the ID of an API without an OpenAPI document',
      given: described(`'${view.api?.api?.path}', which an OpenAPI document defines`),
    }),
  };
}

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
    ? 'Use one integration for several routes, or split the API. AWS cannot raise this quota.'
    : 'Request a higher quota in Service Quotas and acknowledge the warning, or split the API.';
  return {
    code,
    severity,
    evidence: 'documented',
    source: `The API Gateway quotas allow at most ${max} ${name} for each API`,
    on: 'api',
    property: `The number of ${name}`,
    summary:
      `An ${protocol ? ofProtocol[protocol] : 'API'} has more than ${max} ${name}${hard ? '' : `, but the default quota is ${max}`}.`.replace(
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
