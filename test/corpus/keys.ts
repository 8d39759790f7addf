import { Fn, Stack } from 'aws-cdk-lib';
import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import type { CfnApiProps, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { lambda, request, route, stage, to, webSocket } from './builders';
import type { Entry } from './entry';

/** A deployed stage of a WebSocket API whose `$connect` route requires an API key. */
const asks = (s: Stack, props: Partial<CfnApiProps> = {}, authorized = false): CfnStage => {
  const api = webSocket(s, props);
  const authorization = authorized ? { authorizationType: 'CUSTOM', authorizerId: request(api).ref } : {};
  const one = stage(api, 'prod');
  one.node.addDependency(route(api, '$connect', { apiKeyRequired: true, ...authorization, ...to(lambda(api)) }));
  return one;
};
const plan = (id: string, of: CfnStage, props: object = {}) =>
  new CfnUsagePlan(of.stack, id, { apiStages: [{ apiId: of.apiId, stage: of.ref }], ...props });
const key = (s: Stack, id: string, props: object = {}) => new CfnApiKey(s, id, { enabled: true, ...props });
const joins = (id: string, k: { readonly ref: string }, p: CfnUsagePlan) =>
  new CfnUsagePlanKey(p.stack, id, { keyId: k.ref, keyType: 'API_KEY', usagePlanId: p.ref });

export const entries: Entry[] = [
  {
    title: 'keys: an API key, a usage plan and a stage of a WebSocket API (developer guide)',
    build: (s) => joins('Joins', key(s, 'Key'), plan('Plan', asks(s))),
  },
  {
    title: 'keys: an explicit header as the source of the key',
    build: (s) =>
      joins('Joins', key(s, 'Key'), plan('Plan', asks(s, { apiKeySelectionExpression: '$request.header.x-api-key' }))),
  },
  {
    title: 'keys: a key that an authorizer returns',
    build: (s) => {
      const apiKeySelectionExpression = '$context.authorizer.usageIdentifierKey';
      joins('Joins', key(s, 'Key'), plan('Plan', asks(s, { apiKeySelectionExpression }, true)));
    },
  },
  {
    title: 'keys: values of 20 and of 128 characters (20 is deployed by cdk-preflight)',
    build: (s) => {
      key(s, 'A', { value: 'x'.repeat(20) });
      key(s, 'B', { value: 'y'.repeat(128), generateDistinctId: true });
      key(s, 'C', { name: 'shop key', description: 'For a partner', enabled: false, customerId: 'c-1' });
    },
  },
  {
    title: 'keys: values from a secret and a parameter',
    build: (s) => {
      key(s, 'A', { value: '{{resolve:secretsmanager:shop/key:SecretString:value}}' });
      key(s, 'B', { value: Fn.importValue('Key') });
    },
  },
  {
    title: 'plans: the minimum and maximum of quotas and offsets (deployed by cdk-preflight)',
    build: (s) => {
      const one = asks(s);
      plan('A', one, { quota: { limit: 1, period: 'DAY', offset: 0 } });
      plan('B', one, { quota: { limit: 5000, period: 'WEEK', offset: 6 } });
      plan('C', one, { quota: { limit: 2_000_000_000, period: 'MONTH', offset: 27 } });
      plan('D', one, { throttle: { burstLimit: 0, rateLimit: 0.5 }, quota: { limit: 10, period: 'MONTH' } });
    },
  },
  {
    title: 'plans: plans without an API, to which a portal adds APIs later',
    build: (s) => joins('Joins', key(s, 'Key'), new CfnUsagePlan(s, 'Plan', { usagePlanName: 'gold' })),
  },
  {
    title: 'plans: one key in plans of two stages, and two keys in one plan',
    build: (s) => {
      const [a, b] = [plan('A', asks(s)), plan('B', asks(s))];
      const shared = key(s, 'Shared');
      joins('One', shared, a);
      joins('Two', shared, b);
      joins('Three', key(s, 'Other'), b);
    },
  },
  {
    title: 'plans: a REST API and a WebSocket API',
    build: (s) => {
      const one = asks(s);
      const apiStages = [
        { apiId: one.apiId, stage: one.ref },
        { apiId: 'a1b2c3d4e5', stage: 'prod' },
      ];
      plan('Plan', one, { apiStages, description: 'Both', usagePlanName: 'both' });
    },
  },
  {
    title: 'plans: an API, a stage and a key of other stacks',
    build: (s, app) => {
      const one = asks(s);
      const other = new Stack(app, 'Other');
      const apiStages = [{ apiId: one.apiId, stage: one.ref }];
      const of = new CfnUsagePlan(other, 'Plan', { apiStages });
      new CfnUsagePlanKey(other, 'Member', { keyId: key(s, 'Key').ref, keyType: 'API_KEY', usagePlanId: of.ref });
      new CfnUsagePlanKey(other, 'Existing', { keyId: 'abc1234567', keyType: 'API_KEY', usagePlanId: of.ref });
    },
  },
];
