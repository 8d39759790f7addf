import { CONTEXT_WARNINGS } from './context-keys';
import type { Declaration } from './declaration';
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

/** All rules by topic, as `docs/rules.md` lists them. */
export const TOPICS: { readonly [topic: string]: readonly Rule[] } = {
  CORS: CORS_RULES,
  APIs: API_RULES,
  'HTTP routes': HTTP_ROUTE_RULES,
  'WebSocket routes': WEBSOCKET_ROUTE_RULES,
  'Authorization of routes': ROUTE_AUTHORIZATION_RULES,
  Integrations: [...INTEGRATION_RULES, ...PRIVATE_RULES, ...SERVICE_RULES, ...INTEGRATION_RESPONSE_RULES],
  'Parameter mappings': [...MAPPING_RULES, ...WEBSOCKET_MAPPING_RULES],
  Authorizers: AUTHORIZER_RULES,
  Stages: [
    ...STAGE_RULES,
    ...ROUTE_SETTINGS_RULES,
    ...ACCESS_LOG_RULES,
    ...ACCOUNT_RULES,
    ...ROLE_TRUST_RULES,
    ...DEPLOYMENT_RULES,
    ...MANAGED_OVERRIDES_RULES,
    ...WEB_ACL_RULES,
  ],
  'Domain names': [
    ...DOMAIN_RULES,
    ...CERTIFICATE_RULES,
    ...API_MAPPING_RULES,
    ...REST_DOMAIN_RULES,
    ...RECORD_SET_RULES,
    ...ROUTING_RULES,
  ],
  'VPC links': VPC_LINK_RULES,
  Models: MODEL_RULES,
  'API keys and usage plans': USAGE_PLAN_RULES,
  'Lambda permissions': PERMISSION_RULES,
};

/** The rules that hold in every app. */
export function allRules(): Rule[] {
  return Object.values(TOPICS).flat();
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
