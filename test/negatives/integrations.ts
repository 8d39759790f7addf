import { CfnIntegrationResponse } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Stack } from 'aws-cdk-lib';
import type { Negatives } from './negative';
import { action, calls, http, integration, route, webSocket } from './negative';

const LISTENER = 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/a/b/c';
const link = (props: Partial<CfnIntegrationProps> = {}): Partial<CfnIntegrationProps> => ({
  connectionType: 'VPC_LINK',
  connectionId: 'link',
  integrationUri: LISTENER,
  ...props,
});
const send = (s: Stack, queueUrl: string, more: Record<string, string> = {}) =>
  action(http(s), 'SQS-SendMessage', { QueueUrl: queueUrl, MessageBody: '$request.body', ...more });
const startSync = (s: Stack, stateMachineType: string | undefined) => {
  const machine = new CfnStateMachine(s, 'Machine', { roleArn: 'arn:aws:iam::111111111111:role/r', stateMachineType });
  action(http(s), 'StepFunctions-StartSyncExecution', { StateMachineArn: machine.ref });
};
const responses = (status: string, destination: string, source = 'x') => ({
  [status]: { ResponseParameters: [{ Destination: destination, Source: source }] },
});
const requests = (key: string, value = 'x') => ({ requestParameters: { [key]: value } });

