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

/** Rules of one file, which is loaded where there is something for it to look at. */
export interface Part {
  /** The resources without any of which the rules find nothing. */
  readonly about: readonly Pick<Rule, 'on' | 'protocol' | 'needs'>[];
  /** Gives the rules. */
  readonly rules: () => readonly Rule[];
}

/** All rules by topic, as `docs/rules.md` lists them. */
export const TOPICS: { readonly [topic: string]: readonly Part[] } = {
  CORS: [{ about: [{ on: 'api', needs: 'CorsConfiguration' }], rules: () => CORS_RULES }],
  APIs: [{ about: [{ on: 'api' }], rules: () => API_RULES }],
  'HTTP routes': [{ about: [{ on: 'route' }], rules: () => HTTP_ROUTE_RULES }],
  'WebSocket routes': [
    {
      about: [
        { on: 'route', protocol: 'WEBSOCKET' },
        { on: 'integration', protocol: 'WEBSOCKET' },
        { on: 'routeResponse' },
      ],
      rules: () => WEBSOCKET_ROUTE_RULES,
    },
  ],
  Integrations: [{ about: [{ on: 'integration' }], rules: () => INTEGRATION_RULES }],
  'Parameter mappings': [
    {
      about: [
        { on: 'integration', needs: 'RequestParameters' },
        { on: 'integration', needs: 'ResponseParameters' },
        { on: 'integration', needs: 'IntegrationSubtype' },
      ],
      rules: () => MAPPING_RULES,
    },
  ],
  Authorizers: [{ about: [{ on: 'authorizer' }], rules: () => AUTHORIZER_RULES }],
  Stages: [
    { about: [{ on: 'stage' }], rules: () => STAGE_RULES },
    {
      about: [
        { on: 'stage', needs: 'AccessLogSettings' },
        { on: 'stage', needs: 'DefaultRouteSettings' },
        { on: 'stage', needs: 'RouteSettings' },
      ],
      rules: () => LOG_RULES,
    },
  ],
  'Domain names': [
    { about: [{ on: 'domainName' }, { on: 'apiMapping' }], rules: () => DOMAIN_RULES },
    { about: [{ on: 'routingRule' }], rules: () => ROUTING_RULES },
  ],
  'Links, models, keys and functions': [
    {
      about: [
        { on: 'vpcLink' },
        { on: 'model' },
        { on: 'apiKey' },
        { on: 'usagePlan' },
        { on: 'usagePlanKey' },
        { on: 'permission' },
      ],
      rules: () => OTHER_RULES,
    },
  ],
};

/** The rules that hold in every app. */
export function allRules(): Rule[] {
  return Object.values(TOPICS)
    .flat()
    .flatMap(({ rules }) => rules());
}

/** Whether a rule of this name is known. */
export function isKnown(code: string): boolean {
  return [...allRules(), ...SECURE_RULES].some((rule) => rule.code === code);
}
