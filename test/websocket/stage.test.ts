import { CfnParameter } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';

import type { WebSocketStageProps } from '../../lib';
import { LogGroupLogDestination, WebSocketApi, WebSocketStage } from '../../lib';
import { ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { domain } from '../parity/fixtures';
import { ours } from '../parity/modules';

const apiOf = (stack: ReturnType<typeof stackOf>) =>
  WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
const stageOf = (stack: ReturnType<typeof stackOf>, props: Partial<WebSocketStageProps> = {}) =>
  new WebSocketStage(stack, 'Stage', { webSocketApi: apiOf(stack), stageName: 'dev', ...props });
const endpoint = (scheme: string) => ({
  'Fn::Join': ['', [`${scheme}://abc.execute-api.eu-west-1.`, { Ref: 'AWS::URLSuffix' }, '/dev']],
});

test('has its name and its URLs: one for clients, one for backends', () => {
  const stack = stackOf({ env: ENV });
  const stage = stageOf(stack);
  expect(one(stack, 'Stage')).toEqual({ ApiId: 'abc', StageName: 'dev' });
  expect(stack.resolve([stage.url, stage.callbackUrl])).toEqual([endpoint('wss'), endpoint('https')]);
  expect([stage.stageName, stage.api.apiId, stage.stageRef]).toEqual([
    'dev',
    'abc',
    { apiId: 'abc', stageName: 'dev' },
  ]);
});

test('passes every option on', () => {
  const stack = stackOf();
  const stage = stageOf(stack, {
    accessLogSettings: { destination: new LogGroupLogDestination(new logs.LogGroup(stack, 'Log')) },
    autoDeploy: true,
    description: 'For trying out',
    detailedMetricsEnabled: true,
    stageVariables: { a: '1' },
    throttle: { burstLimit: 1, rateLimit: 2 },
  });
  expect(one(stack, 'Stage')).toMatchObject({
    AccessLogSettings: { Format: stage.defaultAccessLogFormat().toString() },
    AutoDeploy: true,
    DefaultRouteSettings: { DetailedMetricsEnabled: true, ThrottlingBurstLimit: 1, ThrottlingRateLimit: 2 },
    Description: 'For trying out',
    StageVariables: { a: '1' },
  });
  expect(stage.defaultAccessLogFormat().toString()).toContain('$context.eventType $context.routeKey');
});

test('accepts a name that is a token', () => {
  const stack = stackOf();
  const stage = stageOf(stack, { stageName: new CfnParameter(stack, 'Name').valueAsString });
  expect(one(stack, 'Stage').StageName).toEqual({ Ref: 'Name' });
  expect(JSON.stringify(stack.resolve(stage.url))).toContain('"/",{"Ref":"Name"}');
});

test('is mapped to a domain name', () => {
  const stack = stackOf();
  const stage = stageOf(stack, { domainMapping: { domainName: domain(ours, stack), mappingKey: 'chat' } });
  expect(one(stack, 'ApiMapping')).toMatchObject({ ApiMappingKey: 'chat', Stage: 'dev' });
  expect(stack.resolve(stage._tryDomainUrl())).toEqual({
    'Fn::Join': ['', ['https://', { Ref: idsOf(stack, 'DomainName')[0] }, '/chat']],
  });
});

test('grants a principal permission to manage its connections', () => {
  const stack = stackOf({ env: ENV });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  stageOf(stack).grantManagementApiAccess(role);
  expect(one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement).toEqual([
    {
      Action: 'execute-api:ManageConnections',
      Effect: 'Allow',
      Resource: {
        'Fn::Join': [
          '',
          ['arn:', { Ref: 'AWS::Partition' }, ':execute-api:eu-west-1:111111111111:abc/dev/*/@connections/*'],
        ],
      },
    },
  ]);
});

test('imported, has its URLs and metrics, and creates no resources', () => {
  const stack = stackOf({ env: ENV });
  const stage = WebSocketStage.fromWebSocketStageAttributes(stack, 'Stage', { stageName: 'dev', api: apiOf(stack) });
  expect(stack.resolve([stage.url, stage.callbackUrl])).toEqual([endpoint('wss'), endpoint('https')]);
  expect(stage.metric('ConnectCount').dimensions).toEqual({ ApiId: 'abc', Stage: 'dev' });
  expect(stage.node.children).toEqual([]);
});

test('without a mapping fails to have a domain URL', () => {
  const stage = stageOf(stackOf());
  expectFailure(() => stage.domainUrl, {
    code: 'DomainMappingMissing',
    path: 'Stack/Stage',
    fix: "Specify 'domainMapping' or add an ApiMapping, or use 'url'",
  });
});
