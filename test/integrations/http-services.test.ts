import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

import type { HttpRouteIntegration } from '../../lib';
import { HttpApi, HttpIntegrationSubtype, ParameterMapping } from '../../lib';
import { HttpEventBridgeIntegration, HttpSqsIntegration, HttpStepFunctionsIntegration } from '../../lib/integrations';
import { ENV, idsOf, keys, one, stackOf } from '../_helpers/app';
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
