import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

import type { HttpRouteIntegration } from '../../lib';
import { HttpApi, HttpIntegrationSubtype, MappingValue, ParameterMapping, ResponseParameterMapping } from '../../lib';
import type { HttpServiceIntegrationOptions } from '../../lib/integrations';
import {
  HttpAppConfigIntegration,
  HttpAwsServiceIntegration,
  HttpEventBridgeIntegration,
  HttpKinesisIntegration,
  HttpSqsIntegration,
  HttpStepFunctionsIntegration,
} from '../../lib/integrations';
import { all, ENV, idsOf, keys, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const {
  EVENTBRIDGE_PUT_EVENTS,
  SQS_DELETE_MESSAGE,
  SQS_PURGE_QUEUE,
  SQS_RECEIVE_MESSAGE,
  SQS_SEND_MESSAGE,
  STEPFUNCTIONS_START_EXECUTION,
  STEPFUNCTIONS_START_SYNC_EXECUTION,
  STEPFUNCTIONS_STOP_EXECUTION,
} = HttpIntegrationSubtype;

const serve = (stack: ReturnType<typeof stackOf>, defaultIntegration: HttpRouteIntegration) =>
  new HttpApi(stack, 'Api', { defaultIntegration });
const statement = (stack: ReturnType<typeof stackOf>) =>
  (one(stack, 'AWS::IAM::Policy').PolicyDocument.Statement as Record<string, unknown>[])[0];
const QUEUE_ARN = 'arn:aws:sqs:eu-west-1:111111111111:q';
const queueOf = (stack: ReturnType<typeof stackOf>) => sqs.Queue.fromQueueArn(stack, 'Queue', QUEUE_ARN);
const apiGateway = new iam.ServicePrincipal('apigateway.amazonaws.com');

/** A stack of which one route calls the integration. */
function routeTo(make: (stack: Stack) => HttpRouteIntegration, stack = stackOf({ env: ENV })): Stack {
  new HttpApi(stack, 'Api').addRoutes({ path: '/a', integration: make(stack) });
  return stack;
}

const parameters = (stack: Stack) => one(stack, 'Integration').RequestParameters;
const statements = (stack: Stack, index = 0) => all(stack, 'AWS::IAM::Policy')[index].PolicyDocument.Statement;
const machineOf = (stack: Stack) =>
  new sfn.StateMachine(stack, 'Machine', {
    definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(stack, 'P')),
  });
const appConfigOf = (stack: Stack) => {
  const application = new appconfig.CfnApplication(stack, 'App', { name: 'app' });
  const environment = new appconfig.CfnEnvironment(stack, 'Env', { applicationId: application.ref, name: 'live' });
  const configurationProfile = new appconfig.CfnConfigurationProfile(stack, 'Profile', {
    applicationId: application.ref,
    locationUri: 'hosted',
    name: 'flags',
  });
  return { environment, configurationProfile };
};

const SERVICES: Record<string, (stack: Stack, options: HttpServiceIntegrationOptions) => HttpRouteIntegration> = {
  appconfig: (stack, options) => new HttpAppConfigIntegration('I', { ...appConfigOf(stack), ...options }),
  eventbridge: (stack, options) =>
    new HttpEventBridgeIntegration('I', { eventBusRef: new events.EventBus(stack, 'Bus').eventBusRef, ...options }),
  generic: (_stack, options) =>
    new HttpAwsServiceIntegration('I', {
      subtype: HttpIntegrationSubtype.SQS_PURGE_QUEUE,
      parameterMapping: new ParameterMapping().custom('QueueUrl', 'https://q'),
      resources: [QUEUE_ARN],
      ...options,
    }),
  kinesis: (stack, options) => new HttpKinesisIntegration('I', { stream: new kinesis.Stream(stack, 'S'), ...options }),
  sqs: (stack, options) => new HttpSqsIntegration('I', { queue: new sqs.Queue(stack, 'Q'), ...options }),
  stepfunctions: (stack, options) =>
    new HttpStepFunctionsIntegration('I', { stateMachine: machineOf(stack), ...options }),
};

