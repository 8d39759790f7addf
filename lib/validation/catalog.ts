import { CONTEXT_WARNINGS } from './context-keys';
import type { Declaration } from './declaration';
import type { Kind, Protocol } from './engine/kinds';
import { TYPES } from './engine/kinds';
import type { ResourceIndex } from './engine/resource-index';
import type { ResourceView } from './engine/resource-view';
import type { Rule } from './engine/rule';
import { ACCESS_LOG_RULES } from './rules/access-log';
import { ACCOUNT_RULES } from './rules/account';
import { API_RULES } from './rules/api';
import { API_MAPPING_RULES } from './rules/api-mapping';
import { AUTHORIZER_RULES } from './rules/authorizer';
import { CERTIFICATE_RULES } from './rules/certificate';
import { CORS_RULES } from './rules/cors';
import { DEPLOYMENT_RULES } from './rules/deployment';
import { DISTRIBUTION_RULES } from './rules/distribution';
import { DOMAIN_RULES } from './rules/domain-name';
import { HTTP_ROUTE_RULES } from './rules/http-route';
import { INTEGRATION_RULES } from './rules/integration';
import { INTEGRATION_RESPONSE_RULES } from './rules/integration-response';
import { MANAGED_OVERRIDES_RULES } from './rules/managed-overrides';
import { MODEL_RULES } from './rules/model';
import { MAPPING_RULES } from './rules/parameter-mapping';
import { OPENAPI_RULES } from './rules/openapi';
import { rulesOfDocuments } from './rules/openapi-resources';
import { PERMISSION_RULES } from './rules/permission';
import { PRIVATE_RULES } from './rules/private-integration';
import { RECORD_SET_RULES } from './rules/record-set';
import { REFERENCE_RULES } from './rules/references';
import { REST_DOMAIN_RULES } from './rules/rest-domain';
import { ROLE_TRUST_RULES } from './rules/role-trust';
import { ROUTE_AUTHORIZATION_RULES } from './rules/route-authorization';
import { ROUTE_RESPONSE_RULES } from './rules/route-response';
import { ROUTE_SETTINGS_RULES } from './rules/route-settings';
import { ROUTING_RULES } from './rules/routing-rule';
import { SCHEMA_RULES } from './rules/schema';
import { SECURE_RULES } from './rules/secure';
import { SERVICE_RULES } from './rules/service-action';
import { STAGE_RULES } from './rules/stage';
import { TEMPLATE_RULES } from './rules/template';
import { USAGE_PLAN_RULES } from './rules/usage-plan';
import { VPC_LINK_RULES } from './rules/vpc-link';
import { WEB_ACL_RULES } from './rules/web-acl';
import { WEBSOCKET_MAPPING_RULES } from './rules/websocket-mapping';
import { WEBSOCKET_ROUTE_RULES } from './rules/websocket-route';
import { CONSTRUCTOR_WARNINGS } from './warnings';

export { SECURE_RULES };

/**
 * The kinds of resources that the rules in a file check, and a list of properties for each kind. This library loads the
 * rules only if the app contains a resource of one of these kinds with one of the listed properties. If the list of a
 * kind is empty, this library loads the rules for any resource of the kind.
 */
type Checked = { readonly [kind in Kind]?: readonly string[] };

/**
 * Selects the resources that the rules in a file check. By default, the rules check all resources of the kinds in
 * `checked`.
 */
interface Selection {
  /** The protocol of the APIs whose resources the rules check. */
  readonly protocol?: Protocol;
  /** Whether the rules check a resource. */
  readonly only?: (view: ResourceView) => boolean;
}

/** The rules in one file. This library loads the rules only if the app contains a resource that the rules check. */
interface RuleSet extends Selection {
  readonly checked: Checked;
  readonly rules: () => readonly Rule[];
}

const EVERY: readonly string[] = [];

function when(checked: Checked, rules: RuleSet['rules'], selection: Selection = {}): RuleSet {
  return { ...selection, checked, rules };
}

/** The properties of an API that contain its OpenAPI document or the location of the document. */
const WITH_DOCUMENT: Checked = { api: ['Body', 'BodyS3Location'] };

