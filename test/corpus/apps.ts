import {
  Aws,
  CfnCondition,
  CfnMapping,
  CfnParameter,
  CfnResource,
  Fn,
  Lazy,
  NestedStack,
  Stack,
  Stage,
} from 'aws-cdk-lib';
import { CfnDeployment, CfnRoute, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import { HttpApi, HttpRoute, HttpRouteKey, HttpStage } from '../../lib';
import { HttpUrlIntegration } from '../../lib/integrations';
import { ENV } from '../_helpers/app';
import {
  CERTIFICATE,
  domain,
  http,
  jwt,
  lambda,
  mapping,
  request,
  resource,
  route,
  stage,
  to,
  url,
  webSocket,
} from './builders';
import type { Entry } from './entry';
import { ref, v2 } from './template';

const books = new HttpUrlIntegration('Books', 'https://backend.example.com');
const prod = (s: Stack) => new CfnCondition(s, 'Prod', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });

export const entries: Entry[] = [
  {
    title: 'apps: an API, routes and a stage in three stacks',
    build: (s, app) => {
      const api = new HttpApi(s, 'Api', { createDefaultStage: false });
      const routes = new Stack(app, 'Routes');
      new HttpRoute(routes, 'Route', { httpApi: api, routeKey: HttpRouteKey.with('/books'), integration: books });
      const stages = new Stack(app, 'Stages');
      stages.node.addDependency(routes);
      new HttpStage(stages, 'Stage', { httpApi: api, stageName: 'prod', autoDeploy: true });
    },
  },
  {
    title: 'apps: routes in nested stacks, because of the limit of 500 resources',
    build: (s) => {
      const api = http(s);
      for (const name of ['Books', 'Orders']) {
        const nested = new NestedStack(s, name);
        const integration = new CfnResource(nested, 'Integration', {
          type: 'AWS::ApiGatewayV2::Integration',
          properties: {
            ApiId: api.ref,
            IntegrationType: 'HTTP_PROXY',
            IntegrationMethod: 'ANY',
            IntegrationUri: 'https://backend.example.com',
            PayloadFormatVersion: '1.0',
          },
        });
        new CfnRoute(nested, 'Route', {
          apiId: api.ref,
          routeKey: `GET /${name.toLowerCase()}`,
          target: `integrations/${integration.ref}`,
        });
      }
      stage(api);
    },
  },
  {
    title: 'apps: one stack in several CDK stages, with one domain name in each account',
    build: (_, app) => {
      for (const [name, account] of [
        ['Beta', '111111111111'],
        ['Prod', '222222222222'],
      ] as const) {
        const stack = new Stack(new Stage(app, name, { env: { account, region: 'eu-west-1' } }), 'Stack');
        const certificateArn = CERTIFICATE.replace('111111111111', account);
        const api = http(stack);
        route(api, 'GET /a', to(url(api)));
        mapping(stage(api), domain(stack, 'api.example.com', { certificateArn }));
      }
    },
  },
  {
    title: 'apps: an authorizer and an integration of another stack',
    build: (s, app) => {
      const api = http(s);
      const authorizer = jwt(api, 'https://tenant.auth0.com/');
      const other = new Stack(app, 'Other');
      new CfnRoute(other, 'Route', {
        apiId: api.ref,
        routeKey: 'GET /a',
        authorizationType: 'JWT',
        authorizerId: authorizer.ref,
        target: `integrations/${url(api).ref}`,
      });
    },
  },
  {
    title: 'apps: an API whose resources all have a condition',
    build: (s) => {
      const condition = prod(s);
      const api = http(s);
      const behind = url(api);
      for (const one of [api, behind, route(api, 'GET /a', to(behind)), stage(api)]) {
        one.cfnOptions.condition = condition;
      }
    },
  },
  {
    title: 'apps: a domain name, logs, throttling and CORS that depend on conditions',
    build: (s) => {
      const id = prod(s).logicalId;
      const either = (yes: unknown, no: unknown = Fn.ref('AWS::NoValue')) => Fn.conditionIf(id, yes, no);
      const api = http(s, { corsConfiguration: either({ AllowOrigins: ['https://www.example.com'] }) });
      stage(api, either('prod', 'dev').toString(), {
        accessLogSettings: either({
          DestinationArn: 'arn:aws:logs:eu-west-1:111111111111:log-group:a',
          Format: '$context.requestId',
        }),
        defaultRouteSettings: either({ ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50 }),
      });
      mapping(stage(http(s)), domain(s, either('api.example.com', 'dev.example.com').toString()));
    },
  },
  {
    title: 'apps: values from parameters, SSM, secrets and mappings',
    build: (s) => {
      const name = new CfnParameter(s, 'Name', { default: 'shop' }).valueAsString;
      const api = http(s, {
        name: `${name}-api`,
        description: StringParameter.valueForStringParameter(s, '/shop/text'),
      });
      const rate = new CfnParameter(s, 'Rate', { type: 'Number', default: 10 }).valueAsNumber;
      const timeout = new CfnParameter(s, 'Timeout', { type: 'Number', default: 5000 }).valueAsNumber;
      stage(api, name, { defaultRouteSettings: { throttlingRateLimit: rate, throttlingBurstLimit: rate } });
      new CfnMapping(s, 'Urls', { mapping: { 'eu-west-1': { url: 'https://backend.example.com' } } });
      url(api, Fn.findInMap('Urls', Aws.REGION, 'url'));
      url(api, `https://${StringParameter.valueForStringParameter(s, '/shop/host')}/{proxy}`, {
        timeoutInMillis: timeout,
      });
      url(api, 'https://backend.example.com', {
        requestParameters: { 'overwrite:header.x-api-key': '{{resolve:secretsmanager:shop:SecretString:key}}' },
      });
      jwt(api, Lazy.string({ produce: () => 'https://tenant.auth0.com/' }), [name]);
    },
  },
  {
    title: 'apps: an API that a nested stack outputs',
    build: (s) => {
      const child = resource(s, 'AWS::CloudFormation::Stack', {
        TemplateURL: 'https://bucket.s3.amazonaws.com/api.json',
      });
      const apiId = child.getAtt('Outputs.ApiId').toString();
      new CfnRoute(s, 'Route', {
        apiId,
        routeKey: 'GET /a',
        target: `integrations/${child.getAtt('Outputs.Id').toString()}`,
      });
      new CfnStage(s, 'Stage', { apiId, stageName: 'prod', autoDeploy: true });
    },
  },
  {
    title: 'apps: an HTTP and a WebSocket API in one stack, with authorizers that invoke one function',
    build: (s) => {
      const [one, two] = [http(s), webSocket(s)];
      const identitySource = ['$request.header.Authorization'];
      route(one, 'GET /a', {
        authorizationType: 'CUSTOM',
        authorizerId: request(one, { identitySource }).ref,
        ...to(lambda(one)),
      });
      route(two, '$connect', { authorizationType: 'CUSTOM', authorizerId: request(two).ref, ...to(lambda(two)) });
      stage(one);
      stage(two, 'prod');
    },
  },
  {
    title: 'apps: one app in several regions, each with an API and a domain name (multi-region guide)',
    build: (_, app) => {
      for (const region of ['eu-west-1', 'us-west-2']) {
        const stack = new Stack(app, region, { env: { account: '111111111111', region } });
        const certificateArn = CERTIFICATE.replace('eu-west-1', region);
        mapping(stage(http(stack)), domain(stack, 'api.example.com', { certificateArn }));
      }
    },
  },
  {
    title: 'apps: a stack with a known environment that uses its region and account in many values',
    env: ENV,
    build: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId: request(api).ref, ...to(lambda(api)) });
      const destinationArn = `arn:aws:logs:${s.region}:${s.account}:log-group:shop`;
      mapping(
        stage(api, '$default', { accessLogSettings: { destinationArn, format: '$context.requestId' } }),
        domain(s),
      );
    },
  },
  {
    title: 'apps: a WebSocket deployment that depends on a nested stack with routes',
    build: (s) => {
      const api = webSocket(s);
      const nested = new NestedStack(s, 'Routes');
      new CfnRoute(nested, 'Route', { apiId: api.ref, routeKey: '$default' });
      const deployment = new CfnDeployment(s, 'Deployment', { apiId: api.ref });
      deployment.node.addDependency(nested);
      stage(api, 'prod', { autoDeploy: false, deploymentId: deployment.ref });
    },
  },
  {
    title: 'apps: a template with parameters, conditions and mappings (CfnInclude)',
    template: {
      Parameters: { Env: { Type: 'String', Default: 'dev' }, Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' } },
      Mappings: { Urls: { dev: { url: 'https://dev.example.com' }, prod: { url: 'https://www.example.com' } } },
      Conditions: { IsProd: { 'Fn::Equals': [ref('Env'), 'prod'] } },
      Resources: {
        Api: v2('Api', { Name: { 'Fn::Sub': 'shop-${Env}' }, ProtocolType: 'HTTP' }),
        Link: v2('VpcLink', { Name: 'link', SubnetIds: ref('Subnets') }),
        Integration: v2('Integration', {
          ApiId: ref('Api'),
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'ANY',
          IntegrationUri: { 'Fn::FindInMap': ['Urls', ref('Env'), 'url'] },
          PayloadFormatVersion: '1.0',
        }),
        Route: v2('Route', {
          ApiId: ref('Api'),
          RouteKey: { 'Fn::If': ['IsProd', 'ANY /{proxy+}', '$default'] },
          Target: { 'Fn::Sub': 'integrations/${Integration}' },
        }),
        Stage: v2('Stage', { ApiId: ref('Api'), StageName: ref('Env'), AutoDeploy: true }, { Condition: 'IsProd' }),
      },
    },
  },
];
