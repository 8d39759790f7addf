import { API_RULES } from './checks/api';
import { AUTHORIZER_RULES } from './checks/authorizer';
import { CORS_RULES } from './checks/cors';
import { DOMAIN_RULES } from './checks/domain';
import { HTTP_ROUTE_RULES } from './checks/http-route';
import { INTEGRATION_RULES } from './checks/integration';
import { LOG_RULES } from './checks/logs';
import { MAPPING_RULES } from './checks/mapping';
import { OTHER_RULES } from './checks/other';
import { ROUTING_RULES } from './checks/routing';
import { SECURE_RULES } from './checks/secure';
import { STAGE_RULES } from './checks/stage';
import { WEBSOCKET_ROUTE_RULES } from './checks/websocket-route';
import type { Rule } from './rule';

/** All rules by topic, as `docs/rules.md` lists them. */
export const TOPICS: { readonly [topic: string]: readonly Rule[] } = {
  CORS: CORS_RULES,
  APIs: API_RULES,
  'HTTP routes': HTTP_ROUTE_RULES,
  'WebSocket routes': WEBSOCKET_ROUTE_RULES,
  Integrations: INTEGRATION_RULES,
  'Parameter mappings': MAPPING_RULES,
  Authorizers: AUTHORIZER_RULES,
  Stages: [...STAGE_RULES, ...LOG_RULES],
  'Domain names': [...DOMAIN_RULES, ...ROUTING_RULES],
  'Links, models, keys and functions': OTHER_RULES,
};

/** The rules that hold in every app. */
export const RULES: readonly Rule[] = Object.values(TOPICS).flat();

/** Whether a rule of this name is known. */
export function isKnown(code: string): boolean {
  return [...RULES, ...SECURE_RULES].some((rule) => rule.code === code);
}
