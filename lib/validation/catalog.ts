import { CONTEXT_WARNINGS } from './context';
import type { Declaration } from './declaration';
import type { Rule } from './engine/rule';
import { ACCESS_LOG_RULES } from './rules/access-log';
import { API_RULES } from './rules/api';
import { AUTHORIZER_RULES } from './rules/authorizer';
import { CORS_RULES } from './rules/cors';
import { DOMAIN_RULES } from './rules/domain-name';
import { HTTP_ROUTE_RULES } from './rules/http-route';
import { INTEGRATION_RULES } from './rules/integration';
import { MODEL_RULES } from './rules/model';
import { MAPPING_RULES } from './rules/parameter-mapping';
import { PERMISSION_RULES } from './rules/permission';
import { ROUTING_RULES } from './rules/routing-rule';
import { SECURE_RULES } from './rules/secure';
import { STAGE_RULES } from './rules/stage';
import { USAGE_PLAN_RULES } from './rules/usage-plan';
import { VPC_LINK_RULES } from './rules/vpc-link';
import { WEBSOCKET_ROUTE_RULES } from './rules/websocket-route';
import { CONSTRUCTOR_WARNINGS } from './warnings';

export { SECURE_RULES };

/** All rules by topic, as `docs/rules.md` lists them. */
export const TOPICS: { readonly [topic: string]: readonly Rule[] } = {
  CORS: CORS_RULES,
  APIs: API_RULES,
  'HTTP routes': HTTP_ROUTE_RULES,
  'WebSocket routes': WEBSOCKET_ROUTE_RULES,
  Integrations: INTEGRATION_RULES,
  'Parameter mappings': MAPPING_RULES,
  Authorizers: AUTHORIZER_RULES,
  Stages: [...STAGE_RULES, ...ACCESS_LOG_RULES],
  'Domain names': [...DOMAIN_RULES, ...ROUTING_RULES],
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
