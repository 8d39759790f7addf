import { Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as servicediscovery from 'aws-cdk-lib/aws-servicediscovery';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { fn, inStack, role } from '../fixtures';
import type { Modules, Program } from '../modules';
import type { Build } from '../places';

/** The samples in the README of aws-cdk-lib/aws-apigatewayv2-integrations, each in its own stack. */

const sample = (name: string, build: Build) => inStack(`README of the integrations: ${name}`, build);

const http: Program[] = [
  sample('lambda', ({ apigwv2, integrations }, stack) => {
    const httpApi = new apigwv2.HttpApi(stack, 'HttpApi');
    httpApi.addRoutes({
      path: '/books',
      methods: [apigwv2.HttpMethod.GET],
      integration: new integrations.HttpLambdaIntegration('BooksIntegration', fn(stack)),
    });
  }),
  sample('lambda permissions for any route', ({ apigwv2, integrations }, stack) => {
    const booksDefaultFn = fn(stack);
    const httpApi = new apigwv2.HttpApi(stack, 'HttpApi');
    const options = { scopePermissionToRoute: false };
    const get = new integrations.HttpLambdaIntegration('GetBooksIntegration', booksDefaultFn, options);
    const create = new integrations.HttpLambdaIntegration('CreateBookIntegration', booksDefaultFn, options);
    httpApi.addRoutes({ path: '/books', methods: [apigwv2.HttpMethod.GET], integration: get });
    httpApi.addRoutes({ path: '/books', methods: [apigwv2.HttpMethod.POST], integration: create });
  }),
  sample('HTTP proxy', ({ apigwv2, integrations }, stack) => {
    const httpApi = new apigwv2.HttpApi(stack, 'HttpApi');
    httpApi.addRoutes({
      path: '/books',
      methods: [apigwv2.HttpMethod.GET],
      integration: new integrations.HttpUrlIntegration('BooksIntegration', 'https://get-books-proxy.example.com'),
    });
  }),
  sample('Step Functions', ({ apigwv2, integrations }, stack) => {
    const stateMachine = new sfn.StateMachine(stack, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromString('{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}'),
      stateMachineType: sfn.StateMachineType.EXPRESS,
    });
    const httpApi = new apigwv2.HttpApi(stack, 'HttpApi');
    httpApi.addRoutes({
      path: '/start',
      methods: [apigwv2.HttpMethod.POST],
      integration: new integrations.HttpStepFunctionsIntegration('StartExecutionIntegration', {
        stateMachine,
        subtype: apigwv2.HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION,
      }),
    });
    httpApi.addRoutes({
      path: '/start-sync',
      methods: [apigwv2.HttpMethod.POST],
      integration: new integrations.HttpStepFunctionsIntegration('StartSyncExecutionIntegration', {
        stateMachine,
        subtype: apigwv2.HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION,
      }),
    });
    httpApi.addRoutes({
      path: '/stop',
      methods: [apigwv2.HttpMethod.POST],
      integration: new integrations.HttpStepFunctionsIntegration('StopExecutionIntegration', {
        stateMachine,
        subtype: apigwv2.HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION,
        parameterMapping: new apigwv2.ParameterMapping().custom('ExecutionArn', '$request.querystring.executionArn'),
      }),
    });
  }),
  sample('sqs', ({ apigwv2, integrations }, stack) => {
    const queue = new sqs.Queue(stack, 'Queue');
    const httpApi = new apigwv2.HttpApi(stack, 'HttpApi');
    const methods = [apigwv2.HttpMethod.POST];
    const subtypes = {
      default: undefined,
      sendMessage: apigwv2.HttpIntegrationSubtype.SQS_SEND_MESSAGE,
      receiveMessage: apigwv2.HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE,
      deleteMessage: apigwv2.HttpIntegrationSubtype.SQS_DELETE_MESSAGE,
      purgeQueue: apigwv2.HttpIntegrationSubtype.SQS_PURGE_QUEUE,
    };
    for (const [name, subtype] of Object.entries(subtypes)) {
      const integration = new integrations.HttpSqsIntegration(`${name}Integration`, { queue, subtype });
      httpApi.addRoutes({ path: `/${name}`, methods, integration });
    }
  }),
  sample('SQS parameter mappings', ({ apigwv2 }, stack) => {
    const queue = new sqs.Queue(stack, 'Queue');
    const mapping = () => new apigwv2.ParameterMapping().custom('QueueUrl', queue.queueUrl);
    return {
      send: mapping().custom('MessageBody', '$request.body.MessageBody').mappings,
      receive: mapping().mappings,
      delete: mapping().custom('ReceiptHandle', '$request.body.ReceiptHandle').mappings,
    };
  }),
  sample('EventBridge', ({ apigwv2, integrations }, stack) => {
    const bus = new events.EventBus(stack, 'Bus');
    const httpApi = new apigwv2.HttpApi(stack, 'HttpApi');
    httpApi.addRoutes({
      path: '/default',
      methods: [apigwv2.HttpMethod.POST],
      integration: new integrations.HttpEventBridgeIntegration('DefaultEventBridgeIntegration', {
        eventBusRef: bus.eventBusRef,
      }),
    });
    httpApi.addRoutes({
      path: '/put-events',
      methods: [apigwv2.HttpMethod.POST],
      integration: new integrations.HttpEventBridgeIntegration('ExplicitSubtypeIntegration', {
        eventBusRef: bus.eventBusRef,
        subtype: apigwv2.HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS,
      }),
    });
  }),
  sample('EventBridge parameter mapping', ({ apigwv2 }, stack) => {
    const bus = new events.EventBus(stack, 'Bus');
    const mapping = new apigwv2.ParameterMapping()
      .custom('Detail', '$request.body.Detail')
      .custom('DetailType', '$request.body.DetailType')
      .custom('Source', '$request.body.Source')
      .custom('EventBusName', bus.eventBusName);
    return { mappings: mapping.mappings };
  }),
];

