import type { Stack } from 'aws-cdk-lib';
import { CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import type { CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRoutingRule } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { domain, http, mapping, times, webSocket } from './negative';

const invoke = { invokeApi: { apiId: 'rest', stage: 'prod' } };
const header = { matchHeaders: { anyOf: [{ header: 'x', valueGlob: 'y' }] } };
const path = { matchBasePaths: { anyOf: ['books'] } };
const rule = (s: Stack, props: object = {}, of = domain(s)) =>
  new CfnRoutingRule(s, `Rule${s.node.children.length}`, {
    domainNameArn: of.attrDomainNameArn,
    priority: 1,
    actions: [invoke],
    conditions: [path],
    ...props,
  });
const keys = (s: Stack, n: number, on = domain(s)) => {
  const api = http(s);
  times(n, (i) => mapping(api, on, `v1/${i}`));
};

export const negatives: Negatives = {
  DomainTlsUnsupported: {
    breaks: (s) => domain(s, { securityPolicy: 'TLS_1_0' }),
    keeps: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    says: ["got 'TLS_1_0'", "Write 'TLS_1_2'"],
  },
  DomainPolicyUnusual: {
    breaks: (s) => domain(s, { securityPolicy: 'SecurityPolicy_TLS13_1_3_2025_09' }),
    keeps: (s) => domain(s, { securityPolicy: 'TLS_1_2' }),
    says: ["got 'SecurityPolicy_TLS13_1_3_2025_09'"],
  },
  DomainEndpointEdge: {
    breaks: (s) => domain(s, { endpointType: 'EDGE' }),
    keeps: (s) => domain(s, { endpointType: 'REGIONAL' }),
    says: ["got 'EDGE'", 'REGIONAL'],
  },
  ApiMappingKeyInvalid: {
    breaks: (s) => mapping(http(s), domain(s), 'my books'),
    keeps: (s) => {
      mapping(http(s), domain(s), 'v1/books');
      mapping(http(s), domain(s), "$-_.+!*'()");
      mapping(http(s), domain(s), 'x'.repeat(300));
    },
    says: ["got 'my books'", "Did you mean 'my-books'?"],
  },
  ApiMappingKeyOfSeveralLevels: {
    breaks: (s) => mapping(webSocket(s), domain(s), 'v1/chat'),
    keeps: (s) => mapping(webSocket(s), domain(s), 'v1-chat'),
    says: ["got 'v1/chat'", "Did you mean 'v1-chat'?"],
  },
  ApiMappingDuplicate: {
    breaks: (s) => {
      const on = domain(s);
      mapping(http(s), on, 'v1');
      mapping(http(s), on, 'v1');
    },
    keeps: (s) => {
      const on = domain(s);
      mapping(http(s), on, 'v1');
      mapping(http(s), on);
      mapping(http(s), domain(s), 'v1');
    },
    says: ["got 'v1'", 'has it'],
  },
  DomainSharedWithWebSocket: {
    breaks: (s) => {
      const on = domain(s);
      mapping(http(s), on, 'rest');
      mapping(webSocket(s), on, 'chat');
    },
    keeps: (s) => {
      const on = domain(s);
      mapping(webSocket(s), on, 'news');
      mapping(webSocket(s), on, 'chat');
    },
    says: ['WebSocket', 'a domain name of its own'],
  },
  TooManyMultiLevelMappings: {
    breaks: (s) => keys(s, 201),
    keeps: (s) => keys(s, 200),
    says: ['at most 200', 'got 201'],
  },
  MutualTlsBypassed: {
    breaks: (s) => mapping(http(s), domain(s, {}, { mutualTlsAuthentication: { truststoreUri: 's3://b/k' } })),
    keeps: (s) =>
      mapping(
        http(s, { disableExecuteApiEndpoint: true }),
        domain(s, {}, { mutualTlsAuthentication: { truststoreUri: 's3://b/k' } }),
      ),
    says: ['the default endpoint', 'disableExecuteApiEndpoint: true'],
  },
  RoutingRulePriorityInvalid: {
    breaks: (s) => rule(s, { priority: 1_000_001 }),
    keeps: (s) => rule(s, { priority: 1_000_000 }),
    says: ['between 1 and 1,000,000', 'got 1000001'],
  },
  RoutingRulePriorityDuplicate: {
    breaks: (s) => {
      const of = domain(s);
      rule(s, {}, of);
      rule(s, {}, of);
    },
    keeps: (s) => {
      const of = domain(s);
      rule(s, {}, of);
      rule(s, { priority: 2 }, of);
      rule(s);
    },
    says: ['got 1', 'has it'],
  },
  RoutingRuleActionInvalid: {
    breaks: (s) => rule(s, { actions: [invoke, invoke] }),
    keeps: (s) => rule(s, { actions: [invoke] }),
    says: ['exactly one', 'got 2'],
  },
  RoutingRuleConditionsInvalid: {
    breaks: (s) => rule(s, { conditions: [header, header, header] }),
    keeps: (s) => rule(s, { conditions: [header, header, path] }),
    says: ['at most two on headers', '3 on headers'],
  },
  RoutingRuleTargetUnsupported: {
    breaks: (s) => rule(s, { actions: [{ invokeApi: { apiId: http(s).ref, stage: 'prod' } }] }),
    keeps: (s) => rule(s, { actions: [{ invokeApi: { apiId: rest(s).ref, stage: 'prod' } }] }),
    says: ['must be a REST API', "got 'Stack/Api", 'new ApiMapping'],
  },
  RoutingRuleOnSharedDomain: {
    breaks: (s) => rule(s, {}, shared(s, 'http', 'rest')),
    keeps: (s) => {
      rule(s, {}, shared(s, 'rest'));
      rule(s, {}, shared(s, 'http'));
      shared(s, 'http', 'rest');
    },
    says: ['must be a domain name of REST APIs only', 'for a REST API and', 'a domain name of their own'],
  },
};

/** A REST API. */
function rest(stack: Stack): CfnRestApi {
  return new CfnRestApi(stack, `Rest${stack.node.children.length}`, { name: 'rest' });
}

/** A domain name that APIs are mapped to. */
function shared(stack: Stack, ...kinds: ('http' | 'rest')[]): CfnDomainName {
  const on = domain(stack, {}, { routingMode: 'ROUTING_RULE_THEN_API_MAPPING' });
  for (const kind of kinds) {
    mapping(kind === 'http' ? http(stack) : rest(stack), on, kind);
  }
  return on;
}