test('a service integration calls its action with a role that may do only that', () => {
  const stack = stackOf({ env: ENV });
  serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack) }));
  const { RequestParameters, ApiId, ...rest } = one(stack, 'Integration');
  expect([ApiId, RequestParameters]).not.toContain(undefined);
  expect(rest).toEqual({
    ConnectionType: 'INTERNET',
    CredentialsArn: { 'Fn::GetAtt': [idsOf(stack, 'AWS::IAM::Role')[0], 'Arn'] },
    IntegrationSubtype: 'SQS-SendMessage',
    IntegrationType: 'AWS_PROXY',
    PayloadFormatVersion: '1.0',
  });
  expect(one(stack, 'AWS::IAM::Role').AssumeRolePolicyDocument.Statement).toMatchObject([
    { Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' } },
  ]);
  expect(statement(stack)).toEqual({
    Action: 'sqs:SendMessage',
    Effect: 'Allow',
    Resource: QUEUE_ARN,
    Sid: 'AllowSqsExecution',
  });
});

describe('SQS', () => {
  test.each([
    [undefined, 'SendMessage', { MessageBody: '$request.body.MessageBody' }],
    [SQS_SEND_MESSAGE, 'SendMessage', { MessageBody: '$request.body.MessageBody' }],
    [SQS_DELETE_MESSAGE, 'DeleteMessage', { ReceiptHandle: '$request.body.ReceiptHandle' }],
    [SQS_RECEIVE_MESSAGE, 'ReceiveMessage', {}],
    [SQS_PURGE_QUEUE, 'PurgeQueue', {}],
  ])('%s takes its parameters from the request', (subtype, action, parameters) => {
    const stack = stackOf({ env: ENV });
    serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack), subtype }));
    const { QueueUrl, ...others } = one(stack, 'Integration').RequestParameters as Record<string, unknown>;
    expect(QueueUrl).toEqual({
      'Fn::Join': ['', ['https://sqs.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/111111111111/q']],
    });
    expect(others).toEqual(parameters);
    expect(statement(stack)?.Action).toBe(`sqs:${action}`);
  });

  test('adds the queue to a mapping that lacks it, and leaves the mapping as it was', () => {
    const stack = stackOf();
    const parameterMapping = new ParameterMapping().custom('MessageBody', '$request.body');
    serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack), parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      QueueUrl: expect.anything() as unknown,
      MessageBody: '$request.body',
    });
    expect(parameterMapping.mappings).toEqual({ MessageBody: '$request.body' });
  });

  test('includes parameters that are added to the mapping until synthesis', () => {
    const stack = stackOf();
    const parameterMapping = new ParameterMapping().custom('MessageBody', '$request.body');
    serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack), parameterMapping }));
    parameterMapping.custom('QueueUrl', 'later').custom('DelaySeconds', '5');
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      QueueUrl: 'later',
      MessageBody: '$request.body',
      DelaySeconds: '5',
    });
  });

  test('uses a complete mapping unchanged', () => {
    const stack = stackOf();
    const parameterMapping = new ParameterMapping().custom('QueueUrl', 'https://own').custom('MessageBody', 'b');
    serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack), parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters).toEqual({ QueueUrl: 'https://own', MessageBody: 'b' });
  });

  test('keeps a region that the mapping names, with the key serviceIntegrationRegion', () => {
    const stack = stackOf({ env: { ...ENV, region: 'us-east-1' }, context: keys('serviceIntegrationRegion') });
    const parameterMapping = new ParameterMapping().custom('MessageBody', 'b').custom('Region', 'eu-central-1');
    serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack), parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters.Region).toBe('eu-central-1');
  });
});

