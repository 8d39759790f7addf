import type { Stack } from 'aws-cdk-lib';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Function } from 'aws-cdk-lib/aws-lambda';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  ApiMapping,
  DomainName,
  HttpApi,
  HttpApiDefinition,
  HttpRouteKey,
  HttpStage,
  MappingValue,
  RoutingMode,
  RoutingRule,
  SpecHttpApi,
  WebSocketApi,
  WebSocketStage,
} from '../../lib';
import { HttpSqsIntegration, WebSocketLambdaIntegration } from '../../lib/integrations';
import { CERTIFICATE, FUNCTION, urlIntegration } from './builders';
import type { Entry } from './entry';

const api = (s: Stack, id = 'Api') => new HttpApi(s, id, { defaultIntegration: urlIntegration() });
const domain = (s: Stack, routingMode?: RoutingMode) =>
  new DomainName(s, 'Domain', {
    domainName: 'api.example.com',
    certificate: Certificate.fromCertificateArn(s, 'Certificate', CERTIFICATE),
    routingMode,
  });
const document = (s: Stack, paths: object, more: object = {}) =>
  new SpecHttpApi(s, 'Spec', {
    apiDefinition: HttpApiDefinition.fromInline({
      openapi: '3.0.1',
      info: { title: 'a', version: '1' },
      paths,
      ...more,
    }),
  });
const integration = {
  type: 'http_proxy',
  httpMethod: 'GET',
  uri: 'https://backend.example.com',
  payloadFormatVersion: '1.0',
};