/** All kinds of API Gateway v2 resources, regardless of their properties. */
const VERSION_2: Checked = Object.fromEntries(
  (Object.keys(TYPES) as Kind[])
    .filter((kind) => TYPES[kind].startsWith('AWS::ApiGatewayV2::'))
    .map((kind) => [kind, EVERY]),
);

/**
 * Whether a resource can cause an invalid reference between resources. L1 constructs and escape hatches can contain
 * literal logical IDs. CloudFormation can omit a resource with a condition, although other resources refer to the
 * resource. An API that refers to other resources can cause a circular dependency, because other resources usually
 * refer to the API.
 */
function mayNameOthers(view: ResourceView): boolean {
  const { condition } = view.node.cfnOptions;
  return !view.isPlain || condition !== undefined || !view.isOfL2 || (view.kind === 'api' && mayRefer(view));
}

/** Whether an API may refer to other resources. A list of literal CORS origins does not refer to other resources. */
function mayRefer(api: ResourceView): boolean {
  const origins = api.given('CorsConfiguration') as { readonly allowOrigins?: readonly unknown[] } | undefined;
  return (
    ['Body', 'Target', 'CredentialsArn'].some((property) => !api.lacks(property)) ||
    (origins !== undefined &&
      !(
        Array.isArray(origins.allowOrigins) &&
        origins.allowOrigins.every((one) => typeof one === 'string' && !one.includes('{'))
      ))
  );
}

/** All rules by topic, as `docs/rules.md` lists them. */
const TOPICS: { readonly [topic: string]: readonly RuleSet[] } = {
  CORS: [when({ api: ['CorsConfiguration'] }, () => CORS_RULES)],
  APIs: [when({ api: EVERY }, () => API_RULES)],
  'OpenAPI documents': [when(WITH_DOCUMENT, () => OPENAPI_RULES)],
  'HTTP routes': [when({ route: EVERY, integration: EVERY }, () => HTTP_ROUTE_RULES)],
  'WebSocket routes': [
    when({ route: EVERY, integration: EVERY }, () => WEBSOCKET_ROUTE_RULES, { protocol: 'WEBSOCKET' }),
    when({ routeResponse: EVERY }, () => ROUTE_RESPONSE_RULES),
  ],
  'Authorization of routes': [
    when({ route: ['AuthorizationType', 'AuthorizerId'] }, () => ROUTE_AUTHORIZATION_RULES, {
      only: (route) => route.text('AuthorizationType') !== 'NONE' || !route.lacks('AuthorizerId'),
    }),
  ],
  Integrations: [
    when({ integration: EVERY }, () => INTEGRATION_RULES),
    when({ integration: ['ConnectionType', 'ConnectionId', 'TlsConfig'] }, () => PRIVATE_RULES),
    when({ integration: ['IntegrationSubtype'] }, () => SERVICE_RULES),
    when({ integrationResponse: EVERY, routeResponse: EVERY }, () => INTEGRATION_RESPONSE_RULES),
  ],
  'Parameter mappings': [
    when({ integration: ['RequestParameters', 'ResponseParameters'] }, () => MAPPING_RULES),
    when({ integration: ['RequestParameters'] }, () => WEBSOCKET_MAPPING_RULES),
  ],
  Authorizers: [when({ authorizer: EVERY }, () => AUTHORIZER_RULES)],
  Stages: [
    when({ stage: EVERY }, () => STAGE_RULES),
    when({ stage: ['DefaultRouteSettings', 'RouteSettings'], managedOverrides: ['Stage'] }, () => ROUTE_SETTINGS_RULES),
    when({ stage: ['AccessLogSettings'], managedOverrides: ['Stage'] }, () => ACCESS_LOG_RULES),
    when(
      { stage: ['AccessLogSettings', 'DefaultRouteSettings', 'RouteSettings'], account: EVERY },
      () => ACCOUNT_RULES,
    ),
    when(
      {
        account: ['CloudWatchRoleArn'],
        authorizer: ['AuthorizerCredentialsArn'],
        integration: ['CredentialsArn'],
      },
      () => ROLE_TRUST_RULES,
    ),
    when({ deployment: EVERY }, () => DEPLOYMENT_RULES),
    when({ managedOverrides: EVERY }, () => MANAGED_OVERRIDES_RULES),
    when({ webAclAssociation: ['ResourceArn'] }, () => WEB_ACL_RULES),
  ],
  'Domain names': [
    when({ domainName: EVERY, restDomainName: ['DomainName'] }, () => DOMAIN_RULES),
    when({ domainName: ['DomainNameConfigurations', 'MutualTlsAuthentication'] }, () => CERTIFICATE_RULES),
    when({ apiMapping: EVERY }, () => API_MAPPING_RULES),
    when({ apiMapping: ['DomainName'], basePathMapping: ['RestApiId', 'BasePath'] }, () => REST_DOMAIN_RULES),
    when({ recordSet: EVERY }, () => RECORD_SET_RULES),
    when({ distribution: EVERY }, () => DISTRIBUTION_RULES),
    when({ domainName: EVERY, routingRule: EVERY }, () => ROUTING_RULES),
  ],
  'VPC links': [when({ vpcLink: EVERY }, () => VPC_LINK_RULES)],
  Models: [when({ model: EVERY }, () => MODEL_RULES)],
  'API keys and usage plans': [when({ apiKey: EVERY, usagePlan: EVERY, usagePlanKey: EVERY }, () => USAGE_PLAN_RULES)],
  'References between resources': [
    when(VERSION_2, () => REFERENCE_RULES),
    when(VERSION_2, () => TEMPLATE_RULES, { only: mayNameOthers }),
  ],
  'Escape hatches and generic resources': [when(VERSION_2, () => SCHEMA_RULES, { only: (view) => !view.isPlain })],
  'Lambda permissions': [
    when(
      { permission: EVERY, authorizer: ['AuthorizerUri'], integration: ['IntegrationUri'] },
      () => PERMISSION_RULES,
      {
        // L2 constructs add the permission that they need
        only: (view) => view.kind === 'permission' || !view.isOfL2,
      },
    ),
  ],
};

