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
    breaks: (s) => rule(s, { priority: 1_000_001 }),
    keeps: (s) => rule(s, { priority: 1_000_000 }),
    says: ['between 1 and 1,000,000', 'got 1000001'],
  },
  RoutingRulePriorityDuplicate: {
    breaks: (s) => {
      const of = ruled(s);
      rule(s, {}, of);
      rule(s, {}, of);
    },
    keeps: (s) => {
      const of = ruled(s);
      rule(s, {}, of);
      rule(s, { priority: 2 }, of);
      rule(s);
    },
    says: ['got 1', 'must be unique on the domain name', 'has the same priority'],
  },
  RoutingRuleActionInvalid: {
    breaks: (s) => rule(s, { actions: [invoke, invoke] }),
    keeps: (s) => rule(s, { actions: [invoke] }),
    says: ['exactly one', 'got 2'],
  },
  RoutingRuleConditionsInvalid: {
    breaks: (s) => when(s, header(), header(), header()),
    keeps: (s) => when(s, header(), header(), path('books')),
    says: ['at most two conditions on headers', '3 on headers'],
  },
  RoutingConditionInvalid: {
    breaks: (s) => when(s, { ...header(), ...path('books') }),
    keeps: (s) => when(s, header(), path('books')),
    says: ['either headers or base paths', 'got headers and base paths in one condition'],
  },
  RoutingHeadersPerCondition: {
    breaks: (s) => when(s, { matchHeaders: { anyOf: ['a', 'b'].map((name) => ({ header: name, valueGlob: 'v' })) } }),
    keeps: (s) => when(s, header('a'), header('b')),
    says: ['match one header', 'got 2 headers'],
  },
  RoutingHeaderNameInvalid: {
    breaks: (s) => when(s, header('x version')),
    keeps: (s) => when(s, header("x-!#$%&'.^_`|~*?"), header('x'.repeat(39))),
    says: ["got 'x version'", '1 to 39 letters'],
  },
  RoutingHeaderReserved: {
    breaks: (s) => when(s, header('Authorization')),
    keeps: (s) => when(s, header('x-authorization')),
    says: ["got 'Authorization'"],
  },
  RoutingHeaderGlobInvalid: {
    breaks: (s) => when(s, header('x', 'v*1')),
    keeps: (s) => when(s, header('x', '*v1*'), header('y', 'v'.repeat(127))),
    says: ["got 'v*1'", 'only at the start or the end'],
  },
  RoutingBasePathInvalid: {
    breaks: (s) => when(s, path('/orders/v1')),
    keeps: (s) => when(s, path('orders/v1', 'p'.repeat(128))),
    says: ["got '/orders/v1'", "Did you mean 'orders/v1'?"],
  },
  RoutingRuleTargetUnsupported: {
    breaks: (s) => rule(s, { actions: [{ invokeApi: { apiId: http(s).ref, stage: 'prod' } }] }),
    keeps: (s) => rule(s, { actions: [{ invokeApi: { apiId: rest(s).ref, stage: 'prod' } }] }),
    says: ['must be a REST API', "got 'Stack/Api", 'new ApiMapping'],
  },
  RoutingRuleStageUnknown: {
    breaks: (s) => staged(s, 'test'),
    keeps: (s) => staged(s, 'prod'),
    says: ["which has the stages 'prod'", "got 'test'"],
  },
  RoutingRuleDomainInvalid: {
    breaks: (s) => rule(s, { domainNameArn: 'api.example.com' }),
    keeps: (s) => rule(s, { domainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com' }),
    says: ["got 'api.example.com'", "'DomainNameArn'"],
  },
  RoutingRuleOnSharedDomain: {
    breaks: (s) => rule(s, {}, shared(s, 'http', 'rest')),
    keeps: (s) => {
      rule(s, {}, shared(s, 'rest'));
      rule(s, {}, shared(s, 'http'));
      shared(s, 'http', 'rest');
    },
    says: [
      'must be a domain name with mappings of REST APIs only',
      'for a REST API and',
      'Map the HTTP APIs to a separate domain name',
    ],
  },
  RoutingRulesNotRead: {
    breaks: (s) => rule(s, {}, domain(s)),
    keeps: (s) => rule(s, {}, ruled(s)),
    says: ['RoutingMode', 'got nothing', "'ROUTING_RULE_ONLY'"],
  },
  TooManyRoutingRules: {
    breaks: (s) => many(s, 51),
    keeps: (s) => many(s, 50),
    says: ['at most 50', 'got 51'],
  },
};
