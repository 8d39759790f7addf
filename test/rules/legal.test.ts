import type { App } from 'aws-cdk-lib';
import {
  Aspects,
  Aws,
  CfnCondition,
  CfnDynamicReference,
  CfnDynamicReferenceService,
  CfnParameter,
  CfnResource,
  CfnStack,
  Fn,
  Lazy,
  NestedStack,
  Stack,
  Stage,
  Token,
} from 'aws-cdk-lib';
import { CfnApiKey } from 'aws-cdk-lib/aws-apigateway';
import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnApiMapping,
  CfnDeployment,
  CfnIntegrationResponse,
  CfnModel,
  CfnRoute,
  CfnRoutingRule,
  CfnStage,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import * as apigwv2 from '../../lib';
import { HttpJwtAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration } from '../../lib/integrations';
import {
  action,
  authorizer,
  calls,
  domain,
  http,
  integration,
  jwt,
  mapping,
  route,
  stage,
  times,
  findingsOfProgram,
  webSocket,
} from '../negatives/negative';
import { waitFor } from '../_helpers/dependencies';

type Program = (stack: Stack, app: App) => void;

const secret = (key: string) => `{{resolve:ssm:/shop/${key}}}`;
const condition = (s: Stack, id = 'Condition') =>
  new CfnCondition(s, id, { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });
const either = (s: Stack): [CfnCondition, CfnCondition] => {
  const yes = condition(s, 'Yes');
  return [yes, new CfnCondition(s, 'No', { expression: Fn.conditionNot(yes) })];
};
const resource = (s: Stack, id: string, type: string, properties: object = {}) =>
  new CfnResource(s, id, { type, properties: properties as { [name: string]: unknown } });
/** A nested stack with a condition. */
const nestedIf = (s: Stack, id: string, on: CfnCondition): NestedStack => {
  const nested = new NestedStack(s, id);
  (nested.nestedStackResource as CfnResource).cfnOptions.condition = on;
  return nested;
};
const settings = { ThrottlingRateLimit: 1 };
const url = () => new HttpUrlIntegration('Url', 'https://example.com');