describe('EventBridge', () => {
  const busOf = (stack: ReturnType<typeof stackOf>) =>
    events.EventBus.fromEventBusName(stack, 'Bus', 'bus').eventBusRef;

  test('reads the event from the request', () => {
    const stack = stackOf();
    serve(stack, new HttpEventBridgeIntegration('I', { eventBusRef: busOf(stack), subtype: EVENTBRIDGE_PUT_EVENTS }));
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationSubtype: 'EventBridge-PutEvents',
      RequestParameters: {
        Detail: '$request.body.Detail',
        DetailType: '$request.body.DetailType',
        EventBusName: 'bus',
        Source: '$request.body.Source',
      },
    });
    expect(statement(stack)).toMatchObject({ Action: 'events:PutEvents', Sid: 'AllowEventBridgePutEvents' });
  });

  test('keeps the bus that a mapping names', () => {
    const stack = stackOf();
    const parameterMapping = new ParameterMapping()
      .custom('Detail', 'd')
      .custom('DetailType', 't')
      .custom('Source', 's')
      .custom('EventBusName', 'own');
    serve(stack, new HttpEventBridgeIntegration('I', { eventBusRef: busOf(stack), parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters.EventBusName).toBe('own');
  });
});

describe('Step Functions', () => {
  const ARN = 'arn:aws:states:us-east-1:222222222222:stateMachine:m';
  const machineOf = (stack: ReturnType<typeof stackOf>, stateMachineType?: sfn.StateMachineType) =>
    new sfn.StateMachine(stack, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Succeed(stack, 'Done')),
      stateMachineType,
    });
  const importOf = (stack: ReturnType<typeof stackOf>) =>
    sfn.StateMachine.fromStateMachineArn(stack, 'Machine', ARN) as sfn.StateMachine;

  test.each([
    [undefined, 'StartExecution'],
    [STEPFUNCTIONS_START_EXECUTION, 'StartExecution'],
    [STEPFUNCTIONS_START_SYNC_EXECUTION, 'StartSyncExecution'],
  ])('%s starts the state machine', (subtype, action) => {
    const stack = stackOf();
    const stateMachine = machineOf(stack, sfn.StateMachineType.EXPRESS);
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine, subtype }));
    const Ref = idsOf(stack, 'AWS::StepFunctions::StateMachine')[0];
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationSubtype: `StepFunctions-${action}`,
      RequestParameters: { StateMachineArn: { Ref } },
    });
    expect(JSON.stringify(one(stack, 'AWS::IAM::Policy'))).toContain(`"states:${action}"`);
  });

  test('stops the execution that the request names', () => {
    const stack = stackOf({ env: ENV });
    const stateMachine = machineOf(stack);
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine, subtype: STEPFUNCTIONS_STOP_EXECUTION }));
    expect(one(stack, 'Integration').RequestParameters).toEqual({ ExecutionArn: '$request.body.ExecutionArn' });
    const [id] = idsOf(stack, 'AWS::StepFunctions::StateMachine');
    expect(JSON.stringify(one(stack, 'AWS::IAM::Policy'))).toContain(
      JSON.stringify([':states:eu-west-1:111111111111:execution:', { 'Fn::GetAtt': [id, 'Name'] }, ':*']).slice(1, -1),
    );
  });

  test('stops executions of an imported machine where that is', () => {
    const stack = stackOf({ env: ENV });
    const stateMachine = importOf(stack);
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine, subtype: STEPFUNCTIONS_STOP_EXECUTION }));
    expect(statement(stack)).toMatchObject({
      Action: 'states:StopExecution',
      Resource: 'arn:aws:states:us-east-1:222222222222:execution:m:*',
    });
  });

  test.each([
    [STEPFUNCTIONS_START_EXECUTION, { Input: 'i', StateMachineArn: ARN }],
    [STEPFUNCTIONS_STOP_EXECUTION, { Input: 'i', ExecutionArn: '$request.body.ExecutionArn' }],
  ])('%s adds to a mapping what it cannot do without', (subtype, expected) => {
    const stack = stackOf({ context: { 'cdk-apigatewayv2:disabledRules': { RequestMappingKeyInvalid: 'a test' } } });
    const parameterMapping = new ParameterMapping().custom('Input', 'i');
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine: importOf(stack), subtype, parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters).toEqual(expected);
    expect(parameterMapping.mappings).toEqual({ Input: 'i' });
  });

  test('warns of a standard state machine that is run synchronously', () => {
    const stack = stackOf();
    const stateMachine = machineOf(stack, sfn.StateMachineType.STANDARD);
    const subtype = STEPFUNCTIONS_START_SYNC_EXECUTION;
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine, subtype }));
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('StateMachineTypeUnsupported'));
    expect(found.map(({ entry }) => entry.data)).toEqual([expect.stringContaining("'Stack/Machine' of type STANDARD")]);
  });
});

