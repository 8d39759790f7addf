import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnDeployment,
  CfnIntegrationResponse,
  CfnModel,
  CfnRouteResponse,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { FUNCTION, ROLE, integration, invocations, lambda, resource, route, stage, to, webSocket } from './builders';
import type { Entry } from './entry';

const chat = (title: string, add: (api: CfnApi) => void, warnings?: string[]): Entry => ({
  title: `WebSocket: ${title}`,
  build: (s) => add(webSocket(s)),
  warnings,
});
const action = (service: string, rest: string) => `arn:aws:apigateway:eu-west-1:${service}:${rest}`;
const response = (api: CfnApi, integrationId: string, integrationResponseKey: string, props: object = {}) =>
  new CfnIntegrationResponse(api.stack, `Response${integrationResponseKey.replace(/\W/g, '_')}`, {
    apiId: api.ref,
    integrationId,
    integrationResponseKey,
    ...props,
  });
const model = (api: CfnApi, name: string, schema: object = { type: 'object' }, props: object = {}) =>
  new CfnModel(api.stack, name, { apiId: api.ref, name, schema, contentType: 'application/json', ...props });

const routes: Entry[] = [
  chat('the chat tutorial with predefined and custom routes and automatic deployment', (api) => {
    for (const key of ['$connect', '$disconnect', '$default', 'sendmessage']) {
      route(api, key, to(lambda(api, { integrationMethod: 'POST' })));
    }
    stage(api, 'production');
  }),
  chat('a deployment that depends on the routes (simple-websockets-chat-app)', (api) => {
    const deployment = new CfnDeployment(api.stack, 'Deployment', { apiId: api.ref, description: 'chat' });
    deployment.node.addDependency(route(api, '$connect', { authorizationType: 'NONE', ...to(lambda(api)) }));
    deployment.node.addDependency(route(api, 'sendmessage', { operationName: 'SendRoute', ...to(lambda(api)) }));
    new CfnStage(api.stack, 'Stage', { apiId: api.ref, stageName: 'Prod', deploymentId: deployment.ref });
  }),
  chat('custom keys with unusual characters', (api) => {
    for (const key of ['send_message', 'room.join', 'a/b', 'join room', 'v1:send', '42', 'ADD', 'ping-pong']) {
      route(api, key, to(lambda(api)));
    }
  }),
  chat('$connect with IAM, and public other routes', (api) => {
    route(api, '$connect', { authorizationType: 'AWS_IAM', ...to(lambda(api)) });
    route(api, '$disconnect', { authorizationType: 'NONE', ...to(lambda(api)) });
  }),
  chat('the route of the Terraform acceptance test with every simple attribute', (api) => {
    const routeResponseSelectionExpression = '$default';
    const props = { apiKeyRequired: true, operationName: 'GET', routeResponseSelectionExpression };
    route(api, '$default', { ...props, ...to(lambda(api)) });
  }),
  chat('required header and query parameters of $connect (Terraform acceptance test)', (api) => {
    route(api, '$connect', {
      requestParameters: {
        'route.request.header.authorization': { required: true },
        'route.request.querystring.authToken': { required: false },
      },
      ...to(lambda(api)),
    });
  }),
  chat('a two-way route with its response (developer guide)', (api) => {
    const echo = route(api, 'echo', { routeResponseSelectionExpression: '$default', ...to(lambda(api)) });
    new CfnRouteResponse(api.stack, 'Response', { apiId: api.ref, routeId: echo.ref, routeResponseKey: '$default' });
  }),
  chat('a two-way route with the response of another stack', (api) => {
    route(api, 'echo', { routeResponseSelectionExpression: '$default', ...to(lambda(api)) });
  }),
  chat('a route that has no target (Terraform acceptance test)', (api) => void route(api, '$default')),
  chat(
    'model selection by plain text, without a default model (Terraform acceptance test)',
    (api) => {
      const one = model(api, 'test');
      const requestModels = { test: one.name };
      route(api, '$default', { modelSelectionExpression: 'action', requestModels }).node.addDependency(one);
    },
    // The Terraform test does not set a default model
    ['ModelSelectionWithoutDefault'],
  ),
  chat('models that a member of the message selects, and a default model (developer guide)', (api) => {
    const first = model(api, 'chat1', {
      $schema: 'http://json-schema.org/draft-04/schema#',
      type: 'object',
      required: ['a'],
    });
    const second = model(api, 'C2', {}, { description: 'd'.repeat(1024) });
    model(api, 'N'.repeat(128), { type: 'array', items: { type: 'string' } });
    const send = route(api, 'send', {
      modelSelectionExpression: '$request.body.messageType',
      requestModels: { $default: 'chat1', other: 'C2' },
      ...to(lambda(api)),
    });
    send.node.addDependency(first);
    send.node.addDependency(second);
  }),
  chat('response models of a route response (Terraform acceptance test)', (api) => {
    const echo = route(api, 'echo', { routeResponseSelectionExpression: '$default', ...to(lambda(api)) });
    const one = model(api, 'test');
    const props = { apiId: api.ref, routeId: echo.ref, routeResponseKey: '$default' };
    new CfnRouteResponse(api.stack, 'Response', { ...props, responseModels: { test: one.name } }).node.addDependency(
      one,
    );
  }),
];

