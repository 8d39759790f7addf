import type { Stack } from 'aws-cdk-lib';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { CfnDeliveryStream } from 'aws-cdk-lib/aws-kinesisfirehose';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { DefinitionBody, Pass, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';

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
} from '../../lib/integrations';
import type { WebSocketServiceIntegrationOptions } from '../../lib/integrations';
import { WebSocketApi } from '../../lib';
import type { WebSocketRouteIntegration } from '../../lib';
import { all, one, stackOf } from './app';
import { evaluate } from './velocity';

export type Make = (stack: Stack, options?: WebSocketServiceIntegrationOptions) => WebSocketRouteIntegration;

/** Each service integration, with its required properties only. */
export const TARGETS: Record<string, Make> = {
  sqs: (stack, options) => new WebSocketSqsIntegration('Target', { queue: new Queue(stack, 'Queue'), ...options }),
  sns: (stack, options) => new WebSocketSnsIntegration('Target', { topic: new Topic(stack, 'Topic'), ...options }),
  events: (stack, options) =>
    new WebSocketEventBridgeIntegration('Target', { eventBus: new EventBus(stack, 'Bus'), source: 'chat', ...options }),
  kinesis: (stack, options) =>
    new WebSocketKinesisIntegration('Target', { stream: new Stream(stack, 'Stream'), ...options }),
  firehose: (stack, options) =>
    new WebSocketFirehoseIntegration('Target', {
      deliveryStream: new CfnDeliveryStream(stack, 'Delivery'),
      ...options,
    }),
  put: (stack, options) => new WebSocketDynamoDbPutIntegration('Target', { table: connections(stack), ...options }),
  delete: (stack, options) =>
    new WebSocketDynamoDbDeleteIntegration('Target', { table: connections(stack), ...options }),
  states: (stack, options) =>
    new WebSocketStepFunctionsIntegration('Target', { stateMachine: stateMachine(stack), ...options }),
  any: (_stack, options) =>
    new WebSocketAwsServiceIntegration('Target', {
      uri: AwsServiceUri.action('dynamodb', 'UpdateItem'),
      parameters: { TableName: 'table' },
      iamActions: ['dynamodb:UpdateItem'],
      iamResources: ['arn:aws:dynamodb:eu-west-1:111111111111:table/table'],
      ...options,
    }),
};

export const connections = (stack: Stack, props = {}) =>
  new Table(stack, 'Table', { partitionKey: { name: 'connectionId', type: AttributeType.STRING }, ...props });

export const stateMachine = (stack: Stack) =>
  new StateMachine(stack, 'Machine', { definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')) });

export function stackWith(make: Make, options?: WebSocketServiceIntegrationOptions): Stack {
  const stack = stackOf();
  new WebSocketApi(stack, 'Api').addRoute('send', { integration: make(stack, options), returnResponse: true });
  return stack;
}

export const MESSAGE = { action: 'send', text: 'it\'s "so"' };

export const REQUEST = {
  body: JSON.stringify(MESSAGE),
  context: { connectionId: 'abc=', connectedAt: '1700000000000', routeKey: 'send', requestId: 'r1' },
};

/** The body of the request to the AWS service. References are replaced by logical IDs and attribute names. */
export function bodyOf(stack: Stack): string {
  const { $default: template } = one(stack, 'Integration').RequestTemplates;
  const text =
    typeof template === 'string'
      ? template
      : template['Fn::Join'][1].map((part: unknown) => (typeof part === 'string' ? part : name(part))).join('');
  return evaluate(text, REQUEST);
}

export const name = (part: any): string => (part.Ref ?? part['Fn::GetAtt'].join('.')).replace(/[0-9A-F]{8}/, '');

export const fieldsOf = (stack: Stack) => Object.fromEntries(new URLSearchParams(bodyOf(stack)));

/** The policy statements of the integration's role. */
export function statementsOf(stack: Stack): { Action: string | string[]; Resource: unknown }[] {
  return all(stack, 'AWS::IAM::Policy')
    .filter((policy) => JSON.stringify(policy.Roles).includes('InvokeRole'))
    .flatMap((policy) => policy.PolicyDocument.Statement);
}