const wrong = {
  EventBridge: (stack: ReturnType<typeof stackOf>, subtype: HttpIntegrationSubtype) =>
    new HttpEventBridgeIntegration('Wrong', { eventBusRef: new events.EventBus(stack, 'Bus').eventBusRef, subtype }),
  SQS: (stack: ReturnType<typeof stackOf>, subtype: HttpIntegrationSubtype) =>
    new HttpSqsIntegration('Wrong', { queue: queueOf(stack), subtype }),
  StepFunctions: (stack: ReturnType<typeof stackOf>, subtype: HttpIntegrationSubtype) =>
    new HttpStepFunctionsIntegration('Wrong', {
      stateMachine: sfn.StateMachine.fromStateMachineName(stack, 'M', 'm') as sfn.StateMachine,
      subtype,
    }),
};

test.each([
  ['EventBridge', SQS_SEND_MESSAGE],
  ['SQS', EVENTBRIDGE_PUT_EVENTS],
  ['StepFunctions', SQS_SEND_MESSAGE],
] as const)('%s fails for the action %s of another service', (service, subtype) => {
  expectFailure(() => wrong[service](stackOf(), subtype), {
    code: 'ServiceSubtypeMismatch',
    path: 'Wrong',
    given: `'${subtype}'`,
    fix: 'Use the integration of the other service',
  });
});

describe.each(Object.keys(SERVICES))('%s', (service) => {
  const withOptions = (options: (stack: Stack) => HttpServiceIntegrationOptions) =>
    routeTo((stack) => SERVICES[service](stack, options(stack)));

  test('accepts a timeout, a description and response mappings', () => {
    const stack = withOptions(() => ({
      timeout: Duration.seconds(7),
      description: 'Says hello',
      responseParameterMapping: {
        '400': new ResponseParameterMapping().overwriteStatusCode(MappingValue.custom('422')),
      },
    }));
    expect(one(stack, 'Integration')).toMatchObject({
      TimeoutInMillis: 7000,
      Description: 'Says hello',
      ResponseParameters: { 400: { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '422' }] } },
    });
  });

  test('allows a given role the action, by a statement without an ID', () => {
    const stack = withOptions((scope) => ({ role: new iam.Role(scope, 'Mine', { assumedBy: apiGateway }) }));
    expect(one(stack, 'Integration').CredentialsArn).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Mine/), 'Arn'],
    });
    const ofMine = all(stack, 'AWS::IAM::Policy').filter(({ PolicyName }) => PolicyName.startsWith('Mine'));
    expect(ofMine).toHaveLength(1);
    const [statement, ...others] = ofMine[0].PolicyDocument.Statement;
    expect(statement).toEqual({ Action: expect.any(String), Effect: 'Allow', Resource: expect.anything() });
    expect(others).toEqual([]);
  });

  test('leaves the L1 of a role alone', () => {
    const stack = withOptions((scope) => ({ role: new iam.CfnRole(scope, 'Mine', { assumeRolePolicyDocument: {} }) }));
    expect(one(stack, 'Integration').CredentialsArn).toEqual({ 'Fn::GetAtt': ['Mine', 'Arn'] });
    expect(all(stack, 'AWS::IAM::Policy').filter(({ Roles }) => Roles[0].Ref === 'Mine')).toEqual([]);
  });
});

