import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as sqs from 'aws-cdk-lib/aws-sqs';

import { HttpIntegrationSubtype, MappingValue, ParameterMapping } from '../../lib';
import { HttpSqsIntegration } from '../../lib/integrations';
import { ENV, keys, one, stackOf } from '../_helpers/app';
import {
  SQS_DELETE_MESSAGE,
  SQS_PURGE_QUEUE,
  SQS_RECEIVE_MESSAGE,
  SQS_SEND_MESSAGE,
  serve,
  statement,
  QUEUE_ARN,
  queueOf,
  routeTo,
  parameters,
  statements,
} from '../_helpers/http-services';

describe('an SQS integration', () => {
  test.each([
    [undefined, 'SendMessage', { MessageBody: '$request.body.MessageBody' }],
    [SQS_SEND_MESSAGE, 'SendMessage', { MessageBody: '$request.body.MessageBody' }],
    [SQS_DELETE_MESSAGE, 'DeleteMessage', { ReceiptHandle: '$request.body.ReceiptHandle' }],
    [SQS_RECEIVE_MESSAGE, 'ReceiveMessage', {}],
    [SQS_PURGE_QUEUE, 'PurgeQueue', {}],
  ])('%s reads its parameters from the request', (subtype, action, parameters) => {
    const stack = stackOf({ env: ENV });
    serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack), subtype }));
    const { QueueUrl, ...others } = one(stack, 'Integration').RequestParameters as Record<string, unknown>;
    expect(QueueUrl).toEqual({
      'Fn::Join': ['', ['https://sqs.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/111111111111/q']],
    });
    expect(others).toEqual(parameters);
    expect(statement(stack)?.Action).toBe(`sqs:${action}`);
  });

  test('adds the queue to a mapping without a queue, and does not change the mapping object', () => {
    const stack = stackOf();
    const parameterMapping = new ParameterMapping().custom('MessageBody', '$request.body');
    serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack), parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters).toEqual({
      QueueUrl: expect.anything() as unknown,
      MessageBody: '$request.body',
    });
    expect(parameterMapping.mappings).toEqual({ MessageBody: '$request.body' });
  });

  test('includes parameters that are added to the mapping before synthesis', () => {
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

  test('keeps the region of the parameter mapping, with the context key serviceIntegrationRegion', () => {
    const stack = stackOf({ env: { ...ENV, region: 'us-east-1' }, context: keys('serviceIntegrationRegion') });
    const parameterMapping = new ParameterMapping().custom('MessageBody', 'b').custom('Region', 'eu-central-1');
    serve(stack, new HttpSqsIntegration('I', { queue: queueOf(stack), parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters.Region).toBe('eu-central-1');
  });
});

describe('an integration with a reference to a queue', () => {
  test('accepts an L1 queue', () => {
    const stack = routeTo((scope) => new HttpSqsIntegration('I', { queue: new sqs.CfnQueue(scope, 'Q') }));
    expect(parameters(stack).QueueUrl).toEqual({ Ref: 'Q' });
    expect(statements(stack)[0].Resource).toEqual({ 'Fn::GetAtt': ['Q', 'Arn'] });
  });
});

describe('an integration with a FIFO queue or with FIFO parameters', () => {
  const fifoOf = (stack: Stack) => new sqs.Queue(stack, 'Q', { fifo: true });
  const warnings = (stack: Stack) =>
    Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('FifoQueueWithoutGroup'));

  test('sends the message group ID and the deduplication ID of the properties', () => {
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

  test('uses the message group ID of the parameter mapping instead of the property', () => {
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
  ])('%s causes a warning if no message group ID is specified', (_what, queueOf) => {
    const stack = routeTo((scope) => new HttpSqsIntegration('I', { queue: queueOf(scope) }));
    expect(warnings(stack)).toHaveLength(1);
    expect(warnings(stack)[0].entry.data).toContain('messageGroupId');
  });

  test.each<[string, (stack: Stack) => sqs.IQueueRef, HttpIntegrationSubtype | undefined]>([
    ['another action', fifoOf, HttpIntegrationSubtype.SQS_PURGE_QUEUE],
    ['a standard queue', (stack) => new sqs.Queue(stack, 'Q'), undefined],
    ['an imported standard queue', (stack) => sqs.Queue.fromQueueArn(stack, 'Q', QUEUE_ARN), undefined],
    ['an L1 queue without properties', (stack) => new sqs.CfnQueue(stack, 'Q'), undefined],
  ])('%s causes no warning', (_what, queueOf, subtype) => {
    expect(warnings(routeTo((scope) => new HttpSqsIntegration('I', { queue: queueOf(scope), subtype })))).toEqual([]);
  });

  test('causes a warning for a message group ID if the action does not send a message', () => {
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

  test('causes a warning for a deduplication ID if the queue is a standard queue', () => {
    const messageDeduplicationId = MappingValue.custom('d');
    const stack = routeTo(
      (scope) => new HttpSqsIntegration('I', { queue: new sqs.Queue(scope, 'Q'), messageDeduplicationId }),
    );
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('QueueParameterUnsupported'));
    expect(found).toHaveLength(1);
  });

  test('accepts a deduplication ID if the queue may be a FIFO queue', () => {
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
