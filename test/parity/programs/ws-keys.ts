import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Fn, RemovalPolicy, Tags } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import type {
  ApiKeyProps,
  IWebSocketApi,
  IWebSocketStage,
  QuotaSettings,
  RateLimitedApiKeyProps,
  ThrottleSettings,
  UsagePlanProps,
} from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { ENV, fn, inStack, role, rows } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

type ApiKey = InstanceType<Modules['apigwv2']['ApiKey']>;
const value = 'a-value-of-more-than-twenty-characters';

function chat(m: Modules, scope: Construct, id = 'Api') {
  const integration = new m.integrations.WebSocketMockIntegration(`${id}Mock`);
  const api = new m.apigwv2.WebSocketApi(scope, id, { connectRouteOptions: { integration } });
  const stage = new m.apigwv2.WebSocketStage(scope, `${id}Stage`, { webSocketApi: api, stageName: 'dev' });
  return { api, stage };
}

const told = (key: Pick<ApiKey, 'keyId' | 'keyArn' | 'apiKeyRef' | 'env' | 'node'>) => ({
  id: key.keyId,
  arn: key.keyArn,
  ref: key.apiKeyRef,
  env: key.env,
  children: key.node.findAll().map((c) => c.node.path),
});

const keyProps: Record<string, (stack: Stack) => ApiKeyProps | undefined> = {
  none: () => undefined,
  empty: () => ({}),
  apiKeyName: () => ({ apiKeyName: 'own' }),
  'apiKeyName a token': () => ({ apiKeyName: Fn.importValue('name') }),
  value: () => ({ value }),
  'value a parameter': (stack) => ({ value: new CfnParameter(stack, 'Value', { noEcho: true }).valueAsString }),
  description: () => ({ description: 'Of a customer' }),
  customerId: () => ({ customerId: 'c-1' }),
  'enabled true': () => ({ enabled: true }),
  'enabled false': () => ({ enabled: false }),
  'generateDistinctId true': () => ({ generateDistinctId: true }),
  'generateDistinctId false': () => ({ generateDistinctId: false }),
  all: (stack) => ({
    apiKeyName: 'all',
    value,
    description: `in ${stack.region}`,
    customerId: 'c',
    enabled: false,
    generateDistinctId: true,
  }),
};

const quotas: Record<string, (m: Modules) => QuotaSettings> = {
  empty: () => ({}),
  limit: () => ({ limit: 10 }),
  'limit 0': () => ({ limit: 0 }),
  offset: () => ({ offset: 2 }),
  day: (m) => ({ period: m.apigwv2.Period.DAY }),
  week: (m) => ({ limit: 7, period: m.apigwv2.Period.WEEK }),
  month: (m) => ({ limit: 7, period: m.apigwv2.Period.MONTH, offset: 3 }),
};

const UNDEPLOYABLE_QUOTAS: { readonly [name: string]: string } = {
  limit: 'a quota needs a period',
  'limit 0': 'a quota is at least 1',
  offset: 'a quota needs a period',
};

const throttles: Record<string, ThrottleSettings> = {
  empty: {},
  rate: { rateLimit: 10.5 },
  burst: { burstLimit: 4 },
  both: { rateLimit: 10, burstLimit: 20 },
  zeroes: { rateLimit: 0, burstLimit: 0 },
  'a rate and no burst': { rateLimit: 1, burstLimit: 0 },
};

const keys: Program[] = [
  ...rows(keyProps, (name, props) =>
    inStack(`ws key: props: ${name}`, (m, stack) => told(new m.apigwv2.ApiKey(stack, 'Key', props(stack)))),
  ),
  ...rows(keyProps, (name, props) =>
    inStack(`ws rate limited key: props: ${name}`, (m, stack) =>
      told(new m.apigwv2.RateLimitedApiKey(stack, 'Key', props(stack))),
    ),
  ),
  ...rows(quotas, (name, quota) =>
    inStack(
      `ws rate limited key: quota ${name}`,
      (m, stack) => told(new m.apigwv2.RateLimitedApiKey(stack, 'Key', { quota: quota(m) })),
      { undeployable: UNDEPLOYABLE_QUOTAS[name] },
    ),
  ),
  ...rows(throttles, (name, throttle) =>
    inStack(`ws rate limited key: throttle ${name}`, (m, stack) =>
      told(new m.apigwv2.RateLimitedApiKey(stack, 'Key', { throttle })),
    ),
  ),
  ...rows<(m: Modules, stack: Stack) => RateLimitedApiKeyProps>(
    {
      'no stages': () => ({ apiStages: [] }),
      'a stage': (m, stack) => ({ apiStages: [chat(m, stack)] }),
      'two stages': (m, stack) => ({ apiStages: [chat(m, stack), chat(m, stack, 'Two')] }),
      all: (m, stack) => ({
        apiKeyName: 'all',
        value,
        customerId: 'c',
        enabled: true,
        apiStages: [chat(m, stack)],
        quota: { limit: 1000, offset: 5, period: m.apigwv2.Period.WEEK },
        throttle: { rateLimit: 5, burstLimit: 6 },
      }),
    },
    (name, props) =>
      inStack(`ws rate limited key: ${name}`, (m, stack) => {
        const key = new m.apigwv2.RateLimitedApiKey(stack, 'Key', props(m, stack));
        key.grantRead(role(stack));
        return told(key);
      }),
  ),
];

