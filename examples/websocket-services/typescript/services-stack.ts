import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { WebSocketApi } from 'cdk-apigatewayv2';
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
} from 'cdk-apigatewayv2/integrations';
import type { Construct } from 'constructs';

/** A WebSocket API that sends messages from devices to AWS services, without Lambda functions and without handwritten request templates. */
export class ServicesStack extends Stack {
  public constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);

    const devices = new dynamodb.TableV2(this, 'Devices', {
      partitionKey: { name: 'connectionId', type: dynamodb.AttributeType.STRING },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const api = new WebSocketApi(this, 'Api', {
      connectRouteOptions: {
        integration: new WebSocketDynamoDbPutIntegration('Connect', {
          table: devices,
          item: {
            connectionId: WebSocketValue.connectionId(),
            connectedAt: WebSocketValue.context('connectedAt').asNumber(),
            ip: WebSocketValue.context('identity.sourceIp'),
          },
        }),
      },
      disconnectRouteOptions: { integration: new WebSocketDynamoDbDeleteIntegration('Disconnect', { table: devices }) },
      defaultStageOptions: {},
    });

    // {"action": "work", "job": "…"}: the queue receives the whole message, with the connection ID as an attribute.
    const queue = new sqs.Queue(this, 'Jobs', { encryption: sqs.QueueEncryption.KMS });
    api.addRoute('work', { integration: new WebSocketSqsIntegration('Work', { queue }) });

    // {"action": "alarm", "text": "…", "level": "high"}: the topic receives only the text, and subscribers filter by
    // level.
    const topic = new sns.Topic(this, 'Alarms');
    api.addRoute('alarm', {
      integration: new WebSocketSnsIntegration('Alarm', {
        topic,
        message: WebSocketValue.field('text'),
        messageAttributes: { level: WebSocketValue.field('level') },
      }),
    });

    // {"action": "state", "door": "open"}: an event of type `state` contains the connection ID and the message.
    const eventBus = new events.EventBus(this, 'Bus');
    api.addRoute('state', {
      integration: new WebSocketEventBridgeIntegration('State', { eventBus, source: 'devices' }),
    });

    // {"action": "measure", "celsius": 21}: the stream keeps the records of each connection in order.
    const stream = new kinesis.Stream(this, 'Measurements');
    api.addRoute('measure', { integration: new WebSocketKinesisIntegration('Measure', { stream }) });

    // {"action": "order", "item": "…"}: starts an execution and sends its ARN to the client.
    const stateMachine = new sfn.StateMachine(this, 'Order', {
      definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Pass(this, 'Deliver')),
    });
    api.addRoute('order', {
      returnResponse: true,
      integration: new WebSocketStepFunctionsIntegration('StartOrder', {
        stateMachine,
        responses: [{ responseTemplates: { $default: '{"order": $input.json(\'$.executionArn\')}' } }],
      }),
    });

    // {"action": "name", "name": "…"}: calls an action that does not have a separate integration class.
    api.addRoute('name', {
      integration: new WebSocketAwsServiceIntegration('Name', {
        uri: AwsServiceUri.action('dynamodb', 'UpdateItem'),
        parameters: {
          TableName: devices.tableName,
          Key: { connectionId: { S: WebSocketValue.connectionId() } },
          UpdateExpression: 'SET #name = :name',
          ExpressionAttributeNames: { '#name': 'name' },
          ExpressionAttributeValues: { ':name': { S: WebSocketValue.field('name') } },
        },
        iamActions: ['dynamodb:UpdateItem'],
        iamResources: [devices.tableArn],
      }),
    });

    new CfnOutput(this, 'Url', { value: api.defaultStage!.url });
    new CfnOutput(this, 'QueueUrl', { value: queue.queueUrl });
  }
}
