import { CfnIntegrationResponse, CfnRouteResponse, CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { AccountRootPrincipal, AnyPrincipal, CompositePrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnService } from 'aws-cdk-lib/aws-servicediscovery';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { CfnVpcLink as RestVpcLink } from 'aws-cdk-lib/aws-apigateway';
import { Stack } from 'aws-cdk-lib';
import type { Negatives } from './negative';
import { action, calls, http, integration, route, stage, webSocket } from './negative';

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
const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:f';
const service = (uri: string, props: Partial<CfnIntegrationProps> = {}): Partial<CfnIntegrationProps> => ({
  integrationType: 'AWS',
  integrationMethod: 'POST',
  integrationUri: uri,
  credentialsArn: 'arn:aws:iam::111111111111:role/api',
  ...props,
});
const PUT_ITEM = 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem';
const role = (s: Stack, service: string) => new Role(s, 'Role', { assumedBy: new ServicePrincipal(service) }).roleArn;
const ROOM = 'route.request.querystring.room';
const requests = (key: string, value = 'x') => ({ requestParameters: { [key]: value } });

export const negatives: Negatives = {
  IntegrationTimeoutOutOfRange: {
    violates: (s) => integration(webSocket(s), { timeoutInMillis: 29_001 }),
    complies: (s) => {
      integration(webSocket(s), { timeoutInMillis: 29_000 });
      integration(http(s), { timeoutInMillis: 30_000 });
      integration(http(s), { timeoutInMillis: 50 });
    },
    messageContains: ['between 50 and 29,000 milliseconds', 'got 29001', 'Use 29000'],
  },
  HttpIntegrationTypeInvalid: {
    violates: (s) => integration(http(s), { integrationType: 'MOCK' }),
    complies: (s) => integration(webSocket(s), { integrationType: 'MOCK', integrationUri: '' }),
    messageContains: ["got 'MOCK'", 'AWS_PROXY or HTTP_PROXY'],
  },
  PayloadFormatInvalid: {
    violates: (s) => integration(http(s), { payloadFormatVersion: '2.0' }),
    complies: (s) =>
      integration(http(s), {
        payloadFormatVersion: '2.0',
        integrationType: 'AWS_PROXY',
        integrationUri: FUNCTION,
        integrationMethod: 'POST',
      }),
    messageContains: ["got '2.0'", "Use '1.0'"],
  },
  HttpProxyWithoutMethod: {
    violates: (s) => integration(http(s), { integrationMethod: undefined }),
    complies: (s) => integration(http(s), { integrationMethod: 'ANY' }),
    messageContains: ['got nothing', 'ANY'],
  },
  VpcLinkMissing: {
    violates: (s) => integration(http(s), link({ connectionId: undefined })),
    complies: (s) => integration(http(s), link()),
    messageContains: ['VPC_LINK'],
  },
  PrivateTargetInvalid: {
    violates: (s) => integration(http(s), link({ integrationUri: 'http://internal.example.com' })),
    complies: (s) => {
      integration(http(s), link());
      const service = 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-1?stage=prod';
      integration(http(s), link({ integrationUri: service }));
    },
    messageContains: ["got 'http://internal.example.com'", 'ARN of a listener'],
  },
  TlsServerNameOnPublicIntegration: {
    violates: (s) => integration(http(s), { tlsConfig: { serverNameToVerify: 'example.com' } }),
    complies: (s) => integration(http(s), link({ tlsConfig: { serverNameToVerify: 'example.com' } })),
    messageContains: ["got 'example.com'", 'Remove the server name'],
  },
  IntegrationUriLengthInvalid: {
    violates: (s) => integration(http(s), { integrationUri: `https://${'x'.repeat(2041)}` }),
    complies: (s) => integration(http(s), { integrationUri: `https://${'x'.repeat(2040)}` }),
    messageContains: ['1 to 2,048 characters', '(2049 characters)'],
  },
  IntegrationUrlInvalid: {
    violates: (s) => integration(http(s), { integrationUri: 'example.com/books' }),
    complies: (s) => {
      integration(http(s), { integrationUri: 'http://example.com/{proxy}' });
      integration(http(s), { integrationUri: '${stageVariables.url}/books' });
    },
    messageContains: ["got 'example.com/books'", "Did you mean 'https://example.com/books'?"],
  },
  ServiceRoleMissing: {
    violates: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }, { credentialsArn: undefined }),
    complies: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }),
    messageContains: ['SQS-PurgeQueue', "trusts 'apigateway.amazonaws.com'"],
  },
  StateMachineTypeUnsupported: {
    violates: (s) => startSync(s, undefined),
    complies: (s) => startSync(s, 'EXPRESS'),
    messageContains: ['EXPRESS', "'Stack/Machine' of type STANDARD"],
  },
  FifoQueueWithoutGroup: {
    violates: (s) => send(s, new sqs.CfnQueue(s, 'Queue', { fifoQueue: true }).ref),
    complies: (s) => {
      send(s, new sqs.CfnQueue(s, 'Fifo', { fifoQueue: true }).ref, { MessageGroupId: 'group' });
      send(s, new sqs.CfnQueue(s, 'Queue').ref);
    },
    messageContains: ['MessageGroupId'],
  },
  IntegrationResponseMissing: {
    violates: (s) => answering(s, 'AWS', false),
    complies: (s) => answering(s, 'AWS', true),
    messageContains: ["got 'AWS'", 'integration response'],
  },
  IntegrationResponseOnProxy: {
    violates: (s) => answering(s, 'AWS_PROXY', true),
    complies: (s) => answering(s, 'AWS_PROXY', false),
    messageContains: ['of type AWS_PROXY', 'Remove the integration response'],
  },
  RequiredParameterMissing: {
    violates: (s) =>
      action(http(s), 'EventBridge-PutEvents', { Detail: '$request.body', detailType: 'a', Source: 'b' }),
    complies: (s) =>
      action(http(s), 'EventBridge-PutEvents', { Detail: '$request.body', DetailType: 'a', Source: 'b' }),
    messageContains: ['Detail, DetailType, Source', "Did you mean 'DetailType' for 'detailType'?"],
  },
  RequestMappingKeyInvalid: {
    violates: (s) => integration(http(s), requests('header.x-name')),
    complies: (s) => {
      integration(http(s), requests('append:header.x-name'));
      integration(http(s), requests('remove:querystring.name', ''));
      integration(http(s), requests('overwrite:path', '/books'));
    },
    messageContains: ["got 'header.x-name'", "Did you mean 'overwrite:header.x-name'?"],
  },
  ResponseMappingKeyInvalid: {
    violates: (s) => integration(http(s), { responseParameters: responses('200', 'append:querystring.x') }),
    complies: (s) => {
      integration(http(s), { responseParameters: responses('200', 'append:header.x') });
      integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', '403') });
    },
    messageContains: ["got 'append:querystring.x'", 'overwrite:statuscode'],
  },
  ResponseMappingStatusInvalid: {
    violates: (s) => integration(http(s), { responseParameters: responses('199', 'append:header.x') }),
    complies: (s) => {
      integration(http(s), { responseParameters: responses('200', 'append:header.x') });
      integration(http(s), { responseParameters: responses('599', 'append:header.x') });
    },
    messageContains: ["got '199'", '200 to 599'],
  },
  ReservedHeaderMapped: {
    violates: (s) => integration(http(s), requests('overwrite:header.X-Amz-Date')),
    complies: (s) => integration(http(s), requests('overwrite:header.X-Amazing-Date')),
    messageContains: ["got 'overwrite:header.X-Amz-Date'", 'a header that API Gateway does not reserve'],
  },
  MappingValueLengthInvalid: {
    violates: (s) => integration(http(s), requests('overwrite:header.x', 'x'.repeat(513))),
    complies: (s) => integration(http(s), requests('overwrite:header.x', 'x'.repeat(512))),
    messageContains: ['1 to 512 characters', '513 characters'],
  },
  PathParameterUnknown: {
    violates: (s) => reading(s, 'GET /books/{isbn}'),
    complies: (s) => reading(s, 'GET /books/{id}'),
    messageContains: ["got '$request.path.id'", "Did you mean '$request.path.isbn'?"],
  },
  WebSocketMappingInvalid: {
    violates: (s) => integration(webSocket(s), requests('integration.request.header.x', 'constant')),
    complies: (s) => integration(webSocket(s), requests('integration.request.header.x', "'constant'")),
    messageContains: ["got 'constant'", `Did you mean "'constant'"`],
  },
  IntegrationTargetMissing: {
    violates: (s) => integration(http(s), { integrationUri: undefined }),
    complies: (s) => {
      integration(webSocket(s), { integrationType: 'MOCK', integrationUri: undefined });
      action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' });
    },
    messageContains: ['got nothing', 'Specify the URI'],
  },
  WebSocketIntegrationTypeInvalid: {
    violates: (s) => integration(webSocket(s), { integrationType: 'HTTP-PROXY' }),
    complies: (s) => integration(webSocket(s), { integrationType: 'HTTP' }),
    messageContains: ["got 'HTTP-PROXY'", 'Did you mean HTTP_PROXY?'],
  },
  PayloadFormatMissing: {
    violates: (s) => integration(http(s), { payloadFormatVersion: undefined }),
    complies: (s) => integration(webSocket(s), { payloadFormatVersion: undefined }),
    messageContains: ['got nothing', '1.0'],
  },
  FunctionMethodNotPost: {
    violates: (s) =>
      integration(webSocket(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'GET' }),
    complies: (s) => {
      integration(webSocket(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
      integration(webSocket(s), {
        integrationType: 'AWS_PROXY',
        integrationUri: FUNCTION,
        integrationMethod: undefined,
      });
    },
    messageContains: ["got 'GET'", 'POST'],
  },
  UriBesideSubtype: {
    violates: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }, { integrationUri: 'https://q' }),
    complies: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }),
    messageContains: ["got 'https://q'", 'Remove the URI'],
  },
  FunctionUriInvalid: {
    violates: (s) => integration(http(s), { integrationType: 'AWS_PROXY', integrationUri: 'https://x.example.com' }),
    complies: (s) => {
      integration(http(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
      const path = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
      integration(webSocket(s), { integrationType: 'AWS_PROXY', integrationUri: path, integrationMethod: 'POST' });
      // A WebSocket API accepts the plain ARN of a function
      integration(webSocket(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
    },
    messageContains: ["got 'https://x.example.com'", "'HTTP_PROXY' to call a URL"],
  },
  AwsIntegrationUriInvalid: {
    violates: (s) => integration(webSocket(s), service('arn:aws:apigateway:eu-west-1:dynamodb:actions/PutItem')),
    complies: (s) => {
      integration(webSocket(s), service(PUT_ITEM));
      integration(webSocket(s), service('arn:aws:apigateway:eu-west-1:bucket.s3:path/key'));
    },
    messageContains: ['actions/PutItem', `Did you mean '${PUT_ITEM}'?`],
  },
  CredentialsArnInvalid: {
    violates: (s) => integration(webSocket(s), service(PUT_ITEM, { credentialsArn: 'gateway' })),
    complies: (s) => {
      integration(webSocket(s), service(PUT_ITEM, { credentialsArn: 'arn:aws:iam::*:user/*' }));
      integration(webSocket(s), service(PUT_ITEM, { credentialsArn: 'arn:aws-cn:iam::1:role/a/b' }));
    },
    messageContains: ["got 'gateway'", 'role.roleArn'],
  },
  CredentialsRoleUntrusting: {
    violates: (s) => integration(webSocket(s), service(PUT_ITEM, { credentialsArn: role(s, 'lambda.amazonaws.com') })),
    complies: (s) => {
      const both = new CompositePrincipal(
        new ServicePrincipal('lambda.amazonaws.com'),
        new ServicePrincipal('apigateway.amazonaws.com'),
      );
      const unknown = new AnyPrincipal().withConditions({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } });
      const api = webSocket(s);
      [both, unknown, new AccountRootPrincipal()].forEach((assumedBy, i) => {
        const { roleArn: credentialsArn } = new Role(s, `Role${i}`, { assumedBy });
        integration(api, service(PUT_ITEM, { credentialsArn }));
      });
      integration(api, service(PUT_ITEM, { credentialsArn: role(s, 'apigateway.amazonaws.com') }));
    },
    messageContains: ["'Stack/Role', which trusts lambda.amazonaws.com", 'ServicePrincipal'],
  },
  FunctionOfAnotherRegion: {
    violates: (s) => {
      const far = new Stack(s, 'Far', { env: { region: 'us-east-1' } });
      integration(http(far), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
    },
    complies: (s) => {
      const near = new Stack(s, 'Near', { env: { region: 'eu-west-1' } });
      integration(http(near), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
      integration(http(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
    },
    messageContains: ['region us-east-1', 'a function in eu-west-1'],
  },
  ServiceCredentialsMissing: {
    violates: (s) => integration(webSocket(s), service(PUT_ITEM, { credentialsArn: undefined })),
    complies: (s) => {
      const path = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
      integration(webSocket(s), service(path, { credentialsArn: undefined }));
    },
    messageContains: ['dynamodb', 'got nothing'],
  },
  TemplateOnProxyIntegration: {
    violates: (s) => integration(webSocket(s), { requestTemplates: { $default: '{}' } }),
    complies: (s) => integration(webSocket(s), { integrationType: 'HTTP', requestTemplates: { $default: '{}' } }),
    messageContains: ['HTTP_PROXY', 'Remove the templates'],
  },
  IntegrationDescriptionTooLong: {
    violates: (s) => integration(http(s), { description: 'x'.repeat(1025) }),
    complies: (s) => integration(http(s), { description: 'x'.repeat(1024) }),
    messageContains: ['1,024 characters', 'Shorten'],
  },
  VpcLinkGenerationMismatch: {
    violates: (s) => {
      const connectionId = new CfnVpcLink(s, 'Link', { name: 'l', subnetIds: ['subnet-1'] }).ref;
      integration(webSocket(s), link({ connectionId, integrationUri: 'http://internal.example.com' }));
    },
    complies: (s) => {
      integration(
        http(s),
        link({ connectionId: new CfnVpcLink(s, 'Link', { name: 'l', subnetIds: ['subnet-1'] }).ref }),
      );
      const connectionId = new RestVpcLink(s, 'Rest', { name: 'l', targetArns: ['arn'] }).ref;
      integration(webSocket(s), link({ connectionId, integrationUri: 'http://internal.example.com' }));
    },
    messageContains: ["'Stack/Link' of type AWS::ApiGatewayV2::VpcLink", 'Network Load Balancer'],
  },
  VpcLinkTypeUnsupported: {
    violates: (s) => integration(http(s), link({ integrationType: 'AWS_PROXY' })),
    complies: (s) => integration(http(s), link()),
    messageContains: ["got 'VPC_LINK'", 'HTTP_PROXY'],
  },
  ConnectionIdWithoutVpcLink: {
    violates: (s) => integration(http(s), { connectionId: 'link' }),
    complies: (s) => integration(http(s), link()),
    messageContains: ["got 'link'", 'VPC_LINK'],
  },
  PrivateTargetOfOtherAccount: {
    violates: (s) => integration(http(inAccount(s, '222222222222')), link()),
    complies: (s) => {
      integration(http(inAccount(s, '111111111111')), link());
      integration(http(s), link());
    },
    messageContains: ['account 222222222222', LISTENER],
  },
  PrivateTargetOfOtherRegion: {
    violates: (s) =>
      integration(http(inRegion(s)), link({ integrationUri: LISTENER.replace('eu-west-1', 'us-west-2') })),
    complies: (s) => {
      integration(http(inRegion(s)), link());
      integration(http(s), link());
    },
    messageContains: ['region eu-west-1', 'us-west-2'],
  },
  CloudMapServiceWithoutSrv: {
    violates: (s) => integration(http(s), link({ integrationUri: cloudMap(s, 'A') })),
    complies: (s) => integration(http(s), link({ integrationUri: cloudMap(s, 'SRV') })),
    messageContains: ["'Stack/Service' with A records", 'SRV'],
  },
  StageNameInPrivatePath: {
    violates: (s) => onStage(s, 'prod', link()),
    complies: (s) => {
      onStage(s, '$default', link());
      onStage(s, 'prod', link({ requestParameters: { 'overwrite:path': '$request.path' } }));
      onStage(s, 'prod', {});
    },
    messageContains: ["begins with '/prod'", 'overwrite:path'],
  },
  IntegrationSubtypeUnknown: {
    violates: (s) => action(http(s), 'sqs-sendMessage', { QueueUrl: 'https://q', MessageBody: 'b' }),
    complies: (s) => action(http(s), 'SQS-SendMessage', { QueueUrl: 'https://q', MessageBody: 'b' }),
    messageContains: ["got 'sqs-sendMessage'", 'Did you mean SQS-SendMessage?'],
  },
  SubtypeOnWebSocketApi: {
    violates: (s) => action(webSocket(s), 'SQS-SendMessage', { QueueUrl: 'https://q', MessageBody: 'b' }),
    complies: (s) => integration(webSocket(s), service(PUT_ITEM)),
    messageContains: ["got 'SQS-SendMessage'", 'WebSocketSqsIntegration'],
  },
  SubtypeWithoutAwsProxy: {
    violates: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }, { integrationType: 'HTTP_PROXY' }),
    complies: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }),
    messageContains: ["got 'HTTP_PROXY'", 'AWS_PROXY'],
  },
  ActionParameterUnknown: {
    violates: (s) => send(s, 'https://q', { delaySeconds: '1' }),
    complies: (s) => send(s, 'https://q', { DelaySeconds: '1', Region: 'eu-west-1' }),
    messageContains: ["got 'delaySeconds'", "Did you mean 'DelaySeconds'?"],
  },
  QueueParameterUnsupported: {
    violates: (s) => send(s, new sqs.CfnQueue(s, 'Queue').ref, { MessageDeduplicationId: 'id' }),
    complies: (s) => {
      send(s, new sqs.CfnQueue(s, 'Standard').ref, { MessageGroupId: 'group' });
      const { ref } = new sqs.CfnQueue(s, 'Fifo', { fifoQueue: true });
      send(s, ref, { MessageGroupId: 'group', MessageDeduplicationId: 'id' });
    },
    messageContains: ["got 'id'", 'FIFO'],
  },
  ServiceRegionMissing: {
    violates: (s) => send(inRegion(s), 'https://sqs.us-east-1.amazonaws.com/111111111111/q'),
    complies: (s) => {
      const stack = inRegion(s);
      send(stack, 'https://sqs.eu-west-1.amazonaws.com/111111111111/q');
      send(stack, 'https://sqs.us-east-1.amazonaws.com/111111111111/q', { Region: 'us-east-1' });
    },
    messageContains: ["be 'us-east-1'", "Add Region: 'us-east-1'"],
  },
  MappedStatusInvalid: {
    violates: (s) => integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', 'OK') }),
    complies: (s) => {
      integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', '403') });
      integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', '$context.status') });
    },
    messageContains: ["got 'OK'", '404'],
  },
  ResponseMappingFormInvalid: {
    violates: (s) => integration(http(s), { responseParameters: { '404': { 'overwrite:statuscode': '403' } } }),
    complies: (s) => integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', '403') }),
    messageContains: ["overwrite:statuscode for status '404'", 'Destination'],
  },
  MappingSourceInvalid: {
    violates: (s) => integration(http(s), requests('overwrite:header.x', '$response.header.y')),
    complies: (s) => {
      integration(http(s), requests('overwrite:header.x', '$request.header.x-name'));
      integration(http(s), requests('overwrite:header.x', '${request.body.a.b[0]}-${stageVariables.c}'));
      integration(http(s), requests('overwrite:header.x', "$request.querystring['a']"));
      integration(http(s), requests('overwrite:header.x', '$5 or US$ price'));
      integration(http(s), { responseParameters: responses('404', 'append:header.x', '$response.body') });
    },
    messageContains: ["got '$response.header.y'", 'responseParameterMapping'],
  },
  MappingSourceWithoutDollar: {
    violates: (s) => integration(http(s), requests('overwrite:header.x', 'method.request.header.y')),
    complies: (s) => integration(http(s), requests('overwrite:header.x', 'methods and requests')),
    messageContains: ["got 'method.request.header.y'", "Did you mean '$request.header.y'?"],
  },
  MappingVariableUnknown: {
    violates: (s) => integration(http(s), requests('overwrite:header.x', '$context.requestid')),
    complies: (s) => {
      integration(http(s), requests('overwrite:header.x', '$context.requestId'));
      integration(http(s), requests('overwrite:header.x', '${context.authorizer.claims.sub}'));
    },
    messageContains: ["got '$context.requestid'", "Did you mean '$context.requestId'?"],
  },
  WebSocketSourceUndeclared: {
    violates: (s) => connecting(s),
    complies: (s) => connecting(s, { [ROOM]: { Required: false } }),
    messageContains: [`got '${ROOM}'`, 'requestParameters of the route'],
  },
  IntegrationResponseOnHttpApi: {
    violates: (s) => responding(s, '$default', {}, http(s)),
    complies: (s) => responding(s, '$default'),
    messageContains: ['with the protocol HTTP', 'responseParameterMapping'],
  },
  IntegrationResponseKeyInvalid: {
    violates: (s) => responding(s, '4\\d\\d'),
    complies: (s) => {
      responding(s, '/4\\d\\d/');
      responding(s, '/200/');
    },
    messageContains: ["got '4\\d\\d'", "Did you mean '/4\\d\\d/'?"],
  },
  IntegrationResponseDuplicate: {
    violates: (s) => responding(s, '/200/', {}, webSocket(s), 2),
    complies: (s) => {
      responding(s, '/200/');
      responding(s, '/200/');
    },
    messageContains: ["got '/200/'", 'Use a different key'],
  },
  IntegrationResponseMappingInvalid: {
    violates: (s) => responding(s, '$default', { responseParameters: { 'append:header.x': "'y'" } }),
    complies: (s) =>
      responding(s, '$default', {
        responseParameters: {
          'method.response.header.x': 'integration.response.body.y',
          'method.response.header.z': "'z'",
        },
      }),
    messageContains: ["got 'append:header.x'", 'method.response.header.name'],
  },
  WebSocketOnlyProperty: {
    violates: (s) => integration(http(s), { contentHandlingStrategy: 'CONVERT_TO_TEXT' }),
    complies: (s) => {
      integration(webSocket(s), { contentHandlingStrategy: 'CONVERT_TO_TEXT' });
      integration(http(s), { passthroughBehavior: 'WHEN_NO_MATCH' });
    },
    messageContains: ["got 'CONVERT_TO_TEXT'", 'Remove the property'],
  },
  HttpOnlyProperty: {
    violates: (s) => integration(webSocket(s), { tlsConfig: { serverNameToVerify: 'example.com' } }),
    complies: (s) => integration(http(s), link({ tlsConfig: { serverNameToVerify: 'example.com' } })),
    messageContains: ['got a value', 'Remove the property'],
  },
  RequiredPropertyMissing: {
    violates: (s) => {
      integration(webSocket(s)).addPropertyDeletionOverride('IntegrationType');
    },
    complies: (s) => integration(webSocket(s)),
    messageContains: ['got nothing'],
  },
  UnknownValue: {
    violates: (s) => integration(webSocket(s), { passthroughBehavior: 'ALWAYS' }),
    complies: (s) => integration(webSocket(s), { passthroughBehavior: 'NEVER' }),
    messageContains: ["got 'ALWAYS'", 'WHEN_NO_MATCH'],
  },
  LengthOutOfRange: {
    violates: (s) => integration(http(s), link({ connectionId: 'x'.repeat(1025) })),
    complies: (s) => integration(http(s), link({ connectionId: 'x'.repeat(1024) })),
    messageContains: ['1 to 1,024 characters', 'Shorten the value'],
  },
  ReferenceToOtherApi: {
    violates: (s) => {
      const [api, other] = [webSocket(s), webSocket(s)];
      const { ref } = integration(api, { integrationType: 'MOCK', integrationUri: '' });
      new CfnIntegrationResponse(s, 'Response', {
        apiId: other.ref,
        integrationId: ref,
        integrationResponseKey: '$default',
      });
    },
    complies: (s) => responding(s, '$default'),
    messageContains: ["'Stack/"],
  },
};

const inAccount = (s: Stack, account: string) => new Stack(s, `In${account}`, { env: { account } });
const inRegion = (s: Stack) => new Stack(s, 'InEurope', { env: { region: 'eu-west-1' } });

function cloudMap(stack: Stack, type: string): string {
  return new CfnService(stack, 'Service', { dnsConfig: { dnsRecords: [{ type, ttl: 60 }] } }).attrArn;
}

function onStage(stack: Stack, name: string, props: Partial<CfnIntegrationProps>): void {
  const api = http(stack);
  route(api, 'GET /a', calls(integration(api, props)));
  stage(api, name);
}

function connecting(stack: Stack, requestParameters?: object): void {
  const api = webSocket(stack);
  const target = integration(api, { integrationType: 'HTTP', ...requests('integration.request.header.x', ROOM) });
  route(api, '$connect', { ...calls(target), requestParameters });
}

function responding(
  stack: Stack,
  integrationResponseKey: string,
  props: object = {},
  api = webSocket(stack),
  count = 1,
): void {
  const type = api.protocolType === 'HTTP' ? {} : { integrationType: 'HTTP' };
  const integrationId = integration(api, type).ref;
  for (let i = 0; i < count; i++) {
    const own = { apiId: api.ref, integrationId, integrationResponseKey, ...props };
    new CfnIntegrationResponse(stack, `${integrationId}Response${i}`.replace(/\W/g, ''), own);
  }
}

const ofType = (type: string) =>
  type === 'AWS' ? service(PUT_ITEM) : { integrationType: type, integrationUri: FUNCTION, integrationMethod: 'POST' };

function answering(stack: Stack, integrationType: string, respond: boolean): void {
  const api = webSocket(stack);
  const target = integration(api, { ...ofType(integrationType) });
  const { ref } = route(api, 'send', { ...calls(target), routeResponseSelectionExpression: '$default' });
  new CfnRouteResponse(stack, 'RouteResponse', { apiId: api.ref, routeId: ref, routeResponseKey: '$default' });
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
