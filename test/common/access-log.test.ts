import { RemovalPolicy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';

import {
  AccessLog,
  HttpAccessLogFormat,
  HttpApi,
  LogGroupLogDestination,
  WebSocketAccessLogFormat,
  WebSocketApi,
  WebSocketStage,
} from '../../lib';
import { expectFailure } from '../_helpers/failure';
import { one, stackOf } from '../_helpers/app';

test('a stage creates a log group and logs JSON to it', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api', { defaultStageOptions: { accessLog: AccessLog.toNewLogGroup() } });
  const group = api.defaultStage!.node.findChild('AccessLog') as logs.LogGroup;
  expect(one(stack, 'Stage').AccessLogSettings).toEqual({
    DestinationArn: stack.resolve(group.logGroupArn),
    Format: HttpAccessLogFormat.json().toString(),
  });
  expect(one(stack, 'AWS::Logs::LogGroup')).toEqual({ RetentionInDays: 731 });
});

test('each stage creates its own log group if several stages share an access log object', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
  const accessLog = AccessLog.toNewLogGroup();
  api.addStage('One', { stageName: 'one', accessLog });
  api.addStage('Two', { stageName: 'two', accessLog });
  Template.fromStack(stack).resourceCountIs('AWS::Logs::LogGroup', 2);
});

test('a WebSocket stage logs in the JSON format for WebSocket APIs', () => {
  const stack = stackOf();
  const webSocketApi = new WebSocketApi(stack, 'Api');
  new WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 's', accessLog: AccessLog.toNewLogGroup() });
  expect(one(stack, 'Stage').AccessLogSettings.Format).toBe(WebSocketAccessLogFormat.json().toString());
});

test('a new log group has the properties that were passed, and its key policy allows CloudWatch Logs', () => {
  const stack = stackOf({ env: { region: 'eu-west-1', account: '111111111111' } });
  new HttpApi(stack, 'Api', {
    defaultStageOptions: {
      accessLog: AccessLog.toNewLogGroup({
        logGroupName: '/aws/vendedlogs/api',
        retention: logs.RetentionDays.ONE_WEEK,
        removalPolicy: RemovalPolicy.DESTROY,
        encryptionKey: new kms.Key(stack, 'Key'),
        format: HttpAccessLogFormat.clf(),
      }),
    },
  });
  const template = Template.fromStack(stack);
  template.hasResource('AWS::Logs::LogGroup', {
    Properties: {
      LogGroupName: '/aws/vendedlogs/api',
      RetentionInDays: 7,
      KmsKeyId: { 'Fn::GetAtt': ['Key961B73FD', 'Arn'] },
    },
    DeletionPolicy: 'Delete',
  });
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        {
          Effect: 'Allow',
          Principal: { Service: 'logs.eu-west-1.amazonaws.com' },
          Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
          Resource: '*',
          Condition: {
            ArnLike: {
              'kms:EncryptionContext:aws:logs:arn': {
                'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:eu-west-1:111111111111:log-group:*']],
              },
            },
          },
        },
      ]),
    },
  });
  expect(one(stack, 'Stage').AccessLogSettings.Format).toBe(HttpAccessLogFormat.clf().toString());
});

test('a KMS key without a policy is accepted and stays unchanged', () => {
  const stack = stackOf();
  const encryptionKey = new kms.CfnKey(stack, 'Key');
  new HttpApi(stack, 'Api', { defaultStageOptions: { accessLog: AccessLog.toNewLogGroup({ encryptionKey }) } });
  expect(one(stack, 'AWS::KMS::Key')).toEqual({});
});

test.each([
  ['JSON if no format is specified', undefined, HttpAccessLogFormat.json().toString()],
  ['the specified format', AccessLogFormat.custom('$context.requestId'), '$context.requestId'],
])('a stage logs to an existing log group in this format: %s', (_, format, expected) => {
  const stack = stackOf();
  const group = logs.LogGroup.fromLogGroupName(stack, 'Group', 'g');
  new HttpApi(stack, 'Api', { defaultStageOptions: { accessLog: AccessLog.toLogGroup(group, format) } });
  expect(one(stack, 'Stage').AccessLogSettings).toEqual({
    DestinationArn: stack.resolve(group.logGroupRef.logGroupArn),
    Format: expected,
  });
});

test('a stage fails if its access logs are specified twice', () => {
  const stack = stackOf();
  const group = new logs.LogGroup(stack, 'Group');
  const defaultStageOptions = {
    accessLog: AccessLog.toLogGroup(group),
    accessLogSettings: { destination: new LogGroupLogDestination(group) },
  };
  expectFailure(() => new HttpApi(stack, 'Api', { defaultStageOptions }), {
    code: 'AccessLogTwice',
    path: 'Stack/Api/DefaultStage',
    fix: 'Specify one of the two',
  });
});

test('a stage fails for an access log whose format does not contain the request ID', () => {
  const stack = stackOf();
  const accessLog = AccessLog.toLogGroup(new logs.LogGroup(stack, 'Group'), AccessLogFormat.custom('$context.status'));
  expectFailure(() => new HttpApi(stack, 'Api', { defaultStageOptions: { accessLog } }), {
    code: 'AccessLogFormatWithoutRequestId',
    path: 'Stack/Api/DefaultStage',
    given: "got '$context.status'",
    fix: "Add '$context.requestId'",
  });
});
