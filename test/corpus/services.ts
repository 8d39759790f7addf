import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { DEFINITION, ROLE, action, http, integration, resource, route, stage, to } from './builders';
import type { Entry } from './entry';

const QUEUE = 'https://sqs.eu-west-1.amazonaws.com/111111111111/orders';
const MACHINE = 'arn:aws:states:eu-west-1:111111111111:stateMachine:orders';

/** A route that calls an action of an AWS service. */
const does = (
  title: string,
  subtype: string,
  parameters: Record<string, string>,
  props: Partial<CfnIntegrationProps> = {},
): Entry => ({
  title: `${subtype}: ${title}`,
  build: (s) => {
    const api = http(s);
    route(api, 'POST /do', to(action(api, subtype, parameters, props)));
    stage(api);
  },
});

export const entries: Entry[] = [
  does('the required parameters (pattern apigw-http-eventbridge)', 'EventBridge-PutEvents', {
    Source: 'WebApp',
    DetailType: 'MyDetailType',
    Detail: '$request.body',
  }),
  does('every parameter of the reference', 'EventBridge-PutEvents', {
    Source: 'com.example.shop',
    DetailType: '$request.body.type',
    Detail: '$request.body.detail',
    EventBusName: 'orders',
    Time: '$request.body.time',
    Resources: '$request.body.resources',
    Region: 'eu-central-1',
    TraceHeader: '$request.header.X-Amzn-Trace-Id',
  }),
  does('an event bus by its ARN, and a source with several variables', 'EventBridge-PutEvents', {
    Source: '${context.apiId}.${context.stage}',
    DetailType: '$request.path',
    Detail: '$request.body',
    EventBusName: 'arn:aws:events:eu-west-1:111111111111:event-bus/orders',
  }),
  does('the tutorial of the developer guide', 'SQS-SendMessage', {
    QueueUrl: QUEUE,
    MessageBody: '$request.body.MessageBody',
  }),
  does('every parameter of the reference', 'SQS-SendMessage', {
    QueueUrl: `${QUEUE}.fifo`,
    MessageBody: '$request.body',
    MessageGroupId: '$request.body.group',
    MessageDeduplicationId: '$context.requestId',
    DelaySeconds: '0',
    MessageAttributes: '$request.body.attributes',
    MessageSystemAttributes: '$request.body.system',
    Region: 'eu-west-1',
  }),
  does('a message group on a standard queue (Terraform acceptance test)', 'SQS-SendMessage', {
    QueueUrl: QUEUE,
    MessageGroupId: '$request.body.group',
    MessageBody: '$request.body',
  }),
  does('attributes as literal JSON', 'SQS-SendMessage', {
    QueueUrl: QUEUE,
    MessageBody: '$request.body',
    MessageAttributes: '{"source": {"DataType": "String", "StringValue": "${context.apiId}"}}',
  }),
  does('long polling with every parameter', 'SQS-ReceiveMessage', {
    QueueUrl: QUEUE,
    AttributeNames: '["All"]',
    MaxNumberOfMessages: '10',
    MessageAttributeNames: '["All"]',
    ReceiveRequestAttemptId: '$context.requestId',
    VisibilityTimeout: '30',
    WaitTimeSeconds: '20',
    Region: 'eu-west-1',
  }),
  does('a receipt handle from the body', 'SQS-DeleteMessage', {
    QueueUrl: QUEUE,
    ReceiptHandle: '$request.body.receipt',
  }),
  does(
    'with a description and a timeout',
    'SQS-PurgeQueue',
    { QueueUrl: QUEUE },
    { description: 'x', timeoutInMillis: 29000 },
  ),
  does('the required parameters', 'Kinesis-PutRecord', {
    StreamName: 'orders',
    Data: '$request.body.data',
    PartitionKey: '$request.body.key',
  }),
  does('every parameter of the reference', 'Kinesis-PutRecord', {
    StreamName: 'orders',
    Data: '$request.body',
    PartitionKey: '$context.requestId',
    SequenceNumberForOrdering: '$request.header.sequence',
    ExplicitHashKey: '$request.header.hash',
    Region: 'eu-west-1',
  }),
  does('every parameter of the reference', 'AppConfig-GetConfiguration', {
    Application: 'shop',
    Environment: 'prod',
    Configuration: 'flags',
    ClientId: '$request.header.client',
    ClientConfigurationVersion: '$request.querystring.version',
    Region: 'eu-west-1',
  }),
  does('only the state machine (pattern apigw-http-stepfunctions)', 'StepFunctions-StartExecution', {
    StateMachineArn: MACHINE,
  }),
  does('an input, a name and a region', 'StepFunctions-StartExecution', {
    StateMachineArn: MACHINE,
    Input: '$request.body',
    Name: '$context.requestId',
    Region: 'eu-west-1',
  }),
  does('a state machine that the caller specifies', 'StepFunctions-StartExecution', {
    StateMachineArn: '$request.body.machine',
    Input: '$request.body.input',
  }),
  does('an input with text and variables', 'StepFunctions-StartSyncExecution', {
    StateMachineArn: MACHINE,
    Input: '{"id": "${request.querystring.id}", "user": "$context.authorizer.claims.sub"}',
    TraceHeader: '$request.header.X-Amzn-Trace-Id',
  }),
  does('every parameter of the reference', 'StepFunctions-StopExecution', {
    ExecutionArn: '$request.querystring.arn',
    Cause: 'asked by $context.identity.sourceIp',
    Error: 'Stopped',
    Region: 'eu-west-1',
  }),
  does(
    'an explicit connection type, as Terraform sends it',
    'SQS-PurgeQueue',
    { QueueUrl: QUEUE },
    { connectionType: 'INTERNET' },
  ),
  {
    title: 'service: response mappings of an action (developer guide)',
    build: (s) => {
      const api = http(s);
      const responseParameters = {
        '200': { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '202' }] },
        '400': { ResponseParameters: [{ Destination: 'append:header.x-error', Source: '$response.body.message' }] },
      };
      route(
        api,
        'POST /do',
        to(action(api, 'SQS-SendMessage', { QueueUrl: QUEUE, MessageBody: '$request.body' }, { responseParameters })),
      );
    },
  },
  {
    title: 'service: targets and roles from the stack, exports and parameters',
    build: (s) => {
      const api = http(s);
      const queue = resource(s, 'AWS::SQS::Queue').ref;
      const machine = resource(s, 'AWS::StepFunctions::StateMachine', {
        RoleArn: ROLE,
        StateMachineType: 'EXPRESS',
        DefinitionString: DEFINITION,
      }).ref;
      const role = resource(s, 'AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'apigateway.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      });
      const credentialsArn = role.getAtt('Arn').toString();
      const given = new CfnParameter(s, 'Queue').valueAsString;
      action(api, 'SQS-SendMessage', { QueueUrl: queue, MessageBody: '$request.body' }, { credentialsArn });
      action(api, 'StepFunctions-StartSyncExecution', { StateMachineArn: machine }, { credentialsArn });
      action(
        api,
        'SQS-PurgeQueue',
        { QueueUrl: Fn.importValue('QueueUrl') },
        { credentialsArn: Fn.importValue('Role') },
      );
      action(api, 'SQS-PurgeQueue', { QueueUrl: given }, { credentialsArn });
    },
  },
  {
    title: 'service: a role with a path',
    build: (s) => {
      const credentialsArn = 'arn:aws:iam::111111111111:role/service-role/api-queue_1';
      action(http(s), 'SQS-PurgeQueue', { QueueUrl: QUEUE }, { credentialsArn });
    },
  },
  {
    title: 'service: a subtype from a parameter',
    build: (s) =>
      integration(http(s), 'AWS_PROXY', {
        integrationSubtype: new CfnParameter(s, 'Subtype', { default: 'SQS-PurgeQueue' }).valueAsString,
        payloadFormatVersion: '1.0',
        credentialsArn: ROLE,
        requestParameters: { QueueUrl: QUEUE },
      }),
  },
];
