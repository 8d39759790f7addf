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
  'an empty object': () => ({}),
  apiKeyName: () => ({ apiKeyName: 'own' }),
  'apiKeyName that is a token': () => ({ apiKeyName: Fn.importValue('name') }),
  value: () => ({ value }),
  'value that is a parameter': (stack) => ({ value: new CfnParameter(stack, 'Value', { noEcho: true }).valueAsString }),
  description: () => ({ description: 'Of a customer' }),
  customerId: () => ({ customerId: 'c-1' }),
  'enabled true': () => ({ enabled: true }),
  'enabled false': () => ({ enabled: false }),
  'generateDistinctId true': () => ({ generateDistinctId: true }),
  'generateDistinctId false': () => ({ generateDistinctId: false }),
  'all properties': (stack) => ({
    apiKeyName: 'all',
    value,
    description: `in ${stack.region}`,
    customerId: 'c',
    enabled: false,
    generateDistinctId: true,
  }),
};

const quotas: Record<string, (m: Modules) => QuotaSettings> = {
  'an empty object': () => ({}),
  limit: () => ({ limit: 10 }),
  'limit 0': () => ({ limit: 0 }),
  offset: () => ({ offset: 2 }),
  day: (m) => ({ period: m.apigwv2.Period.DAY }),
  week: (m) => ({ limit: 7, period: m.apigwv2.Period.WEEK }),
  month: (m) => ({ limit: 7, period: m.apigwv2.Period.MONTH, offset: 3 }),
};

const UNDEPLOYABLE_QUOTAS: { readonly [name: string]: string } = {
  limit: 'a quota must have a period',
  'limit 0': 'a quota must be at least 1',
  offset: 'a quota must have a period',
};

const throttles: Record<string, ThrottleSettings> = {
  'an empty object': {},
  rate: { rateLimit: 10.5 },
  burst: { burstLimit: 4 },
  both: { rateLimit: 10, burstLimit: 20 },
  zeroes: { rateLimit: 0, burstLimit: 0 },
  'a rate and an undefined burst': { rateLimit: 1, burstLimit: 0 },
};

