import type { Stack } from 'aws-cdk-lib';
import {
  CfnDeployment as RestDeployment,
  CfnDomainName as RestDomainName,
  Period,
  RestApi,
  UsagePlan,
} from 'aws-cdk-lib/aws-apigateway';
import type { CfnIntegration } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnApiGatewayManagedOverrides,
  CfnApiMapping,
  CfnDeployment,
  CfnModel,
  CfnRoute,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { CfnLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Program } from './program';
import { documented, inferred, observed } from './program';
import { inlineFunction } from '../_helpers/lambda';
import {
  LISTENER,
  authorizer,
  domain,
  firstOf,
  http,
  httpL2,
  jwt,
  lambda,
  lone,
  mapping,
  override,
  otherStack,
  proxy,
  raw,
  route,
  service,
  stage,
  ws,
  wsL2,
} from './sound';

const loadBalancer = (stack: Stack): CfnLoadBalancer => new CfnLoadBalancer(stack, 'Balancer', {});
const privately = (connectionId: string): Partial<CfnIntegration> =>
  ({ connectionType: 'VPC_LINK', connectionId, integrationUri: LISTENER }) as Partial<CfnIntegration>;
const quickly = (target: string, members: object) => (s: Stack) => {
  const { ref: apiId } = http(s, { target });
  new CfnApiGatewayManagedOverrides(s, 'Overrides', { apiId, ...members });
};

