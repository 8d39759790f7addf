import { Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';

import type { UsagePlanProps } from '../../lib';
import { ApiKey, Period, UsagePlan, WebSocketApi, WebSocketStage } from '../../lib';
import { all, idsOf, keys, one, stackOf, warningsOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const PLAN = 'AWS::ApiGateway::UsagePlan';
const KEY = 'AWS::ApiGateway::UsagePlanKey';
const planOf = (stack: ReturnType<typeof stackOf>, props?: UsagePlanProps) => new UsagePlan(stack, 'Plan', props);
const stageOf = (stack: ReturnType<typeof stackOf>, id = 'dev') =>
  new WebSocketStage(stack, id, {
    webSocketApi: WebSocketApi.fromWebSocketApiAttributes(stack, `${id}Api`, { webSocketId: `${id}-api` }),
    stageName: id,
  });

test('a usage plan has no limits by default', () => {
  const stack = stackOf();
  const plan = planOf(stack);
  expect(one(stack, PLAN)).toEqual({});
  const Ref = idsOf(stack, PLAN)[0];
  expect(stack.resolve([plan.usagePlanId, plan.usagePlanRef])).toEqual([{ Ref }, { usagePlanId: { Ref } }]);
});

test('a usage plan passes every property to CloudFormation', () => {
  const stack = stackOf();
  planOf(stack, {
    description: 'For customers',
    quota: { limit: 100, offset: 6, period: Period.WEEK },
    throttle: { burstLimit: 5, rateLimit: 1.5 },
    usagePlanName: 'own',
  });
  expect(one(stack, PLAN)).toEqual({
    Description: 'For customers',
    Quota: { Limit: 100, Offset: 6, Period: 'WEEK' },
    Throttle: { BurstLimit: 5, RateLimit: 1.5 },
    UsagePlanName: 'own',
  });
});

describe('the stages of a usage plan', () => {
  test('are the stages in the properties and the stages that are added later', () => {
    const stack = stackOf();
    const [one_, two] = [stageOf(stack, 'one'), stageOf(stack, 'two')];
    planOf(stack, { apiStages: [{ stage: one_ }] }).addApiStage({ api: two.api, stage: two });
    expect(one(stack, PLAN).ApiStages).toEqual([
      { ApiId: 'one-api', Stage: 'one' },
      { ApiId: 'two-api', Stage: 'two' },
    ]);
  });

  test('are dependencies of the plan if they are passed as properties', () => {
    const stack = stackOf();
    const stage = stageOf(stack);
    planOf(stack, { apiStages: [{ stage }] });
    const [plan] = Object.values(Template.fromStack(stack).findResources(PLAN));
    expect(plan!.DependsOn).toEqual(idsOf(stack, 'Stage'));
  });

  test('do not change if the list that was passed changes', () => {
    const stack = stackOf();
    const apiStages = [{ stage: stageOf(stack) }];
    planOf(stack, { apiStages });
    apiStages.pop();
    expect(one(stack, PLAN).ApiStages).toHaveLength(1);
  });

  test('do not include an entry that specifies an API but no stage', () => {
    const stack = stackOf();
    planOf(stack, { apiStages: [{ api: stageOf(stack).api }] });
    expect(one(stack, PLAN).ApiStages).toEqual([]);
  });

  test.each(['its properties', 'addApiStage'])(
    'fail for an entry without a stage in %s, with the context key usagePlanDependencies',
    (where) => {
      const stack = stackOf({ context: keys('usagePlanDependencies') });
      const entry = { api: stageOf(stack).api };
      expectFailure(
        () => (where === 'addApiStage' ? planOf(stack).addApiStage(entry) : planOf(stack, { apiStages: [entry] })),
        { code: 'StageMissing', path: 'Stack/Plan', fix: 'Specify `stage`' },
      );
    },
  );
});

describe.each([
  ['quota.limit', (value: number) => ({ quota: { limit: value, period: Period.DAY } }), 'Quota.Limit'],
  ['throttle.burstLimit', (value: number) => ({ throttle: { burstLimit: value } }), 'Throttle.BurstLimit'],
])('a usage plan with a %s', (what, make, property) => {
  test.each([1, 5000])('of %d is rendered', (value) => {
    const stack = stackOf();
    planOf(stack, make(value));
    expect(one(stack, PLAN)).toHaveProperty(property, value);
  });

  test('that is a token is accepted', () => {
    const stack = stackOf();
    planOf(stack, make(Token.asNumber({ Ref: 'AWS::AccountId' })));
    expect(one(stack, PLAN)).toHaveProperty(property, { Ref: 'AWS::AccountId' });
  });

  test.each([0.5, 1.5])('fails for %d', (value) => {
    expectFailure(() => planOf(stackOf(), make(value)), {
      code: 'UsagePlanLimitNotInteger',
      path: 'Stack/Plan',
      given: `${what} must be a whole number, got ${value}`,
      fix: 'Use ',
    });
  });
});

test.each<[string, UsagePlanProps, string]>([
  ['UsagePlanLimitInvalid', { quota: { limit: 0, period: Period.DAY } }, 'quota.limit must be a number from 1, got 0'],
  ['UsagePlanLimitInvalid', { throttle: { burstLimit: -1 } }, 'throttle.burstLimit must be a number from 0, got -1'],
  ['QuotaOffsetOutsidePeriod', { quota: { limit: 1, offset: 1, period: Period.DAY } }, 'quota.offset'],
  [
    'QuotaPeriodInvalid',
    { quota: { limit: 1, period: 'YEAR' as Period } },
    "quota.period must be one of DAY, WEEK, MONTH, got 'YEAR'",
  ],
])('a usage plan fails with %s for %j', (code, props, given) => {
  expectFailure(() => planOf(stackOf(), props), { code, path: 'Stack/Plan', given, fix: 'Use ' });
});

test('a throttle limit of 0 is rendered, and a period can come from an escape hatch', () => {
  const stack = stackOf();
  const plan = planOf(stack, { quota: { limit: 1 }, throttle: { burstLimit: 0, rateLimit: 0 } });
  (plan.node.defaultChild as apigateway.CfnUsagePlan).addPropertyOverride('Quota.Period', 'DAY');
  expect(one(stack, PLAN)).toEqual({ Quota: { Limit: 1, Period: 'DAY' }, Throttle: { BurstLimit: 0, RateLimit: 0 } });
});

test.each(['its properties', 'addApiStage'])(
  'a usage plan uses the API of the stage, and warns about a different API in %s',
  (where) => {
    const stack = stackOf();
    const entry = { api: stageOf(stack, 'a').api, stage: stageOf(stack, 'b') };
    if (where === 'addApiStage') {
      planOf(stack).addApiStage(entry);
    } else {
      planOf(stack, { apiStages: [entry] });
    }
    expect(one(stack, PLAN).ApiStages).toEqual([{ ApiId: 'b-api', Stage: 'b' }]);
    expect(warningsOf(stack)).toContain(
      "[UsagePlanApiIgnored] the API 'Stack/aApi' of an entry is not the API of its stage",
    );
  },
);

test('a usage plan fails for an imported stage without a name', () => {
  const stack = stackOf();
  const api = WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'x' });
  const attrs = { api, stageName: undefined as never };
  expect(() => WebSocketStage.fromWebSocketStageAttributes(stack, 'S', attrs)).toThrow(
    "[RequiredPropMissing] Stack: 'stageName' is required, got undefined",
  );
});

