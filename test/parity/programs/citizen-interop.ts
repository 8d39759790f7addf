import { Duration, Fn, Lazy, CfnParameter, Stack, Token } from 'aws-cdk-lib';
import * as cdkApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as route53Targets from 'aws-cdk-lib/aws-route53-targets';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as tasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { certificate, domain, ENV, fn, inApi, inStack, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

const rule = (stack: Stack, id = 'Rule'): events.Rule =>
  new events.Rule(stack, id, { schedule: events.Schedule.rate(Duration.hours(1)) });

/** Every string property of an HTTP API, as a token of each kind. */
const tokens: Record<string, (stack: Stack, id: string) => string> = {
  parameters: (stack, id) => new CfnParameter(stack, id).valueAsString,
  'lazy values': (_, id) => Lazy.string({ produce: () => `lazy-${id.toLowerCase()}` }),
  joins: (stack, id) => Fn.join('-', [id, stack.account]),
  imports: (_, id) => Fn.importValue(id),
  'raw intrinsics': (_, id) => Token.asString({ 'Fn::GetAtt': ['Something', id] }),
  'text around a token': (stack, id) => `${id}-${stack.region}-x`,
};

const tokenApp = (m: Modules, stack: Stack, token: (id: string) => string): Record<string, unknown> => {
  const domainName = new m.apigwv2.DomainName(stack, 'Domain', {
    domainName: `${token('api')}.example.com`,
    certificateName: token('CertName'),
    certificate: acm.Certificate.fromCertificateArn(stack, 'Cert', token('CertArn')),
  });
  const api = new m.apigwv2.HttpApi(stack, 'Api', {
    apiName: token('ApiName'),
    description: token('Description'),
    defaultIntegration: url(m, 'U', `https://${token('Url')}`),
    corsPreflight: {
      allowOrigins: [`https://${token('origin')}`],
      allowHeaders: [token('Header')],
      exposeHeaders: [token('Expose')],
    },
    defaultAuthorizer: new m.authorizers.HttpJwtAuthorizer('Jwt', `https://${token('Issuer')}`, {
      jwtAudience: [token('Audience')],
      identitySource: [`$request.header.${token('Source')}`],
      authorizerName: token('AuthName'),
    }),
    defaultAuthorizationScopes: [token('Scope')],
    defaultDomainMapping: { domainName },
  });
  const stage = new m.apigwv2.HttpStage(stack, 'Stage', {
    httpApi: api,
    stageName: token('StageName'),
    description: token('StageDescription'),
    stageVariables: { v: token('Variable') },
  });
  const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', { api, stage, domainName, apiMappingKey: token('Key') });
  return {
    name: api.httpApiName,
    arns: [
      api.arnForExecuteApi('GET', '/x', token('ArnStage')),
      api.arnForExecuteApi(token('Method'), `/${token('Path')}`),
    ],
    stage: [stage.stageName, stage.url],
    mapping: [mapping.domainUrl, mapping.mappingKey],
    domain: api.defaultStage!.domainUrl,
    metrics: [stage.metricCount(), api.metricCount()],
  };
};

export const programs: Program[] = [
  ...rows(tokens, (name, make) => ({
    ...inStack(`tokens: every string property contains ${name}`, (m, stack) =>
      tokenApp(m, stack, (id) => make(stack, id)),
    ),
    // If the region is known, the certificate ARN is a literal, and its value is invalid
    undeployable: name === 'text around a token' ? 'a certificate must be an ARN' : undefined,
  })),
  inApi('interoperability: an API as the target of a rule', (m, api, stack) => {
    api.addRoutes({ path: '/x', methods: [m.apigwv2.HttpMethod.POST], integration: url(m, 'X') });
    const target = new targets.ApiGatewayV2(api, { path: '/x', method: 'POST', stage: 'dev' });
    rule(stack).addTarget(target);
    rule(stack, 'Plain').addTarget(new targets.ApiGatewayV2(api));
    return { api: target.iHttpApi };
  }),
  inApi('interoperability: an API as the target of a rule with all options', (_, api, stack) => {
    rule(stack).addTarget(
      new targets.ApiGatewayV2(api, {
        path: '/a/*/b',
        method: 'PUT',
        stage: 'prod',
        pathParameterValues: ['1'],
        headerParameters: { h: 'v' },
        queryStringParameters: { q: 'w' },
        postBody: events.RuleTargetInput.fromObject({ a: events.EventField.account }),
        deadLetterQueue: new sqs.Queue(stack, 'Dlq'),
        retryAttempts: 3,
      }),
    );
  }),
  inStack('interoperability: an imported API as the target of a rule', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
    rule(stack).addTarget(new targets.ApiGatewayV2(api, { stage: 'x', path: '/y' }));
  }),
  inApi('interoperability: a state machine calls an API', (_, api, stack) => {
    const task = new tasks.CallApiGatewayHttpApiEndpoint(stack, 'Call', {
      apiId: api.apiId,
      apiStack: Stack.of(api),
      method: tasks.HttpMethod.GET,
      stageName: 'dev',
      apiPath: '/books',
      authType: tasks.AuthType.IAM_ROLE,
    });
    new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(task) });
  }),
  inApi('interoperability: a state machine calls the default stage of an API', (_, api, stack) => {
    const task = new tasks.CallApiGatewayHttpApiEndpoint(stack, 'Call', {
      apiId: api.httpApiId,
      apiStack: api.stack,
      method: tasks.HttpMethod.POST,
    });
    new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(task) });
  }),
  inApi('interoperability: an alias record for a domain name', (m, _, stack) => {
    const name = domain(m, stack);
    const zone = new route53.HostedZone(stack, 'Zone', { zoneName: 'example.com' });
    new route53.ARecord(stack, 'Alias', {
      zone,
      recordName: 'api',
      target: route53.RecordTarget.fromAlias(
        new route53Targets.ApiGatewayv2DomainProperties(name.regionalDomainName, name.regionalHostedZoneId),
      ),
    });
  }),
  inStack('interoperability: an alias record for an imported domain name', (m, stack) => {
    const name = m.apigwv2.DomainName.fromDomainNameAttributes(stack, 'D', {
      name: 'a.example.com',
      regionalDomainName: 'd-x',
      regionalHostedZoneId: 'Z1',
    });
    new route53.AaaaRecord(stack, 'Alias', {
      zone: new route53.HostedZone(stack, 'Zone', { zoneName: 'example.com' }),
      target: route53.RecordTarget.fromAlias(
        new route53Targets.ApiGatewayv2DomainProperties(name.regionalDomainName, name.regionalHostedZoneId),
      ),
    });
  }),
  inApi('interoperability: an API as the origin of a distribution', (_, api, stack) => {
    const host = Fn.select(2, Fn.split('/', api.apiEndpoint));
    new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin: new origins.HttpOrigin(host) } });
  }),
  inApi('interoperability: an API as the origin of a distribution, by its ID', (_, api, stack) => {
    const origin = new origins.HttpOrigin(`${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`, {
      originPath: `/${api.defaultStage!.stageName}`,
    });
    new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin } });
  }),
  inApi(
    'interoperability: a web ACL for a stage',
    (_, api, stack) => {
      new wafv2.CfnWebACLAssociation(stack, 'Acl', {
        webAclArn: 'arn:aws:wafv2:eu-west-1:111111111111:regional/webacl/x/y',
        resourceArn: stack.formatArn({
          service: 'apigateway',
          account: '',
          resource: '/apis',
          resourceName: `${api.apiId}/stages/${api.defaultStage!.stageName}`,
        }),
      });
    },
    undefined,
    { env: ENV, undeployable: 'AWS WAF does not protect stages of HTTP APIs' },
  ),
  inApi(
    'interoperability: a dashboard with metrics',
    (_, api, stack) => {
      const dashboard = new cloudwatch.Dashboard(stack, 'Dashboard');
      dashboard.addWidgets(
        new cloudwatch.GraphWidget({
          left: [api.metricCount(), api.metricLatency()],
          right: [api.defaultStage!.metricClientError()],
        }),
        new cloudwatch.SingleValueWidget({ metrics: [api.metricDataProcessed({ label: 'Bytes' })] }),
      );
      new cloudwatch.MathExpression({
        expression: 'a / b',
        usingMetrics: { a: api.metricServerError(), b: api.metricCount() },
      }).createAlarm(stack, 'Rate', {
        threshold: 0.1,
        evaluationPeriods: 1,
      });
    },
    undefined,
    { env: ENV },
  ),
  inApi('interoperability: a function with the URL of an API and permission to call it', (m, api, stack) => {
    const handler = fn(stack);
    handler.addEnvironment('URL', api.url!);
    handler.addEnvironment('STAGE', api.defaultStage!.stageName);
    handler.addPermission('P', {
      principal: new iam.ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: m.apigwv2.HttpApiHelper.fromHttpApi(api).arnForExecuteApi('GET', '/x', 'dev'),
    });
  }),
  inStack('interoperability: an L1 domain name, an L1 log group and an L1 stage of an API', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false, defaultIntegration: url(m) });
    const stage = new cdkApigwv2.CfnStage(stack, 'L1Stage', {
      apiId: api.apiRef.apiId,
      stageName: 'l1',
      autoDeploy: true,
    });
    new cdkApigwv2.CfnRoute(stack, 'L1Route', { apiId: api.apiId, routeKey: 'GET /l1' });
    stage.node.addDependency(api);
    return { ref: stage.stageRef };
  }),
  inStack('interoperability: a domain name, a VPC link and an API from aws-cdk-lib', (m, stack) => {
    const cdk = cdkApigwv2;
    const domainName = new cdk.DomainName(stack, 'D', { domainName: 'a.example.com', certificate: certificate(stack) });
    const foreign = new cdk.HttpApi(stack, 'Foreign');
    const api = new m.apigwv2.HttpApi(stack, 'Api', {
      defaultIntegration: url(m),
      defaultDomainMapping: { domainName, mappingKey: 'a' },
    });
    const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', { api: foreign, domainName, apiMappingKey: 'b' });
    const stage = new m.apigwv2.HttpStage(stack, 'Stage', { httpApi: foreign, stageName: 's' });
    const route = new m.apigwv2.HttpRoute(stack, 'Route', {
      httpApi: foreign,
      routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
      integration: new m.integrations.HttpLambdaIntegration('L', fn(stack)),
      authorizer: new m.authorizers.HttpIamAuthorizer(),
    });
    return { urls: [api.defaultStage!.domainUrl, mapping.domainUrl, stage.url], arn: route.routeArn };
  }),
];
