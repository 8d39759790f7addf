import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { AttributeType, CfnTable, Table, TableEncryption, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { CfnEventBus, EventBus } from 'aws-cdk-lib/aws-events';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine, DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

import {
  AwsServiceUri,
  WebSocketAwsServiceIntegration,
  WebSocketDynamoDbDeleteIntegration,
  WebSocketDynamoDbPutIntegration,
  WebSocketEventBridgeIntegration,
  WebSocketKinesisIntegration,
  WebSocketSnsIntegration,
  WebSocketSqsIntegration,
  WebSocketStepFunctionsIntegration,
  WebSocketValue,
} from '../../lib/integrations';
import type { WebSocketServiceIntegrationOptions } from '../../lib/integrations';
import { WebSocketApi } from '../../lib/websocket/api';
import type { WebSocketRouteIntegration } from '../../lib/websocket/integration';
import { WebSocketIntegrationResponseKey } from '../../lib/websocket/response';
import { all, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { evaluate } from '../_helpers/velocity';

type Make = (stack: Stack, options?: WebSocketServiceIntegrationOptions) => WebSocketRouteIntegration;

/** Every ready-made integration, as little as it takes. */
const TARGETS: Record<string, Make> = {
  sqs: (stack, options) => new WebSocketSqsIntegration('Target', { queue: new Queue(stack, 'Queue'), ...options }),
  sns: (stack, options) => new WebSocketSnsIntegration('Target', { topic: new Topic(stack, 'Topic'), ...options }),
  events: (stack, options) =>
    new WebSocketEventBridgeIntegration('Target', { eventBus: new EventBus(stack, 'Bus'), source: 'chat', ...options }),
  kinesis: (stack, options) =>
    new WebSocketKinesisIntegration('Target', { stream: new Stream(stack, 'Stream'), ...options }),
  put: (stack, options) => new WebSocketDynamoDbPutIntegration('Target', { table: connections(stack), ...options }),
  delete: (stack, options) =>
    new WebSocketDynamoDbDeleteIntegration('Target', { table: connections(stack), ...options }),
  states: (stack, options) =>
    new WebSocketStepFunctionsIntegration('Target', { stateMachine: stateMachine(stack), ...options }),
  any: (_stack, options) =>
    new WebSocketAwsServiceIntegration('Target', {
      uri: AwsServiceUri.action('dynamodb', 'UpdateItem'),
      parameters: { TableName: 'table' },
      iamActions: ['dynamodb:UpdateItem'],
      iamResources: ['arn:aws:dynamodb:eu-west-1:111111111111:table/table'],
      ...options,
    }),
};

const connections = (stack: Stack, props = {}) =>
  new Table(stack, 'Table', { partitionKey: { name: 'connectionId', type: AttributeType.STRING }, ...props });

const stateMachine = (stack: Stack) =>
  new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) });

function stackWith(make: Make, options?: WebSocketServiceIntegrationOptions): Stack {
  const stack = stackOf();
  new WebSocketApi(stack, 'Api').addRoute('send', { integration: make(stack, options), returnResponse: true });
  return stack;
}

const MESSAGE = { action: 'send', text: 'it\'s "so"' };
const REQUEST = {
  body: JSON.stringify(MESSAGE),
  context: { connectionId: 'abc=', connectedAt: '1700000000000', routeKey: 'send', requestId: 'r1' },
};