describe('keys', () => {
  const WRITE = ['kms:Decrypt', 'kms:GenerateDataKey'];
  test.each([
    ['appconfig', 'kms:Decrypt'],
    ['eventbridge', WRITE],
    ['generic', WRITE],
    ['kinesis', 'kms:GenerateDataKey'],
    ['sqs', WRITE],
    ['stepfunctions', WRITE],
  ])('%s may use the key of its target as it takes', (service, actions) => {
    const stack = routeTo((scope) => SERVICES[service](scope, { encryptionKey: new kms.Key(scope, 'Key') }));
    const policies = all(stack, 'AWS::IAM::Policy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(policies.filter(({ Action }) => String(Action).includes('kms:'))).toEqual([
      { Action: actions, Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } },
    ]);
  });

  test('the L1 of a key is granted by the policy of the role', () => {
    const stack = routeTo((scope) =>
      SERVICES.kinesis(scope, { encryptionKey: new kms.CfnKey(scope, 'Key', { keyPolicy: {} }) }),
    );
    expect(statements(stack)[1]).toEqual({
      Action: 'kms:GenerateDataKey',
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': ['Key', 'Arn'] },
    });
  });

  test.each([
    [HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE, ['kms:Decrypt']],
    [HttpIntegrationSubtype.SQS_DELETE_MESSAGE, []],
    [HttpIntegrationSubtype.SQS_PURGE_QUEUE, []],
  ])('%s uses of the key of a queue %j', (subtype, actions) => {
    const stack = routeTo((scope) => {
      const queue = new sqs.Queue(scope, 'Q', { encryption: sqs.QueueEncryption.KMS });
      return new HttpSqsIntegration('I', { queue, subtype, encryptionKey: queue.encryptionMasterKey });
    });
    expect(
      statements(stack)
        .slice(1)
        .map(({ Action }: { Action: string }) => Action),
    ).toEqual(actions);
  });

  test('grants no permission for a key by default', () => {
    const stack = routeTo((scope) => {
      const queue = new sqs.Queue(scope, 'Q', { encryption: sqs.QueueEncryption.KMS });
      return new HttpSqsIntegration('I', { queue });
    });
    expect(statements(stack)).toHaveLength(1);
  });
});

describe('references', () => {
  test('the L1 of a queue is sent to', () => {
    const stack = routeTo((scope) => new HttpSqsIntegration('I', { queue: new sqs.CfnQueue(scope, 'Q') }));
    expect(parameters(stack).QueueUrl).toEqual({ Ref: 'Q' });
    expect(statements(stack)[0].Resource).toEqual({ 'Fn::GetAtt': ['Q', 'Arn'] });
  });

  const definition = { roleArn: 'arn:role', definitionString: '{}' };
  test('the L1 of a state machine is started', () => {
    const stack = routeTo(
      (scope) =>
        new HttpStepFunctionsIntegration('I', { stateMachine: new sfn.CfnStateMachine(scope, 'M', definition) }),
    );
    expect(parameters(stack)).toEqual({ StateMachineArn: { Ref: 'M' } });
    expect(statements(stack)[0].Resource).toEqual({ Ref: 'M' });
  });

  test('an imported state machine is taken without a cast', () => {
    const arn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:m';
    const stack = routeTo(
      (scope) =>
        new HttpStepFunctionsIntegration('I', {
          stateMachine: sfn.StateMachine.fromStateMachineArn(scope, 'M', arn),
          subtype: HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION,
        }),
    );
    expect(JSON.stringify(statements(stack)[0].Resource)).toContain('states:eu-west-1:111111111111:execution:m:*');
  });

  test('warns of a synchronous execution of a standard L1', () => {
    const stack = routeTo((scope) => {
      const stateMachine = new sfn.CfnStateMachine(scope, 'M', { ...definition, stateMachineType: 'STANDARD' });
      const subtype = HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION;
      return new HttpStepFunctionsIntegration('I', { stateMachine, subtype });
    });
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('StateMachineTypeUnsupported'));
    expect(found).toHaveLength(1);
  });
});

