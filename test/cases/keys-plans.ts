import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import type { CfnApiKeyProps, CfnUsagePlanProps } from 'aws-cdk-lib/aws-apigateway';
import type { Stack } from 'aws-cdk-lib';
import { Period, UsagePlan } from '../../lib';
import type { Program } from './program';
import { atRunTime, documented, inferred, observed, stated } from './program';
import { http, httpL2, id, otherStack, override, raw, stage, times, ws, wsL2, wsStageL2 } from './sound';

const key = (s: Stack, props: CfnApiKeyProps = {}) => new CfnApiKey(s, id(s, 'Key'), { enabled: true, ...props });
const plan = (s: Stack, props: CfnUsagePlanProps = {}) => new CfnUsagePlan(s, id(s, 'Plan'), props);
const chatStage = (s: Stack) => stage(ws(s), 'prod');
const quota = (settings: CfnUsagePlan.QuotaSettingsProperty) => (s: Stack) => {
  plan(s, { quota: settings });
};
const quotaL2 = (settings: { limit?: number; offset?: number; period?: Period }) => (s: Stack) => {
  new UsagePlan(s, 'Plan', { quota: settings });
};

export const keysAndPlans: Program[] = [
  observed('ApiKey.Value', '19 characters', (s) => key(s, { value: 'k'.repeat(19) })),
  observed('ApiKey.Value', 'a word, CfnResource', (s) =>
    raw(s, 'ApiGateway::ApiKey', { Enabled: true, Value: 'secret' }),
  ),
  documented('ApiKey.Value', '129 characters', (s) => key(s, { value: 'k'.repeat(129) })),
  observed('ApiKey.Value', 'the same twice', (s) => times(2, () => key(s, { value: 'abcdefghijklmnopqrstuvwxyz' }))),
  observed('ApiKey.Value', 'the same twice in stacks of an environment', (s) => {
    key(s, { value: '0123456789012345678901234' });
    key(otherStack(s), { value: '0123456789012345678901234' });
  }),
  inferred('ApiKey.StageKeys', 'a stage of an HTTP API', (s) => {
    const prod = stage(http(s), 'prod');
    key(s, { stageKeys: [{ restApiId: prod.apiId, stageName: prod.ref }] });
  }),
  inferred('ApiKey.StageKeys', 'a stage of a WebSocket API', (s) => {
    const prod = chatStage(s);
    key(s, { stageKeys: [{ restApiId: prod.apiId, stageName: prod.ref }] });
  }),
  observed('UsagePlan.ApiStages.ApiId', 'an HTTP API', (s) => {
    const prod = stage(http(s), 'prod');
    plan(s, { apiStages: [{ apiId: prod.apiId, stage: prod.ref }] });
  }),
  observed('UsagePlan.ApiStages.ApiId', 'an HTTP L2 together with a WebSocket API', (s) => {
    const [chat, api] = [chatStage(s), httpL2(s)];
    plan(s, {
      apiStages: [
        { apiId: chat.apiId, stage: chat.ref },
        { apiId: api.apiId, stage: api.defaultStage!.stageName },
      ],
    });
  }),
  observed('UsagePlan.ApiStages.Stage', 'an unknown stage', (s) => {
    const chat = chatStage(s);
    plan(s, { apiStages: [{ apiId: chat.apiId, stage: 'dev' }] }).node.addDependency(chat);
  }),
  observed('UsagePlan.ApiStages.Stage', 'an unknown stage, L2', (s) => {
    const chat = wsL2(s);
    wsStageL2(chat, 'prod');
    raw(s, 'ApiGateway::UsagePlan', { ApiStages: [{ ApiId: chat.apiId, Stage: '$default' }] });
  }),
  atRunTime('UsagePlan.ApiStages.Stage', 'by its name, without a dependency', (s) => {
    const chat = chatStage(s);
    plan(s, { apiStages: [{ apiId: chat.apiId, stage: 'prod' }] });
  }),
  atRunTime('UsagePlan.ApiStages.Stage', 'by its name, without a dependency, CfnResource', (s) => {
    const chat = wsL2(s);
    wsStageL2(chat, 'beta');
    raw(s, 'ApiGateway::UsagePlan', { ApiStages: [{ ApiId: chat.apiId, Stage: 'beta' }] });
  }),
  observed('UsagePlan.ApiStages.Throttle', 'a route key', (s) => {
    const { apiId, ref } = chatStage(s);
    plan(s, { apiStages: [{ apiId, stage: ref, throttle: { send: { rateLimit: 1, burstLimit: 1 } } }] });
  }),
  observed('UsagePlan.ApiStages.Throttle', 'the route key of an HTTP API, override', (s) => {
    const { apiId, ref } = chatStage(s);
    const own = plan(s, { apiStages: [{ apiId, stage: ref }] });
    override(own, 'ApiStages.0.Throttle', { 'GET /books': { RateLimit: 1 } });
  }),
  observed('UsagePlan.Quota.Limit', '0', quota({ limit: 0, period: 'DAY' })),
  observed('UsagePlan.Quota.Limit', '0, L2', quotaL2({ limit: 0, period: Period.MONTH })),
  observed('UsagePlan.Quota.Limit', 'negative', quota({ limit: -1, period: 'WEEK' })),
  observed('UsagePlan.Quota.Period', 'none', quota({ limit: 100 })),
  observed('UsagePlan.Quota.Period', 'none, L2', quotaL2({ limit: 100 })),
  observed('UsagePlan.Quota.Period', 'YEAR', quota({ limit: 100, period: 'YEAR' })),
  observed('UsagePlan.Quota.Period', 'day in lower case', quota({ limit: 100, period: 'day' })),
  observed('UsagePlan.Quota.Offset', '1 in a day', quota({ limit: 100, period: 'DAY', offset: 1 })),
  observed('UsagePlan.Quota.Offset', '7 in a week, L2', quotaL2({ limit: 100, period: Period.WEEK, offset: 7 })),
  observed('UsagePlan.Quota.Offset', '28 in a month', quota({ limit: 100, period: 'MONTH', offset: 28 })),
  observed('UsagePlan.Quota.Offset', 'negative', quota({ limit: 100, period: 'WEEK', offset: -1 })),
  documented('UsagePlan.Throttle', 'a negative rate', (s) => plan(s, { throttle: { rateLimit: -1 } })),
  documented(
    'UsagePlan.Throttle',
    'a negative burst, L2',
    (s) => new UsagePlan(s, 'Plan', { throttle: { burstLimit: -5 } }),
  ),
  documented('UsagePlan.Throttle', 'a fraction as a burst, override', (s) =>
    override(plan(s), 'Throttle', { BurstLimit: 1.5 }),
  ),
  documented(
    'UsagePlanKey.KeyType',
    'APIKEY',
    (s) => new CfnUsagePlanKey(s, 'Link', { keyId: key(s).ref, keyType: 'APIKEY', usagePlanId: plan(s).ref }),
  ),
  documented(
    'UsagePlanKey.KeyType',
    'lower case',
    (s) => new CfnUsagePlanKey(s, 'Link', { keyId: 'abc', keyType: 'api_key', usagePlanId: plan(s).ref }),
  ),
  documented('UsagePlanKey.KeyId', 'one key in two plans of a stage', (s) => {
    const [chat, own] = [chatStage(s), key(s)];
    times(2, () => {
      const usagePlanId = plan(s, { apiStages: [{ apiId: chat.apiId, stage: chat.ref }] }).ref;
      new CfnUsagePlanKey(s, id(s, 'Link'), { keyId: own.ref, keyType: 'API_KEY', usagePlanId });
    });
  }),
  stated('UsagePlanKey.KeyId', '11 plans of a key', (s) => {
    const own = key(s);
    times(
      11,
      () => new CfnUsagePlanKey(s, id(s, 'Link'), { keyId: own.ref, keyType: 'API_KEY', usagePlanId: plan(s).ref }),
    );
  }),
];
