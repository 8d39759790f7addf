import type { Stack } from 'aws-cdk-lib';
import type { CfnUsagePlanProps } from 'aws-cdk-lib/aws-apigateway';
import { CfnApiKey, CfnUsagePlan, CfnUsagePlanKey } from 'aws-cdk-lib/aws-apigateway';
import type { CfnApi, CfnModelProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnModel, CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnSubnet, CfnVPC } from 'aws-cdk-lib/aws-ec2';
import type { CfnPermissionProps } from 'aws-cdk-lib/aws-lambda';
import { CfnFunction, CfnPermission } from 'aws-cdk-lib/aws-lambda';
import type { Negatives } from './negative';
import { http, integration, route, stage, times, webSocket } from './negative';

const next = (s: Stack, kind: string) => `${kind}${s.node.children.length}`;
const plan = (s: Stack, props: CfnUsagePlanProps = {}) => new CfnUsagePlan(s, next(s, 'Plan'), props);
const key = (s: Stack, value?: string) => new CfnApiKey(s, next(s, 'Key'), { value });
const model = (s: Stack, props: Partial<CfnModelProps> = {}, api = webSocket(s)) =>
  new CfnModel(s, next(s, 'Model'), { apiId: api.ref, name: 'Message', schema: {}, ...props });
const link = (s: Stack, subnetIds: string[]) => new CfnVpcLink(s, next(s, 'Link'), { name: 'link', subnetIds });
const subnets = (n: number) => Array.from({ length: n }, (_, i) => `subnet-${i}`);

/** A WebSocket API with a stage `prod`. */
function chat(s: Stack) {
  const api = webSocket(s);
  route(api, '$default');
  return { api, prod: stage(api, 'prod') };
}

function inPlans(s: Stack, ...stages: ('prod' | 'test')[]): void {
  const { api, prod } = chat(s);
  const all = { prod, test: stage(api, 'test') };
  const { ref: keyId } = key(s);
  for (const name of stages) {
    const usagePlanId = plan(s, { apiStages: [{ apiId: api.ref, stage: all[name].ref }] }).ref;
    new CfnUsagePlanKey(s, next(s, 'Association'), { keyId, keyType: 'API_KEY', usagePlanId });
  }
}

function inEmptyPlans(s: Stack, n: number): void {
  const { ref: keyId } = key(s);
  times(
    n,
    () => new CfnUsagePlanKey(s, next(s, 'Association'), { keyId, keyType: 'API_KEY', usagePlanId: plan(s).ref }),
  );
}

const handler = (s: Stack) =>
  new CfnFunction(s, next(s, 'Handler'), { code: { zipFile: 'x' }, role: 'arn:aws:iam::111111111111:role/r' });
const permission = (s: Stack, props: Partial<CfnPermissionProps> = {}) =>
  new CfnPermission(s, next(s, 'Permission'), {
    action: 'lambda:InvokeFunction',
    functionName: 'handler',
    principal: 'apigateway.amazonaws.com',
    ...props,
  });
const sourceOf = (api: CfnApi, rest: string) => ({
  sourceArn: `arn:aws:execute-api:eu-west-1:111111111111:${api.ref}${rest}`,
});

function permissions(s: Stack, n: number): void {
  const functionName = handler(s).attrArn;
  times(n, () => permission(s, { functionName }));
}

/** An integration that invokes a function of the app. */
function invokes(s: Stack): { readonly api: CfnApi; readonly functionName: string } {
  const api = http(s);
  const functionName = handler(s).attrArn;
  integration(api, {
    integrationType: 'AWS_PROXY',
    integrationMethod: 'POST',
    integrationUri: functionName,
    payloadFormatVersion: '2.0',
  });
  return { api, functionName };
}