/** Programs with L2 constructs that are unusual but can be deployed. */
export const entries: Entry[] = [
  {
    title: 'L2: an origin in upper case (Terraform acceptance test)',
    build: (s) => new HttpApi(s, 'Api', { corsPreflight: { allowOrigins: ['HTTP://WWW.EXAMPLE.ORG'] } }),
  },
  {
    title: 'L2: a mapping whose key has a comma',
    build: (s) => new ApiMapping(s, 'Mapping', { api: api(s), domainName: domain(s), apiMappingKey: 'a,b' }),
  },
  {
    title: 'L2: a mapping whose key is the variable of a log format (Terraform acceptance test)',
    build: (s) =>
      new ApiMapping(s, 'Mapping', { api: api(s), domainName: domain(s), apiMappingKey: '$context.domainName' }),
  },
  {
    title: 'L2: the empty key, which is the root (aws-cdk issue 9077)',
    build: (s) => new ApiMapping(s, 'Mapping', { api: api(s), domainName: domain(s), apiMappingKey: '' }),
  },
  {
    title: 'L2: settings of the catch-all route without such a route (Terraform acceptance test)',
    build: (s) => {
      const httpApi = new HttpApi(s, 'Api', { createDefaultStage: false });
      httpApi.addRoutes({ path: '/a', integration: urlIntegration() });
      const routeSettings = [{ routeKey: HttpRouteKey.DEFAULT, throttle: { burstLimit: 10, rateLimit: 20 } }];
      new HttpStage(s, 'Stage', { httpApi, stageName: 't', autoDeploy: true, routeSettings });
    },
  },
  {
    title: 'L2: settings of predefined WebSocket routes that do not exist (Terraform acceptance test)',
    build: (s) => {
      const webSocketApi = new WebSocketApi(s, 'Api');
      const lambda = Function.fromFunctionArn(s, 'Fn', FUNCTION);
      webSocketApi.addRoute('send', { integration: new WebSocketLambdaIntegration('Send', lambda) });
      const throttle = { burstLimit: 10, rateLimit: 20 };
      const routeSettings = ['$default', '$connect', '$disconnect'].map((routeKey) => ({ routeKey, throttle }));
      new WebSocketStage(s, 'Stage', { webSocketApi, stageName: 't', autoDeploy: true, routeSettings });
    },
  },
  {
    title: 'L2: a WebSocket stage named $default (terraform-aws-modules)',
    build: (s) => {
      const webSocketApi = new WebSocketApi(s, 'Api');
      const lambda = Function.fromFunctionArn(s, 'Fn', FUNCTION);
      webSocketApi.addRoute('$default', { integration: new WebSocketLambdaIntegration('Send', lambda) });
      new WebSocketStage(s, 'Stage', { webSocketApi, stageName: '$default', autoDeploy: true });
    },
    // The warning is correct: no path reaches the stage
    warnings: ['WebSocketDefaultStage'],
  },
  {
    title: 'L2: a WebSocket stage that deploys automatically before there is a route',
    build: (s) => {
      const webSocketApi = new WebSocketApi(s, 'Api');
      new WebSocketStage(s, 'Stage', { webSocketApi, stageName: 'prod', autoDeploy: true });
    },
    // The warning is correct: the stage does not serve requests before routes are added
    warnings: ['StageWithoutRoutes'],
  },
  {
    title: 'L2: a message group on a standard queue (Terraform acceptance test)',
    build: (s) => {
      const messageGroupId = MappingValue.requestBody('group');
      const integration = new HttpSqsIntegration('Send', { queue: new Queue(s, 'Queue'), messageGroupId });
      new HttpApi(s, 'Api').addRoutes({ path: '/send', integration });
    },
    // Standard queues accept a message group ID, which makes them fair queues
  },
  {
    title: 'L2: routing rules with a routing mode that does not use them yet (developer guide)',
    build: (s) => {
      const rest = new RestApi(s, 'Rest');
      rest.root.addMethod('GET');
      new RoutingRule(s, 'Rule', { domainName: domain(s, RoutingMode.API_MAPPING_ONLY), priority: 1, restApi: rest });
    },
    // The user changes the routing mode after the routing rules exist, as AWS's migration guide describes
    warnings: ['RoutingRulesNotRead'],
  },
  {
    title:
      'L2: routing rules on a domain name without a routing mode, so that AWS uses only mappings (developer guide)',
    build: (s) => {
      const rest = new RestApi(s, 'Rest');
      rest.root.addMethod('GET');
      new RoutingRule(s, 'Rule', { domainName: domain(s), priority: 1, restApi: rest });
    },
    // The user can change the routing mode later, as AWS's migration guide describes
    warnings: ['RoutingRulesNotRead'],
  },
  {
    title: 'OpenAPI, L2: a URI that is not a URL, which the import omits (public decision record)',
    build: (s) => {
      const wrong = { ...integration, uri: 'backend.internal/books' };
      document(s, { '/a': { get: { 'x-amazon-apigateway-integration': wrong } } });
    },
    // API Gateway reports the invalid part as a warning when it imports the document
    warnings: ['IntegrationUrlInvalid'],
  },
  {
    title: 'OpenAPI, L2: a document with integrations of every kind',
    build: (s) =>
      document(s, {
        '/a': { get: { 'x-amazon-apigateway-integration': integration } },
        '/{proxy+}': { 'x-amazon-apigateway-any-method': { 'x-amazon-apigateway-integration': integration } },
        '/$default': {
          'x-amazon-apigateway-any-method': { isDefaultRoute: true, 'x-amazon-apigateway-integration': integration },
        },
      }),
  },
  {
    title:
      'OpenAPI, L2: an operation without an integration, which is imported with a warning (public decision record)',
    build: (s) =>
      document(s, {
        '/a': { get: { 'x-amazon-apigateway-integration': integration } },
        '/later': { get: { responses: { 200: { description: 'OK' } } } },
      }),
    // API Gateway reports the invalid part as a warning when it imports the document
    warnings: ['OpenApiIntegrationMissing'],
  },
  {
    title: 'OpenAPI, L2: a route that ends in a slash, which the import omits (SAM issue 1949)',
    build: (s) => document(s, { '/a/': { get: { 'x-amazon-apigateway-integration': integration } } }),
    // API Gateway reports the invalid part as a warning when it imports the document
    warnings: ['RoutePathInvalid'],
  },
];