const keys: Program[] = [
  ...rows(keyProps, (name, props) =>
    inStack(`API key with properties: ${name}`, (m, stack) => told(new m.apigwv2.ApiKey(stack, 'Key', props(stack)))),
  ),
  ...rows(keyProps, (name, props) =>
    inStack(`rate-limited API key with properties: ${name}`, (m, stack) =>
      told(new m.apigwv2.RateLimitedApiKey(stack, 'Key', props(stack))),
    ),
  ),
  ...rows(quotas, (name, quota) =>
    inStack(
      `rate-limited API key: quota: ${name}`,
      (m, stack) => told(new m.apigwv2.RateLimitedApiKey(stack, 'Key', { quota: quota(m) })),
      { undeployable: UNDEPLOYABLE_QUOTAS[name] },
    ),
  ),
  ...rows(throttles, (name, throttle) =>
    inStack(`rate-limited API key: throttle: ${name}`, (m, stack) =>
      told(new m.apigwv2.RateLimitedApiKey(stack, 'Key', { throttle })),
    ),
  ),
  ...rows<(m: Modules, stack: Stack) => RateLimitedApiKeyProps>(
    {
      'an empty list of stages': () => ({ apiStages: [] }),
      'a stage': (m, stack) => ({ apiStages: [chat(m, stack)] }),
      'two stages': (m, stack) => ({ apiStages: [chat(m, stack), chat(m, stack, 'Two')] }),
      'all properties': (m, stack) => ({
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
      inStack(`rate-limited API key: ${name}`, (m, stack) => {
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
    `API key: a grant to ${name}`,
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
      'an empty object': () => ({}),
      usagePlanName: () => ({ usagePlanName: 'Basic' }),
      'usagePlanName that is a token': (_, stack) => ({ usagePlanName: `plan-${stack.stackName}` }),
      description: () => ({ description: 'Basic' }),
      'an empty list of stages': () => ({ apiStages: [] }),
      'a stage': (m, stack) => ({ apiStages: [chat(m, stack)] }),
      'two stages': (m, stack) => ({ apiStages: [chat(m, stack), chat(m, stack, 'Two')] }),
      'all properties': (m, stack) => ({
        usagePlanName: 'All',
        description: 'All',
        apiStages: [chat(m, stack)],
        quota: { limit: 1, offset: 0, period: m.apigwv2.Period.DAY },
        throttle: { rateLimit: 1, burstLimit: 2 },
      }),
    },
    (name, props) =>
      inStack(`usage plan with properties: ${name}`, (m, stack) => {
        const plan = new m.apigwv2.UsagePlan(stack, 'Plan', props(m, stack));
        return { id: plan.usagePlanId, ref: plan.usagePlanRef, children: plan.node.children.map((c) => c.node.id) };
      }),
  ),
  ...rows(quotas, (name, quota) =>
    inStack(
      `usage plan: quota: ${name}`,
      (m, stack) => {
        new m.apigwv2.UsagePlan(stack, 'Plan', { quota: quota(m) });
      },
      { undeployable: UNDEPLOYABLE_QUOTAS[name] },
    ),
  ),
  ...rows(throttles, (name, throttle) =>
    inStack(`usage plan: throttle: ${name}`, (m, stack) => {
      new m.apigwv2.UsagePlan(stack, 'Plan', { throttle });
    }),
  ),
  inStack('usage plan: a throttle and a quota that are parameters', (m, stack) => {
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
    'keys with specified logical IDs': (m, plan, stack) =>
      ['A', 'B'].forEach((id) => plan.addApiKey(new m.apigwv2.ApiKey(stack, id), { overrideLogicalId: `Key${id}` })),
    'a key with a specified logical ID, then a key without it': (m, plan, stack) => {
      plan.addApiKey(new m.apigwv2.ApiKey(stack, 'A'), { overrideLogicalId: 'Own' });
      plan.addApiKey(new m.apigwv2.ApiKey(stack, 'B'), {});
    },
    'an imported key': (m, plan, stack) => plan.addApiKey(m.apigwv2.ApiKey.fromApiKeyId(stack, 'Key', 'abc')),
    'a key that is imported by a token': (m, plan, stack) =>
      plan.addApiKey(m.apigwv2.ApiKey.fromApiKeyId(stack, 'Key', Fn.importValue('key'))),
    'a key of REST APIs': (_, plan, stack) => plan.addApiKey(new apigateway.ApiKey(stack, 'Key')),
    'an L1 key': (_, plan, stack) => plan.addApiKey(new apigateway.CfnApiKey(stack, 'Key')),
    'a rate-limited key': (m, plan, stack) => plan.addApiKey(new m.apigwv2.RateLimitedApiKey(stack, 'Key')),
    'one key of two plans': (m, plan, stack) => {
      const key = new m.apigwv2.ApiKey(stack, 'Key');
      plan.addApiKey(key);
      new m.apigwv2.UsagePlan(stack, 'Two').addApiKey(key);
    },
    'a key in the scope of the plan': (m, plan) => plan.addApiKey(new m.apigwv2.ApiKey(plan, 'Key')),
    'a key of an imported plan': (m, _, stack) =>
      m.apigwv2.UsagePlan.fromUsagePlanId(stack, 'Imported', 'abc').addApiKey(new m.apigwv2.ApiKey(stack, 'Key')),
    'keys of an imported plan': (m, _, stack) => {
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
    'tags and a removal policy': (m, plan, stack) => {
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
    inStack(`usage plan: added: ${name}`, (m, stack) => {
      const plan = new m.apigwv2.UsagePlan(stack, 'Plan');
      act(m, plan, stack);
      return { paths: stack.node.findAll().map((c) => c.node.path) };
    }),
);

type Stages = (m: Modules, stack: Stack) => { api?: IWebSocketApi; stage?: IWebSocketStage };
const partial: Record<string, Stages> = {
  'an API without a stage': (m, stack) => ({ api: chat(m, stack).api }),
  'a stage without an API': (m, stack) => ({ stage: chat(m, stack).stage }),
  'neither an API nor a stage': () => ({}),
  'an API and the stage of another API': (m, stack) => ({
    api: chat(m, stack).api,
    stage: chat(m, stack, 'Other').stage,
  }),
  'a stage with an empty name': (m, stack) => {
    const api = m.apigwv2.WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
    return { stage: m.apigwv2.WebSocketStage.fromWebSocketStageAttributes(stack, 'S', { api, stageName: '' }) };
  },
};
const partials: Program[] = rows(partial, (name, make) =>
  inStack(`usage plan: ${name}, as a property and by addApiStage`, (m, stack) => {
    const apiStage = make(m, stack);
    new m.apigwv2.UsagePlan(stack, 'Plan', { apiStages: [apiStage] });
    new m.apigwv2.UsagePlan(stack, 'Two').addApiStage(apiStage);
    new m.apigwv2.RateLimitedApiKey(stack, 'Key', { apiStages: [apiStage] });
  }),
);

const elsewhere: Program[] = [
  ...rows(places, (place, at) => ({
    name: `usage plan: keys and a plan in ${place}`,
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
    name: `usage plan: a stage and a key in ${what}`,
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
  inStack('API key: an imported key', (m, stack) => told(m.apigwv2.ApiKey.fromApiKeyId(stack, 'Key', 'abc') as ApiKey)),
  inStack(
    'API key: an imported key in an environment',
    (m, stack) => told(m.apigwv2.ApiKey.fromApiKeyId(stack, 'Key', Fn.importValue('k')) as ApiKey),
    { env: ENV },
  ),
  inStack('usage plan: an imported plan', (m, stack) => {
    const plan = m.apigwv2.UsagePlan.fromUsagePlanId(stack, 'Plan', 'abc');
    return { id: plan.usagePlanId, ref: plan.usagePlanRef };
  }),
];

type Act = (m: Modules, stack: Stack) => unknown;
const broken: Program[] = rows<Act>(
  {
    'the same key twice in one plan': (m, stack) => {
      const plan = new m.apigwv2.UsagePlan(stack, 'Plan');
      const key = new m.apigwv2.ApiKey(stack, 'Key');
      plan.addApiKey(key);
      plan.addApiKey(key);
    },
    'two keys with the same construct ID': (m, stack) => ['a', 'b'].map(() => new m.apigwv2.ApiKey(stack, 'Key')),
    'the same logical ID twice': (m, stack) => {
      const plan = new m.apigwv2.UsagePlan(stack, 'Plan');
      ['A', 'B'].forEach((id) => plan.addApiKey(new m.apigwv2.ApiKey(stack, id), { overrideLogicalId: 'Own' }));
    },
  },
  (name, act) => inStack(`fails: usage plan: ${name}`, (m, stack) => void act(m, stack)),
);

const numbers: Program[] = [-1, 1.5, -0.5, 1e9, Number.MAX_SAFE_INTEGER].flatMap((n) => {
  const table: Record<string, (m: Modules) => UsagePlanProps> = {
    rateLimit: () => ({ throttle: { rateLimit: n } }),
    burstLimit: () => ({ throttle: { burstLimit: n } }),
    limit: (m) => ({ quota: { limit: n, period: m.apigwv2.Period.DAY } }),
    offset: (m) => ({ quota: { limit: 5, offset: n, period: m.apigwv2.Period.WEEK } }),
  };
  return rows(table, (name, make) => {
    const rejected = !Number.isInteger(n) && (name === 'burstLimit' || name === 'limit');
    return inStack(
      `${rejected ? 'fails: ' : ''}usage plan: ${name} of ${n}`,
      (m, stack) => {
        new m.apigwv2.UsagePlan(stack, 'Plan', make(m));
        new m.apigwv2.RateLimitedApiKey(stack, 'Key', make(m));
      },
      rejected ? {} : { undeployable: 'limits must be whole numbers from 0 to the maximum of API Gateway' },
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