/** Programs that can be deployed although the construct tree alone suggests an error. */
const legal: { readonly [topic: string]: { readonly [name: string]: Program } } = {
  'programs in which other resources add parts to an API': {
    'routes in a nested stack that got the API as a parameter': (s) => {
      const api = webSocket(s);
      const nested = new NestedStack(s, 'Nested', { parameters: { ApiId: api.ref } });
      const apiId = new CfnParameter(nested, 'ApiId').valueAsString;
      new CfnRoute(nested, 'Route', { apiId, routeKey: '$default' });
      stage(api, 'prod').node.addDependency(nested);
    },
    'routes in a template outside the app': (s) => {
      const api = webSocket(s);
      const routes = new CfnStack(s, 'Routes', { templateUrl: 'https://x/y', parameters: { ApiId: api.ref } });
      waitFor(stage(api, 'prod'), routes);
    },
    'routes that a custom resource creates': (s) => {
      const api = webSocket(s);
      const routes = resource(s, 'Routes', 'Custom::Routes', { ServiceToken: 'arn', Of: [{ Api: `x/${api.ref}` }] });
      waitFor(stage(api, 'prod'), routes);
    },
    'routes that a CloudFormation module creates': (s) => {
      const api = webSocket(s);
      waitFor(stage(api, 'prod'), resource(s, 'R', 'My::Own::Routes::MODULE', { ApiId: api.ref }));
    },
    'routes in another stack that reads the API from an export': (s, app) => {
      const api = webSocket(s);
      const routes = new Stack(app, 'Routes');
      new CfnRoute(routes, 'Route', { apiId: Fn.importValue('ApiId'), routeKey: '$default' });
      const stages = new Stack(app, 'Stages');
      waitFor(stages, routes);
      new CfnStage(stages, 'Stage', { apiId: api.ref, stageName: 'prod', autoDeploy: true });
    },
    'a route in the events of a serverless function': (s) => {
      s.addTransform('AWS::Serverless-2016-10-31');
      const api = http(s);
      resource(s, 'F', 'AWS::Serverless::Function', {
        Events: { Get: { Type: 'HttpApi', Properties: { ApiId: api.ref, Path: '/a', Method: 'GET' } } },
      });
      stage(api, 'prod', { routeSettings: { 'GET /a': settings } });
    },
    'settings of a route in a nested stack that got the API as a parameter': (s) => {
      const api = http(s);
      const nested = new NestedStack(s, 'Nested', { parameters: { ApiId: api.ref } });
      const apiId = new CfnParameter(nested, 'ApiId').valueAsString;
      new CfnRoute(nested, 'Route', { apiId, routeKey: 'GET /a' });
      stage(api, 'prod', { routeSettings: { 'GET /a': settings } }).node.addDependency(nested);
    },
    'settings of the route of a quick create': (s) => {
      stage(http(s, { target: 'https://example.com' }), 'prod', { routeSettings: { $default: settings } });
      stage(http(s, { target: 'https://example.com', routeKey: 'GET /a' }), 'b', {
        routeSettings: { 'GET /a': settings },
      });
    },
    'settings of a route that a document adds': (s) => {
      const body = { openapi: '3.0.1', info: { title: 'Books' }, paths: { '/a': Fn.importValue('Item') } };
      const api = http(s, { name: undefined, protocolType: undefined, body });
      stage(api, 'prod', { routeSettings: { 'GET /a': settings } });
    },
    'settings of a route of an existing API': (s) =>
      new CfnStage(s, 'S', {
        apiId: 'abc',
        stageName: 'prod',
        autoDeploy: true,
        routeSettings: { 'GET /a': settings },
      }),
    'settings that a condition removes': (s) => {
      const given = Fn.conditionIf(condition(s).logicalId, settings, Aws.NO_VALUE);
      stage(http(s), 'prod', { routeSettings: { 'GET /a': given } });
    },
    'a deployment in a nested stack that got the API as a parameter': (s) => {
      const api = http(s);
      const nested = new NestedStack(s, 'Nested', { parameters: { ApiId: api.ref, Stage: 'prod' } });
      new CfnDeployment(nested, 'Deployment', {
        apiId: new CfnParameter(nested, 'ApiId').valueAsString,
        stageName: new CfnParameter(nested, 'Stage').valueAsString,
      });
      stage(api, 'prod', { autoDeploy: undefined });
    },
    'the preflight route of a nested stack that got the API as a parameter': (s) => {
      const api = http(s, { corsConfiguration: { allowOrigins: ['https://example.com'] } });
      route(api, '$default', { authorizationType: 'AWS_IAM' });
      const nested = new NestedStack(s, 'Nested', { parameters: { ApiId: api.ref } });
      const apiId = new CfnParameter(nested, 'ApiId').valueAsString;
      new CfnRoute(nested, 'Route', { apiId, routeKey: 'OPTIONS /{proxy+}' });
    },
    'a $connect route in a nested stack that got the integration as a parameter': (s) => {
      const api = webSocket(s);
      const header = integration(api, {
        requestParameters: { 'integration.request.header.x': 'route.request.header.x' },
      });
      route(api, 'later', calls(header));
      const nested = new NestedStack(s, 'Nested', { parameters: { I: header.ref } });
      const target = `integrations/${new CfnParameter(nested, 'I').valueAsString}`;
      new CfnRoute(nested, 'Route', { apiId: api.ref, routeKey: '$connect', target });
    },
    'the integration response of a nested stack that got the integration as a parameter': (s) => {
      const api = webSocket(s);
      const mock = integration(api, { integrationType: 'MOCK', integrationUri: undefined });
      route(api, 'ping', { ...calls(mock), routeResponseSelectionExpression: '$default' });
      const nested = new NestedStack(s, 'Nested', { parameters: { I: mock.ref } });
      new CfnIntegrationResponse(nested, 'Response', {
        apiId: api.ref,
        integrationId: new CfnParameter(nested, 'I').valueAsString,
        integrationResponseKey: '$default',
      });
    },
  },

  'programs with alternatives of which only one is deployed': {
    'nested stacks under opposite conditions': (s) => {
      const api = http(s);
      for (const [i, on] of either(s).entries()) {
        const nested = nestedIf(s, `Nested${i}`, on);
        new CfnRoute(nested, 'Route', { apiId: api.ref, routeKey: 'GET /a' });
        new CfnStage(nested, 'Stage', { apiId: api.ref, stageName: 'prod', autoDeploy: true });
      }
    },
    'nested stacks in a nested stack under opposite conditions': (s) => {
      const api = http(s);
      for (const [i, on] of either(s).entries()) {
        const inner = new NestedStack(nestedIf(s, `Nested${i}`, on), 'Inner');
        new CfnRoute(inner, 'Route', { apiId: api.ref, routeKey: 'GET /a' });
      }
    },
    'a WebSocket API or an HTTP API with one domain name': (s) => {
      const on = domain(s);
      const [yes, no] = either(s);
      mapping(http(s), on, 'a').cfnOptions.condition = yes;
      mapping(webSocket(s), on, 'b').cfnOptions.condition = no;
    },
    'routing rules with the same priority': (s) => {
      const on = domain(s, {}, { routingMode: 'ROUTING_RULE_ONLY' });
      for (const [i, one] of either(s).entries()) {
        new CfnRoutingRule(s, `Rule${i}`, {
          domainNameArn: on.attrDomainNameArn,
          priority: 1,
          conditions: [],
          actions: [{ invokeApi: { apiId: 'rest', stage: 'prod' } }],
        }).cfnOptions.condition = one;
      }
    },
    'the 301st integration, in a nested stack under a condition': (s) => {
      const api = http(s);
      times(300, () => integration(api));
      const nested = nestedIf(s, 'Nested', condition(s));
      resource(nested, 'I', 'AWS::ApiGatewayV2::Integration', {
        ApiId: api.ref,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: 'https://example.com',
        PayloadFormatVersion: '1.0',
      });
    },
    'the same stack in two accounts, with a domain name in each account': (_, app) => {
      for (const id of ['Dev', 'Prod']) {
        const stack = new Stack(app, id);
        const api = http(stack);
        new CfnApiMapping(stack, 'M', { apiId: api.ref, domainName: 'api.example.com', stage: 'prod' });
        new CfnRoutingRule(stack, 'R', {
          domainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
          priority: 1,
          conditions: [],
          actions: [{ invokeApi: { apiId: 'rest', stage: 'prod' } }],
        });
      }
    },
    'the same stack in two regions, with a domain name in each region': (_, app) => {
      for (const region of ['eu-west-1', 'us-east-1']) {
        const stack = new Stack(app, region, { env: { account: '111111111111', region } });
        const on = domain(stack, { certificateArn: `arn:aws:acm:${region}:111111111111:certificate/x` });
        const props = { apiId: http(stack).ref, domainName: 'api.example.com', stage: 'prod' };
        new CfnApiMapping(stack, 'M', props).node.addDependency(on);
      }
    },
    'routes of one existing API in two CDK stages': (_, app) => {
      for (const id of ['Beta', 'Prod']) {
        const stack = new Stack(new Stage(app, id), 'Stack');
        new CfnRoute(stack, 'Route', { apiId: 'abc', routeKey: 'GET /a' });
        apigwv2.HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
      }
    },
    'resources that belong to one of two APIs': (s) => {
      const [one, two] = [http(s), http(s)];
      const on = domain(s);
      const name = condition(s).logicalId;
      const apiId = Fn.conditionIf(name, one.ref, 'abc').toString();
      const target = `integrations/${Fn.conditionIf(name, integration(one).ref, 'xyz').toString()}`;
      route(one, 'GET /a');
      route(one, 'GET /a', { apiId, target });
      route(two, 'GET /a', {
        authorizationType: 'JWT',
        authorizerId: Fn.conditionIf(name, jwt(one).ref, 'def').toString(),
      });
      mapping({ ref: apiId }, on);
      mapping(two, on).addPropertyOverride('DomainName', {
        'Fn::If': [name, { Ref: 'Other' }, 'other.example.com'],
      });
    },
    'a stage whose deployment has a condition': (s) => {
      const id = Fn.conditionIf(condition(s).logicalId, 'abc', Aws.NO_VALUE).toString();
      stage(http(s), 'prod', { autoDeploy: undefined, deploymentId: id });
    },
  },

  'programs with dynamic references': {
    'of an API': (s) => {
      const api = http(s, { name: secret('name'), description: secret('d').repeat(60), version: secret('version') });
      http(s, { corsConfiguration: { allowOrigins: [secret('origin')] } });
      webSocket(s, {
        routeSelectionExpression: secret('selection'),
        apiKeySelectionExpression: secret('key'),
      });
      route(api, secret('route'));
      route(api, `GET ${secret('path')}`);
      stage(api, secret('stage'), {
        stageVariables: { a: secret('variable'), b: 'http://{{resolve:secretsmanager:x:SecretString:y}}' },
        accessLogSettings: { destinationArn: secret('arn'), format: secret('format') },
      });
    },
    'of integrations': (s) => {
      integration(http(s), { integrationUri: secret('url') });
      integration(http(s), { integrationType: secret('type'), payloadFormatVersion: secret('payload') });
      integration(http(s), { connectionType: 'VPC_LINK', connectionId: 'l', integrationUri: secret('listener') });
      integration(http(s), { requestParameters: { 'overwrite:header.a': secret('x').repeat(30) } });
      integration(webSocket(s), { requestParameters: { 'integration.request.header.a': secret('x') } });
      action(http(s), 'SQS-SendMessage', { QueueUrl: secret('queue'), MessageBody: '$request.body' });
    },
    'of authorizers': (s) => {
      jwt(http(s), { identitySource: [secret('source')] }, { issuer: secret('issuer'), audience: [secret('a')] });
      authorizer(http(s), { identitySource: [secret('source')], name: secret('name').repeat(10) });
      authorizer(webSocket(s), { identitySource: [secret('source')] });
    },
    'of keys, models, mappings and domain names': (s) => {
      new CfnApiKey(s, 'Key', { value: '{{resolve:ssm:/k}}' });
      new CfnModel(s, 'Model', { apiId: webSocket(s).ref, name: secret('model'), schema: {} });
      mapping(http(s), domain(s, { securityPolicy: secret('tls'), endpointType: secret('type') }), secret('mapping'));
    },
    'that constructs create': (s) => {
      const value = new CfnDynamicReference(CfnDynamicReferenceService.SSM, '/x').toString();
      integration(http(s, { name: value }), { integrationUri: value });
    },
    'in constructs of this library': (s) => {
      const api = new apigwv2.HttpApi(s, 'Api', { apiName: secret('name'), description: secret('description') });
      api.addRoutes({ path: '/a', integration: new HttpUrlIntegration('Url', secret('url')) });
      const jwtAudience = [secret('audience')];
      const authorizer = new HttpJwtAuthorizer('Jwt', secret('issuer'), { jwtAudience });
      api.addRoutes({ path: '/b', integration: url(), authorizer });
      api.addStage('V1', {
        stageName: secret('stage'),
        autoDeploy: true,
        stageVariables: { a: `{{resolve:ssm:/a b}}` },
      });
    },
  },

  'programs with AWS::NoValue and Fn::If': {
    'for omitted properties': (s) => {
      const api = http(s, { description: Aws.NO_VALUE, corsConfiguration: Token.asAny(Fn.ref('AWS::NoValue')) });
      integration(api, {
        integrationSubtype: Aws.NO_VALUE,
        payloadFormatVersion: '1.0',
        requestParameters: { 'overwrite:header.a': 'x', Authorization: Aws.NO_VALUE },
        tlsConfig: { serverNameToVerify: Aws.NO_VALUE },
      });
      route(api, 'GET /a', { authorizationScopes: [Aws.NO_VALUE] });
      stage(api, 'prod', {
        stageVariables: { 'no-name': Aws.NO_VALUE },
        routeSettings: { 'GET /b': Token.asAny({ Ref: 'AWS::NoValue' }) },
      });
      route(webSocket(s), 'a', {
        routeResponseSelectionExpression: Aws.NO_VALUE,
        requestParameters: { 'route.request.header.x': Aws.NO_VALUE },
      });
      mapping(api, domain(s, {}, { mutualTlsAuthentication: Token.asAny({ Ref: 'AWS::NoValue' }) }), Aws.NO_VALUE);
    },
    'for overridden properties': (s) => {
      const api = http(s);
      api.addPropertyOverride('CorsConfiguration', { MaxAge: { Ref: 'AWS::NoValue' } });
      route(api, 'GET /a', { authorizationScopes: ['a'] }).addPropertyOverride('AuthorizationScopes', Aws.NO_VALUE);
    },
    'in lists whose items can be removed': (s) => {
      const name = condition(s).logicalId;
      const some = (n: number, text: string) =>
        Array.from({ length: n }, (_, i) => Fn.conditionIf(name, `${text}${i}`, Aws.NO_VALUE).toString());
      const api = http(s);
      const audience = some(51, 'client');
      const one = jwt(api, {}, { audience });
      route(api, 'GET /a', {
        authorizationType: 'JWT',
        authorizerId: one.ref,
        authorizationScopes: some(11, 'scope'),
      });
      new CfnRoutingRule(s, 'Rule', {
        domainNameArn: 'arn:aws:apigateway:eu-west-1::/domainnames/api.example.com',
        priority: 1,
        conditions: [],
        actions: ['one', 'two'].map((apiId) =>
          Fn.conditionIf(name, { InvokeApi: { ApiId: apiId, Stage: 'prod' } }, Aws.NO_VALUE),
        ),
      });
      stage(api, 'prod', {
        stageVariables: Object.fromEntries(some(101, 'v').map((value, i) => [`v${i}`, value])),
      });
    },
    'for the type of an integration': (s) => {
      const name = condition(s).logicalId;
      const maybe = (value: string) => Fn.conditionIf(name, value, Aws.NO_VALUE).toString();
      integration(http(s), {
        integrationType: 'AWS_PROXY',
        integrationSubtype: maybe('SQS-PurgeQueue'),
        integrationUri: maybe('arn'),
        payloadFormatVersion: Fn.conditionIf(name, '1.0', '2.0').toString(),
      });
      integration(http(s), {
        integrationType: 'AWS_PROXY',
        integrationSubtype: maybe('SQS-PurgeQueue'),
        integrationUri: 'arn',
        payloadFormatVersion: '2.0',
        requestParameters: { 'overwrite:header.a': maybe('x') },
      });
      integration(http(s), {
        connectionType: maybe('VPC_LINK'),
        tlsConfig: { serverNameToVerify: 'example.com' },
        integrationUri: Fn.conditionIf(name, 'arn', 'https://example.com').toString(),
      });
    },
  },

  'templates that are changed later': {
    'by a macro': (s) => {
      s.addTransform('Placeholders');
      route(http(s, { name: '' }), '%ROUTE%');
    },
    'by a transform inside properties': (s) => {
      const include = { Name: 'AWS::Include', Parameters: { Location: 's3://b/k' } };
      const chat = webSocket(s, { routeSelectionExpression: undefined });
      chat.addPropertyOverride('Fn::Transform', include);
      resource(s, 'I', 'AWS::ApiGatewayV2::Integration', { ApiId: chat.ref, 'Fn::Transform': include });
      stage(chat, '$default');
    },
    'by a class that omits a resource': (s) => {
      class Never extends CfnRoute {
        protected override shouldSynthesize(): boolean {
          return false;
        }
      }
      const api = http(s);
      route(api, 'GET /a');
      new Never(s, 'Never', { apiId: api.ref, routeKey: 'GET /a' });
    },
    'by an Aspect that corrects a property': (s, app) => {
      const wrong = route(http(s), 'get a');
      Aspects.of(app).add({
        visit: (node) => {
          if (node === wrong) {
            wrong.addPropertyOverride('RouteKey', 'GET /a');
          }
        },
      });
    },
    'by an escape hatch that removes a property': (s) => {
      const api = http(s, { version: '' });
      api.addDeletionOverride('Properties.Version');
      stage(api, 'prod', { stageVariables: { 'a-b': 'x' } }).addPropertyDeletionOverride('StageVariables.a-b');
    },
  },

  'programs with values that are known only at deployment': {
    parameters: (s) => {
      const text = new CfnParameter(s, 'Text').valueAsString;
      const number = new CfnParameter(s, 'Number', { type: 'Number' }).valueAsNumber;
      const list = new CfnParameter(s, 'List', { type: 'CommaDelimitedList' }).valueAsList;
      const api = http(s, { name: text, corsConfiguration: { maxAge: number, allowOrigins: list } });
      integration(api, { timeoutInMillis: number, integrationUri: text });
      const authorizerId = jwt(api, { identitySource: list }, { audience: list, issuer: text }).ref;
      route(api, text, { authorizationType: 'JWT', authorizerId, authorizationScopes: list });
      stage(api, text, { defaultRouteSettings: { throttlingBurstLimit: number, throttlingRateLimit: number } });
    },
    'parameters of SSM': (s) => {
      const value = StringParameter.valueForStringParameter(s, '/x');
      const api = http(s, { name: value });
      route(api, `GET /${value}`);
      integration(api, { integrationUri: `${value}/path` });
      jwt(api, {}, { issuer: value });
    },
    'Fn::Sub, Fn::Join, Fn::Select and Fn::Split': (s) => {
      const api = http(s);
      route(api, Fn.join(' ', ['GET', Fn.select(0, Fn.split(',', Fn.importValue('paths')))]));
      route(api, Fn.sub('GET /${AWS::Region}/'));
      integration(api, { integrationUri: Fn.sub('${Scheme}://example.com', { Scheme: 'https' }) });
      integration(api, { integrationUri: `http://${Fn.getAtt('Balancer', 'DNSName').toString()}/{proxy}` });
      new CfnResource(s, 'Balancer', { type: 'AWS::ElasticLoadBalancing::LoadBalancer' });
    },
    'lazy values': (s) => {
      const api = http(s, { name: Lazy.string({ produce: () => 'shop' }) });
      route(api, Lazy.string({ produce: () => 'GET /a' }));
      integration(api, { requestParameters: Lazy.any({ produce: () => ({ 'overwrite:path': '/a' }) }) });
    },
    'a map from a mapping': (s) => {
      stage(http(s), 'prod', { stageVariables: Token.asAny(Fn.findInMap('a', 'b', 'c')) as never });
    },
  },

  'programs for other partitions': {
    China: (_, app) => {
      const stack = new Stack(app, 'China', { env: { account: '111111111111', region: 'cn-north-1' } });
      const api = http(stack);
      jwt(api, {}, { issuer: 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_abc' });
      const uri = 'arn:aws-cn:elasticloadbalancing:cn-north-1:111111111111:listener/net/a/b/c';
      integration(api, { connectionType: 'VPC_LINK', connectionId: 'link', integrationUri: uri });
    },
    GovCloud: (_, app) => {
      const stack = new Stack(app, 'Gov', { env: { account: '111111111111', region: 'us-gov-west-1' } });
      const uri = 'arn:aws-us-gov:servicediscovery:us-gov-west-1:111111111111:service/srv-abc?stage=prod';
      integration(http(stack), { connectionType: 'VPC_LINK', connectionId: 'link', integrationUri: uri });
    },
  },

  'programs with unusual strings': {
    'paths and keys': (s) => {
      const api = http(s);
      for (const path of ['/a:b', '/a_b-c/d.e', '/{user-id}/{user_id}', '/x/{a:b}/{c.d+}']) {
        route(api, `GET ${path}`);
      }
      for (const key of ['ANY /', 'ANY /{proxy+}', 'HEAD /a', 'OPTIONS /{proxy+}', '$default', 'GET /A', 'GET /a']) {
        route(api, key);
      }
      const chat = webSocket(s);
      for (const key of ['join room', 'a$b', 'ä', '1', '/a/b', '{"a":1}', '$connect', '$disconnect', '$default']) {
        route(chat, key);
      }
    },
    'names of 128 characters that each have two UTF-16 code units': (s) => http(s, { name: '😀'.repeat(128) }),
    'stage variables in URIs, mappings and identity sources': (s) => {
      const api = http(s);
      integration(api, { integrationUri: 'http://${stageVariables.host}/x?y=${stageVariables.y}' });
      integration(api, { integrationUri: '${stageVariables.url}' });
      integration(api, { requestParameters: { 'append:querystring.a': '${stageVariables.a}-${context.requestId}' } });
      authorizer(api, {
        identitySource: ['$stageVariables.a', '$context.routeKey', '$request.querystring.b', '${request.header.c}'],
        authorizerResultTtlInSeconds: 3600,
      });
    },
    'an empty URI of an integration without a URI': (s) => {
      const chat = webSocket(s);
      integration(chat, { integrationType: 'MOCK', integrationUri: '', integrationMethod: '' });
    },
    'origins of any scheme and host': (s) =>
      http(s, { corsConfiguration: { allowOrigins: ['https://*', 'http://*', 'http://localhost:3000'], maxAge: -1 } }),
    'a public OPTIONS route whose parameter has a different name': (s) => {
      const api = http(s, { corsConfiguration: { allowOrigins: ['https://example.com'] } });
      route(api, 'ANY /books/{id}', { authorizationType: 'AWS_IAM' });
      route(api, 'OPTIONS /books/{book}');
    },
  },

  'programs with existing and shared resources': {
    'an authorizer by its ID': (s) => route(http(s), 'GET /a', { authorizationType: 'CUSTOM', authorizerId: 'abc123' }),
    'an API of another stack, its routes and its stage in a third': (s, app) => {
      const api = webSocket(s);
      const routes = new Stack(app, 'Routes');
      new CfnRoute(routes, 'Route', { apiId: api.ref, routeKey: '$default' });
      const stages = new Stack(app, 'Stages');
      waitFor(stages, routes);
      new CfnStage(stages, 'Stage', { apiId: api.ref, stageName: 'prod', autoDeploy: true });
    },
    'scopes of an API with a public route': (s) => {
      const api = new apigwv2.HttpApi(s, 'Api', {
        defaultAuthorizer: new HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['a'] }),
        defaultAuthorizationScopes: ['read'],
      });
      api.addRoutes({ path: '/open', integration: url(), authorizer: new apigwv2.HttpNoneAuthorizer() });
    },
    'a parameter of a route with a greedy path': (s) => {
      const api = http(s);
      const reads = integration(api, { requestParameters: { 'overwrite:path': '/x/$request.path.proxy' } });
      route(api, 'ANY /x/{proxy+}', calls(reads));
    },
    'the same names on several APIs': (s) => {
      for (const api of [http(s), http(s), webSocket(s)] as CfnApi[]) {
        route(api, api.protocolType === 'HTTP' ? 'GET /a' : 'a');
        stage(api, 'prod');
        authorizer(api);
      }
    },
    'mutual TLS with a condition': (s) => {
      const own = Fn.conditionIf(condition(s).logicalId, { TruststoreUri: 's3://b/k' }, Aws.NO_VALUE);
      mapping(http(s), domain(s, {}, { mutualTlsAuthentication: own }));
    },
  },
};

describe.each(Object.entries(legal))('the rules report no findings in %s', (_, programs) => {
  test.each(Object.entries(programs))('%s', (_name, build) => {
    expect(findingsOfProgram((stack, app) => build(stack, app))).toEqual({ errors: [], warnings: [] });
  });
});

test('the file contains many programs', () => {
  expect(Object.values(legal).flatMap((programs) => Object.keys(programs)).length).toBeGreaterThanOrEqual(55);
});
