import type { Stack } from 'aws-cdk-lib';
import { CfnRestApi, CfnStage } from 'aws-cdk-lib/aws-apigateway';
import type { CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRoutingRule } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Negatives } from './negative';
import { domain, http, mapping, times } from './negative';

const invoke = { invokeApi: { apiId: 'rest', stage: 'prod' } };
const header = (name = 'x', valueGlob = 'y') => ({ matchHeaders: { anyOf: [{ header: name, valueGlob }] } });
const path = (...anyOf: string[]) => ({ matchBasePaths: { anyOf } });
const ruled = (s: Stack) => domain(s, {}, { routingMode: 'ROUTING_RULE_ONLY' });
const rule = (s: Stack, props: object = {}, of = ruled(s)) =>
  new CfnRoutingRule(s, `Rule${s.node.children.length}`, {
    domainNameArn: of.attrDomainNameArn,
    priority: 1,
    actions: [invoke],
    conditions: [path('books')],
    ...props,
  });
const when = (s: Stack, ...conditions: object[]) => rule(s, { conditions });
const rest = (s: Stack) => new CfnRestApi(s, `Rest${s.node.children.length}`, { name: 'rest' });
/** A routing rule that refers to the stage of a REST API by a literal name. */
const staged = (s: Stack, stage: string) => {
  const api = rest(s);
  const prod = new CfnStage(s, 'Prod', { restApiId: api.ref, stageName: 'prod', deploymentId: 'd' });
  const made = rule(s, { actions: [{ invokeApi: { apiId: api.ref, stage } }] });
  made.node.addDependency(prod);
  return made;
};
/** A domain name with API mappings. */
const shared = (s: Stack, ...kinds: ('http' | 'rest')[]): CfnDomainName => {
  const on = domain(s, {}, { routingMode: 'ROUTING_RULE_THEN_API_MAPPING' });
  for (const kind of kinds) {
    mapping(kind === 'http' ? http(s) : rest(s), on, kind);
  }
  return on;
};
const many = (s: Stack, n: number) => {
  const on = ruled(s);
  times(n, (i) => rule(s, { priority: i + 1 }, on));
};

export const negatives: Negatives = {
  RoutingRulePriorityInvalid: {
    violates: (s) => rule(s, { priority: 1_000_001 }),
    complies: (s) => rule(s, { priority: 1_000_000 }),
    messageContains: ['between 1 and 1,000,000', 'got 1000001'],
  },
  RoutingRulePriorityDuplicate: {
    violates: (s) => {
      const of = ruled(s);
      rule(s, {}, of);
      rule(s, {}, of);
    },
    complies: (s) => {
      const of = ruled(s);
      rule(s, {}, of);
      rule(s, { priority: 2 }, of);
      rule(s);
    },
    messageContains: ['got 1', 'must be unique on the domain name', 'has the same priority'],
  },
  RoutingRuleActionInvalid: {
    violates: (s) => rule(s, { actions: [invoke, invoke] }),
    complies: (s) => rule(s, { actions: [invoke] }),
    messageContains: ['exactly one', 'got 2'],
  },
  RoutingRuleConditionsInvalid: {
    violates: (s) => when(s, header(), header(), header()),
    complies: (s) => when(s, header(), header(), path('books')),
    messageContains: ['at most two conditions on headers', '3 on headers'],
  },
  RoutingConditionInvalid: {
    violates: (s) => when(s, { ...header(), ...path('books') }),
    complies: (s) => when(s, header(), path('books')),
    messageContains: ['either headers or base paths', 'got headers and base paths in one condition'],
  },
  RoutingHeadersPerCondition: {
    violates: (s) => when(s, { matchHeaders: { anyOf: ['a', 'b'].map((name) => ({ header: name, valueGlob: 'v' })) } }),
    complies: (s) => when(s, header('a'), header('b')),
    messageContains: ['match one header', 'got 2 headers'],
  },
  RoutingHeaderNameInvalid: {
    violates: (s) => when(s, header('x version')),
    complies: (s) => when(s, header("x-!#$%&'.^_`|~*?"), header('x'.repeat(39))),
    messageContains: ["got 'x version'", '1 to 39 letters'],
  },
  RoutingHeaderReserved: {
    violates: (s) => when(s, header('Authorization')),
    complies: (s) => when(s, header('x-authorization')),
    messageContains: ["got 'Authorization'"],
  },
  RoutingHeaderGlobInvalid: {
    violates: (s) => when(s, header('x', 'v*1')),
    complies: (s) => when(s, header('x', '*v1*'), header('y', 'v'.repeat(127))),
    messageContains: ["got 'v*1'", 'only at the start or the end'],
  },
  RoutingBasePathInvalid: {
    violates: (s) => when(s, path('/orders/v1')),
    complies: (s) => when(s, path('orders/v1', 'p'.repeat(128))),
    messageContains: ["got '/orders/v1'", "Did you mean 'orders/v1'?"],
  },
  RoutingRuleTargetUnsupported: {
    violates: (s) => rule(s, { actions: [{ invokeApi: { apiId: http(s).ref, stage: 'prod' } }] }),
    complies: (s) => rule(s, { actions: [{ invokeApi: { apiId: rest(s).ref, stage: 'prod' } }] }),
    messageContains: ['must be a REST API', "got 'Stack/Api", 'new ApiMapping'],
  },
  RoutingRuleStageUnknown: {
    violates: (s) => staged(s, 'test'),
    complies: (s) => staged(s, 'prod'),
    messageContains: ["which has the stages 'prod'", "got 'test'"],
  },
  RoutingRuleDomainInvalid: {
    violates: (s) => rule(s, { domainNameArn: 'api.example.com' }),
    complies: (s) => rule(s, { domainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com' }),
    messageContains: ["got 'api.example.com'", "'DomainNameArn'"],
  },
  RoutingRuleOnSharedDomain: {
    violates: (s) => rule(s, {}, shared(s, 'http', 'rest')),
    complies: (s) => {
      rule(s, {}, shared(s, 'rest'));
      rule(s, {}, shared(s, 'http'));
      shared(s, 'http', 'rest');
    },
    messageContains: [
      'must be a domain name with mappings of REST APIs only',
      'for a REST API and',
      'Map the HTTP APIs to a separate domain name',
    ],
  },
  RoutingRulesNotRead: {
    violates: (s) => rule(s, {}, domain(s)),
    complies: (s) => rule(s, {}, ruled(s)),
    messageContains: ['RoutingMode', 'got nothing', "'ROUTING_RULE_ONLY'"],
  },
  TooManyRoutingRules: {
    violates: (s) => many(s, 51),
    complies: (s) => many(s, 50),
    messageContains: ['at most 50', 'got 51'],
  },
};