describe('FIFO queues', () => {
  const fifoOf = (stack: Stack) => new sqs.Queue(stack, 'Q', { fifo: true });
  const warnings = (stack: Stack) =>
    Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('FifoQueueWithoutGroup'));

  test('messages have the group and the deduplication ID that the properties say', () => {
    const stack = routeTo(
      (scope) =>
        new HttpSqsIntegration('I', {
          queue: fifoOf(scope),
          messageGroupId: MappingValue.requestHeader('x-group'),
          messageDeduplicationId: MappingValue.contextVariable('requestId'),
        }),
    );
    expect(parameters(stack)).toEqual({
      QueueUrl: { Ref: 'Q63C6E3AB' },
      MessageBody: '$request.body.MessageBody',
      MessageGroupId: '$request.header.x-group',
      MessageDeduplicationId: '$context.requestId',
    });
    expect(warnings(stack)).toEqual([]);
  });

  test('the mapping goes before the property', () => {
    const parameterMapping = ParameterMapping.fromObject({
      MessageBody: MappingValue.custom('$request.body'),
      MessageGroupId: MappingValue.custom('mapped'),
    });
    const messageGroupId = MappingValue.custom('property');
    const stack = routeTo(
      (scope) => new HttpSqsIntegration('I', { queue: fifoOf(scope), parameterMapping, messageGroupId }),
    );
    expect(parameters(stack).MessageGroupId).toBe('mapped');
    expect(parameterMapping.mappings).not.toHaveProperty('QueueUrl');
  });

  test.each<[string, (stack: Stack) => sqs.IQueueRef]>([
    ['a queue of the app', fifoOf],
    ['an imported queue', (stack) => sqs.Queue.fromQueueArn(stack, 'Q', `${QUEUE_ARN}.fifo`)],
    ['an L1', (stack) => new sqs.CfnQueue(stack, 'Q', { fifoQueue: true })],
  ])('%s without a group is warned of', (_what, queueOf) => {
    const stack = routeTo((scope) => new HttpSqsIntegration('I', { queue: queueOf(scope) }));
    expect(warnings(stack)).toHaveLength(1);
    expect(warnings(stack)[0].entry.data).toContain('messageGroupId');
  });

  test.each<[string, (stack: Stack) => sqs.IQueueRef, HttpIntegrationSubtype | undefined]>([
    ['another action', fifoOf, HttpIntegrationSubtype.SQS_PURGE_QUEUE],
    ['a standard queue', (stack) => new sqs.Queue(stack, 'Q'), undefined],
    ['an imported standard queue', (stack) => sqs.Queue.fromQueueArn(stack, 'Q', QUEUE_ARN), undefined],
    ['an L1 of which nothing is known', (stack) => new sqs.CfnQueue(stack, 'Q'), undefined],
  ])('%s is not warned of', (_what, queueOf, subtype) => {
    expect(warnings(routeTo((scope) => new HttpSqsIntegration('I', { queue: queueOf(scope), subtype })))).toEqual([]);
  });

  test('warns of a group of an action that sends nothing', () => {
    const stack = routeTo(
      (scope) =>
        new HttpSqsIntegration('I', {
          queue: new sqs.Queue(scope, 'Q'),
          subtype: HttpIntegrationSubtype.SQS_PURGE_QUEUE,
          messageGroupId: MappingValue.custom('g'),
        }),
    );
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('ActionParameterUnknown'));
    expect(found.map(({ entry }) => entry.data)).toEqual([expect.stringContaining("got 'MessageGroupId'")]);
  });

  test('warns of a deduplication ID for a queue of the app that is not a FIFO queue', () => {
    const messageDeduplicationId = MappingValue.custom('d');
    const stack = routeTo(
      (scope) => new HttpSqsIntegration('I', { queue: new sqs.Queue(scope, 'Q'), messageDeduplicationId }),
    );
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('QueueParameterUnsupported'));
    expect(found).toHaveLength(1);
  });

  test('a deduplication ID is taken where the queue may be a FIFO queue', () => {
    const queueOf = (scope: Stack) =>
      sqs.Queue.fromQueueArn(scope, 'Q', scope.formatArn({ service: 'sqs', resource: 'q' }));
    const messageDeduplicationId = MappingValue.custom('d');
    const stack = routeTo(
      (scope) => new HttpSqsIntegration('I', { queue: queueOf(scope), messageDeduplicationId }),
      stackOf(),
    );
    expect(parameters(stack).MessageDeduplicationId).toBe('d');
  });
});

