// Integrations of WebSocket APIs with AWS services, including encrypted resources.
//
// Verify the deployed app with its outputs:
//   wscat -c $Url
//   > {"action": "sqs", "text": "it's \"so\""}     aws sqs receive-message --queue-url $QueueUrl --message-attribute-names All
//   > {"action": "sns", "text": "it's \"so\""}     the queue again: it subscribes to the topic
//   > {"action": "events", "text": "it's \"so\""}  the queue again: a rule sends each event there
//   > {"action": "kinesis"}     < {"SequenceNumber": …, "ShardId": …}
//   > {"action": "firehose"}    < {"RecordId": …}; a minute later, an object in the bucket $BucketName
//   > {"action": "states"}      < {"executionArn": …}
//   > {"action": "count"}       < {"Count": 1, …}: this connection
//   close, and aws dynamodb scan --table-name $TableName    no item
// Empty the bucket before you delete the stack.
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Stream, StreamEncryption } from 'aws-cdk-lib/aws-kinesis';
import {
  DeliveryStream,
  DisableLogging,
  S3Bucket,
  StreamEncryption as DeliveryEncryption,
} from 'aws-cdk-lib/aws-kinesisfirehose';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { WebSocketApi } from 'cdk-apigatewayv2';
import {
  AwsServiceUri,
  WebSocketAwsServiceIntegration,
  WebSocketDynamoDbDeleteIntegration,
  WebSocketDynamoDbPutIntegration,
  WebSocketEventBridgeIntegration,
  WebSocketFirehoseIntegration,
  WebSocketKinesisIntegration,
  WebSocketSnsIntegration,
  WebSocketSqsIntegration,
  WebSocketStepFunctionsIntegration,
  WebSocketValue,
} from 'cdk-apigatewayv2/integrations';

const app = new App();
const stack = new Stack(app, 'IntegWebSocketServices');
const destroy = { removalPolicy: RemovalPolicy.DESTROY };
const key = new Key(stack, 'Key', destroy);

const table = new dynamodb.Table(stack, 'Connections', {
  partitionKey: { name: 'connectionId', type: dynamodb.AttributeType.STRING },
  billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
  encryption: dynamodb.TableEncryption.CUSTOMER_MANAGED,
  encryptionKey: key,
  ...destroy,
});
const api = new WebSocketApi(stack, 'Api', {
  connectRouteOptions: { integration: new WebSocketDynamoDbPutIntegration('Connect', { table }) },
  disconnectRouteOptions: { integration: new WebSocketDynamoDbDeleteIntegration('Disconnect', { table }) },
  defaultStageOptions: {},
});

const queue = new Queue(stack, 'Queue', { encryptionMasterKey: key });
api.addRoute('sqs', { integration: new WebSocketSqsIntegration('Sqs', { queue, timeout: Duration.seconds(5) }) });

// The policy of the queue's key refers to the topic. If the topic used this key, the two resources would depend on each other.
const topic = new Topic(stack, 'Topic', { masterKey: new Key(stack, 'TopicKey', destroy) });
topic.addSubscription(new SqsSubscription(queue));
api.addRoute('sns', {
  integration: new WebSocketSnsIntegration('Sns', { topic, message: WebSocketValue.field('text') }),
});

const eventBus = new EventBus(stack, 'Bus');
new Rule(stack, 'All', { eventBus, eventPattern: { source: ['integ'] }, targets: [new SqsQueue(queue)] });
api.addRoute('events', {
  integration: new WebSocketEventBridgeIntegration('Events', { eventBus, source: 'integ' }),
});

const stream = new Stream(stack, 'Stream', { encryption: StreamEncryption.KMS, encryptionKey: key, ...destroy });
api.addRoute('kinesis', { integration: new WebSocketKinesisIntegration('Kinesis', { stream }), returnResponse: true });

const bucket = new Bucket(stack, 'Bucket', destroy);
const deliveryStream = new DeliveryStream(stack, 'Delivery', {
  destination: new S3Bucket(bucket, { bufferingInterval: Duration.minutes(1), loggingConfig: new DisableLogging() }),
  encryption: DeliveryEncryption.customerManagedKey(key),
});
api.addRoute('firehose', {
  integration: new WebSocketFirehoseIntegration('Firehose', { deliveryStream }),
  returnResponse: true,
});

const stateMachine = new StateMachine(stack, 'Machine', {
  definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')),
});
api.addRoute('states', {
  integration: new WebSocketStepFunctionsIntegration('States', { stateMachine }),
  returnResponse: true,
});

const count = new WebSocketAwsServiceIntegration('Count', {
  uri: AwsServiceUri.action('dynamodb', 'Query'),
  parameters: {
    TableName: table.tableName,
    KeyConditionExpression: 'connectionId = :id',
    ExpressionAttributeValues: { ':id': { S: WebSocketValue.connectionId() } },
    Select: 'COUNT',
  },
  iamActions: ['dynamodb:Query', 'kms:Decrypt'],
  iamResources: [table.tableArn, key.keyArn],
});
api.addRoute('count', { integration: count, returnResponse: true });

new CfnOutput(stack, 'Url', { value: api.defaultStage!.url });
new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });
new CfnOutput(stack, 'BucketName', { value: bucket.bucketName });
new CfnOutput(stack, 'TableName', { value: table.tableName });

new IntegTest(app, 'WebSocketServices', { testCases: [stack] });
