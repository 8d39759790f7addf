/** Resources that API Gateway accepts. Each program changes one property. */
import { CfnResource, Stack } from 'aws-cdk-lib';
import * as v2 from 'aws-cdk-lib/aws-apigatewayv2';
import type { IConstruct } from 'constructs';
import type { RoutingMode } from '../../lib';
import { DomainName, HttpApi, HttpNoneAuthorizer, HttpStage, WebSocketApi, WebSocketStage } from '../../lib';
import { HttpUrlIntegration, WebSocketMockIntegration } from '../../lib/integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';

/** The properties of a resource in a template. */
export type Json = { readonly [name: string]: unknown };

export const ACCOUNT = '123456789012';
export const FUNCTION = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:books`;
export const invocationsOf = (arn: string, region = 'us-east-1'): string =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;
export const INVOKE = invocationsOf(FUNCTION);
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/gateway`;
export const CERTIFICATE = `arn:aws:acm:us-east-1:${ACCOUNT}:certificate/11111111-2222-3333-4444-555555555555`;
export const LISTENER = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:listener/app/books/50dc6c495c0c9188/f2f7dc8efc522ab2`;
export const LOG_GROUP = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/books/access`;
export const QUEUE = `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/books`;

const counts = new WeakMap<IConstruct, number>();

/** A construct ID that is unused in the stack. */
export function id(stack: Stack, kind: string): string {
  const count = counts.get(stack) ?? 0;
  counts.set(stack, count + 1);
  return `${kind}${count}`;
}

/** Adds a resource as a generic `CfnResource`: `raw(s, 'ApiGatewayV2::Route', {…})`. */
export function raw(stack: Stack, type: string, properties: Json): CfnResource {
  return new CfnResource(stack, id(stack, type.split('::')[1]!), { type: `AWS::${type}`, properties });
}

/** Overrides a property of an L1 construct or of the default child of an L2 construct. The caller must escape a dot in a name. */
export function override<T extends IConstruct>(construct: T, property: string, value: unknown): T {
  const resource = CfnResource.isCfnResource(construct) ? construct : (construct.node.defaultChild as CfnResource);
  resource.addPropertyOverride(property, value);
  return construct;
}

/** Removes a property of an L1 construct or of the default child of an L2 construct. */
export function drop<T extends IConstruct>(construct: T, property: string): T {
  return override(construct, property, undefined);
}

export const http = (stack: Stack, props: Partial<v2.CfnApiProps> = {}): v2.CfnApi =>
  new v2.CfnApi(stack, id(stack, 'HttpApi'), { name: 'books', protocolType: 'HTTP', ...props });

export const ws = (stack: Stack, props: Partial<v2.CfnApiProps> = {}): v2.CfnApi =>
  new v2.CfnApi(stack, id(stack, 'WebSocketApi'), {
    name: 'chat',
    protocolType: 'WEBSOCKET',
    routeSelectionExpression: '$request.body.action',
    ...props,
  });

const isHttp = (api: v2.CfnApi): boolean => api.protocolType === 'HTTP';

/** An HTTP_PROXY integration with a public URL. */
export const proxy = (api: v2.CfnApi, props: Partial<v2.CfnIntegrationProps> = {}): v2.CfnIntegration =>
  new v2.CfnIntegration(api.stack, id(api.stack, 'Integration'), {
    apiId: api.ref,
    integrationType: 'HTTP_PROXY',
    integrationMethod: 'ANY',
    integrationUri: 'https://backend.example.com',
    payloadFormatVersion: isHttp(api) ? '1.0' : undefined,
    ...props,
  });

/** An AWS_PROXY integration with a Lambda function. */
export const lambda = (api: v2.CfnApi, props: Partial<v2.CfnIntegrationProps> = {}): v2.CfnIntegration =>
  new v2.CfnIntegration(api.stack, id(api.stack, 'Integration'), {
    apiId: api.ref,
    integrationType: 'AWS_PROXY',
    integrationUri: isHttp(api) ? FUNCTION : INVOKE,
    integrationMethod: 'POST',
    payloadFormatVersion: isHttp(api) ? '2.0' : undefined,
    credentialsArn: ROLE,
    ...props,
  });

/** A MOCK integration of a WebSocket API. */
export const mock = (api: v2.CfnApi, props: Partial<v2.CfnIntegrationProps> = {}): v2.CfnIntegration =>
  new v2.CfnIntegration(api.stack, id(api.stack, 'Integration'), {
    apiId: api.ref,
    integrationType: 'MOCK',
    requestTemplates: { '200': '{"statusCode":200}' },
    templateSelectionExpression: '200',
    ...props,
  });

/** An HTTP API integration with the subtype SQS-SendMessage. */
export const service = (api: v2.CfnApi, props: Partial<v2.CfnIntegrationProps> = {}): v2.CfnIntegration =>
  new v2.CfnIntegration(api.stack, id(api.stack, 'Integration'), {
    apiId: api.ref,
    integrationType: 'AWS_PROXY',
    integrationSubtype: 'SQS-SendMessage',
    payloadFormatVersion: '1.0',
    credentialsArn: ROLE,
    requestParameters: { QueueUrl: QUEUE, MessageBody: '$request.body' },
    ...props,
  });

/** A route with an integration. */
export const route = (api: v2.CfnApi, routeKey: string, props: Partial<v2.CfnRouteProps> = {}): v2.CfnRoute =>
  new v2.CfnRoute(api.stack, id(api.stack, 'Route'), {
    apiId: api.ref,
    routeKey,
    target: props.target ?? targetOf(isHttp(api) ? proxy(api) : mock(api)),
    ...props,
  });

