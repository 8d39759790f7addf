import type { CfnStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { Stack } from 'aws-cdk-lib';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import {
  ACCOUNT,
  LOG_GROUP,
  http,
  httpL2,
  httpStageL2,
  override,
  raw,
  serve,
  stage,
  ws,
  wsL2,
  wsStageL2,
} from './sound';

type Props = Partial<CfnStageProps>;
const onHttp = (props: Props) => (s: Stack) => {
  stage(http(s), 'prod', props);
};
const ofL2 = (property: string, value: unknown) => (s: Stack) => {
  override(httpStageL2(httpL2(s), 'prod'), property, value);
};
const ofWsL2 = (property: string, value: unknown) => (s: Stack) => {
  override(wsStageL2(wsL2(s), 'prod'), property, value);
};

const log = (accessLogSettings: Props['accessLogSettings']) => onHttp({ accessLogSettings });
const to = (destinationArn: string) => log({ destinationArn, format: '$context.requestId' });
const format = (text: string) => log({ destinationArn: LOG_GROUP, format: text });
const ARN = 'Stage.AccessLogSettings.DestinationArn';
const FORMAT = 'Stage.AccessLogSettings.Format';

export const accessLogs: Program[] = [
  observed(ARN, 'a bucket', to('arn:aws:s3:::logs')),
  observed(ARN, 'Firehose', to(`arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/amazon-apigateway-books`)),
  observed(ARN, 'the name of a log group', to('/books/access')),
  observed(ARN, 'a bucket of the stack', (s) => to(new Bucket(s, 'Logs').bucketArn)(s)),
  observed(ARN, 'a Ref of a log group: its name', (s) => {
    const group = raw(s, 'Logs::LogGroup', { RetentionInDays: 7 });
    to(group.ref)(s);
  }),
  observed(ARN, 'the name of a log group L2, WebSocket override', (s) => {
    const group = new LogGroup(s, 'Logs');
    override(wsStageL2(wsL2(s), 'prod'), 'AccessLogSettings', {
      DestinationArn: s.resolve(group.logGroupName),
      Format: '$context.requestId',
    });
  }),
  observed(
    ARN,
    'a stream, override',
    ofL2('AccessLogSettings', {
      DestinationArn: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/x`,
      Format: '$context.requestId',
    }),
  ),
  documented('Stage.AccessLogSettings', 'no destination', log({ format: '$context.requestId' })),
  documented('Stage.AccessLogSettings', 'no format', log({ destinationArn: LOG_GROUP })),
  documented(
    'Stage.AccessLogSettings',
    'no format, WebSocket L2',
    ofWsL2('AccessLogSettings.DestinationArn', LOG_GROUP),
  ),
  inferred(ARN, 'a log group of another region', to(LOG_GROUP.replace('us-east-1', 'eu-west-1'))),
  inferred(ARN, 'a log group of another account', to(LOG_GROUP.replace(ACCOUNT, '999999999999'))),
  observed(FORMAT, 'no request ID', format('$context.identity.sourceIp $context.status')),
  observed(FORMAT, 'a request ID without the dollar sign', format('{"id":"context.requestId"}')),
  observed(FORMAT, 'an empty format', format('')),
  observed(
    FORMAT,
    'no request ID, L2',
    ofL2('AccessLogSettings', { DestinationArn: LOG_GROUP, Format: '{"ip":"$context.identity.sourceIp"}' }),
  ),
  documented(FORMAT, 'larger than 3 KB', format(`$context.requestId ${'x'.repeat(3100)}`)),
  documented(FORMAT, 'larger than 3 KB, WebSocket', (s) =>
    stage(ws(s), 'prod', {
      accessLogSettings: { destinationArn: LOG_GROUP, format: `$context.requestId${' $context.status'.repeat(250)}` },
    }),
  ),
  observed(
    FORMAT,
    'pretty JSON',
    format(JSON.stringify({ id: '$context.requestId', status: '$context.status' }, null, 2)),
  ),
  observed(
    FORMAT,
    'a line break between, L2',
    ofL2('AccessLogSettings', { DestinationArn: LOG_GROUP, Format: '$context.requestId\n$context.status' }),
  ),
  stated('Stage.logging', 'a WebSocket stage with an access log and without the role of the account', (s) =>
    stage(ws(s), 'prod', { accessLogSettings: { destinationArn: LOG_GROUP, format: '$context.requestId' } }),
  ),
  stated('Stage.logging', 'a WebSocket stage that logs messages without the role of the account', (s) =>
    raw(s, 'ApiGatewayV2::Stage', {
      ApiId: serve(ws(s)).ref,
      StageName: 'prod',
      AutoDeploy: true,
      DefaultRouteSettings: { LoggingLevel: 'INFO' },
    }),
  ),
  stated('Stage.logging', 'a WebSocket stage that does not depend on the account', (s) => {
    raw(s, 'ApiGateway::Account', { CloudWatchRoleArn: `arn:aws:iam::${ACCOUNT}:role/logs` });
    stage(ws(s), 'prod', { defaultRouteSettings: { loggingLevel: 'ERROR' } });
  }),
];