const grantees: Record<string, (stack: Stack) => iam.IGrantable> = {
  'a role': (stack) => role(stack),
  'a user': (stack) => new iam.User(stack, 'User'),
  'a function': (stack) => fn(stack),
  'an imported role': (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111111111111:role/Imported'),
  'a role of another account': (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::999999999999:role/Other'),
};
const grants: Program[] = rows(grantees, (name, make) =>
  inStack(
    `ws key: grants to ${name}`,
    (m, stack) => {
      const grantee = make(stack);
      const imported = m.apigwv2.ApiKey.fromApiKeyId(stack, 'Imported', 'abc');
      const all = ['One', 'Two', 'Three'].map((id) => new m.apigwv2.ApiKey(stack, id));
      const limited = new m.apigwv2.RateLimitedApiKey(stack, 'Limited');
      const given = [
        all[0].grantRead(grantee),
        all[1].grantWrite(grantee),
        all[2].grantReadWrite(grantee),
        limited.grantReadWrite(grantee),
        (imported as ApiKey).grantRead(grantee),
      ];
      return { given: given.map((g) => g.principalStatements.map((s) => s.toJSON() as unknown)) };
    },
    { env: ENV },
  ),
);

const plans: Program[] = [
  ...rows<(m: Modules, stack: Stack) => UsagePlanProps | undefined>(
    {
      none: () => undefined,
      empty: () => ({}),
      usagePlanName: () => ({ usagePlanName: 'Basic' }),
      'usagePlanName a token': (_, stack) => ({ usagePlanName: `plan-${stack.stackName}` }),
      description: () => ({ description: 'Basic' }),
      'no stages': () => ({ apiStages: [] }),
      'a stage': (m, stack) => ({ apiStages: [chat(m, stack)] }),
      'two stages': (m, stack) => ({ apiStages: [chat(m, stack), chat(m, stack, 'Two')] }),
      all: (m, stack) => ({
        usagePlanName: 'All',
        description: 'All',
        apiStages: [chat(m, stack)],
        quota: { limit: 1, offset: 0, period: m.apigwv2.Period.DAY },
        throttle: { rateLimit: 1, burstLimit: 2 },
      }),
    },
    (name, props) =>
      inStack(`ws plan: props: ${name}`, (m, stack) => {
        const plan = new m.apigwv2.UsagePlan(stack, 'Plan', props(m, stack));
        return { id: plan.usagePlanId, ref: plan.usagePlanRef, children: plan.node.children.map((c) => c.node.id) };
      }),
  ),
  ...rows(quotas, (name, quota) =>
    inStack(
      `ws plan: quota ${name}`,
      (m, stack) => {
        new m.apigwv2.UsagePlan(stack, 'Plan', { quota: quota(m) });
      },
      { undeployable: UNDEPLOYABLE_QUOTAS[name] },
    ),
  ),
  ...rows(throttles, (name, throttle) =>
    inStack(`ws plan: throttle ${name}`, (m, stack) => {
      new m.apigwv2.UsagePlan(stack, 'Plan', { throttle });
    }),
  ),
  inStack('ws plan: throttle and quota of parameters', (m, stack) => {
    const n = new CfnParameter(stack, 'N', { type: 'Number' }).valueAsNumber;
    new m.apigwv2.UsagePlan(stack, 'Plan', {
      throttle: { rateLimit: n, burstLimit: n },
      quota: { limit: n, offset: n, period: m.apigwv2.Period.DAY },
    });
  }),
];

type Plan = InstanceType<Modules['apigwv2']['UsagePlan']>;
const acts: Program[] = rows<(m: Modules, plan: Plan, stack: Stack) => unknown>(
  {
    'a key': (m, plan, stack) => plan.addApiKey(new m.apigwv2.ApiKey(stack, 'Key')),
    'several keys': (m, plan, stack) =>
      ['a', 'b', 'c'].forEach((id) => plan.addApiKey(new m.apigwv2.ApiKey(stack, id))),
    'keys of own logical ids': (m, plan, stack) =>
      ['A', 'B'].forEach((id) => plan.addApiKey(new m.apigwv2.ApiKey(stack, id), { overrideLogicalId: `Key${id}` })),
    'first an own logical id, then not': (m, plan, stack) => {
      plan.addApiKey(new m.apigwv2.ApiKey(stack, 'A'), { overrideLogicalId: 'Own' });
      plan.addApiKey(new m.apigwv2.ApiKey(stack, 'B'), {});
    },
    'an imported key': (m, plan, stack) => plan.addApiKey(m.apigwv2.ApiKey.fromApiKeyId(stack, 'Key', 'abc')),
    'an imported key of a token': (m, plan, stack) =>
      plan.addApiKey(m.apigwv2.ApiKey.fromApiKeyId(stack, 'Key', Fn.importValue('key'))),
    'a key of REST APIs': (_, plan, stack) => plan.addApiKey(new apigateway.ApiKey(stack, 'Key')),
    'an L1 key': (_, plan, stack) => plan.addApiKey(new apigateway.CfnApiKey(stack, 'Key')),
    'a rate limited key': (m, plan, stack) => plan.addApiKey(new m.apigwv2.RateLimitedApiKey(stack, 'Key')),
    'one key to two plans': (m, plan, stack) => {
      const key = new m.apigwv2.ApiKey(stack, 'Key');
      plan.addApiKey(key);
      new m.apigwv2.UsagePlan(stack, 'Two').addApiKey(key);
    },
    'a key below the plan': (m, plan) => plan.addApiKey(new m.apigwv2.ApiKey(plan, 'Key')),
    'a key to an imported plan': (m, _, stack) =>
      m.apigwv2.UsagePlan.fromUsagePlanId(stack, 'Imported', 'abc').addApiKey(new m.apigwv2.ApiKey(stack, 'Key')),
    'keys to an imported plan': (m, _, stack) => {
      const plan = m.apigwv2.UsagePlan.fromUsagePlanId(stack, 'Imported', Fn.importValue('plan'));
      plan.addApiKey(new m.apigwv2.ApiKey(stack, 'A'), { overrideLogicalId: 'Own' });
      plan.addApiKey(new m.apigwv2.ApiKey(stack, 'B'));
    },
    'a stage': (m, plan, stack) => plan.addApiStage(chat(m, stack)),
    'two stages': (m, plan, stack) => ['A', 'B'].forEach((id) => plan.addApiStage(chat(m, stack, id))),
    'an imported stage': (m, plan, stack) => {
      const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
      const stage = m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'S', { api, stageName: 'dev' });
      plan.addApiStage({ api, stage });
    },
    'tags and removal policy': (m, plan, stack) => {
      plan.applyRemovalPolicy(RemovalPolicy.RETAIN);
      const key = new m.apigwv2.ApiKey(stack, 'Key');
      key.applyRemovalPolicy(RemovalPolicy.RETAIN);
      plan.addApiKey(key);
      Tags.of(stack).add('k', 'v');
    },
    'an escape hatch': (_, plan) => {
      (plan.node.defaultChild as apigateway.CfnUsagePlan).usagePlanName = 'other';
    },
  },
  (name, act) =>
    inStack(`ws plan: ${name} added`, (m, stack) => {
      const plan = new m.apigwv2.UsagePlan(stack, 'Plan');
      act(m, plan, stack);
      return { paths: stack.node.findAll().map((c) => c.node.path) };
    }),
);

type Stages = (m: Modules, stack: Stack) => { api?: IWebSocketApi; stage?: IWebSocketStage };
const partial: Record<string, Stages> = {
  'an api without a stage': (m, stack) => ({ api: chat(m, stack).api }),
  'a stage without an api': (m, stack) => ({ stage: chat(m, stack).stage }),
  'neither api nor stage': () => ({}),
  'an api and the stage of another one': (m, stack) => ({
    api: chat(m, stack).api,
    stage: chat(m, stack, 'Other').stage,
  }),
  'a stage of an empty name': (m, stack) => {
    const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
    return { stage: m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'S', { api, stageName: '' }) };
  },
};
const partials: Program[] = rows(partial, (name, make) =>
  inStack(`ws plan: ${name}, given and added`, (m, stack) => {
    const apiStage = make(m, stack);
    new m.apigwv2.UsagePlan(stack, 'Plan', { apiStages: [apiStage] });
    new m.apigwv2.UsagePlan(stack, 'Two').addApiStage(apiStage);
    new m.apigwv2.RateLimitedApiKey(stack, 'Key', { apiStages: [apiStage] });
  }),
);

