import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { HttpLambdaIntegration, WebSocketLambdaIntegration } from '../../lib/integrations';
import type { Program } from './program';
import { atRunTime, documented, inferred, observed, stated } from './program';
import { onWs, fn, wsFn, action, ofL2, bare, bareWs, type Props } from './on-integration';
import {
  ACCOUNT,
  FUNCTION,
  ROLE,
  http,
  httpL2,
  invocationsOf,
  lambda,
  override,
  raw,
  service,
  ws,
  wsL2,
} from './sound';

const PATH = 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/books';

const start = (subtype: string, requestParameters: Record<string, string>, more: Props = {}) =>
  action({ integrationSubtype: subtype, requestParameters, ...more });
const EVENT = { Source: 'books', DetailType: 'sold', Detail: '$request.body' };

export const subtypes: Program[] = [
  observed('Integration.IntegrationSubtype', 'plural', start('SQS-SendMessages', { QueueUrl: 'x', MessageBody: 'x' })),
  observed(
    'Integration.IntegrationSubtype',
    'an unknown service',
    start('SNS-Publish', { TopicArn: 'x', Message: 'x' }),
  ),
  observed('Integration.IntegrationSubtype', 'DynamoDB', start('DynamoDB-PutItem', { TableName: 'books' })),
  observed('Integration.IntegrationSubtype', 'a colon instead of the hyphen', start('EventBridge:PutEvents', EVENT)),
  observed(
    'Integration.IntegrationSubtype',
    'lower case',
    start('sqs-sendMessage', { QueueUrl: 'x', MessageBody: 'x' }),
  ),
  observed('Integration.IntegrationSubtype', 'Kinesis-PutRecords, override', (s) =>
    override(service(http(s)), 'IntegrationSubtype', 'Kinesis-PutRecords'),
  ),
  documented(
    'Integration.IntegrationSubtype',
    'with HTTP_PROXY',
    action({ integrationType: 'HTTP_PROXY', integrationMethod: 'POST' }),
  ),
  documented('Integration.IntegrationSubtype', 'on an L2 with a URL', ofL2('IntegrationSubtype', 'SQS-SendMessage')),
  documented('Integration.IntegrationSubtype', 'on WebSocket', wsFn({ integrationSubtype: 'SQS-SendMessage' })),
  documented('Integration.IntegrationSubtype', 'on WebSocket without a class', (s) =>
    bareWs(s, {
      IntegrationType: 'AWS',
      IntegrationSubtype: 'EventBridge-PutEvents',
      CredentialsArn: ROLE,
      RequestParameters: EVENT,
    }),
  ),
  observed('Integration.RequestParameters', 'a queue without a body', start('SQS-SendMessage', { QueueUrl: 'x' })),
  observed(
    'Integration.RequestParameters',
    'an event without a source',
    start('EventBridge-PutEvents', { Detail: '$request.body', DetailType: 'x' }),
  ),
  observed(
    'Integration.RequestParameters',
    'a record without a partition key',
    start('Kinesis-PutRecord', { StreamName: 's', Data: '$request.body' }),
  ),
  observed(
    'Integration.RequestParameters',
    'an execution without a state machine',
    start('StepFunctions-StartExecution', { Input: '$request.body' }),
  ),
  observed('Integration.RequestParameters', 'a deletion without a receipt', (s) =>
    bare(s, {
      IntegrationType: 'AWS_PROXY',
      IntegrationSubtype: 'SQS-DeleteMessage',
      PayloadFormatVersion: '1.0',
      CredentialsArn: ROLE,
      RequestParameters: { QueueUrl: 'x' },
    }),
  ),
  documented(
    'Integration.RequestParameters',
    'keys of parameter mapping on an action',
    start('SQS-SendMessage', { QueueUrl: 'x', MessageBody: 'x', 'append:header.a': 'b' }),
  ),
  documented(
    'Integration.RequestParameters',
    'overwrite:path on an action',
    start('EventBridge-PutEvents', { ...EVENT, 'overwrite:path': '/a' }),
  ),
  inferred('Integration.RequestParameters', 'a standard state machine in a synchronous execution', (s) => {
    const machine = raw(s, 'StepFunctions::StateMachine', {
      RoleArn: ROLE,
      StateMachineType: 'STANDARD',
      DefinitionString: '{}',
    });
    start('StepFunctions-StartSyncExecution', { StateMachineArn: machine.ref })(s);
  }),
  inferred('Integration.RequestParameters', 'a state machine of the default type in a synchronous execution', (s) => {
    const machine = raw(s, 'StepFunctions::StateMachine', { RoleArn: ROLE, DefinitionString: '{}' });
    start('StepFunctions-StartSyncExecution', { StateMachineArn: machine.ref, Input: '$request.body' })(s);
  }),
  stated(
    'Integration.RequestParameters',
    'a FIFO queue without a group',
    start('SQS-SendMessage', {
      QueueUrl: `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/books.fifo`,
      MessageBody: 'x',
    }),
  ),
  stated('Integration.RequestParameters', 'a FIFO queue of the stack without a group', (s) => {
    const queue = raw(s, 'SQS::Queue', { FifoQueue: true });
    start('SQS-SendMessage', { QueueUrl: queue.ref, MessageBody: '$request.body' })(s);
  }),
  inferred(
    'Integration.RequestParameters',
    'a queue of another region without Region',
    start('SQS-SendMessage', { QueueUrl: `https://sqs.eu-west-1.amazonaws.com/${ACCOUNT}/books`, MessageBody: 'x' }),
  ),
  inferred(
    'Integration.RequestParameters',
    'a state machine of another region without Region',
    start('StepFunctions-StartExecution', {
      StateMachineArn: `arn:aws:states:eu-west-1:${ACCOUNT}:stateMachine:books`,
    }),
  ),
  observed('Integration.CredentialsArn', 'none with a subtype', action({ credentialsArn: undefined })),
  observed(
    'Integration.CredentialsArn',
    'none with EventBridge',
    start('EventBridge-PutEvents', EVENT, { credentialsArn: undefined }),
  ),
  inferred(
    'Integration.CredentialsArn',
    'none for a service, WebSocket',
    onWs({ integrationType: 'AWS', integrationMethod: 'POST', integrationUri: PATH }),
  ),
  inferred('Integration.CredentialsArn', 'none for DynamoDB, WebSocket', (s) =>
    bareWs(s, {
      IntegrationType: 'AWS',
      IntegrationMethod: 'POST',
      IntegrationUri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem',
    }),
  ),
  documented('Integration.CredentialsArn', 'the name of a role', action({ credentialsArn: 'gateway' })),
  documented(
    'Integration.CredentialsArn',
    'the ARN of a policy',
    wsFn({ credentialsArn: `arn:aws:iam::${ACCOUNT}:policy/gateway` }),
  ),
  documented('Integration.CredentialsArn', 'the ARN of a function', fn({ credentialsArn: FUNCTION })),
  documented('Integration.CredentialsArn', 'a Ref of a role: its name', (s) => {
    const trusts = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'apigateway.amazonaws.com' } }],
    };
    const role = raw(s, 'IAM::Role', { AssumeRolePolicyDocument: trusts });
    service(http(s), { credentialsArn: role.ref });
  }),
  atRunTime('Integration.CredentialsArn', 'a role that Lambda may assume', (s) => {
    const trusts = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
    };
    const role = raw(s, 'IAM::Role', { AssumeRolePolicyDocument: trusts });
    service(http(s), { credentialsArn: role.getAtt('Arn').toString() });
  }),
  atRunTime('Integration.CredentialsArn', 'a role that EC2 may assume, WebSocket', (s) => {
    const trusts = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: ['sts:AssumeRole'], Principal: { Service: ['ec2.amazonaws.com'] } }],
    };
    const role = raw(s, 'IAM::Role', { AssumeRolePolicyDocument: trusts });
    lambda(ws(s), { credentialsArn: role.getAtt('Arn').toString() });
  }),
];

export const functionsElsewhere: Program[] = [
  atRunTime(
    'Integration.function',
    'of another region',
    fn({ integrationUri: `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:books` }),
  ),
  atRunTime(
    'Integration.function',
    'of another region, invocations ARN, WebSocket',
    wsFn({ integrationUri: invocationsOf(`arn:aws:lambda:ap-northeast-1:${ACCOUNT}:function:chat`) }),
  ),
  observed('Integration.function', 'of another region, L2', (s) => {
    const far = LambdaFunction.fromFunctionArn(s, 'Far', `arn:aws:lambda:eu-west-1:${ACCOUNT}:function:books`);
    httpL2(s).addRoutes({ path: '/a', integration: new HttpLambdaIntegration('Far', far) });
  }),
  observed('Integration.function', 'of another region, WebSocket L2', (s) => {
    const far = LambdaFunction.fromFunctionArn(s, 'Far', `arn:aws:lambda:us-west-2:${ACCOUNT}:function:chat`);
    wsL2(s).addRoute('send', { integration: new WebSocketLambdaIntegration('Far', far) });
  }),
];