export const targetOf = (integration: { readonly ref: string }): string => `integrations/${integration.ref}`;

/** Adds a stage to an API, but does not add a route. */
export const lone = (api: v2.CfnApi, stageName: string, props: Partial<v2.CfnStageProps> = {}): v2.CfnStage =>
  new v2.CfnStage(api.stack, id(api.stack, 'Stage'), { apiId: api.ref, stageName, autoDeploy: true, ...props });

const served = new WeakSet<v2.CfnApi>();

/** Adds a route to an API unless an earlier call added one, so that the stages of the API have a route. */
export function serve(api: v2.CfnApi): v2.CfnApi {
  if (!served.has(api)) {
    served.add(api);
    route(api, isHttp(api) ? 'GET /served' : 'served');
  }
  return api;
}

/** A stage of an API with a route. */
export const stage = (api: v2.CfnApi, stageName: string, props: Partial<v2.CfnStageProps> = {}): v2.CfnStage =>
  lone(serve(api), stageName, props);

/** A REQUEST authorizer. */
export const authorizer = (api: v2.CfnApi, props: Partial<v2.CfnAuthorizerProps> = {}): v2.CfnAuthorizer =>
  new v2.CfnAuthorizer(api.stack, id(api.stack, 'Authorizer'), {
    apiId: api.ref,
    name: 'readers',
    authorizerType: 'REQUEST',
    authorizerUri: INVOKE,
    authorizerCredentialsArn: ROLE,
    authorizerPayloadFormatVersion: isHttp(api) ? '2.0' : undefined,
    identitySource: [isHttp(api) ? '$request.header.Authorization' : 'route.request.header.Authorization'],
    ...props,
  });

/** A JWT authorizer of an HTTP API. */
export const jwt = (
  api: v2.CfnApi,
  props: Partial<v2.CfnAuthorizerProps> = {},
  configuration: v2.CfnAuthorizer.JWTConfigurationProperty = {},
): v2.CfnAuthorizer =>
  new v2.CfnAuthorizer(api.stack, id(api.stack, 'Authorizer'), {
    apiId: api.ref,
    name: 'users',
    authorizerType: 'JWT',
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { issuer: 'https://issuer.example.com', audience: ['books'], ...configuration },
    ...props,
  });

export const domain = (
  stack: Stack,
  configuration: Partial<v2.CfnDomainName.DomainNameConfigurationProperty> = {},
  props: Partial<v2.CfnDomainNameProps> = {},
): v2.CfnDomainName =>
  new v2.CfnDomainName(stack, id(stack, 'Domain'), {
    domainName: 'api.example.com',
    domainNameConfigurations: [
      { certificateArn: CERTIFICATE, endpointType: 'REGIONAL', securityPolicy: 'TLS_1_2', ...configuration },
    ],
    ...props,
  });

/** An API mapping that refers to a stage and to its API. */
export const mapping = (
  of: v2.CfnStage,
  domainName: string = domain(of.stack).ref,
  props: Partial<v2.CfnApiMappingProps> = {},
): v2.CfnApiMapping =>
  new v2.CfnApiMapping(of.stack, id(of.stack, 'Mapping'), {
    apiId: of.apiId,
    domainName,
    stage: of.ref,
    ...props,
  });

/** An HTTP API of this library with a route. */
export function httpL2(stack: Stack): HttpApi {
  const api = new HttpApi(stack, id(stack, 'Http'));
  api.addRoutes({ path: '/books', integration: url(), authorizer: new HttpNoneAuthorizer() });
  return api;
}

/** A WebSocket API of this library with a `$default` route. */
export function wsL2(stack: Stack): WebSocketApi {
  const api = new WebSocketApi(stack, id(stack, 'WebSocket'));
  api.addRoute('$default', { integration: new WebSocketMockIntegration('Mock') });
  return api;
}

export const url = (to = 'https://backend.example.com'): HttpUrlIntegration => new HttpUrlIntegration('Url', to);

/** A domain name of this library. */
export const domainL2 = (
  stack: Stack,
  domainName = 'api.example.com',
  certificateArn = CERTIFICATE,
  routingMode?: RoutingMode,
): DomainName =>
  new DomainName(stack, id(stack, 'Domain'), {
    domainName,
    routingMode,
    certificate: Certificate.fromCertificateArn(stack, id(stack, 'Certificate'), certificateArn),
  });

export const httpStageL2 = (api: HttpApi, stageName: string): HttpStage =>
  new HttpStage(api.stack, id(api.stack, 'Stage'), { httpApi: api, stageName, autoDeploy: true });

export const wsStageL2 = (api: WebSocketApi, stageName: string): WebSocketStage =>
  new WebSocketStage(api.stack, id(api.stack, 'Stage'), { webSocketApi: api, stageName, autoDeploy: true });

/** Returns the first L1 construct of the specified type in a scope, such as the L1 route in an L2 API. */
export function firstOf<T extends CfnResource>(scope: IConstruct, type: string): T {
  const found = scope.node
    .findAll()
    .find((node) => CfnResource.isCfnResource(node) && node.cfnResourceType === `AWS::ApiGatewayV2::${type}`);
  return found as T;
}

/** A second stack of the app, with an account and a region. */
export const otherStack = (stack: Stack, region = 'us-east-1', account = ACCOUNT): Stack =>
  new Stack(stack.node.root, id(stack, 'Other'), { env: { region, account } });

export function times(count: number, make: (index: number) => void): void {
  for (let index = 0; index < count; index++) {
    make(index);
  }
}