/** The body that the service would be called with; references are spelled as in the template. */
function bodyOf(stack: Stack): string {
  const { $default: template } = one(stack, 'Integration').RequestTemplates;
  const text =
    typeof template === 'string'
      ? template
      : template['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : name(part))).join('');
  return evaluate(text, REQUEST);
}

const name = (part: any): string => (part.Ref ?? part['Fn::GetAtt'].join('.')).replace(/[0-9A-F]{8}/, '');
const fieldsOf = (stack: Stack) => Object.fromEntries(new URLSearchParams(bodyOf(stack)));

/** The statements that the role of the integration was given. */
function statementsOf(stack: Stack): { Action: string | string[]; Resource: unknown }[] {
  return all(stack, 'AWS::IAM::Policy')
    .filter((policy) => JSON.stringify(policy.Roles).includes('InvokeRole'))
    .flatMap((policy) => policy.PolicyDocument.Statement);
}

describe.each(Object.entries(TARGETS))('an integration with %s', (_name, make) => {
  test('has a role of its own, a template and a response', () => {
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

  test('serves two routes with one role', () => {
    const stack = stackOf();
    const api = new WebSocketApi(stack, 'Api');
    const integration = make(stack);
    api.addRoute('a', { integration });
    api.addRoute('b', { integration });
    expect(all(stack, 'Integration')).toHaveLength(1);
    expect(statementsOf(stack)).toHaveLength(1);
  });
});

describe('SQS', () => {
  test('a queue gets the message and who sent it', () => {
    const stack = stackWith(TARGETS.sqs!);
    expect(fieldsOf(stack)).toEqual({
      Action: 'SendMessage',
      MessageBody: REQUEST.body,
      'MessageAttribute.1.Name': 'connectionId',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': 'abc=',
    });
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'",
    });
    expect(name(one(stack, 'Integration').IntegrationUri['Fn::Join'][1].at(-1))).toBe('Queue.QueueName');
    expect(statementsOf(stack)).toMatchObject([{ Action: 'sqs:SendMessage' }]);
  });

  test('a FIFO queue gets group and deduplication', () => {
    const stack = stackWith(
      (scope) => new WebSocketSqsIntegration('Target', { queue: new Queue(scope, 'Queue', { fifo: true }) }),
    );
    expect(fieldsOf(stack)).toMatchObject({ MessageGroupId: 'abc=', MessageDeduplicationId: 'r1' });
  });

  test('everything of a message can be said', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketSqsIntegration('Target', {
          queue: new Queue(scope, 'Queue', { fifo: true }),
          messageBody: WebSocketValue.field('text'),
          messageAttributes: { a: WebSocketValue.literal('1'), b: WebSocketValue.field('action') },
          messageGroupId: WebSocketValue.literal('all'),
          messageDeduplicationId: WebSocketValue.field('text'),
        }),
    );
    expect(fieldsOf(stack)).toEqual({
      Action: 'SendMessage',
      MessageBody: MESSAGE.text,
      'MessageAttribute.1.Name': 'a',
      'MessageAttribute.1.Value.DataType': 'String',
      'MessageAttribute.1.Value.StringValue': '1',
      'MessageAttribute.2.Name': 'b',
      'MessageAttribute.2.Value.DataType': 'String',
      'MessageAttribute.2.Value.StringValue': 'send',
      MessageGroupId: 'all',
      MessageDeduplicationId: MESSAGE.text,
    });
  });

  test('a queue of another account and region is called there', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketSqsIntegration('Target', {
          queue: Queue.fromQueueArn(scope, 'Queue', 'arn:aws:sqs:us-east-1:222222222222:mine'),
        }),
    );
    expect(one(stack, 'Integration').IntegrationUri['Fn::Join'][1].at(-1)).toBe(
      ':apigateway:us-east-1:sqs:path/222222222222/mine',
    );
  });
});

