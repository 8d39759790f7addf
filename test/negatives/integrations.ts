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
    breaks: (s) => integration(webSocket(s), { timeoutInMillis: 29_001 }),
    keeps: (s) => {
      integration(webSocket(s), { timeoutInMillis: 29_000 });
      integration(http(s), { timeoutInMillis: 30_000 });
      integration(http(s), { timeoutInMillis: 50 });
    },
    says: ['between 50 and 29,000 milliseconds', 'got 29001', 'Use 29000'],
  },
  HttpIntegrationTypeInvalid: {
    breaks: (s) => integration(http(s), { integrationType: 'MOCK' }),
    keeps: (s) => integration(webSocket(s), { integrationType: 'MOCK', integrationUri: '' }),
    says: ["got 'MOCK'", 'AWS_PROXY or HTTP_PROXY'],
  },
  PayloadFormatInvalid: {
    breaks: (s) => integration(http(s), { payloadFormatVersion: '2.0' }),
    keeps: (s) =>
      integration(http(s), {
        payloadFormatVersion: '2.0',
        integrationType: 'AWS_PROXY',
        integrationUri: FUNCTION,
        integrationMethod: 'POST',
      }),
    says: ["got '2.0'", "Use '1.0'"],
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
    says: ["got 'example.com'", 'Remove the server name'],
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
    says: ['SQS-PurgeQueue', "trusts 'apigateway.amazonaws.com'"],
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
    says: ['of type AWS_PROXY', 'Remove the integration response'],
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
    says: ["got 'overwrite:header.X-Amz-Date'", 'a header that API Gateway does not reserve'],
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
  IntegrationTargetMissing: {
    breaks: (s) => integration(http(s), { integrationUri: undefined }),
    keeps: (s) => {
      integration(webSocket(s), { integrationType: 'MOCK', integrationUri: undefined });
      action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' });
    },
    says: ['got nothing', 'Specify the URI'],
  },
  WebSocketIntegrationTypeInvalid: {
    breaks: (s) => integration(webSocket(s), { integrationType: 'HTTP-PROXY' }),
    keeps: (s) => integration(webSocket(s), { integrationType: 'HTTP' }),
    says: ["got 'HTTP-PROXY'", 'Did you mean HTTP_PROXY?'],
  },
  PayloadFormatMissing: {
    breaks: (s) => integration(http(s), { payloadFormatVersion: undefined }),
    keeps: (s) => integration(webSocket(s), { payloadFormatVersion: undefined }),
    says: ['got nothing', '1.0'],
  },
  FunctionMethodNotPost: {
    breaks: (s) =>
      integration(webSocket(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'GET' }),
    keeps: (s) => {
      integration(webSocket(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
      integration(webSocket(s), {
        integrationType: 'AWS_PROXY',
        integrationUri: FUNCTION,
        integrationMethod: undefined,
      });
    },
    says: ["got 'GET'", 'POST'],
  },
  UriBesideSubtype: {
    breaks: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }, { integrationUri: 'https://q' }),
    keeps: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }),
    says: ["got 'https://q'", 'Remove the URI'],
  },
  FunctionUriInvalid: {
    breaks: (s) => integration(http(s), { integrationType: 'AWS_PROXY', integrationUri: 'https://x.example.com' }),
    keeps: (s) => {
      integration(http(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
      const path = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
      integration(webSocket(s), { integrationType: 'AWS_PROXY', integrationUri: path, integrationMethod: 'POST' });
      // A WebSocket API accepts the plain ARN of a function
      integration(webSocket(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
    },
    says: ["got 'https://x.example.com'", "'HTTP_PROXY' to call a URL"],
  },
  AwsIntegrationUriInvalid: {
    breaks: (s) => integration(webSocket(s), service('arn:aws:apigateway:eu-west-1:dynamodb:actions/PutItem')),
    keeps: (s) => {
      integration(webSocket(s), service(PUT_ITEM));
      integration(webSocket(s), service('arn:aws:apigateway:eu-west-1:bucket.s3:path/key'));
    },
    says: ['actions/PutItem', `Did you mean '${PUT_ITEM}'?`],
  },
  CredentialsArnInvalid: {
    breaks: (s) => integration(webSocket(s), service(PUT_ITEM, { credentialsArn: 'gateway' })),
    keeps: (s) => {
      integration(webSocket(s), service(PUT_ITEM, { credentialsArn: 'arn:aws:iam::*:user/*' }));
      integration(webSocket(s), service(PUT_ITEM, { credentialsArn: 'arn:aws-cn:iam::1:role/a/b' }));
    },
    says: ["got 'gateway'", 'role.roleArn'],
  },
  CredentialsRoleUntrusting: {
    breaks: (s) => integration(webSocket(s), service(PUT_ITEM, { credentialsArn: role(s, 'lambda.amazonaws.com') })),
    keeps: (s) => {
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
    says: ["'Stack/Role', which trusts lambda.amazonaws.com", 'ServicePrincipal'],
  },
  FunctionOfAnotherRegion: {
    breaks: (s) => {
      const far = new Stack(s, 'Far', { env: { region: 'us-east-1' } });
      integration(http(far), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
    },
    keeps: (s) => {
      const near = new Stack(s, 'Near', { env: { region: 'eu-west-1' } });
      integration(http(near), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
      integration(http(s), { integrationType: 'AWS_PROXY', integrationUri: FUNCTION, integrationMethod: 'POST' });
    },
    says: ['region us-east-1', 'a function in eu-west-1'],
  },
  ServiceCredentialsMissing: {
    breaks: (s) => integration(webSocket(s), service(PUT_ITEM, { credentialsArn: undefined })),
    keeps: (s) => {
      const path = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${FUNCTION}/invocations`;
      integration(webSocket(s), service(path, { credentialsArn: undefined }));
    },
    says: ['dynamodb', 'got nothing'],
  },
  TemplateOnProxyIntegration: {
    breaks: (s) => integration(webSocket(s), { requestTemplates: { $default: '{}' } }),
    keeps: (s) => integration(webSocket(s), { integrationType: 'HTTP', requestTemplates: { $default: '{}' } }),
    says: ['HTTP_PROXY', 'Remove the templates'],
  },
  IntegrationDescriptionTooLong: {
    breaks: (s) => integration(http(s), { description: 'x'.repeat(1025) }),
    keeps: (s) => integration(http(s), { description: 'x'.repeat(1024) }),
    says: ['1,024 characters', 'Shorten'],
  },
  VpcLinkGenerationMismatch: {
    breaks: (s) => {
      const connectionId = new CfnVpcLink(s, 'Link', { name: 'l', subnetIds: ['subnet-1'] }).ref;
      integration(webSocket(s), link({ connectionId, integrationUri: 'http://internal.example.com' }));
    },
    keeps: (s) => {
      integration(
        http(s),
        link({ connectionId: new CfnVpcLink(s, 'Link', { name: 'l', subnetIds: ['subnet-1'] }).ref }),
      );
      const connectionId = new RestVpcLink(s, 'Rest', { name: 'l', targetArns: ['arn'] }).ref;
      integration(webSocket(s), link({ connectionId, integrationUri: 'http://internal.example.com' }));
    },
    says: ["'Stack/Link' of type AWS::ApiGatewayV2::VpcLink", 'Network Load Balancer'],
  },
  VpcLinkTypeUnsupported: {
    breaks: (s) => integration(http(s), link({ integrationType: 'AWS_PROXY' })),
    keeps: (s) => integration(http(s), link()),
    says: ["got 'VPC_LINK'", 'HTTP_PROXY'],
  },
  ConnectionIdWithoutVpcLink: {
    breaks: (s) => integration(http(s), { connectionId: 'link' }),
    keeps: (s) => integration(http(s), link()),
    says: ["got 'link'", 'VPC_LINK'],
  },
  PrivateTargetOfOtherAccount: {
    breaks: (s) => integration(http(inAccount(s, '222222222222')), link()),
    keeps: (s) => {
      integration(http(inAccount(s, '111111111111')), link());
      integration(http(s), link());
    },
    says: ['account 222222222222', LISTENER],
  },
  PrivateTargetOfOtherRegion: {
    breaks: (s) => integration(http(inRegion(s)), link({ integrationUri: LISTENER.replace('eu-west-1', 'us-west-2') })),
    keeps: (s) => {
      integration(http(inRegion(s)), link());
      integration(http(s), link());
    },
    says: ['region eu-west-1', 'us-west-2'],
  },
  CloudMapServiceWithoutSrv: {
    breaks: (s) => integration(http(s), link({ integrationUri: cloudMap(s, 'A') })),
    keeps: (s) => integration(http(s), link({ integrationUri: cloudMap(s, 'SRV') })),
    says: ["'Stack/Service' with A records", 'SRV'],
  },
  StageNameInPrivatePath: {
    breaks: (s) => onStage(s, 'prod', link()),
    keeps: (s) => {
      onStage(s, '$default', link());
      onStage(s, 'prod', link({ requestParameters: { 'overwrite:path': '$request.path' } }));
      onStage(s, 'prod', {});
    },
    says: ["begins with '/prod'", 'overwrite:path'],
  },
  IntegrationSubtypeUnknown: {
    breaks: (s) => action(http(s), 'sqs-sendMessage', { QueueUrl: 'https://q', MessageBody: 'b' }),
    keeps: (s) => action(http(s), 'SQS-SendMessage', { QueueUrl: 'https://q', MessageBody: 'b' }),
    says: ["got 'sqs-sendMessage'", 'Did you mean SQS-SendMessage?'],
  },
  SubtypeOnWebSocketApi: {
    breaks: (s) => action(webSocket(s), 'SQS-SendMessage', { QueueUrl: 'https://q', MessageBody: 'b' }),
    keeps: (s) => integration(webSocket(s), service(PUT_ITEM)),
    says: ["got 'SQS-SendMessage'", 'WebSocketSqsIntegration'],
  },
  SubtypeWithoutAwsProxy: {
    breaks: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }, { integrationType: 'HTTP_PROXY' }),
    keeps: (s) => action(http(s), 'SQS-PurgeQueue', { QueueUrl: 'https://q' }),
    says: ["got 'HTTP_PROXY'", 'AWS_PROXY'],
  },
  ActionParameterUnknown: {
    breaks: (s) => send(s, 'https://q', { delaySeconds: '1' }),
    keeps: (s) => send(s, 'https://q', { DelaySeconds: '1', Region: 'eu-west-1' }),
    says: ["got 'delaySeconds'", "Did you mean 'DelaySeconds'?"],
  },
  QueueParameterUnsupported: {
    breaks: (s) => send(s, new sqs.CfnQueue(s, 'Queue').ref, { MessageDeduplicationId: 'id' }),
    keeps: (s) => {
      send(s, new sqs.CfnQueue(s, 'Standard').ref, { MessageGroupId: 'group' });
      const { ref } = new sqs.CfnQueue(s, 'Fifo', { fifoQueue: true });
      send(s, ref, { MessageGroupId: 'group', MessageDeduplicationId: 'id' });
    },
    says: ["got 'id'", 'FIFO'],
  },
  ServiceRegionMissing: {
    breaks: (s) => send(inRegion(s), 'https://sqs.us-east-1.amazonaws.com/111111111111/q'),
    keeps: (s) => {
      const stack = inRegion(s);
      send(stack, 'https://sqs.eu-west-1.amazonaws.com/111111111111/q');
      send(stack, 'https://sqs.us-east-1.amazonaws.com/111111111111/q', { Region: 'us-east-1' });
    },
    says: ["be 'us-east-1'", "Add Region: 'us-east-1'"],
  },
  MappedStatusInvalid: {
    breaks: (s) => integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', 'OK') }),
    keeps: (s) => {
      integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', '403') });
      integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', '$context.status') });
    },
    says: ["got 'OK'", '404'],
  },
  ResponseMappingFormInvalid: {
    breaks: (s) => integration(http(s), { responseParameters: { '404': { 'overwrite:statuscode': '403' } } }),
    keeps: (s) => integration(http(s), { responseParameters: responses('404', 'overwrite:statuscode', '403') }),
    says: ["overwrite:statuscode for status '404'", 'Destination'],
  },
  MappingSourceInvalid: {
    breaks: (s) => integration(http(s), requests('overwrite:header.x', '$response.header.y')),
    keeps: (s) => {
      integration(http(s), requests('overwrite:header.x', '$request.header.x-name'));
      integration(http(s), requests('overwrite:header.x', '${request.body.a.b[0]}-${stageVariables.c}'));
      integration(http(s), requests('overwrite:header.x', "$request.querystring['a']"));
      integration(http(s), requests('overwrite:header.x', '$5 or US$ price'));
      integration(http(s), { responseParameters: responses('404', 'append:header.x', '$response.body') });
    },
    says: ["got '$response.header.y'", 'responseParameterMapping'],
  },
  MappingSourceWithoutDollar: {
    breaks: (s) => integration(http(s), requests('overwrite:header.x', 'method.request.header.y')),
    keeps: (s) => integration(http(s), requests('overwrite:header.x', 'methods and requests')),
    says: ["got 'method.request.header.y'", "Did you mean '$request.header.y'?"],
  },
  MappingVariableUnknown: {
    breaks: (s) => integration(http(s), requests('overwrite:header.x', '$context.requestid')),
    keeps: (s) => {
      integration(http(s), requests('overwrite:header.x', '$context.requestId'));
      integration(http(s), requests('overwrite:header.x', '${context.authorizer.claims.sub}'));
    },
    says: ["got '$context.requestid'", "Did you mean '$context.requestId'?"],
  },
  WebSocketSourceUndeclared: {
    breaks: (s) => connecting(s),
    keeps: (s) => connecting(s, { [ROOM]: { Required: false } }),
    says: [`got '${ROOM}'`, 'requestParameters of the route'],
  },
  IntegrationResponseOnHttpApi: {
    breaks: (s) => responding(s, '$default', {}, http(s)),
    keeps: (s) => responding(s, '$default'),
    says: ['with the protocol HTTP', 'responseParameterMapping'],
  },
  IntegrationResponseKeyInvalid: {
    breaks: (s) => responding(s, '4\\d\\d'),
    keeps: (s) => {
      responding(s, '/4\\d\\d/');
      responding(s, '/200/');
    },
    says: ["got '4\\d\\d'", "Did you mean '/4\\d\\d/'?"],
  },
  IntegrationResponseDuplicate: {
    breaks: (s) => responding(s, '/200/', {}, webSocket(s), 2),
    keeps: (s) => {
      responding(s, '/200/');
      responding(s, '/200/');
    },
    says: ["got '/200/'", 'Use a different key'],
  },
  IntegrationResponseMappingInvalid: {
    breaks: (s) => responding(s, '$default', { responseParameters: { 'append:header.x': "'y'" } }),
    keeps: (s) =>
      responding(s, '$default', {
        responseParameters: {
          'method.response.header.x': 'integration.response.body.y',
          'method.response.header.z': "'z'",
        },
      }),
    says: ["got 'append:header.x'", 'method.response.header.name'],
  },
  WebSocketOnlyProperty: {
    breaks: (s) => integration(http(s), { contentHandlingStrategy: 'CONVERT_TO_TEXT' }),
    keeps: (s) => {
      integration(webSocket(s), { contentHandlingStrategy: 'CONVERT_TO_TEXT' });
      integration(http(s), { passthroughBehavior: 'WHEN_NO_MATCH' });
    },
    says: ["got 'CONVERT_TO_TEXT'", 'Remove the property'],
  },
  HttpOnlyProperty: {
    breaks: (s) => integration(webSocket(s), { tlsConfig: { serverNameToVerify: 'example.com' } }),
    keeps: (s) => integration(http(s), link({ tlsConfig: { serverNameToVerify: 'example.com' } })),
    says: ['got a value', 'Remove the property'],
  },
  RequiredPropertyMissing: {
    breaks: (s) => {
      integration(webSocket(s)).addPropertyDeletionOverride('IntegrationType');
    },
    keeps: (s) => integration(webSocket(s)),
    says: ['got nothing'],
  },
  UnknownValue: {
    breaks: (s) => integration(webSocket(s), { passthroughBehavior: 'ALWAYS' }),
    keeps: (s) => integration(webSocket(s), { passthroughBehavior: 'NEVER' }),
    says: ["got 'ALWAYS'", 'WHEN_NO_MATCH'],
  },
  LengthOutOfRange: {
    breaks: (s) => integration(http(s), link({ connectionId: 'x'.repeat(1025) })),
    keeps: (s) => integration(http(s), link({ connectionId: 'x'.repeat(1024) })),
    says: ['1 to 1,024 characters', 'Shorten the value'],
  },
  ReferenceToOtherApi: {
    breaks: (s) => {
      const [api, other] = [webSocket(s), webSocket(s)];
      const { ref } = integration(api, { integrationType: 'MOCK', integrationUri: '' });
      new CfnIntegrationResponse(s, 'Response', {
        apiId: other.ref,
        integrationId: ref,
        integrationResponseKey: '$default',
      });
    },
    keeps: (s) => responding(s, '$default'),
    says: ["'Stack/"],
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