export const negatives: Negatives = {
  IntegrationTimeoutOutOfRange: {
    breaks: (s) => integration(webSocket(s), { timeoutInMillis: 29_001 }),
    keeps: (s) => {
      integration(webSocket(s), { timeoutInMillis: 29_000 });
      integration(http(s), { timeoutInMillis: 30_000 });
      integration(http(s), { timeoutInMillis: 50 });
    },
    says: ['between 50 and 29,000 milliseconds', 'got 29001'],
  },
  HttpIntegrationTypeInvalid: {
    breaks: (s) => integration(http(s), { integrationType: 'MOCK' }),
    keeps: (s) => integration(webSocket(s), { integrationType: 'MOCK', integrationUri: '' }),
    says: ["got 'MOCK'", 'AWS_PROXY or HTTP_PROXY'],
  },
  PayloadFormatInvalid: {
    breaks: (s) => integration(http(s), { payloadFormatVersion: '2.0' }),
    keeps: (s) =>
      integration(http(s), { payloadFormatVersion: '2.0', integrationType: 'AWS_PROXY', integrationUri: 'arn:aws:x' }),
    says: ["got '2.0'", "Write '1.0'"],
  },
  HttpProxyWithoutMethod: {
    breaks: (s) => integration(http(s), { integrationMethod: undefined }),
    keeps: (s) => integration(http(s), { integrationMethod: 'ANY' }),
    says: ['got nothing', 'ANY'],
  },
  VpcLinkMissing: {
    breaks: (s) => integration(http(s), link({ connectionId: undefined })),
    keeps: (s) => integration(http(s), link()),
    says: ['VPC_LINK'],
  },
  PrivateTargetInvalid: {
    breaks: (s) => integration(http(s), link({ integrationUri: 'http://internal.example.com' })),
    keeps: (s) => {
      integration(http(s), link());
      const service = 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-1?stage=prod';
      integration(http(s), link({ integrationUri: service }));
    },
    says: ["got 'http://internal.example.com'", 'ARN of a listener'],
  },
  TlsServerNameOnPublicIntegration: {
    breaks: (s) => integration(http(s), { tlsConfig: { serverNameToVerify: 'example.com' } }),
    keeps: (s) => integration(http(s), link({ tlsConfig: { serverNameToVerify: 'example.com' } })),
    says: ["got 'example.com'", 'Drop it'],
  },
  IntegrationUriLengthInvalid: {
    breaks: (s) => integration(http(s), { integrationUri: `https://${'x'.repeat(2041)}` }),
    keeps: (s) => integration(http(s), { integrationUri: `https://${'x'.repeat(2040)}` }),
    says: ['1 to 2,048 characters', '(2049 characters)'],
  },
  IntegrationUrlInvalid: {
    breaks: (s) => integration(http(s), { integrationUri: 'example.com/books' }),
    keeps: (s) => {
      integration(http(s), { integrationUri: 'http://example.com/{proxy}' });
      integration(http(s), { integrationUri: '${stageVariables.url}/books' });
    },
    says: ["got 'example.com/books'", "Did you mean 'https://example.com/books'?"],
  },
  ServiceRoleMissing: {
    breaks: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }, { credentialsArn: undefined }),
    keeps: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }),
    says: ['SQS-PurgeQueue', 'trusts apigateway.amazonaws.com'],
  },
  StateMachineTypeUnsupported: {
    breaks: (s) => startSync(s, undefined),
    keeps: (s) => startSync(s, 'EXPRESS'),
    says: ['EXPRESS', "'Stack/Machine' of type STANDARD"],
  },
  FifoQueueWithoutGroup: {
    breaks: (s) => send(s, new sqs.CfnQueue(s, 'Queue', { fifoQueue: true }).ref),
    keeps: (s) => {
      send(s, new sqs.CfnQueue(s, 'Fifo', { fifoQueue: true }).ref, { MessageGroupId: 'group' });
      send(s, new sqs.CfnQueue(s, 'Queue').ref);
    },
    says: ['MessageGroupId'],
  },
  IntegrationResponseMissing: {
    breaks: (s) => answering(s, 'AWS', false),
    keeps: (s) => answering(s, 'AWS', true),
    says: ["got 'AWS'", 'integration response'],
  },
  IntegrationResponseOnProxy: {
    breaks: (s) => answering(s, 'AWS_PROXY', true),
    keeps: (s) => answering(s, 'AWS_PROXY', false),
    says: ["got 'AWS_PROXY'"],
  },
  RequiredParameterMissing: {
    breaks: (s) => action(http(s), 'EventBridge-PutEvents', { Detail: '$request.body', detailType: 'a', Source: 'b' }),
    keeps: (s) => action(http(s), 'EventBridge-PutEvents', { Detail: '$request.body', DetailType: 'a', Source: 'b' }),
    says: ['Detail, DetailType, Source', "Did you mean 'DetailType' for 'detailType'?"],
  },
  RequestMappingKeyInvalid: {
    breaks: (s) => integration(http(s), requests('header.x-name')),
    keeps: (s) => {
      integration(http(s), requests('append:header.x-name'));
      integration(http(s), requests('remove:querystring.name', ''));
      integration(http(s), requests('overwrite:path', '/books'));
    },
    says: ["got 'header.x-name'", "Did you mean 'overwrite:header.x-name'?"],
  },
  ResponseMappingKeyInvalid: {
    breaks: (s) => integration(http(s), { responseParameters: responses('200', 'append:querystring.x') }),
    keeps: (s) => {
      integration(http(s), { responseParameters: responses('200', 'append:header.x') });
      integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', '403') });
    },
    says: ["got 'append:querystring.x'", 'overwrite:statuscode'],
  },
  ResponseMappingStatusInvalid: {
    breaks: (s) => integration(http(s), { responseParameters: responses('199', 'append:header.x') }),
    keeps: (s) => {
      integration(http(s), { responseParameters: responses('200', 'append:header.x') });
      integration(http(s), { responseParameters: responses('599', 'append:header.x') });
    },
    says: ["got '199'", '200 to 599'],
  },
  ReservedHeaderMapped: {
    breaks: (s) => integration(http(s), requests('overwrite:header.X-Amz-Date')),
    keeps: (s) => integration(http(s), requests('overwrite:header.X-Amazing-Date')),
    says: ["got 'overwrite:header.X-Amz-Date'", 'another name'],
  },
  MappingValueLengthInvalid: {
    breaks: (s) => integration(http(s), requests('overwrite:header.x', 'x'.repeat(513))),
    keeps: (s) => integration(http(s), requests('overwrite:header.x', 'x'.repeat(512))),
    says: ['1 to 512 characters', '513 characters'],
  },
  PathParameterUnknown: {
    breaks: (s) => reading(s, 'GET /books/{isbn}'),
    keeps: (s) => reading(s, 'GET /books/{id}'),
    says: ["got '$request.path.id'", "Did you mean '$request.path.isbn'?"],
  },
  WebSocketMappingInvalid: {
    breaks: (s) => integration(webSocket(s), requests('integration.request.header.x', 'constant')),
    keeps: (s) => integration(webSocket(s), requests('integration.request.header.x', "'constant'")),
    says: ["got 'constant'", `Did you mean "'constant'"`],
  },
};

function answering(stack: Stack, integrationType: string, respond: boolean): void {
  const api = webSocket(stack);
  const target = integration(api, { integrationType, integrationUri: 'arn:aws:apigateway:x' });
  route(api, 'send', { ...calls(target), routeResponseSelectionExpression: '$default' });
  if (respond) {
    new CfnIntegrationResponse(stack, 'Response', {
      apiId: api.ref,
      integrationId: target.ref,
      integrationResponseKey: '$default',
    });
  }
}

function reading(stack: Stack, routeKey: string): void {
  const api = http(stack);
  route(api, routeKey, calls(integration(api, requests('overwrite:path', '/b/${request.path.id}'))));
}