describe('SNS', () => {
  test('a topic gets the message and who sent it', () => {
    const stack = stackWith(TARGETS.sns!);
    expect(fieldsOf(stack)).toEqual({
      Action: 'Publish',
      TopicArn: 'Topic',
      Message: REQUEST.body,
      'MessageAttributes.entry.1.Name': 'connectionId',
      'MessageAttributes.entry.1.Value.DataType': 'String',
      'MessageAttributes.entry.1.Value.StringValue': 'abc=',
    });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'sns:Publish' }]);
  });

  test('everything of a message can be said', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketSnsIntegration('Target', {
          topic: new Topic(scope, 'Topic'),
          message: WebSocketValue.field('text'),
          subject: WebSocketValue.field('action'),
          messageAttributes: {},
          messageGroupId: WebSocketValue.literal('all'),
          messageDeduplicationId: WebSocketValue.literal('x'),
        }),
    );
    expect(fieldsOf(stack)).toEqual({
      Action: 'Publish',
      TopicArn: 'Topic',
      Message: MESSAGE.text,
      Subject: 'send',
      MessageGroupId: 'all',
      MessageDeduplicationId: 'x',
    });
  });

  test('a FIFO topic gets group and deduplication', () => {
    const stack = stackWith(
      (scope) => new WebSocketSnsIntegration('Target', { topic: new Topic(scope, 'Topic', { fifo: true }) }),
    );
    expect(fieldsOf(stack)).toMatchObject({ MessageGroupId: 'abc=', MessageDeduplicationId: 'r1' });
  });
});

describe('EventBridge', () => {
  test('a bus gets an event of who sent what', () => {
    const stack = stackWith(TARGETS.events!);
    const { Entries } = JSON.parse(bodyOf(stack));
    expect(Entries).toEqual([
      { EventBusName: 'Bus.Arn', Source: 'chat', DetailType: 'send', Detail: expect.any(String) },
    ]);
    expect(JSON.parse(Entries[0].Detail)).toEqual({ connectionId: 'abc=', message: MESSAGE });
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      'integration.request.header.Content-Type': "'application/x-amz-json-1.1'",
      'integration.request.header.X-Amz-Target': "'AWSEvents.PutEvents'",
    });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'events:PutEvents' }]);
  });

  test('type and detail can be said', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketEventBridgeIntegration('Target', {
          eventBus: EventBus.fromEventBusName(scope, 'Bus', 'default'),
          source: 'chat',
          detailType: WebSocketValue.literal('said'),
          detail: WebSocketValue.message(),
        }),
    );
    expect(JSON.parse(bodyOf(stack).replace(/arn:[^"]*/, '')).Entries[0]).toMatchObject({
      DetailType: 'said',
      Detail: REQUEST.body,
    });
  });
});

describe('Kinesis', () => {
  test('a stream gets the message, parted by connection', () => {
    const stack = stackWith(TARGETS.kinesis!);
    const { Data, ...rest } = JSON.parse(bodyOf(stack));
    expect(Buffer.from(Data, 'base64').toString()).toBe(REQUEST.body);
    expect(rest).toEqual({ StreamName: 'Stream', PartitionKey: 'abc=' });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'kinesis:PutRecord' }]);
  });

  test('data and partition key can be said', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketKinesisIntegration('Target', {
          stream: new Stream(scope, 'Stream'),
          data: WebSocketValue.field('text'),
          partitionKey: WebSocketValue.field('action'),
        }),
    );
    expect(JSON.parse(bodyOf(stack))).toMatchObject({
      Data: Buffer.from(MESSAGE.text).toString('base64'),
      PartitionKey: 'send',
    });
  });

  test('fails for data that is not a string', () => {
    const stream = new Stream(stackOf(), 'Stream');
    expectFailure(() => new WebSocketKinesisIntegration('Target', { stream, data: WebSocketValue.json() }), {
      code: 'TemplateValueInvalid',
      path: 'Target',
      fix: 'WebSocketValue.message()',
    });
  });
});