describe('addApiKey', () => {
  test('adds created, imported and L1 keys to the plan', () => {
    const stack = stackOf();
    const plan = planOf(stack);
    const l1 = new apigateway.CfnApiKey(stack, 'L1');
    const added = [new ApiKey(stack, 'Own'), ApiKey.fromApiKeyId(stack, 'Imported', 'k'), l1];
    added.forEach((key) => plan.addApiKey(key));
    expect(all(stack, KEY)).toEqual(
      added.map((key) => ({
        KeyId: stack.resolve(key.apiKeyRef.apiKeyId) as unknown,
        KeyType: 'API_KEY',
        UsagePlanId: { Ref: idsOf(stack, PLAN)[0] },
      })),
    );
  });

  test('accepts the logical ID of the association', () => {
    const stack = stackOf();
    planOf(stack).addApiKey(new ApiKey(stack, 'Key'), { overrideLogicalId: 'Own' });
    expect(idsOf(stack, KEY)).toEqual(['Own']);
  });

  test('adds keys to an imported plan', () => {
    const stack = stackOf();
    const plan = UsagePlan.fromUsagePlanId(stack, 'Plan', 'p');
    plan.addApiKey(new ApiKey(stack, 'Key'));
    expect(one(stack, KEY).UsagePlanId).toBe('p');
    expect(plan.usagePlanRef).toEqual({ usagePlanId: 'p' });
  });

  test('fails for a key that the plan already contains', () => {
    const stack = stackOf();
    const plan = planOf(stack);
    const key = new ApiKey(stack, 'Key');
    plan.addApiKey(key);
    expectFailure(() => plan.addApiKey(key), {
      code: 'ApiKeyAlreadyInUsagePlan',
      path: 'Stack/Plan',
      given: "'Stack/Key'",
      fix: 'Add the key once',
    });
  });
});