export const negatives: Negatives = {
  VpcLinkWithoutSubnets: {
    violates: (s) => link(s, []),
    complies: (s) => link(s, subnets(1)),
    messageContains: ['list at least one subnet', 'got none'],
  },
  VpcLinkSubnetQuotaExceeded: {
    violates: (s) => link(s, subnets(11)),
    complies: (s) => link(s, subnets(10)),
    messageContains: ['at most 10', 'got 11 subnets'],
  },
  VpcLinkElementDuplicate: {
    violates: (s) => link(s, ['subnet-1', 'subnet-2', 'subnet-1']),
    complies: (s) => link(s, ['subnet-1', 'subnet-2']),
    messageContains: ['SubnetIds must have different elements', "'subnet-1' twice"],
  },
  VpcLinkOfSeveralVpcs: {
    violates: (s) => link(s, [subnetOf(s, vpc(s)), subnetOf(s, vpc(s))]),
    complies: (s) => {
      const one = vpc(s);
      link(s, [subnetOf(s, one), subnetOf(s, one), 'subnet-1']);
    },
    messageContains: ['the same VPC', "'Stack/Vpc0' and 'Stack/Vpc"],
  },
  VpcLinkQuotaExceeded: {
    violates: (s) => times(11, () => link(s, subnets(1))),
    complies: (s) => times(10, () => link(s, subnets(1))),
    messageContains: ['at most 10 VPC links', 'got 11'],
  },
  ModelOfHttpApi: {
    violates: (s) => model(s, {}, http(s)),
    complies: (s) => model(s),
    messageContains: ['be the ID of a WebSocket API', 'with the protocol HTTP'],
  },
  ModelNameInvalid: {
    violates: (s) => model(s, { name: 'my-model' }),
    complies: (s) => model(s, { name: 'x'.repeat(128) }),
    messageContains: ["got 'my-model'", "Did you mean 'mymodel'?"],
  },
  ModelNameDuplicate: {
    violates: (s) => {
      const api = webSocket(s);
      times(2, () => model(s, {}, api));
    },
    complies: (s) => {
      const api = webSocket(s);
      ['Message', 'message'].forEach((name) => model(s, { name }, api));
      model(s);
    },
    messageContains: ["differ from the name of 'Stack/Model", "got 'Message'"],
  },
  ModelSchemaInvalid: {
    violates: (s) => model(s).addPropertyOverride('Schema', 'type: object'),
    complies: (s) => model(s).addPropertyOverride('Schema', '{"type":"object"}'),
    messageContains: ['be a JSON object', "got 'type: object'"],
  },
  ModelSchemaDraftUnsupported: {
    violates: (s) => model(s, { schema: { $schema: 'http://json-schema.org/draft-07/schema#' } }),
    complies: (s) => model(s, { schema: { $schema: 'https://json-schema.org/draft-04/schema' } }),
    messageContains: ['Schema.$schema must', "got 'http://json-schema.org/draft-07/schema#'", 'draft 4'],
  },
  ModelSchemaMalformed: {
    violates: (s) => model(s, { schema: { type: 'map' } }),
    complies: (s) => model(s, { schema: { type: ['object', 'null'], properties: { a: { type: 'string' } } } }),
    messageContains: ['Schema.type must be one of', "got 'map'"],
  },
  ModelSchemaTooLong: {
    violates: (s) => model(s, { schema: { title: 'x'.repeat(32 * 1024 - 11) } }),
    complies: (s) => model(s, { schema: { title: 'x'.repeat(32 * 1024 - 12) } }),
    messageContains: ['at most 32,768 characters', '32769 characters'],
  },
  ModelContentTypeInvalid: {
    violates: (s) => model(s, { contentType: 'JSON' }),
    complies: (s) => model(s, { contentType: 'application/json; charset=utf-8' }),
    messageContains: ["got 'JSON'", "Did you mean 'application/json'?"],
  },
  ApiKeyValueInvalid: {
    violates: (s) => key(s, 'x'.repeat(19)),
    complies: (s) => [key(s, 'x'.repeat(20)), key(s, 'x'.repeat(128))],
    messageContains: ['20 to 128 characters', `got '${'x'.repeat(19)}'`],
  },
  ApiKeyValueDuplicate: {
    violates: (s) => times(2, () => key(s, 'x'.repeat(20))),
    complies: (s) => [key(s, 'x'.repeat(20)), key(s, 'y'.repeat(20)), key(s), key(s)],
    messageContains: ["differ from the value of 'Stack/Key0'", 'got the same value'],
  },
  ApiKeyStageNotOfRestApi: {
    violates: (s) => key(s).addPropertyOverride('StageKeys', [{ RestApiId: webSocket(s).ref, StageName: 'prod' }]),
    complies: (s) => key(s).addPropertyOverride('StageKeys', [{ RestApiId: 'rest', StageName: 'prod' }]),
    messageContains: ['list only stages of REST APIs', "got a stage of 'Stack/Api"],
  },
  UsagePlanLimitInvalid: {
    violates: (s) => plan(s, { quota: { limit: 0, period: 'DAY' } }),
    complies: (s) => plan(s, { throttle: { rateLimit: 0, burstLimit: 0 }, quota: { limit: 1, period: 'DAY' } }),
    messageContains: ['Quota.Limit must be a number from 1', 'got 0', 'Use 1'],
  },
  UsagePlanLimitNotInteger: {
    violates: (s) => plan(s, { throttle: { burstLimit: 1.5 } }),
    complies: (s) => plan(s, { throttle: { rateLimit: 1.5, burstLimit: 2 } }),
    messageContains: ['Throttle.BurstLimit must be a whole number', 'got 1.5', 'Use 2'],
  },
  QuotaPeriodInvalid: {
    violates: (s) => plan(s, { quota: { limit: 1 } }),
    complies: (s) => plan(s, { quota: { limit: 1, period: 'MONTH' } }),
    messageContains: ['Quota.Period must be one of DAY, WEEK, MONTH if the plan has a quota'],
  },
  QuotaOffsetOutsidePeriod: {
    violates: (s) => plan(s, { quota: { limit: 1, period: 'WEEK', offset: 7 } }),
    complies: (s) => plan(s, { quota: { limit: 1, period: 'WEEK', offset: 6 } }),
    messageContains: ['between 0 and 6', 'got 7'],
  },
  UsagePlanOfHttpApi: {
    violates: (s) => {
      const api = http(s);
      plan(s, { apiStages: [{ apiId: api.ref, stage: stage(api, 'prod').ref }] });
    },
    complies: (s) => {
      const { api, prod } = chat(s);
      plan(s, { apiStages: [{ apiId: api.ref, stage: prod.ref }] });
    },
    messageContains: ["got the HTTP API 'Stack/Api"],
  },
  UsagePlanStageUnknown: {
    violates: (s) => {
      const { api, prod } = chat(s);
      plan(s, { apiStages: [{ apiId: api.ref, stage: 'dev' }] }).addDependency(prod);
    },
    complies: (s) => {
      const { api, prod } = chat(s);
      plan(s, { apiStages: [{ apiId: api.ref, stage: 'prod' }] }).addDependency(prod);
    },
    messageContains: ["be a stage of 'Stack/Api", "got 'dev'", 'Use one of the stages of the API: prod'],
  },
  UsagePlanStageNotAwaited: {
    violates: (s) => plan(s, { apiStages: [{ apiId: chat(s).api.ref, stage: 'prod' }] }),
    complies: (s) => {
      const { api, prod } = chat(s);
      plan(s, { apiStages: [{ apiId: api.ref, stage: prod.ref }] });
    },
    messageContains: ["depends on 'Stack/Stage", 'usagePlanDependencies'],
  },
  UsagePlanStageOfOtherApi: {
    violates: (s) => plan(s, { apiStages: [{ apiId: chat(s).api.ref, stage: chat(s).prod.ref }] }),
    complies: (s) => {
      const { api, prod } = chat(s);
      plan(s, { apiStages: [{ apiId: api.ref, stage: prod.ref }] });
    },
    messageContains: ["be a stage of 'Stack/Api", 'Use a stage of the API that the entry specifies'],
  },
  UsagePlanThrottleKeyInvalid: {
    violates: (s) => {
      const { api, prod } = chat(s);
      plan(s, { apiStages: [{ apiId: api.ref, stage: prod.ref, throttle: { send: { rateLimit: 1 } } }] });
    },
    complies: (s) =>
      plan(s, { apiStages: [{ apiId: 'rest', stage: 'prod', throttle: { '/a/GET': { rateLimit: 1 } } }] }),
    messageContains: ["got 'send'", "'/books/GET'"],
  },
  UsagePlanKeyTypeInvalid: {
    violates: (s) => new CfnUsagePlanKey(s, 'A', { keyId: 'k', keyType: 'api_key', usagePlanId: plan(s).ref }),
    complies: (s) => new CfnUsagePlanKey(s, 'A', { keyId: 'k', keyType: 'API_KEY', usagePlanId: plan(s).ref }),
    messageContains: ["got 'api_key'", 'Did you mean API_KEY?'],
  },
  ApiKeyInTwoPlans: {
    violates: (s) => inPlans(s, 'prod', 'prod'),
    complies: (s) => inPlans(s, 'prod', 'test'),
    messageContains: ['one usage plan for each stage', "the stage 'prod' of 'Stack/Api"],
  },
  ApiKeyPlanQuotaExceeded: {
    violates: (s) => inEmptyPlans(s, 11),
    complies: (s) => inEmptyPlans(s, 10),
    messageContains: ['at most 10 usage plans', 'got 11 usage plans'],
  },
  PermissionSourceInvalid: {
    violates: (s) => permission(s, sourceOf(http(s), '/prod/books')),
    complies: (s) => {
      const [api, socket] = [http(s), webSocket(s)];
      ['/*', '/*/*', '/*/*/books/{id}', '/prod/GET/', '/prod/$default', '/authorizers/abc'].forEach((rest) =>
        permission(s, sourceOf(api, rest)),
      );
      ['/*', '/*/*', '/prod/$connect', '/*/*send', '/authorizers/*'].forEach((rest) =>
        permission(s, sourceOf(socket, rest)),
      );
    },
    messageContains: ["'<API ID>/<stage>/<METHOD>/<path>'", "/prod/books'", "Use '<API ID>/*/*'"],
  },
  PermissionPrincipalInvalid: {
    violates: (s) => permission(s, { ...sourceOf(http(s), '/*/*'), principal: 'execute-api.amazonaws.com' }),
    complies: (s) => [
      permission(s, sourceOf(http(s), '/*/*')),
      permission(s, { ...sourceOf(http(s), '/*/*'), principal: '*' }),
      permission(s, { principal: 'events.amazonaws.com' }),
    ],
    messageContains: ["be 'apigateway.amazonaws.com'", "got 'execute-api.amazonaws.com'"],
  },
  PermissionForLatest: {
    violates: (s) => permission(s, { functionName: `${handler(s).attrArn}:$LATEST` }),
    complies: (s) => permission(s, { functionName: `${handler(s).attrArn}:live` }),
    messageContains: [":$LATEST'", 'Remove'],
  },
  PermissionForOtherRegion: {
    violates: (s) => {
      Object.defineProperty(s, 'region', { value: 'eu-west-1' });
      permission(s, { functionName: 'arn:aws:lambda:us-east-1:111111111111:function:f' });
    },
    complies: (s) => {
      permission(s, { functionName: 'arn:aws:lambda:us-east-1:111111111111:function:f' });
    },
    messageContains: ['region eu-west-1', 'a function in us-east-1'],
  },
  FunctionPermissionMissing: {
    violates: (s) => invokes(s),
    complies: (s) => {
      const { api, functionName } = invokes(s);
      permission(s, { functionName, ...sourceOf(api, '/*/*') });
    },
    messageContains: ['CredentialsArn must be specified', "'Stack/Handler", 'AWS::Lambda::Permission'],
  },
  FunctionPermissionOfOtherApi: {
    violates: (s) => {
      const { functionName } = invokes(s);
      permission(s, { functionName, ...sourceOf(http(s), '/*/*') });
    },
    complies: (s) => {
      const { api, functionName } = invokes(s);
      [api, http(s)].forEach((one) => permission(s, { functionName, ...sourceOf(one, '/*/*') }));
    },
    messageContains: ["SourceArn must contain the ID of 'Stack/Api", 'got an ARN for another API'],
  },
  FunctionPolicyLarge: {
    violates: (s) => permissions(s, 45),
    complies: (s) => permissions(s, 44),
    messageContains: ['fewer than 45', 'got 45', 'scopePermissionToRoute: false'],
  },
};

function vpc(s: Stack): string {
  return new CfnVPC(s, next(s, 'Vpc'), { cidrBlock: '10.0.0.0/16' }).ref;
}

function subnetOf(s: Stack, vpcId: string): string {
  return new CfnSubnet(s, next(s, 'Subnet'), { vpcId, cidrBlock: '10.0.1.0/24' }).ref;
}
