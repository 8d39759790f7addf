import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { CfnTable, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventBus } from 'aws-cdk-lib/aws-events';
import { CfnRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { CfnKey, Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

import {
  WebSocketDynamoDbPutIntegration,
  WebSocketEventBridgeIntegration,
  WebSocketKinesisIntegration,
  WebSocketSnsIntegration,
  WebSocketSqsIntegration,
  WebSocketStepFunctionsIntegration,
} from '../../lib/integrations';
import { WebSocketApi, WebSocketIntegrationResponseKey } from '../../lib';
import type { WebSocketRouteIntegration } from '../../lib';
import { all, one, stackOf } from '../_helpers/app';
import { TARGETS, connections, stackWith, statementsOf } from '../_helpers/websocket-services';

describe.each(Object.entries(TARGETS))('an integration with %s', (_name, make) => {
  test('has a role, a template and a response', () => {
    const stack = stackWith(make);
    expect(one(stack, 'Integration')).toMatchObject({
      CredentialsArn: { 'Fn::GetAtt': [expect.stringContaining('sendRouteInvokeRole'), 'Arn'] },
      IntegrationMethod: 'POST',
      IntegrationType: 'AWS',
      PassthroughBehavior: 'NEVER',
      RequestTemplates: { $default: expect.anything() },
      TemplateSelectionExpression: '\\$default',
    });
    expect(one(stack, 'IntegrationResponse')).toMatchObject({ IntegrationResponseKey: '$default' });
    expect(one(stack, 'RouteResponse')).toMatchObject({ RouteResponseKey: '$default' });
    expect(statementsOf(stack)).toHaveLength(1);
  });

  test('accepts a role, a timeout and responses', () => {
    const stack = stackOf();
    const credentialsRole = new Role(stack, 'Own', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
    const integration = make(stack, {
      credentialsRole,
      timeout: Duration.seconds(2),
      responses: [{ responseKey: WebSocketIntegrationResponseKey.fromStatusCode(200) }],
    });
    new WebSocketApi(stack, 'Api').addRoute('send', { integration });
    expect(one(stack, 'Integration')).toMatchObject({
      CredentialsArn: stack.resolve(credentialsRole.roleArn),
      TimeoutInMillis: 2000,
    });
    expect(one(stack, 'IntegrationResponse')).toMatchObject({ IntegrationResponseKey: '/200/' });
    expect(all(stack, 'AWS::IAM::Policy').filter((p) => p.PolicyName.startsWith('Own'))).toHaveLength(1);
    expect(statementsOf(stack)).toEqual([]);
  });

  test('uses one role for two routes', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api');
    const integration = make(stack);
    api.addRoute('a', { integration });
    api.addRoute('b', { integration });
    expect(all(stack, 'Integration')).toHaveLength(1);
    expect(statementsOf(stack)).toHaveLength(1);
  });
});

describe('the role gets permission for the key of an encrypted target', () => {
  const ENCRYPT = ['kms:Decrypt', 'kms:GenerateDataKey'];
  test.each<[string, (stack: Stack, key: Key) => WebSocketRouteIntegration, string | string[]]>([
    [
      'a queue',
      (stack, encryptionMasterKey) =>
        new WebSocketSqsIntegration('Target', { queue: new Queue(stack, 'Queue', { encryptionMasterKey }) }),
      ENCRYPT,
    ],
    [
      'a topic',
      (stack, masterKey) => new WebSocketSnsIntegration('Target', { topic: new Topic(stack, 'Topic', { masterKey }) }),
      ENCRYPT,
    ],
    [
      'a stream',
      (stack, encryptionKey) =>
        new WebSocketKinesisIntegration('Target', { stream: new Stream(stack, 'Stream', { encryptionKey }) }),
      'kms:GenerateDataKey',
    ],
    [
      'a table',
      (stack, encryptionKey) =>
        new WebSocketDynamoDbPutIntegration('Target', {
          table: connections(stack, { encryptionKey, encryption: TableEncryption.CUSTOMER_MANAGED }),
        }),
      ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    ],
  ])('%s', (_name, make, actions) => {
    let key: Key;
    const stack = stackWith((scope) => make(scope, (key = new Key(scope, 'Key'))));
    const { Action, Resource } = statementsOf(stack).find(({ Action: action }) => String(action).includes('kms:'))!;
    expect(Action).toEqual(actions);
    expect(Resource).toEqual(stack.resolve(key!.keyArn));
  });
});

test.each<[string, (stack: Stack) => WebSocketRouteIntegration, string]>([
  [
    'an event bus',
    (stack) => {
      const eventBus = new CfnEventBus(stack, 'L1', { name: 'bus' });
      return new WebSocketEventBridgeIntegration('Target', { eventBus, source: 'chat' });
    },
    'events:PutEvents',
  ],
  [
    'a state machine',
    (stack) => {
      const stateMachine = new CfnStateMachine(stack, 'L1', { roleArn: 'arn:aws:iam::111111111111:role/r' });
      return new WebSocketStepFunctionsIntegration('Target', { stateMachine });
    },
    'states:StartExecution',
  ],
  [
    'a table',
    (stack) => {
      const table = new CfnTable(stack, 'L1', { keySchema: [{ attributeName: 'connectionId', keyType: 'HASH' }] });
      return new WebSocketDynamoDbPutIntegration('Target', { table });
    },
    'dynamodb:PutItem',
  ],
])('%s accepts an L1 target', (_name, make, action) => {
  const stack = stackOf();
  new WebSocketApi(stack, 'Api').addRoute('send', { integration: make(stack) });
  const { PolicyDocument } = one(stack, 'AWS::IAM::Policy');
  const [statement] = PolicyDocument.Statement;
  expect([statement.Action, JSON.stringify(statement.Resource)]).toEqual([action, expect.stringContaining('"L1"')]);
});

test('the policies of an L1 role do not change', () => {
  for (const make of Object.values(TARGETS)) {
    const stack = stackOf();
    const credentialsRole = new CfnRole(stack, 'Own', { assumeRolePolicyDocument: {} });
    new WebSocketApi(stack, 'Api').addRoute('send', { integration: make(stack, { credentialsRole }) });
    expect(one(stack, 'Integration').CredentialsArn).toEqual({ 'Fn::GetAtt': ['Own', 'Arn'] });
    expect(JSON.stringify(all(stack, 'AWS::IAM::Policy'))).not.toContain('"Own"');
  }
});

test('the role has permission for the specified key instead of the key of the target', () => {
  const stack = stackWith((scope) => {
    const queue = new Queue(scope, 'Queue', { encryptionMasterKey: new Key(scope, 'OfQueue') });
    const encryptionKey = new CfnKey(scope, 'Key', { keyPolicy: {} });
    return new WebSocketSqsIntegration('Target', { queue, encryptionKey });
  });
  expect(statementsOf(stack)[1]).toEqual({
    Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
    Effect: 'Allow',
    Resource: { 'Fn::GetAtt': ['Key', 'Arn'] },
  });
  expect(statementsOf(stack)).toHaveLength(2);
});
