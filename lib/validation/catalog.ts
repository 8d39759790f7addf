import { CONTEXT_WARNINGS } from './context-keys';
import type { Declaration } from './declaration';
import type { Kind } from './engine/kinds';
import type { ResourceIndex } from './engine/resource-index';
import type { Rule } from './engine/rule';
import { ACCESS_LOG_RULES } from './rules/access-log';
import { ACCOUNT_RULES } from './rules/account';
import { API_RULES } from './rules/api';
import { API_MAPPING_RULES } from './rules/api-mapping';
import { AUTHORIZER_RULES } from './rules/authorizer';
import { CERTIFICATE_RULES } from './rules/certificate';
import { CORS_RULES } from './rules/cors';
import { DEPLOYMENT_RULES } from './rules/deployment';
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
import { REST_DOMAIN_RULES } from './rules/rest-domain';
import { ROLE_TRUST_RULES } from './rules/role-trust';
import { ROUTE_AUTHORIZATION_RULES } from './rules/route-authorization';
import { ROUTE_SETTINGS_RULES } from './rules/route-settings';
import { ROUTING_RULES } from './rules/routing-rule';
import { SECURE_RULES } from './rules/secure';
import { SERVICE_RULES } from './rules/service-action';
import { STAGE_RULES } from './rules/stage';
import { USAGE_PLAN_RULES } from './rules/usage-plan';
import { VPC_LINK_RULES } from './rules/vpc-link';
import { WEB_ACL_RULES } from './rules/web-acl';
import { WEBSOCKET_MAPPING_RULES } from './rules/websocket-mapping';
import { WEBSOCKET_ROUTE_RULES } from './rules/websocket-route';
import { CONSTRUCTOR_WARNINGS } from './warnings';

export { SECURE_RULES };

/** The rules of a file, with the kinds of resources without which they have nothing to check. */
interface RuleSet {
  readonly kinds: readonly Kind[];
  /** A function, so that an app loads the rules that it needs only. */
  readonly rules: () => readonly Rule[];
}

function when(kinds: readonly Kind[], rules: RuleSet['rules']): RuleSet {
  return { kinds, rules };
}

/** All rules by topic, as `docs/rules.md` lists them. */
const TOPICS: { readonly [topic: string]: readonly RuleSet[] } = {
  CORS: [when(['api'], () => CORS_RULES)],
  APIs: [when(['api'], () => API_RULES)],
  // For APIs with a document, which few apps have
  'OpenAPI documents': [when([], () => OPENAPI_RULES)],
  'HTTP routes': [when(['route', 'integration'], () => HTTP_ROUTE_RULES)],
  'WebSocket routes': [when(['route', 'integration', 'routeResponse'], () => WEBSOCKET_ROUTE_RULES)],
  'Authorization of routes': [when(['route'], () => ROUTE_AUTHORIZATION_RULES)],
  Integrations: [
    when(['integration'], () => INTEGRATION_RULES),
    when(['integration'], () => PRIVATE_RULES),
    when(['integration'], () => SERVICE_RULES),
    when(['integrationResponse', 'routeResponse'], () => INTEGRATION_RESPONSE_RULES),
  ],
  'Parameter mappings': [
    when(['integration'], () => MAPPING_RULES),
    when(['integration'], () => WEBSOCKET_MAPPING_RULES),
  ],
  Authorizers: [when(['authorizer'], () => AUTHORIZER_RULES)],
  Stages: [
    when(['stage'], () => STAGE_RULES),
    when(['stage', 'managedOverrides'], () => ROUTE_SETTINGS_RULES),
    when(['stage', 'managedOverrides'], () => ACCESS_LOG_RULES),
    when(['stage', 'account'], () => ACCOUNT_RULES),
    when(['account', 'authorizer', 'integration'], () => ROLE_TRUST_RULES),
    when(['deployment'], () => DEPLOYMENT_RULES),
    when(['managedOverrides'], () => MANAGED_OVERRIDES_RULES),
    when(['webAclAssociation'], () => WEB_ACL_RULES),
  ],
  'Domain names': [
    when(['domainName'], () => DOMAIN_RULES),
    when(['domainName'], () => CERTIFICATE_RULES),
    when(['apiMapping'], () => API_MAPPING_RULES),
    when(['apiMapping', 'basePathMapping'], () => REST_DOMAIN_RULES),
    when(['recordSet'], () => RECORD_SET_RULES),
    when(['domainName', 'routingRule'], () => ROUTING_RULES),
  ],
  'VPC links': [when(['vpcLink'], () => VPC_LINK_RULES)],
  Models: [when(['model'], () => MODEL_RULES)],
  'API keys and usage plans': [when(['apiKey', 'usagePlan', 'usagePlanKey'], () => USAGE_PLAN_RULES)],
  'Lambda permissions': [when(['permission', 'authorizer', 'integration'], () => PERMISSION_RULES)],
};

const setsOf = (topic: string) => TOPICS[topic].flatMap(({ rules }) => rules());

/** The rules of each topic. */
export function rulesByTopic(): { readonly [topic: string]: readonly Rule[] } {
  return Object.fromEntries(Object.keys(TOPICS).map((topic) => [topic, setsOf(topic)]));
}

/** The rules that have something to check in a tree. */
export function rulesFor(index: ResourceIndex): Rule[] {
  const sets = Object.values(TOPICS).flat();
  const found = sets.flatMap(({ kinds, rules }) => (kinds.some((kind) => index.all(kind).length > 0) ? rules() : []));
  const hasDocuments = [...index.apis].some(({ isImported }) => isImported);
  return hasDocuments ? [...found, ...OPENAPI_RULES, ...rulesOfDocuments()] : found;
}

/** The rules that apply to every app. */
export function allRules(): Rule[] {
  return Object.keys(TOPICS).flatMap(setsOf);
}

/** Everything that can be disabled: rules, the secure set, and warnings of constructors and of context. */
export function allDeclarations(): Declaration[] {
  const warnings = Object.values(CONSTRUCTOR_WARNINGS).map((one): Declaration => ({ ...one, severity: 'warning' }));
  return [...allRules(), ...SECURE_RULES, ...warnings, ...Object.values(CONTEXT_WARNINGS)];
}

/** Whether a code can be disabled. */
export function isKnown(code: string): boolean {
  return allDeclarations().some((declaration) => declaration.code === code);
}
