import type { Stack } from 'aws-cdk-lib';
import { CfnResource } from 'aws-cdk-lib';
import type * as v2 from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnApi,
  CfnApiMapping,
  CfnAuthorizer,
  CfnDomainName,
  CfnIntegration,
  CfnRoute,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpUrlIntegration } from '../../lib/integrations';

export const ROLE = 'arn:aws:iam::111111111111:role/api';
export const FUNCTION = 'arn:aws:lambda:eu-west-1:111111111111:function:shop';
export const CERTIFICATE = 'arn:aws:acm:eu-west-1:111111111111:certificate/11111111-1111-1111-1111-111111111111';
export const LOG_GROUP = 'arn:aws:logs:eu-west-1:111111111111:log-group:/aws/http-api/shop';
export const LISTENER =
  'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/shop/50dc6c495c0c9188/0467ef3c8400ae65';

/** The URI with which API Gateway invokes a Lambda function. */
export const invocations = (arn = FUNCTION): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${arn}/invocations`;

let count = 0;
const id = (kind: string): string => `${kind}${count++}`;

export const http = (stack: Stack, props: Partial<v2.CfnApiProps> = {}): CfnApi =>
  new CfnApi(stack, id('Http'), { name: 'shop', protocolType: 'HTTP', ...props });

export const webSocket = (stack: Stack, props: Partial<v2.CfnApiProps> = {}): CfnApi =>
  new CfnApi(stack, id('WebSocket'), {
    name: 'chat',
    protocolType: 'WEBSOCKET',
    routeSelectionExpression: '$request.body.action',
    ...props,
  });

/** An API that an OpenAPI document describes. */
export const imported = (stack: Stack, body: object, props: Partial<v2.CfnApiProps> = {}): CfnApi =>
  new CfnApi(stack, id('Imported'), { body, ...props });

export const route = (api: CfnApi, routeKey: string, props: Partial<v2.CfnRouteProps> = {}): CfnRoute =>
  new CfnRoute(api.stack, id('Route'), { apiId: api.ref, routeKey, ...props });

/** The target of a route. */
export const to = (integration: CfnIntegration): Partial<v2.CfnRouteProps> => ({
  target: `integrations/${integration.ref}`,
});

export const integration = (
  api: CfnApi,
  integrationType: string,
  props: Partial<v2.CfnIntegrationProps> = {},
): CfnIntegration => new CfnIntegration(api.stack, id('Integration'), { apiId: api.ref, integrationType, ...props });

/** An integration of an HTTP API with a URL target. */
export const url = (
  api: CfnApi,
  integrationUri = 'https://backend.example.com/books',
  props: Partial<v2.CfnIntegrationProps> = {},
): CfnIntegration =>
  integration(api, 'HTTP_PROXY', { integrationMethod: 'ANY', integrationUri, payloadFormatVersion: '1.0', ...props });

/** The integration object of a URL target, for L2 constructs. */
export const urlIntegration = (): HttpUrlIntegration => new HttpUrlIntegration('Url', 'https://backend.example.com');

/** A Lambda integration of an HTTP or WebSocket API. */
export const lambda = (api: CfnApi, props: Partial<v2.CfnIntegrationProps> = {}): CfnIntegration =>
  api.protocolType === 'HTTP'
    ? integration(api, 'AWS_PROXY', { integrationUri: FUNCTION, payloadFormatVersion: '2.0', ...props })
    : integration(api, 'AWS_PROXY', { integrationUri: invocations(), ...props });

/** An HTTP API integration that calls an action of an AWS service. */
export const action = (
  api: CfnApi,
  integrationSubtype: string,
  requestParameters: Record<string, string>,
  props: Partial<v2.CfnIntegrationProps> = {},
): CfnIntegration =>
  integration(api, 'AWS_PROXY', {
    integrationSubtype,
    payloadFormatVersion: '1.0',
    credentialsArn: ROLE,
    requestParameters,
    ...props,
  });

export const jwt = (
  api: CfnApi,
  issuer: string,
  audience: string[] = ['client'],
  props: Partial<v2.CfnAuthorizerProps> = {},
): CfnAuthorizer =>
  new CfnAuthorizer(api.stack, id('Jwt'), {
    apiId: api.ref,
    name: id('jwt'),
    authorizerType: 'JWT',
    identitySource: ['$request.header.Authorization'],
    jwtConfiguration: { issuer, audience },
    ...props,
  });

/** A Lambda authorizer, without identity sources unless the caller sets them. */
export const request = (api: CfnApi, props: Partial<v2.CfnAuthorizerProps> = {}): CfnAuthorizer =>
  new CfnAuthorizer(api.stack, id('Request'), {
    apiId: api.ref,
    name: id('request'),
    authorizerType: 'REQUEST',
    authorizerUri: invocations(),
    authorizerPayloadFormatVersion: api.protocolType === 'HTTP' ? '2.0' : undefined,
    ...props,
  });

export const stage = (api: CfnApi, stageName = '$default', props: Partial<v2.CfnStageProps> = {}): CfnStage =>
  new CfnStage(api.stack, id('Stage'), { apiId: api.ref, stageName, autoDeploy: true, ...props });

export const domain = (
  stack: Stack,
  domainName = 'api.example.com',
  configuration: object = {},
  props: Partial<v2.CfnDomainNameProps> = {},
): CfnDomainName =>
  new CfnDomainName(stack, id('Domain'), {
    domainName,
    domainNameConfigurations: [{ certificateArn: CERTIFICATE, endpointType: 'REGIONAL', ...configuration }],
    ...props,
  });

export const mapping = (stageOfApi: CfnStage, on: CfnDomainName, apiMappingKey?: string): CfnApiMapping =>
  new CfnApiMapping(stageOfApi.stack, id('Mapping'), {
    apiId: stageOfApi.apiId,
    domainName: on.ref,
    stage: stageOfApi.ref,
    apiMappingKey,
  });

/** The ARN of a function of the stack. */
export const functionOf = (stack: Stack): string =>
  resource(stack, 'AWS::Lambda::Function', {
    Role: ROLE,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Code: { ZipFile: 'x' },
  })
    .getAtt('Arn')
    .toString();

/** A listener of the stack with a fixed response. */
export const listenerOf = (stack: Stack): CfnResource =>
  resource(stack, 'AWS::ElasticLoadBalancingV2::Listener', {
    LoadBalancerArn: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:loadbalancer/app/shop/50dc6c495c0c9188',
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
  });

/** The definition of a state machine that does nothing. */
export const DEFINITION = '{"StartAt":"Pass","States":{"Pass":{"Type":"Pass","End":true}}}';

/** A resource of another AWS service. */
export const resource = (stack: Stack, type: string, properties: Record<string, unknown> = {}): CfnResource =>
  new CfnResource(stack, id('Resource'), { type, properties });