/** An ALB integration for the default route of an API, as in the three samples with a load balancer. */
function alb(m: Modules, stack: Stack, parameterMapping?: InstanceType<Modules['apigwv2']['ParameterMapping']>) {
  const vpc = new ec2.Vpc(stack, 'VPC');
  const lb = new elbv2.ApplicationLoadBalancer(stack, 'lb', { vpc });
  const listener = lb.addListener('listener', { port: 80 });
  listener.addTargets('target', { port: 80 });
  const props = parameterMapping && { parameterMapping };
  new m.apigwv2.HttpApi(stack, 'HttpProxyPrivateApi', {
    defaultIntegration: new m.integrations.HttpAlbIntegration('DefaultIntegration', listener, props),
  });
}

const privately: Program[] = [
  sample('application load balancer', (m, stack) => alb(m, stack)),
  sample('network load balancer', ({ apigwv2, integrations }, stack) => {
    const vpc = new ec2.Vpc(stack, 'VPC');
    const lb = new elbv2.NetworkLoadBalancer(stack, 'lb', { vpc });
    const listener = lb.addListener('listener', { port: 80 });
    listener.addTargets('target', { port: 80 });
    new apigwv2.HttpApi(stack, 'HttpProxyPrivateApi', {
      defaultIntegration: new integrations.HttpNlbIntegration('DefaultIntegration', listener),
    });
  }),
  sample('service discovery', ({ apigwv2, integrations }, stack) => {
    const vpc = new ec2.Vpc(stack, 'VPC');
    const vpcLink = new apigwv2.VpcLink(stack, 'VpcLink', { vpc });
    const namespace = new servicediscovery.PrivateDnsNamespace(stack, 'Namespace', { name: 'boobar.com', vpc });
    const service = namespace.createService('Service');
    new apigwv2.HttpApi(stack, 'HttpProxyPrivateApi', {
      defaultIntegration: new integrations.HttpServiceDiscoveryIntegration('DefaultIntegration', service, { vpcLink }),
    });
  }),
  sample('headers of a request', (m, stack) =>
    alb(
      m,
      stack,
      new m.apigwv2.ParameterMapping()
        .appendHeader('header2', m.apigwv2.MappingValue.requestHeader('header1'))
        .removeHeader('header1'),
    ),
  ),
  {
    ...sample('a custom mapping', (m, stack) =>
      alb(m, stack, new m.apigwv2.ParameterMapping().custom('myKey', 'myValue')),
    ),
    undeployable: 'a mapping key of a proxy integration must have an action',
  },
];

const webSocket: Program[] = [
  sample('WebSocket Lambda', ({ apigwv2, integrations }, stack) => {
    const webSocketApi = new apigwv2.WebSocketApi(stack, 'mywsapi');
    new apigwv2.WebSocketStage(stack, 'mystage', { webSocketApi, stageName: 'dev', autoDeploy: true });
    webSocketApi.addRoute('sendMessage', {
      integration: new integrations.WebSocketLambdaIntegration('SendMessageIntegration', fn(stack)),
    });
  }),
  sample('WebSocket AWS', ({ apigwv2, integrations }, stack) => {
    const webSocketApi = new apigwv2.WebSocketApi(stack, 'mywsapi');
    new apigwv2.WebSocketStage(stack, 'mystage', { webSocketApi, stageName: 'dev', autoDeploy: true });
    const table = new dynamodb.Table(stack, 'Table', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    });
    webSocketApi.addRoute('$connect', {
      integration: new integrations.WebSocketAwsIntegration('DynamodbPutItem', {
        integrationUri: `arn:aws:apigateway:${Stack.of(stack).region}:dynamodb:action/PutItem`,
        integrationMethod: apigwv2.HttpMethod.POST,
        credentialsRole: role(stack, 'ApiRole'),
        requestTemplates: {
          'application/json': JSON.stringify({
            TableName: table.tableName,
            Item: { id: { S: '$context.requestId' } },
          }),
        },
      }),
    });
  }),
  sample('WebSocket mock', ({ apigwv2, integrations }, stack) => {
    const webSocketApi = new apigwv2.WebSocketApi(stack, 'mywsapi');
    new apigwv2.WebSocketStage(stack, 'mystage', { webSocketApi, stageName: 'dev', autoDeploy: true });
    webSocketApi.addRoute('sendMessage', {
      integration: new integrations.WebSocketMockIntegration('DefaultIntegration', {
        requestTemplates: { 'application/json': JSON.stringify({ statusCode: 200 }) },
        templateSelectionExpression: '\\$default',
      }),
      returnResponse: true,
    });
  }),
];

export const programs: Program[] = [...http, ...privately, ...webSocket];