test.each([
  [false, true],
  [true, false],
])(
  'the copy of an EventBridge mapping is made: %p, and the mapping names the bus: %p',
  (eventBridgeMappingCopy, named) => {
    const context = { 'cdk-apigatewayv2:eventBridgeMappingCopy': eventBridgeMappingCopy };
    const parameterMapping = new ParameterMapping()
      .custom('Detail', '{}')
      .custom('DetailType', 't')
      .custom('Source', 's');
    const stack = routeTo(
      (scope) => {
        const { eventBusRef } = new events.EventBus(scope, 'Bus');
        return new HttpEventBridgeIntegration('I', { eventBusRef, parameterMapping });
      },
      stackOf({ env: ENV, context }),
    );
    expect('EventBusName' in parameterMapping.mappings).toBe(named);
    expect(parameters(stack)).toMatchObject({ Detail: '{}', EventBusName: { Ref: expect.stringMatching(/^Bus/) } });
  },
);

describe('Kinesis', () => {
  test('puts the values of the body on the stream', () => {
    const stack = routeTo((scope) => SERVICES.kinesis(scope, {}));
    expect(one(stack, 'Integration')).toEqual({
      ApiId: { Ref: 'ApiF70053CD' },
      ConnectionType: 'INTERNET',
      CredentialsArn: { 'Fn::GetAtt': [expect.stringContaining('InvokeRole'), 'Arn'] },
      IntegrationSubtype: 'Kinesis-PutRecord',
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '1.0',
      RequestParameters: {
        StreamName: { Ref: 'S509448A1' },
        Data: '$request.body.Data',
        PartitionKey: '$request.body.PartitionKey',
      },
    });
    expect(statements(stack)).toEqual([
      {
        Action: 'kinesis:PutRecord',
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': ['S509448A1', 'Arn'] },
        Sid: 'AllowKinesisPutRecord',
      },
    ]);
  });

  test('uses the properties and the mapping, in the region of the stream', () => {
    const arn = 'arn:aws:kinesis:us-east-1:111111111111:stream/s';
    const stack = routeTo(
      (scope) =>
        new HttpKinesisIntegration('I', {
          stream: kinesis.Stream.fromStreamArn(scope, 'S', arn),
          data: MappingValue.requestBody('d'),
          partitionKey: MappingValue.requestPathParam('p'),
          parameterMapping: new ParameterMapping().custom('ExplicitHashKey', '1').custom('PartitionKey', 'mapped'),
        }),
    );
    expect(parameters(stack)).toEqual({
      StreamName: 's',
      Data: '$request.body.d',
      PartitionKey: 'mapped',
      ExplicitHashKey: '1',
      Region: 'us-east-1',
    });
  });
});

describe('AppConfig', () => {
  test('returns the configuration of an environment', () => {
    const stack = routeTo((scope) => SERVICES.appconfig(scope, {}));
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationSubtype: 'AppConfig-GetConfiguration',
      RequestParameters: {
        Application: { Ref: 'App' },
        Environment: { Ref: 'Env' },
        Configuration: { Ref: 'Profile' },
        ClientId: '$context.identity.sourceIp',
      },
    });
    const [{ Action, Resource }] = statements(stack);
    expect(Action).toBe('appconfig:GetConfiguration');
    const app = ['arn:', { Ref: 'AWS::Partition' }, ':appconfig:eu-west-1:111111111111:application/', { Ref: 'App' }];
    const env = [...app, '/environment/', { Ref: 'Env' }];
    const profile = [...app, '/configurationprofile/', { Ref: 'Profile' }];
    expect(Resource).toEqual([app, env, profile].map((parts) => ({ 'Fn::Join': ['', parts] })));
  });

  test('identifies clients by clientId', () => {
    const stack = routeTo(
      (scope) =>
        new HttpAppConfigIntegration('I', {
          ...appConfigOf(scope),
          clientId: MappingValue.requestHeader('x-client'),
          parameterMapping: new ParameterMapping().custom('ClientConfigurationVersion', '3'),
        }),
    );
    expect(parameters(stack)).toMatchObject({ ClientId: '$request.header.x-client', ClientConfigurationVersion: '3' });
  });
});