const elsewhere: Program[] = [
  ...rows(places, (place, at) => ({
    name: `ws plan: keys and plan in ${place}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const scope = at(app);
      const plan = new m.apigwv2.UsagePlan(scope, 'Plan', { apiStages: [chat(m, scope)] });
      const key = new m.apigwv2.ApiKey(scope, 'Key');
      plan.addApiKey(key);
      key.grantReadWrite(role(scope));
      new m.apigwv2.RateLimitedApiKey(scope, 'Limited', { throttle: { rateLimit: 1 } });
      return { ...told(key), plan: plan.usagePlanId };
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `ws plan: stage and key in ${what}`,
    build: (m: Modules, app: Parameters<Program['build']>[1]) => {
      const [backend, front] = at(app);
      const plan = new m.apigwv2.UsagePlan(front, 'Plan', { apiStages: [chat(m, backend)] });
      plan.addApiKey(new m.apigwv2.ApiKey(backend, 'Key'));
      plan.addApiKey(new m.apigwv2.ApiKey(front, 'Own'));
      plan.addApiStage(chat(m, front, 'Near'));
    },
  })),
];

const imports: Program[] = [
  inStack('ws key: imported', (m, stack) => told(m.apigwv2.ApiKey.fromApiKeyId(stack, 'Key', 'abc') as ApiKey)),
  inStack(
    'ws key: imported in an environment',
    (m, stack) => told(m.apigwv2.ApiKey.fromApiKeyId(stack, 'Key', Fn.importValue('k')) as ApiKey),
    { env: ENV },
  ),
  inStack('ws plan: imported', (m, stack) => {
    const plan = m.apigwv2.UsagePlan.fromUsagePlanId(stack, 'Plan', 'abc');
    return { id: plan.usagePlanId, ref: plan.usagePlanRef };
  }),
];

type Act = (m: Modules, stack: Stack) => unknown;
const broken: Program[] = rows<Act>(
  {
    'a key twice in one plan': (m, stack) => {
      const plan = new m.apigwv2.UsagePlan(stack, 'Plan');
      const key = new m.apigwv2.ApiKey(stack, 'Key');
      plan.addApiKey(key);
      plan.addApiKey(key);
    },
    'two keys of one id': (m, stack) => ['a', 'b'].map(() => new m.apigwv2.ApiKey(stack, 'Key')),
    'an own logical id twice': (m, stack) => {
      const plan = new m.apigwv2.UsagePlan(stack, 'Plan');
      ['A', 'B'].forEach((id) => plan.addApiKey(new m.apigwv2.ApiKey(stack, id), { overrideLogicalId: 'Own' }));
    },
  },
  (name, act) => inStack(`fails: ws plan: ${name}`, (m, stack) => void act(m, stack)),
);

const numbers: Program[] = [-1, 1.5, -0.5, 1e9, Number.MAX_SAFE_INTEGER].flatMap((n) => {
  const table: Record<string, (m: Modules) => UsagePlanProps> = {
    rateLimit: () => ({ throttle: { rateLimit: n } }),
    burstLimit: () => ({ throttle: { burstLimit: n } }),
    limit: (m) => ({ quota: { limit: n, period: m.apigwv2.Period.DAY } }),
    offset: (m) => ({ quota: { limit: 5, offset: n, period: m.apigwv2.Period.WEEK } }),
  };
  return rows(table, (name, make) => {
    const refused = !Number.isInteger(n) && (name === 'burstLimit' || name === 'limit');
    return inStack(
      `${refused ? 'fails: ' : ''}ws plan: ${name} of ${n}`,
      (m, stack) => {
        new m.apigwv2.UsagePlan(stack, 'Plan', make(m));
        new m.apigwv2.RateLimitedApiKey(stack, 'Key', make(m));
      },
      refused ? {} : { undeployable: 'limits are whole numbers from 0, within what the service takes' },
    );
  });
});

export const programs: Program[] = [
  ...keys,
  ...grants,
  ...plans,
  ...acts,
  ...partials,
  ...elsewhere,
  ...imports,
  ...broken,
  ...numbers,
];
