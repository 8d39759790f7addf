import type { Stack } from 'aws-cdk-lib';
import { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

import { HttpIntegrationSubtype, MappingValue, ResponseParameterMapping } from '../../lib';
import type { HttpServiceIntegrationOptions } from '../../lib/integrations';
import { HttpEventBridgeIntegration, HttpSqsIntegration, HttpStepFunctionsIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import {
  EVENTBRIDGE_PUT_EVENTS,
  SQS_SEND_MESSAGE,
  serve,
  statement,
  QUEUE_ARN,
  queueOf,
  apiGateway,
  routeTo,
  statements,
  SERVICES,
} from '../_helpers/http-services';

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

test('a service integration calls its action with a least-privilege role', () => {
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

test.each([
  ['EventBridge', SQS_SEND_MESSAGE],
  ['SQS', EVENTBRIDGE_PUT_EVENTS],
  ['StepFunctions', SQS_SEND_MESSAGE],
] as const)('%s fails for the action %s of another service', (service, subtype) => {
  expectFailure(() => wrong[service](stackOf(), subtype), {
    code: 'ServiceSubtypeMismatch',
    path: 'Wrong',
    given: `'${subtype}'`,
    fix: 'Use the integration of the service that the subtype belongs to',
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

  test('adds a statement for the action, without a Sid, to the role that was passed', () => {
    const stack = withOptions((scope) => ({ credentialsRole: new iam.Role(scope, 'Mine', { assumedBy: apiGateway }) }));
    expect(one(stack, 'Integration').CredentialsArn).toEqual({
      'Fn::GetAtt': [expect.stringMatching(/^Mine/), 'Arn'],
    });
    const ofMine = all(stack, 'AWS::IAM::Policy').filter(({ PolicyName }) => PolicyName.startsWith('Mine'));
    expect(ofMine).toHaveLength(1);
    const [statement, ...others] = ofMine[0].PolicyDocument.Statement;
    expect(statement).toEqual({ Action: expect.any(String), Effect: 'Allow', Resource: expect.anything() });
    expect(others).toEqual([]);
  });

  test('does not change an L1 role', () => {
    const stack = withOptions((scope) => ({
      credentialsRole: new iam.CfnRole(scope, 'Mine', { assumeRolePolicyDocument: {} }),
    }));
    expect(one(stack, 'Integration').CredentialsArn).toEqual({ 'Fn::GetAtt': ['Mine', 'Arn'] });
    expect(all(stack, 'AWS::IAM::Policy').filter(({ Roles }) => Roles[0].Ref === 'Mine')).toEqual([]);
  });
});

describe('the KMS key of a target', () => {
  const WRITE = ['kms:Decrypt', 'kms:GenerateDataKey'];
  test.each([
    ['appconfig', 'kms:Decrypt'],
    ['eventbridge', WRITE],
    ['generic', WRITE],
    ['kinesis', 'kms:GenerateDataKey'],
    ['sqs', WRITE],
    ['stepfunctions', WRITE],
  ])('%s gives the role the permissions that the action needs for the key', (service, actions) => {
    const stack = routeTo((scope) => SERVICES[service](scope, { encryptionKey: new kms.Key(scope, 'Key') }));
    const policies = all(stack, 'AWS::IAM::Policy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    expect(policies.filter(({ Action }) => String(Action).includes('kms:'))).toEqual([
      { Action: actions, Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] } },
    ]);
  });

  test('can be an L1 key, and the permissions are then in the policy of the role', () => {
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
  ])('%s gives the role the permissions %j for the key of a queue', (subtype, actions) => {
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

  test('is not in the policy of the role if encryptionKey is not specified', () => {
    const stack = routeTo((scope) => {
      const queue = new sqs.Queue(scope, 'Q', { encryption: sqs.QueueEncryption.KMS });
      return new HttpSqsIntegration('I', { queue });
    });
    expect(statements(stack)).toHaveLength(1);
  });
});