const setsOf = (topic: string) => TOPICS[topic].flatMap(({ rules }) => rules());

/** Returns the rules of each topic of `docs/rules.md`. */
export function rulesByTopic(): { readonly [topic: string]: readonly Rule[] } {
  return Object.fromEntries(Object.keys(TOPICS).map((topic) => [topic, setsOf(topic)]));
}

/** Returns the rules in each file, and the kinds of resources that the rules check. */
export function ruleSets(): readonly RuleSet[] {
  return Object.values(TOPICS).flat();
}

/** Returns the rules that check at least one resource of the index. */
export function rulesFor(index: ResourceIndex): Rule[] {
  const found = ruleSets().flatMap((set) => (isIn(index, set.checked, set) ? set.rules() : []));
  return isIn(index, WITH_DOCUMENT) ? [...found, ...rulesOfDocuments()] : found;
}

function isIn(index: ResourceIndex, checked: Checked, { protocol, only = () => true }: Selection = {}): boolean {
  return (Object.entries(checked) as [Kind, readonly string[]][]).some(([kind, properties]) =>
    (properties.length === 0 ? [undefined] : properties).some((property) =>
      index.of(kind, protocol, property).some(only),
    ),
  );
}

/** Returns all rules except those that only `SecureApis` enables. */
export function allRules(): Rule[] {
  return Object.keys(TOPICS).flatMap(setsOf);
}

/**
 * Returns the declarations of all codes that users can disable: the rules, the rules of `SecureApis`, and the warnings
 * about constructors and context keys.
 */
export function allDeclarations(): Declaration[] {
  const warnings = Object.values(CONSTRUCTOR_WARNINGS).map((one): Declaration => ({ ...one, severity: 'warning' }));
  return [...allRules(), ...SECURE_RULES, ...warnings, ...Object.values(CONTEXT_WARNINGS)];
}

/** Whether users can disable a rule or warning with this code. */
export function isKnown(code: string): boolean {
  return allDeclarations().some((declaration) => declaration.code === code);
}
