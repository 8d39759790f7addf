import { RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as iam from 'aws-cdk-lib/aws-iam';

import { ApiKey, RateLimitedApiKey, WebSocketApi, WebSocketStage, Period } from '../../lib';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';

const KEY = 'AWS::ApiGateway::ApiKey';
const PLAN = 'AWS::ApiGateway::UsagePlan';
const arn = (id: unknown) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:eu-west-1::/apikeys/', id]],
});

describe('an API key', () => {
  test('is enabled by default', () => {
    const stack = stackOf({ env: ENV });
    const key = new ApiKey(stack, 'Key');
    expect(one(stack, KEY)).toEqual({ Enabled: true });
    const Ref = idsOf(stack, KEY)[0];
    expect(stack.resolve([key.keyId, key.apiKeyRef.apiKeyId, key.keyArn])).toEqual([{ Ref }, { Ref }, arn({ Ref })]);
  });

  test('passes every property to CloudFormation', () => {
    const stack = stackOf();
    new ApiKey(stack, 'Key', {
      apiKeyName: 'own',
      customerId: 'customer',
      description: 'For a customer',
      enabled: false,
      generateDistinctId: true,
      value: 'a-value-of-more-than-twenty',
    });
    expect(one(stack, KEY)).toEqual({
      CustomerId: 'customer',
      Description: 'For a customer',
      Enabled: false,
      GenerateDistinctId: true,
      Name: 'own',
      Value: 'a-value-of-more-than-twenty',
    });
  });

  test('an imported API key has the attributes that were passed', () => {
    const stack = stackOf({ env: ENV });
    const key = ApiKey.fromApiKeyId(stack, 'Key', 'k');
    expect([key.keyId, key.apiKeyRef.apiKeyId]).toEqual(['k', 'k']);
    expect(stack.resolve(key.keyArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:eu-west-1::/apikeys/k']],
    });
    expect(idsOf(stack, KEY)).toEqual([]);
  });

  test.each([
    ['grantRead', ['GET']],
    ['grantWrite', ['POST', 'PUT', 'PATCH', 'DELETE']],
    ['grantReadWrite', ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']],
  ] as const)('%s allows %j', (grant, verbs) => {
    const stack = stackOf({ env: ENV });
    new ApiKey(stack, 'Key')[grant](new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));
    const actions = verbs.map((verb) => `apigateway:${verb}`);
    expect(one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([
      {
        Action: actions.length > 1 ? actions : actions[0],
        Effect: 'Allow',
        Resource: arn({ Ref: idsOf(stack, KEY)[0] }),
      },
    ]);
  });
});

describe('a rate-limited API key', () => {
  test('has no usage plan if no limits are specified', () => {
    const stack = stackOf();
    const key = new RateLimitedApiKey(stack, 'Key', { apiKeyName: 'own' });
    expect(one(stack, KEY)).toEqual({ Enabled: true, Name: 'own' });
    expect(idsOf(stack, PLAN)).toEqual([]);
    expect(stack.resolve(key.keyId)).toEqual({ Ref: idsOf(stack, KEY)[0] });
  });

  test.each([
    ['quota', { quota: { limit: 10, period: Period.DAY } }, { Quota: { Limit: 10, Period: 'DAY' } }],
    ['throttle', { throttle: { rateLimit: 1 } }, { Throttle: { RateLimit: 1 } }],
    ['no stages', { apiStages: [] }, undefined],
  ])('has a usage plan for a %s', (_, props, expected) => {
    const stack = stackOf();
    new RateLimitedApiKey(stack, 'Key', props);
    const [plan] = all(stack, PLAN);
    expect(plan).toEqual(expected ?? {});
    expect(one(stack, 'AWS::ApiGateway::UsagePlanKey')).toEqual({
      KeyId: { Ref: idsOf(stack, KEY)[0] },
      KeyType: 'API_KEY',
      UsagePlanId: { Ref: idsOf(stack, PLAN)[0] },
    });
  });

  test('applies to the specified stages', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api');
    const stage = new WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'dev' });
    new RateLimitedApiKey(stack, 'Key', { apiStages: [{ api, stage }] });
    expect(one(stack, PLAN)).toEqual({ ApiStages: [{ ApiId: stack.resolve(api.apiId), Stage: 'dev' }] });
  });

  test('accepts removal policies and escape hatches', () => {
    const stack = stackOf();
    const key = new RateLimitedApiKey(stack, 'Key', { quota: { limit: 1, period: Period.DAY } });
    key.applyRemovalPolicy(RemovalPolicy.RETAIN);
    expect(key.node.defaultChild).toBeInstanceOf(apigateway.CfnApiKey);
    Template.fromStack(stack).hasResource(KEY, { DeletionPolicy: 'Retain' });
    expect(Object.values(Template.fromStack(stack).findResources(PLAN))[0]!.DeletionPolicy).toBeUndefined();
  });

  test('grants a principal permission to read it', () => {
    const stack = stackOf();
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    new RateLimitedApiKey(stack, 'Key').grantRead(role);
    expect(one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toMatchObject([{ Action: 'apigateway:GET' }]);
  });
});