describe('DynamoDB', () => {
  test('a table keeps who is connected', () => {
    const stack = stackWith(TARGETS.put!);
    expect(JSON.parse(bodyOf(stack))).toEqual({
      TableName: 'Table',
      Item: { connectionId: { S: 'abc=' }, connectedAt: { N: '1700000000000' } },
    });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'dynamodb:PutItem' }]);
  });

  test('a table forgets who was connected', () => {
    const stack = stackWith(TARGETS.delete!);
    expect(JSON.parse(bodyOf(stack))).toEqual({ TableName: 'Table', Key: { connectionId: { S: 'abc=' } } });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'dynamodb:DeleteItem' }]);
  });

  test('item and key can be said, also for a TableV2', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketDynamoDbPutIntegration('Target', {
          table: new TableV2(scope, 'Table', { partitionKey: { name: 'pk', type: AttributeType.STRING } }),
          item: { pk: WebSocketValue.field('action'), n: WebSocketValue.literal('1').asNumber() },
        }),
    );
    expect(JSON.parse(bodyOf(stack)).Item).toEqual({ pk: { S: 'send' }, n: { N: '1' } });
    const other = stackWith(
      (scope) =>
        new WebSocketDynamoDbDeleteIntegration('Target', {
          table: connections(scope),
          key: { pk: WebSocketValue.field('action') },
        }),
    );
    expect(JSON.parse(bodyOf(other)).Key).toEqual({ pk: { S: 'send' } });
  });
});

describe('Step Functions', () => {
  test('a state machine gets who sent what', () => {
    const stack = stackWith(TARGETS.states!);
    const { input, ...rest } = JSON.parse(bodyOf(stack));
    expect(JSON.parse(input)).toEqual({ connectionId: 'abc=', message: MESSAGE });
    expect(rest).toEqual({ stateMachineArn: 'Machine' });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'states:StartExecution' }]);
  });

  test('input and name can be said', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketStepFunctionsIntegration('Target', {
          stateMachine: stateMachine(scope),
          input: WebSocketValue.message(),
          executionName: WebSocketValue.context('requestId'),
        }),
    );
    expect(JSON.parse(bodyOf(stack))).toMatchObject({ input: REQUEST.body, name: 'r1' });
  });
});

describe('any action', () => {
  const any = (props: object) =>
    stackWith(
      () =>
        new WebSocketAwsServiceIntegration('Target', {
          uri: AwsServiceUri.path('s3', 'bucket/key'),
          iamActions: ['s3:PutObject'],
          iamResources: ['arn:aws:s3:::bucket/key'],
          ...props,
        }),
    );

  test('gets the message as it is where nothing is said', () => {
    const { Integration } = { Integration: one(any({ method: 'PUT' }), 'Integration') };
    expect(Integration).toMatchObject({
      IntegrationMethod: 'PUT',
      RequestParameters: { 'integration.request.header.Content-Type': "'application/x-amz-json-1.0'" },
    });
    expect(Object.keys(Integration)).not.toEqual(expect.arrayContaining(['RequestTemplates']));
  });

  test('sends headers and a body with values of the message', () => {
    const stack = any({
      headers: { 'Content-Type': 'text/plain', 'x-amz-acl': 'private' },
      parameters: { said: WebSocketValue.field('text'), deep: { list: [1] } },
    });
    expect(JSON.parse(bodyOf(stack))).toEqual({ said: MESSAGE.text, deep: { list: [1] } });
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      'integration.request.header.Content-Type': "'text/plain'",
      'integration.request.header.x-amz-acl': "'private'",
    });
    expect(statementsOf(stack)).toEqual([
      { Action: 's3:PutObject', Effect: 'Allow', Resource: 'arn:aws:s3:::bucket/key' },
    ]);
  });

  test('fails for a header that ends its own quotes', () => {
    expectFailure(() => any({ headers: { a: "it's" } }), {
      code: 'TemplateValueInvalid',
      path: 'Target',
      given: "it's",
      fix: 'Remove the quote',
    });
  });
});

describe('the role of an encrypted target may use its key', () => {
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
])('%s may be an L1', (_name, make, action) => {
  const stack = stackOf();
  new WebSocketApi(stack, 'Api').addRoute('send', { integration: make(stack) });
  const { PolicyDocument } = one(stack, 'AWS::IAM::Policy');
  const [statement] = PolicyDocument.Statement;
  expect([statement.Action, JSON.stringify(statement.Resource)]).toEqual([action, expect.stringContaining('"L1"')]);
});
