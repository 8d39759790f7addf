import { CfnRestApi, MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Stack } from 'aws-cdk-lib';

import { DomainName, RoutingCondition, RoutingMode, RoutingRule } from '../../lib';
import { all, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { certificate } from '../parity/fixtures';

const domainOf = (stack: Stack, routingMode?: RoutingMode) =>
  new DomainName(stack, 'Domain', { domainName: 'a.example.com', certificate: certificate(stack), routingMode });

function restOf(stack: Stack): RestApi {
  const api = new RestApi(stack, 'Rest', { cloudWatchRole: false });
  api.root.addMethod('GET', new MockIntegration());
  return api;
}

test('a routing rule sends requests that match its conditions to the deployment stage', () => {
  const stack = stackOf();
  const restApi = restOf(stack);
  const domainName = domainOf(stack, RoutingMode.ROUTING_RULE_ONLY);
  const rule = new RoutingRule(stack, 'Rule', {
    domainName,
    restApi,
    priority: 10,
    conditions: [
      RoutingCondition.basePaths('orders', 'carts/v1'),
      RoutingCondition.headers({ header: 'x-version', valueGlob: 'beta*' }),
    ],
    stripBasePath: true,
  });
  const [domain] = idsOf(stack, 'DomainName');
  expect(one(stack, 'DomainName').RoutingMode).toBe('ROUTING_RULE_ONLY');
  expect(one(stack, 'RoutingRule')).toEqual({
    DomainNameArn: { 'Fn::GetAtt': [domain, 'DomainNameArn'] },
    Priority: 10,
    Conditions: [
      { MatchBasePaths: { AnyOf: ['orders', 'carts/v1'] } },
      { MatchHeaders: { AnyOf: [{ Header: 'x-version', ValueGlob: 'beta*' }] } },
    ],
    Actions: [
      {
        InvokeApi: {
          ApiId: stack.resolve(restApi.restApiId),
          Stage: stack.resolve(restApi.deploymentStage.stageName),
          StripBasePath: true,
        },
      },
    ],
  });
  const [id] = idsOf(stack, 'RoutingRule');
  expect(stack.resolve([rule.routingRuleId, rule.routingRuleArn, domainName.domainNameArn])).toEqual([
    { 'Fn::GetAtt': [id, 'RoutingRuleId'] },
    { 'Fn::GetAtt': [id, 'RoutingRuleArn'] },
    { 'Fn::GetAtt': [domain, 'DomainNameArn'] },
  ]);
});

test('a routing rule without conditions matches every request', () => {
  const stack = stackOf();
  new RoutingRule(stack, 'Rule', {
    domainName: domainOf(stack, RoutingMode.ROUTING_RULE_THEN_API_MAPPING),
    restApi: restOf(stack),
    priority: 1,
  });
  expect(one(stack, 'RoutingRule').Conditions).toEqual([]);
});

test('a routing rule can be added to a domain name with API mappings, and to an imported domain name', () => {
  const stack = stackOf();
  const restApi = restOf(stack);
  const existing = DomainName.fromDomainNameAttributes(stack, 'Existing', {
    name: 'b.example.com',
    regionalDomainName: 'd',
    regionalHostedZoneId: 'Z',
  });
  const own = domainOf(stack, RoutingMode.API_MAPPING_ONLY);
  [own, existing].forEach((domainName, index) => {
    new RoutingRule(stack, `Rule${index}`, { domainName, restApi, priority: 1 });
  });
  expect(all(stack, 'RoutingRule')).toHaveLength(2);
});

test.each([0, 1_000_001, 1.5])('a routing rule fails for the priority %p', (priority) => {
  const stack = stackOf();
  const props = { domainName: domainOf(stack, RoutingMode.ROUTING_RULE_ONLY), restApi: restOf(stack), priority };
  expectFailure(() => new RoutingRule(stack, 'Rule', props), {
    code: 'RoutingRulePriorityInvalid',
    path: 'Stack/Rule',
    given: `priority must be a whole number between 1 and 1,000,000, got ${priority}`,
    fix: 'Use ',
  });
});

test('a routing rule fails without a stage', () => {
  const stack = stackOf();
  const restApi = new CfnRestApi(stack, 'Rest', { name: 'rest' });
  const props = { domainName: domainOf(stack, RoutingMode.ROUTING_RULE_ONLY), restApi, priority: 1 };
  expectFailure(() => new RoutingRule(stack, 'Rule', props), {
    code: 'StageMissing',
    path: 'Stack/Rule',
    given: 'Stack/Rest',
    fix: 'Pass `stage`',
  });
});