describe('any action', () => {
  test.each(
    Object.values(HttpIntegrationSubtype).map((subtype): [HttpIntegrationSubtype, string] => {
      const [service, action] = subtype.split('-');
      const names: Record<string, string> = {
        AppConfig: 'appconfig',
        EventBridge: 'events',
        Kinesis: 'kinesis',
        SQS: 'sqs',
        StepFunctions: 'states',
      };
      return [subtype, `${names[service]}:${action}`];
    }),
  )('%s is allowed %s', (subtype, action) => {
    const parameterMapping = new ParameterMapping();
    for (const key of REQUIRED[subtype]) {
      parameterMapping.custom(key, 'x');
    }
    const stack = routeTo(
      () => new HttpAwsServiceIntegration('I', { subtype, parameterMapping, resources: ['*'], region: 'us-east-1' }),
    );
    expect(statements(stack)[0]).toMatchObject({ Action: action, Resource: '*' });
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationSubtype: subtype,
      RequestParameters: { Region: 'us-east-1' },
    });
  });

  const generic = (options: Partial<ConstructorParameters<typeof HttpAwsServiceIntegration>[1]>) =>
    new HttpAwsServiceIntegration('I', {
      subtype: HttpIntegrationSubtype.SQS_PURGE_QUEUE,
      parameterMapping: new ParameterMapping().custom('QueueUrl', 'https://q'),
      ...options,
    });

  test('is allowed the IAM actions it is given', () => {
    const stack = routeTo(() => generic({ resources: [QUEUE_ARN], actions: ['sqs:*'] }));
    expect(statements(stack)[0].Action).toBe('sqs:*');
  });

  test('without resources, the role is trusted to have them', () => {
    const stack = routeTo((scope) => generic({ role: new iam.Role(scope, 'Mine', { assumedBy: apiGateway }) }));
    expect(all(stack, 'AWS::IAM::Policy')).toEqual([]);
  });

  test.each([[undefined], [[]]])('fails without a role where the resources are %j', (resources) => {
    const given = { code: 'ServiceResourcesMissing', path: 'I', given: 'SQS-PurgeQueue', fix: 'resources' } as const;
    expectFailure(() => generic({ resources }), given);
  });
});

// What the service cannot do without, as its documentation has it
const REQUIRED: Record<HttpIntegrationSubtype, string[]> = {
  [HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS]: ['Detail', 'DetailType', 'Source'],
  [HttpIntegrationSubtype.SQS_SEND_MESSAGE]: ['QueueUrl', 'MessageBody'],
  [HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE]: ['QueueUrl'],
  [HttpIntegrationSubtype.SQS_DELETE_MESSAGE]: ['QueueUrl', 'ReceiptHandle'],
  [HttpIntegrationSubtype.SQS_PURGE_QUEUE]: ['QueueUrl'],
  [HttpIntegrationSubtype.APPCONFIG_GET_CONFIGURATION]: ['Application', 'Environment', 'Configuration', 'ClientId'],
  [HttpIntegrationSubtype.KINESIS_PUT_RECORD]: ['StreamName', 'Data', 'PartitionKey'],
  [HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION]: ['StateMachineArn'],
  [HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION]: ['StateMachineArn'],
  [HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION]: ['ExecutionArn'],
};