const integrations: Entry[] = [
  chat('a mock integration with only its type (Terraform acceptance test)', (api) => void integration(api, 'MOCK')),
  chat('a mock integration that accepts connections (developer guide)', (api) => {
    const mock = integration(api, 'MOCK', {
      requestTemplates: { '200': '{"statusCode": 200}' },
      templateSelectionExpression: '200',
      passthroughBehavior: 'WHEN_NO_MATCH',
    });
    response(api, mock.ref, '$default', { responseTemplates: { '200': '{"connectionId": "$context.connectionId"}' } });
    route(api, '$connect', { routeResponseSelectionExpression: '$default', ...to(mock) });
  }),
  chat('a mock integration with the default template', (api) => {
    const mock = integration(api, 'MOCK', {
      requestTemplates: { $default: '{"statusCode": 200}' },
      templateSelectionExpression: '\\$default',
    });
    route(api, 'ping', to(mock));
  }),
  chat('an HTTP integration with every attribute (Terraform acceptance test)', (api) => {
    const target = integration(api, 'HTTP', {
      connectionType: 'INTERNET',
      contentHandlingStrategy: 'CONVERT_TO_TEXT',
      credentialsArn: ROLE,
      description: 'Test HTTP',
      integrationMethod: 'GET',
      integrationUri: 'http://www.example.com',
      passthroughBehavior: 'NEVER',
      requestParameters: { 'integration.request.querystring.stage': "'value1'" },
      requestTemplates: { 'application/json': '' },
      templateSelectionExpression: '$request.body.name',
      timeoutInMillis: 28999,
    });
    response(api, target.ref, '$default');
    route(api, '$default', { routeResponseSelectionExpression: '$default', ...to(target) });
  }),
  chat('an HTTP proxy integration with stage variables in the URL', (api) => {
    const uri = 'https://${stageVariables.host}/${stageVariables.base}/messages';
    route(api, '$default', to(integration(api, 'HTTP_PROXY', { integrationMethod: 'POST', integrationUri: uri })));
    stage(api, 'prod', { stageVariables: { host: 'backend.example.com', base: 'v1' } });
  }),
  chat('the connection and the stage in a parameter mapping (developer guide)', (api) => {
    const proxy = integration(api, 'HTTP_PROXY', {
      integrationMethod: 'POST',
      integrationUri: 'https://backend.example.com/connections/{id}',
      requestParameters: {
        'integration.request.header.connectionId': 'context.connectionId',
        'integration.request.header.ConnectedAt': 'context.connectedAt',
        'integration.request.querystring.stage': 'context.stage',
        'integration.request.path.id': 'context.connectionId',
        'integration.request.header.fixed': "'a fixed text'",
        'integration.request.header.table': 'stageVariables.table',
      },
    });
    route(api, 'send', to(proxy));
  }),
  chat('header and query string of $connect, declared on the route', (api) => {
    const proxy = integration(api, 'HTTP_PROXY', {
      integrationMethod: 'POST',
      integrationUri: 'https://backend.example.com',
      requestParameters: {
        'integration.request.header.auth': 'route.request.header.Authorization',
        'integration.request.querystring.room': 'route.request.querystring.room',
      },
    });
    route(api, '$connect', {
      requestParameters: {
        'route.request.header.Authorization': { required: true },
        'route.request.querystring.room': { required: false },
      },
      ...to(proxy),
    });
  }),
  chat('a queue (pattern apigw-websocket-api-sqs)', (api) => {
    const queue = integration(api, 'AWS', {
      credentialsArn: ROLE,
      integrationMethod: 'POST',
      integrationUri: action('sqs', 'path/111111111111/orders.fifo'),
      passthroughBehavior: 'NEVER',
      requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
      requestTemplates: {
        $default: "Action=SendMessage&MessageGroupId=$input.path('$.group')&MessageBody=$input.body",
      },
      templateSelectionExpression: '\\$default',
    });
    route(api, '$default', to(queue));
  }),
  chat('actions of a table, an event bus, a stream, a state machine and a topic', (api) => {
    for (const [key, uri] of Object.entries({
      put: action('dynamodb', 'action/PutItem'),
      event: action('events', 'action/PutEvents'),
      record: action('kinesis', 'action/PutRecord'),
      start: action('states', 'action/StartSyncExecution'),
      publish: action('sns', 'action/Publish'),
      store: action('s3', 'path/bucket/key'),
    })) {
      const props = { credentialsArn: ROLE, integrationMethod: 'POST', integrationUri: uri };
      const template = { $default: '{"a": "$context.connectionId"}' };
      const templates = { requestTemplates: template, templateSelectionExpression: '\\$default' };
      route(api, key, to(integration(api, 'AWS', { ...props, ...templates })));
    }
  }),
  chat('a Lambda integration without proxy, with its response', (api) => {
    const custom = integration(api, 'AWS', { integrationMethod: 'POST', integrationUri: invocations() });
    response(api, custom.ref, '$default');
    response(api, custom.ref, '/400/', { templateSelectionExpression: '$request.body.id' });
    const ask = route(api, 'ask', { routeResponseSelectionExpression: '$default', ...to(custom) });
    new CfnRouteResponse(api.stack, 'Answer', { apiId: api.ref, routeId: ask.ref, routeResponseKey: '$default' });
  }),
  chat('a function by its plain ARN, which works although the console does not show it', (api) => {
    route(api, '$default', to(lambda(api, { integrationUri: FUNCTION })));
  }),
  chat('a function with the settings of the Terraform acceptance test', (api) => {
    lambda(api, {
      connectionType: 'INTERNET',
      contentHandlingStrategy: 'CONVERT_TO_TEXT',
      description: 'Test Lambda',
      passthroughBehavior: 'WHEN_NO_MATCH',
      payloadFormatVersion: '1.0',
      timeoutInMillis: 29000,
    });
  }),
  chat('a function that a stage variable names, with a timeout of 50 milliseconds', (api) => {
    const arn = 'arn:aws:lambda:eu-west-1:111111111111:function:${stageVariables.fn}';
    lambda(api, { integrationUri: invocations(arn), timeoutInMillis: 50, credentialsArn: ROLE });
  }),
  chat('integration responses by status and with every attribute (Terraform acceptance test)', (api) => {
    const mock = integration(api, 'MOCK');
    response(api, mock.ref, '/200/');
    response(api, mock.ref, '/404/', {
      contentHandlingStrategy: 'CONVERT_TO_BINARY',
      templateSelectionExpression: '$request.body.id',
      responseTemplates: { 'application/json': '#set($number = 42)', 'application/xml': '#set($percent = $number)' },
    });
    response(api, mock.ref, '/5\\d{2}/');
  }),
  chat('a private integration with a VPC link of REST APIs (Terraform acceptance test)', (api) => {
    const link = resource(api.stack, 'AWS::ApiGateway::VpcLink', {
      Name: 'link',
      TargetArns: ['arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/net/shop/50dc6c495c0c9188'],
    });
    const target = integration(api, 'HTTP_PROXY', {
      connectionType: 'VPC_LINK',
      connectionId: link.ref,
      contentHandlingStrategy: 'CONVERT_TO_TEXT',
      integrationMethod: 'GET',
      integrationUri: 'http://www.example.net',
      passthroughBehavior: 'NEVER',
      timeoutInMillis: 12345,
    });
    route(api, '$default', to(target));
  }),
];

export const entries: Entry[] = [...routes, ...integrations];
