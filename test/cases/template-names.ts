import type { CfnResource } from 'aws-cdk-lib';
import { Aws, CfnCondition, CfnOutput, Fn, Lazy } from 'aws-cdk-lib';
import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { HttpApiDefinition, SpecHttpApi } from '../../lib';
import type { Program } from './program';
import { inferred, observed } from './program';
import { inlineFunction } from '../_helpers/lambda';
import {
  domain,
  firstOf,
  http,
  httpL2,
  jwt,
  lone,
  mapping,
  override,
  proxy,
  raw,
  route,
  stage,
  targetOf,
  ws,
} from './sound';

const underCondition = <T extends CfnResource>(resource: T): T => {
  const expression = Fn.conditionEquals(Aws.REGION, 'eu-west-1');
  resource.cfnOptions.condition = new CfnCondition(resource.stack, 'Condition', { expression });
  return resource;
};

/** Programs for which CloudFormation reports "Circular dependency between resources: […]". */
const circles: Program[] = [
  observed('Api.CorsConfiguration.AllowOrigins', 'the distribution whose origin is the API', (s) => {
    const origin: string = Lazy.string({ produce: () => `https://${distribution.distributionDomainName}` });
    const api = http(s, { corsConfiguration: { allowOrigins: [origin] } });
    const host = Fn.select(2, Fn.split('/', api.attrApiEndpoint));
    const distribution = new Distribution(s, 'Distribution', { defaultBehavior: { origin: new HttpOrigin(host) } });
  }),
  observed('Api.Body', 'a function that knows the API, L2', (s) => {
    const uri = inlineFunction(s);
    const call = { type: 'aws_proxy', httpMethod: 'POST', payloadFormatVersion: '2.0', uri: uri.functionArn };
    const paths = { '/': { get: { 'x-amazon-apigateway-integration': call } } };
    const document = { openapi: '3.0.1', info: { title: 'books', version: '1' }, paths };
    const api = new SpecHttpApi(s, 'Api', { apiDefinition: HttpApiDefinition.fromInline(document) });
    uri.addEnvironment('API', api.apiEndpoint);
  }),
  observed('Deployment.StageName', 'the stage that has the deployment', (s) => {
    const api = ws(s);
    const deployment = new CfnDeployment(s, 'Deployment', { apiId: api.ref });
    deployment.addDependency(route(api, 'send'));
    deployment.stageName = lone(api, 'prod', { autoDeploy: undefined, deploymentId: deployment.ref }).ref;
  }),
  observed('Route.AuthorizerId', 'an authorizer that waits for the route', (s) => {
    const authorizer = jwt(http(s));
    const api = http(s);
    authorizer.apiId = api.ref;
    authorizer.addDependency(route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: authorizer.ref }));
  }),
  observed('Stage.DependsOn', 'a route that waits for the stage by an escape hatch', (s) => {
    const api = http(s);
    const waiting = route(api, 'GET /a');
    const last = lone(api, 'prod');
    last.addDependency(waiting);
    waiting.addOverride('DependsOn', [last.logicalId]);
  }),
];

/** Programs for which CloudFormation reports "Unresolved resource dependencies […] in the Resources block of the template". */
const unresolved: Program[] = [
  observed('Route.Target', 'an integration that the template does not have', (s) => {
    override(firstOf(httpL2(s), 'Route'), 'Target', { 'Fn::Sub': 'integrations/${Books.IntegrationId}' });
  }),
  observed('Route.AuthorizerId', 'an authorizer that the template does not have', (s) => {
    const first = firstOf(httpL2(s), 'Route');
    override(override(first, 'AuthorizationType', 'JWT'), 'AuthorizerId', { 'Fn::GetAtt': ['Users', 'AuthorizerId'] });
  }),
  observed('Route.ApiId', 'an API that the template does not have, raw', (s) => {
    raw(s, 'ApiGatewayV2::Route', { ApiId: { 'Fn::GetAtt': ['HttpApi', 'ApiId'] }, RouteKey: 'GET /a' });
  }),
  observed('Integration.IntegrationUri', 'a function that the template does not have, by Fn::Sub', (s) => {
    proxy(http(s), { integrationUri: Fn.sub('https://${Host.Name}/books') });
  }),
  observed('Stage.DependsOn', 'a logical ID that the template does not have', (s) => {
    stage(http(s), 'prod').addOverride('DependsOn', ['Books']);
  }),
  observed('Route.Condition', 'a condition that the template does not have', (s) => {
    firstOf(httpL2(s), 'Route').addOverride('Condition', 'IsProd');
  }),
];

const attributes: Program[] = [
  inferred('Stage.(attributes)', 'InvokeUrl in an output', (s) => {
    new CfnOutput(s, 'Url', { value: Fn.getAtt(stage(http(s), 'prod').logicalId, 'InvokeUrl').toString() });
  }),
  inferred('Api.(attributes)', 'Arn in a permission', (s) => {
    new CfnPermission(s, 'Permission', {
      action: 'lambda:InvokeFunction',
      functionName: 'books',
      principal: 'apigateway.amazonaws.com',
      sourceArn: http(s).getAtt('Arn').toString(),
    });
  }),
  inferred('Integration.(attributes)', 'Arn in a target', (s) => {
    const api = http(s);
    route(api, 'GET /a', { target: `integrations/${proxy(api).getAtt('Arn').toString()}` });
  }),
  inferred('DomainName.(attributes)', 'those of a domain name of aws-apigateway', (s) => {
    const one = domain(s);
    new CfnRecordSet(s, 'Record', {
      hostedZoneName: 'example.com.',
      name: 'api.example.com',
      type: 'CNAME',
      ttl: '60',
      resourceRecords: [one.getAtt('DistributionDomainName').toString()],
    });
  }),
];

/** Programs whose deployment fails if a condition of the template is false. */
const conditional: Program[] = [
  inferred('Route.AuthorizerId', 'an authorizer under a condition', (s) => {
    const api = http(s);
    const authorizer = underCondition(jwt(api));
    route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: authorizer.ref });
  }),
  inferred('Route.Target', 'an integration under a condition', (s) => {
    const api = http(s);
    route(api, 'GET /a', { target: targetOf(underCondition(proxy(api))) });
  }),
  inferred('Stage.ApiId', 'an L2 API under a condition', (s) => {
    underCondition(firstOf(httpL2(s), 'Api'));
  }),
  inferred('ApiMapping.DomainName', 'a domain name under a condition', (s) => {
    mapping(stage(http(s), 'prod'), underCondition(domain(s)).ref);
  }),
];

/** Circular references, and names that CloudFormation cannot find in some deployments or in all deployments. */
export const templateNames: Program[] = [...circles, ...unresolved, ...attributes, ...conditional];
