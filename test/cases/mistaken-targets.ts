import type { Stack } from 'aws-cdk-lib';
import { Aws } from 'aws-cdk-lib';
import { CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Stream } from 'aws-cdk-lib/aws-kinesis';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { ARecord, CnameRecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { ApiGatewayv2DomainProperties } from 'aws-cdk-lib/aws-route53-targets';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { HttpApi } from '../../lib';
import { HttpJwtAuthorizer, HttpUserPoolAuthorizer } from '../../lib/authorizers';
import type { Program } from './program';
import { atRunTime, documented, inferred, observed } from './program';
import { inlineFunction } from '../_helpers/lambda';
import {
  ACCOUNT,
  LOG_GROUP,
  authorizer,
  domain,
  domainL2,
  http,
  httpL2,
  invocationsOf,
  jwt,
  lambda,
  mapping,
  otherStack,
  proxy,
  route,
  service,
  stage,
  targetOf,
  url,
  ws,
} from './sound';

const issuer = (value: (s: Stack) => string) => (s: Stack) => void jwt(http(s), {}, { issuer: value(s) });
const audience = (value: (pool: UserPool) => string) => (s: Stack) => {
  const pool = new UserPool(s, 'Pool');
  jwt(http(s), {}, { issuer: pool.userPoolProviderUrl, audience: [value(pool)] });
};
const calls = (value: (s: Stack) => string) => (s: Stack) => void proxy(http(s), { integrationUri: value(s) });
const origin = (value: (s: Stack) => string) => (s: Stack) =>
  void http(s, { corsConfiguration: { allowOrigins: [value(s)] } });
const link = (subnetIds: (s: Stack) => string[], groups?: (s: Stack) => string[]) => (s: Stack) =>
  void new CfnVpcLink(s, 'Link', { name: 'link', subnetIds: subnetIds(s), securityGroupIds: groups?.(s) });
const sends = (QueueUrl: (s: Stack) => string) => (s: Stack) =>
  void service(http(s), { requestParameters: { QueueUrl: QueueUrl(s), MessageBody: '$request.body' } });
const distributed = (value: (api: HttpApi) => string) => (s: Stack) =>
  void new Distribution(s, 'Distribution', { defaultBehavior: { origin: new HttpOrigin(value(httpL2(s))) } });

const issuers: Program[] = [
  observed(
    'Authorizer.JwtConfiguration.Issuer',
    'a user pool of another region',
    issuer(() => 'https://cognito-idp.us-east-1.amazonaws.com/eu-west-1_AbCdEfGhI'),
  ),
  observed('Authorizer.JwtConfiguration.Issuer', 'a user pool of another region, L2', (s) => {
    const pool = UserPool.fromUserPoolId(s, 'Pool', 'eu-west-1_AbCdEfGhI');
    const userPoolClients = [UserPoolClient.fromUserPoolClientId(s, 'Client', 'books')];
    const defaultAuthorizer = new HttpUserPoolAuthorizer('Users', pool, { userPoolClients });
    new HttpApi(s, 'Api', { defaultIntegration: url(), defaultAuthorizer });
  }),
  observed('Authorizer.JwtConfiguration.Issuer', 'a user pool of a stack in another region', (s) => {
    const pool = new UserPool(otherStack(s, 'eu-west-1'), 'Pool', { userPoolName: 'readers' });
    const value = `https://cognito-idp.us-east-1.amazonaws.com/${pool.userPoolId}`;
    const apis = otherStack(s);
    (apis as { _crossRegionReferences?: boolean })._crossRegionReferences = true;
    (pool.stack as { _crossRegionReferences?: boolean })._crossRegionReferences = true;
    jwt(http(apis), {}, { issuer: value });
  }),
  observed(
    'Authorizer.JwtConfiguration.Issuer',
    'the keys of a user pool',
    issuer((s) => `${new UserPool(s, 'Pool').userPoolProviderUrl}/.well-known/jwks.json`),
  ),
  observed(
    'Authorizer.JwtConfiguration.Issuer',
    'a user pool by tokens, without a scheme',
    issuer((s) => `cognito-idp.${Aws.REGION}.amazonaws.com/${new UserPool(s, 'Pool').userPoolId}`),
  ),
  observed(
    'Authorizer.JwtConfiguration.Issuer',
    'a user pool by tokens, by http',
    issuer((s) => `http://cognito-idp.${Aws.REGION}.amazonaws.com/${new UserPool(s, 'Pool').userPoolId}`),
  ),
  atRunTime(
    'Authorizer.JwtConfiguration.Audience',
    'a user pool',
    audience((pool) => pool.userPoolId),
  ),
  atRunTime(
    'Authorizer.JwtConfiguration.Audience',
    'the literal ID of a user pool',
    audience(() => 'us-east-1_AbCdEfGhI'),
  ),
  atRunTime('Authorizer.JwtConfiguration.Audience', 'the ARN of a user pool, L2', (s) => {
    const pool = new UserPool(s, 'Pool');
    const jwtAudience = [pool.userPoolArn];
    const defaultAuthorizer = new HttpJwtAuthorizer('Users', pool.userPoolProviderUrl, { jwtAudience });
    new HttpApi(s, 'Api', { defaultIntegration: url(), defaultAuthorizer });
  }),
];

const uris: Program[] = [
  ...(
    [
      ['a name', () => 'books'],
      ['the Ref of a function', (s) => inlineFunction(s).functionName],
    ] as [string, (s: Stack) => string][]
  ).flatMap(([what, name]) => [
    inferred('Authorizer.AuthorizerUri', `${what} in the invocation URI`, (s) => {
      authorizer(http(s), { authorizerUri: invocationsOf(name(s)) });
    }),
    inferred('Integration.IntegrationUri', `${what} in the invocation URI`, (s) => {
      lambda(ws(s), { integrationUri: invocationsOf(name(s)) });
    }),
  ]),
  observed('Authorizer.AuthorizerUri', 'the URL of a function', (s) => {
    authorizer(http(s), { authorizerUri: inlineFunction(s).addFunctionUrl().url });
  }),
  ...['https://$stageVariables.host/books', 'https://example.com/my books', 'https://example.com/{proxy+}'].map((uri) =>
    inferred(
      'Integration.IntegrationUri',
      uri,
      calls(() => uri),
    ),
  ),
  ...['http://localhost:3000', 'http://10.0.1.5/books', 'http://internal-books-1.us-east-1.elb.amazonaws.com'].map(
    (uri) =>
      inferred(
        'Integration.IntegrationUri',
        uri,
        calls(() => uri),
      ),
  ),
  inferred(
    'Integration.IntegrationUri',
    'two schemes: of a function URL',
    calls((s) => `https://${inlineFunction(s).addFunctionUrl().url}`),
  ),
  inferred(
    'Integration.IntegrationUri',
    'two schemes: of an API',
    calls((s) => `https://${httpL2(s).apiEndpoint}/books`),
  ),
  inferred(
    'Integration.IntegrationUri',
    'an internal load balancer without a VPC link',
    calls((s) => `http://${new ApplicationLoadBalancer(s, 'LB', { vpc: new Vpc(s, 'Vpc') }).loadBalancerDnsName}`),
  ),
  inferred(
    'Integration.RequestParameters.QueueUrl',
    'the ARN of a queue',
    sends((s) => new Queue(s, 'Queue').queueArn),
  ),
  inferred(
    'Integration.RequestParameters.QueueUrl',
    'the name of a queue',
    sends(() => 'books'),
  ),
  inferred('Integration.RequestParameters.StreamName', 'the ARN of a stream', (s) => {
    const parameters = { StreamName: new Stream(s, 'Stream').streamArn, Data: '$request.body', PartitionKey: 'a' };
    service(http(s), { integrationSubtype: 'Kinesis-PutRecord', requestParameters: parameters });
  }),
  inferred('Integration.RequestParameters.StateMachineArn', 'the name of a state machine', (s) => {
    const requestParameters = { StateMachineArn: 'books' };
    service(http(s), { integrationSubtype: 'StepFunctions-StartExecution', requestParameters });
  }),
  inferred('Integration.RequestParameters.Source', 'a source with the reserved prefix aws', (s) => {
    const requestParameters = { Source: 'aws.books', DetailType: 'order', Detail: '$request.body' };
    service(http(s), { integrationSubtype: 'EventBridge-PutEvents', requestParameters });
  }),
  inferred('Integration.RequestParameters', 'a claim with the path that it has in Lambda events', (s) => {
    proxy(http(s), { requestParameters: { 'overwrite:header.x-user': '$context.authorizer.jwt.claims.sub' } });
  }),
  observed('Stage.AccessLogSettings.Format', 'a header with a hyphen', (s) => {
    const format = '$context.requestId $context.request.header.User-Agent';
    stage(http(s), 'prod', { accessLogSettings: { destinationArn: LOG_GROUP, format } });
  }),
  atRunTime('Permission.FunctionName', 'the function instead of the alias that is called', (s) => {
    const [api, books] = [http(s), inlineFunction(s)];
    const call = lambda(api, { integrationUri: books.addAlias('live').functionArn, credentialsArn: undefined });
    route(api, 'GET /a', { target: targetOf(call) });
    const [action, principal] = ['lambda:InvokeFunction', 'apigateway.amazonaws.com'];
    new CfnPermission(s, 'Permission', { action, functionName: books.functionName, principal });
  }),
];

const values: Program[] = [
  observed(
    'Api.CorsConfiguration.AllowOrigins',
    'the host name of a bucket',
    origin((s) => new Bucket(s, 'Bucket').bucketRegionalDomainName),
  ),
  observed(
    'Api.CorsConfiguration.AllowOrigins',
    'two schemes: of the website of a bucket',
    origin((s) => `http://${new Bucket(s, 'Bucket', { websiteIndexDocument: 'index.html' }).bucketWebsiteUrl}`),
  ),
  ...['AllowHeaders', 'ExposeHeaders'].flatMap((name) =>
    ['ETag, X-Total', "'ETag'"].map((header) =>
      inferred(`Api.CorsConfiguration.${name}`, header, (s) => {
        const member = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
        http(s, { corsConfiguration: { allowOrigins: ['*'], [member]: [header] } });
      }),
    ),
  ),
  inferred('Api.Tags', 'a character that tags do not have', (s) => {
    http(s, { tags: { 'cost<center>': 'books' } });
  }),
  ...['<api-id>', ''].map((apiId) =>
    observed('Route.ApiId', `'${apiId}'`, (s) => {
      route(http(s), 'GET /a').apiId = apiId;
    }),
  ),
  inferred('Route.RouteKey', 'a method and a path of a WebSocket API', (s) => {
    route(ws(s), 'POST /books');
  }),
  ...['api.example.com.', 'localhost', '10.0.0.1', 'abc123.execute-api.us-east-1.amazonaws.com'].map((domainName) =>
    inferred('DomainName.DomainName', domainName, (s) => {
      domain(s, {}, { domainName });
    }),
  ),
  inferred('DomainName.DomainName', 'the endpoint of an API', (s) => {
    domain(s, {}, { domainName: http(s).attrApiEndpoint });
  }),
  documented('DomainName.CertificateArn', 'a bucket', (s) => {
    domain(s, { certificateArn: new Bucket(s, 'Bucket').bucketArn });
  }),
  ...['(none)', '*', 'v1/*'].map((apiMappingKey) =>
    inferred('ApiMapping.ApiMappingKey', apiMappingKey, (s) => {
      mapping(stage(http(s), 'prod'), undefined, { apiMappingKey });
    }),
  ),
  ...['10.0.0.0/24', 'us-east-1a', 'subnet-1,subnet-2', `arn:aws:ec2:us-east-1:${ACCOUNT}:subnet/subnet-1`].map((id) =>
    inferred(
      'VpcLink.SubnetIds',
      id,
      link(() => [id]),
    ),
  ),
  inferred(
    'VpcLink.SubnetIds',
    'a VPC',
    link((s) => [new Vpc(s, 'Vpc').vpcId]),
  ),
  inferred(
    'VpcLink.SecurityGroupIds',
    'a name',
    link(
      () => ['subnet-1'],
      () => ['default'],
    ),
  ),
  inferred(
    'VpcLink.SecurityGroupIds',
    'a VPC',
    link(
      () => ['subnet-1'],
      (s) => [new Vpc(s, 'Vpc').vpcId],
    ),
  ),
  observed(
    'Distribution.Origins.DomainName',
    'the endpoint of an API',
    distributed((api) => api.apiEndpoint),
  ),
  observed(
    'Distribution.Origins.DomainName',
    'the URL of a stage',
    distributed((api) => api.url!),
  ),
  observed('RecordSet.Type', 'CNAME for the name of the zone', (s) => {
    const zone = new HostedZone(s, 'Zone', { zoneName: 'example.com' });
    new CnameRecord(s, 'Record', { zone, domainName: domainL2(s, 'example.com').regionalDomainName });
  }),
  observed('RecordSet.AliasTarget', 'the domain name and the zone ID in the wrong order', (s) => {
    const zone = new HostedZone(s, 'Zone', { zoneName: 'example.com' });
    const { regionalDomainName, regionalHostedZoneId } = domainL2(s);
    const alias = new ApiGatewayv2DomainProperties(regionalHostedZoneId, regionalDomainName);
    new ARecord(s, 'Record', { zone, recordName: 'api', target: RecordTarget.fromAlias(alias) });
  }),
];

/**
 * Values that refer to a kind of target that API Gateway does not accept, or to a target that API Gateway cannot reach.
 */
export const mistakenTargets: Program[] = [...issuers, ...uris, ...values];