/** Properties that no aws-cdk-lib class checks. CloudFormation reports "extraneous key […] is not permitted". */
const properties: Program[] = [
  observed('Api.(schema)', 'a property of an L2 in camel case', (s) => {
    override(httpL2(s), 'disableExecuteApiEndpoint', true);
  }),
  observed('Api.(schema)', 'a member in camel case', (s) => {
    override(http(s, { corsConfiguration: { allowOrigins: ['*'] } }), 'CorsConfiguration.allowMethods', ['GET']);
  }),
  observed('Integration.(schema)', 'a property in camel case', (s) => {
    override(firstOf(httpL2(s), 'Integration'), 'timeoutInMillis', 3000);
  }),
  observed('Route.(schema)', 'a property in lower case', (s) => {
    override(firstOf(wsL2(s), 'Route'), 'operationname', 'send');
  }),
  ...(
    [
      ['Api', 'EndpointConfiguration', http],
      ['Api', 'MinimumCompressionSize', http],
      ['Stage', 'MethodSettings', (s) => stage(http(s), 'prod')],
      ['Stage', 'TracingEnabled', (s) => stage(ws(s), 'prod')],
      ['Integration', 'Credentials', (s) => lambda(http(s))],
      ['Route', 'Authorizer', (s) => route(http(s), 'GET /books')],
      ['Authorizer', 'ProviderARNs', (s) => jwt(http(s))],
      ['ApiMapping', 'BasePath', (s) => mapping(stage(http(s), 'prod'))],
    ] as [string, string, (s: Stack) => CfnRoute][]
  ).map(([kind, name, make]) =>
    inferred(`${kind}.(schema)`, `${name}, which only other resources have`, (s) => {
      override(make(s), name, 'x');
    }),
  ),
  ...(
    [
      ['Api', 'CorsConfiguration', { AllowOrigins: '*' }],
      ['Api', 'CorsConfiguration', { AllowOrigins: ['*'], MaxAge: '1d' }],
      ['Route', 'AuthorizationScopes', 'books.read'],
      ['Integration', 'TimeoutInMillis', '30s'],
      ['Integration', 'TlsConfig', 'internal.example.com'],
      ['Integration', 'ResponseParameters', [{ Destination: 'overwrite:header.x', Source: 'y' }]],
      ['Stage', 'AutoDeploy', 'yes'],
      ['Stage', 'StageVariables', ['a']],
      [
        'DomainName',
        'DomainNameConfigurations',
        { CertificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/x' },
      ],
      ['VpcLink', 'SubnetIds', 'subnet-1'],
      ['RoutingRule', 'Priority', 'high'],
    ] as const
  ).map(([kind, name, value]) =>
    observed(`${kind}.(schema)`, `${name} of another type: ${JSON.stringify(value)}`, (s) => {
      raw(s, `ApiGatewayV2::${kind}`, { ApiId: 'abc', [name]: value });
    }),
  ),
];

/** Properties that refer to a resource of the wrong type, or to the wrong attribute. */
const references: Program[] = [
  observed('Route.ApiId', 'a REST API', (s) => {
    new CfnRoute(s, 'Route', { apiId: new RestApi(s, 'Rest').restApiId, routeKey: 'GET /books' });
  }),
  observed('Stage.ApiId', 'the URL of the API', (s) => {
    lone({ ref: http(s).attrApiEndpoint, stack: s } as never, 'prod');
  }),
  observed('Deployment.ApiId', 'an ARN', (s) => {
    new CfnDeployment(s, 'Deployment', { apiId: 'arn:aws:apigateway:us-east-1::/apis/abc123' });
  }),
  observed('ApiMapping.ApiId', 'the endpoint of the API', (s) => {
    const api = http(s);
    new CfnApiMapping(s, 'Mapping', {
      apiId: api.attrApiEndpoint,
      domainName: domain(s).ref,
      stage: stage(api, 'a').ref,
    });
  }),
  observed('Route.AuthorizerId', 'a user pool', (s) => {
    const authorizerId = new UserPool(s, 'Pool').userPoolId;
    route(http(s), 'GET /books', { authorizationType: 'JWT', authorizerId });
  }),
  observed('Route.AuthorizerId', 'a function', (s) => {
    route(http(s), 'GET /books', { authorizationType: 'CUSTOM', authorizerId: inlineFunction(s).functionArn });
  }),
  inferred('Route.RequestModels', 'the ID of a model', (s) => {
    const api = ws(s);
    const { ref } = new CfnModel(s, 'Model', { apiId: api.ref, name: 'Book', schema: { type: 'object' } });
    route(api, 'send', { modelSelectionExpression: '$request.body.type', requestModels: { $default: ref } });
  }),
  ...['vpc-0a1b2c3d', 'arn:aws:apigateway:us-east-1::/vpclinks/abc123'].map((id) =>
    inferred('Integration.ConnectionId', `the ID of something else: ${id}`, (s) => {
      proxy(http(s), privately(id));
    }),
  ),
  inferred('Integration.ConnectionId', 'a load balancer', (s) => {
    proxy(http(s), privately(loadBalancer(s).ref));
  }),
  inferred('Stage.DeploymentId', 'a deployment of a REST API', (s) => {
    const deploymentId = new RestDeployment(s, 'Deployment', { restApiId: 'abc' }).ref;
    new CfnStage(s, 'Stage', { apiId: ws(s).ref, stageName: 'prod', deploymentId });
  }),
  inferred('ApiMapping.DomainName', 'the regional name of the domain name', (s) => {
    mapping(stage(http(s), 'prod'), domain(s).attrRegionalDomainName);
  }),
];

/** Integrations and authorizers with an invalid property. */
const calls: Program[] = [
  ...(
    [
      ['a bucket', (s) => new Bucket(s, 'Bucket').bucketArn],
      ['a queue', (s) => new Queue(s, 'Queue').queueArn],
      ['the role of a function', (s) => inlineFunction(s).role!.roleArn],
      [
        'an invocation ARN without its end',
        (s) => `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${inlineFunction(s).functionArn}`,
      ],
    ] as [string, (s: Stack) => string][]
  ).flatMap(([what, uri]) => [
    documented('Integration.IntegrationUri', `AWS_PROXY with ${what}`, (s) => {
      lambda(http(s), { integrationUri: uri(s) });
    }),
    documented('Integration.IntegrationUri', `AWS_PROXY of a WebSocket API with ${what}`, (s) => {
      lambda(ws(s), { integrationUri: uri(s) });
    }),
  ]),
  observed('Integration.IntegrationUri', 'HTTP_PROXY with a reference to a function', (s) => {
    proxy(http(s), { integrationUri: inlineFunction(s).functionArn });
  }),
  observed('Integration.IntegrationUri', 'HTTP_PROXY with the name of a load balancer and no scheme', (s) => {
    proxy(ws(s), { integrationMethod: 'POST', integrationUri: `${loadBalancer(s).attrDnsName}/books` });
  }),
  documented('Integration.IntegrationUri', 'AWS with the ARN of a queue', (s) => {
    proxy(ws(s), { integrationType: 'AWS', integrationMethod: 'POST', integrationUri: new Queue(s, 'Queue').queueArn });
  }),
  inferred('Integration.IntegrationUri', 'a listener of another region', (s) => {
    proxy(http(s), { ...privately('abc'), integrationUri: LISTENER.replace('us-east-1', 'eu-west-1') });
  }),
  documented('Integration.CredentialsArn', 'a reference to a function', (s) => {
    service(http(s), { credentialsArn: inlineFunction(s).functionArn });
  }),
  documented('Integration.CredentialsArn', 'a role of any account', (s) => {
    service(http(s), { credentialsArn: 'arn:aws:iam::*:role/gateway' });
  }),
  observed('Integration.PayloadFormatVersion', 'the number 2', (s) => {
    override(lambda(http(s)), 'PayloadFormatVersion', 2);
  }),
  documented('Integration.RequestParameters', 'a source without a name', (s) => {
    proxy(http(s), { requestParameters: { 'overwrite:header.x': '$request.header' } });
  }),
  observed('Authorizer.AuthorizerUri', 'an invocation URI without its end', (s) => {
    const authorizerUri = `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${inlineFunction(s).functionArn}`;
    authorizer(ws(s), { authorizerUri });
  }),
  observed('Authorizer.JwtConfiguration.Issuer', 'the login pages of a user pool, L2', (s) => {
    const pages = new UserPool(s, 'Pool').addDomain('Domain', { cognitoDomain: { domainPrefix: 'books' } });
    jwt(http(s), {}, { issuer: pages.baseUrl() });
  }),
  observed('Authorizer.JwtConfiguration.Issuer', 'Cognito without a user pool', (s) => {
    jwt(http(s), {}, { issuer: 'https://cognito-idp.us-east-1.amazonaws.com' });
  }),
];

const others: Program[] = [
  observed('DomainName.DomainName', 'the same name as a domain name of aws-apigateway', (s) => {
    domain(s);
    new RestDomainName(s, 'Rest', { domainName: 'api.example.com', endpointConfiguration: { types: ['REGIONAL'] } });
  }),
  observed('ApiGatewayManagedOverrides.Integration', 'payload format 2.0 of a URL', (s) => {
    quickly('https://example.com', { integration: { payloadFormatVersion: '2.0' } })(s);
  }),
  observed('ApiGatewayManagedOverrides.Route', 'scopes without a JWT authorizer', (s) => {
    quickly('https://example.com', { route: { authorizationScopes: ['books.read'] } })(s);
  }),
  inferred('UsagePlan.Quota', 'the limit 0, which the L2 drops', (s) => {
    new UsagePlan(s, 'Plan', { quota: { limit: 0, period: Period.DAY } });
  }),
  inferred('Stage.AccessLogSettings.DestinationArn', 'a log group of a stack in another region', (s) => {
    const other = otherStack(s, 'eu-west-1');
    const group = new LogGroup(other, 'Logs', { logGroupName: '/books' });
    const settings = { destinationArn: group.logGroupArn, format: '$context.requestId' };
    stage(http(otherStack(s)), 'prod', { accessLogSettings: settings });
  }),
];

/** Programs that were written without knowledge of the rules and that no rule reported at first. */
export const unseen: Program[] = [...properties, ...references, ...calls, ...others];
