import { App, CfnParameter, Duration, Fn, NestedStack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as lambda from 'aws-cdk-lib/aws-lambda';

import type { HttpApiProps, IHttpApi } from '../../lib';
import {
  CorsHttpMethod,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  IpAddressType,
} from '../../lib';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from '../../lib/authorizers';
import { HttpLambdaIntegration, HttpUrlIntegration } from '../../lib/integrations';
import { Rules } from '../../lib/rules';
import { all, ENV, idsOf, keys, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { domain } from '../parity/fixtures';
import { ours } from '../parity/modules';

const url = (id = 'Url') => new HttpUrlIntegration(id, 'https://example.com');
const integration = () => new HttpUrlIntegration('I', 'https://example.com');

const imported = (stack = stackOf()): IHttpApi =>
  HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc', apiEndpoint: 'https://abc.example.com' });

function domainOf(stack = stackOf(), id = 'Domain'): DomainName {
  const certificate = acm.Certificate.fromCertificateArn(
    stack,
    `${id}Cert`,
    'arn:aws:acm:eu-west-1:111111111111:certificate/x',
  );
  return new DomainName(stack, id, { domainName: `${id.toLowerCase()}.example.com`, certificate });
}

describe('an HTTP API', () => {
  test('has a name and a default stage with automatic deployment', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    expect(one(stack, 'Api')).toEqual({ Name: 'Api', ProtocolType: 'HTTP' });
    expect(one(stack, 'Stage')).toEqual({ ApiId: stack.resolve(api.apiId), AutoDeploy: true, StageName: '$default' });
    expect(all(stack, 'Route')).toEqual([]);
    expect(api.httpApiName).toBe('Api');
    expect(api.httpApiId).toBe(api.apiId);
    expect(api.isHttpApi).toBe(true);
  });

  test('passes every property to CloudFormation', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api', {
      apiName: 'books',
      corsPreflight: { allowMethods: [CorsHttpMethod.ANY] },
      description: 'All the books',
      disableExecuteApiEndpoint: true,
      ipAddressType: IpAddressType.DUAL_STACK,
      routeSelectionExpression: true,
    });
    expect(one(stack, 'Api')).toEqual({
      CorsConfiguration: { AllowMethods: ['*'] },
      Description: 'All the books',
      DisableExecuteApiEndpoint: true,
      IpAddressType: 'dualstack',
      Name: 'books',
      ProtocolType: 'HTTP',
      RouteSelectionExpression: '${request.method} ${request.path}',
    });
    expect(api.httpApiName).toBe('books');
    expect(api.disableExecuteApiEndpoint).toBe(true);
  });

  test.each([
    [128, 128],
    [129, 128],
  ])('shortens a construct ID of %d characters to a name of %d', (length, expected) => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'x'.repeat(length));
    expect(one(stack, 'Api').Name).toHaveLength(expected);
    expect(api.httpApiName).toBe(one(stack, 'Api').Name);
  });

  test('sends requests that match no other route to its default integration', () => {
    const stack = stackOf();
    new HttpApi(stack, 'Api', { defaultIntegration: url() });
    expect(one(stack, 'Route')).toMatchObject({ RouteKey: '$default', AuthorizationType: 'NONE' });
  });

  test('does not have a default stage if createDefaultStage is false', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
    expect(all(stack, 'Stage')).toEqual([]);
    expect([api.defaultStage, api.url]).toEqual([undefined, undefined]);
  });

  test('maps its default stage to a domain name', () => {
    const stack = stackOf();
    const domainName = domain(ours, stack);
    const api = new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName, mappingKey: 'v1' } });
    expect(one(stack, 'ApiMapping')).toMatchObject({ ApiMappingKey: 'v1', Stage: '$default' });
    expect(stack.resolve(api.defaultStage!.domainUrl)).toEqual({
      'Fn::Join': ['', ['https://', { Ref: idsOf(stack, 'DomainName')[0] }, '/v1']],
    });
  });

  test('has the URL of its default stage', () => {
    const stack = stackOf({ env: ENV });
    const api = new HttpApi(stack, 'Api');
    expect(stack.resolve(api.url)).toEqual({
      'Fn::Join': [
        '',
        ['https://', stack.resolve(api.apiId), '.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }, '/'],
      ],
    });
    expect(stack.resolve(api.apiEndpoint)).toEqual({ 'Fn::GetAtt': [idsOf(stack, 'Api')[0], 'ApiEndpoint'] });
  });

  test('can have further stages', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    const stage = api.addStage('Beta', { stageName: 'beta' });
    expect(stage.node.path).toBe('Stack/Api/Beta');
    expect(all(stack, 'Stage').map(({ StageName }) => StageName as string)).toEqual(['$default', 'beta']);
  });

  test('throws when its URL is read if the default endpoint is disabled', () => {
    const api = new HttpApi(stackOf(), 'Api', { disableExecuteApiEndpoint: true });
    expectFailure(() => api.apiEndpoint, {
      code: 'ApiEndpointDisabled',
      path: 'Stack/Api',
      given: 'disableExecuteApiEndpoint',
      fix: 'Use the custom domain name',
    });
  });

  test('fails for a domain mapping without a default stage', () => {
    const stack = stackOf();
    const defaultDomainMapping = { domainName: domain(ours, stack) };
    expectFailure(() => new HttpApi(stack, 'Api', { createDefaultStage: false, defaultDomainMapping }), {
      code: 'DomainMappingWithoutStage',
      path: 'Stack/Api',
      given: 'createDefaultStage',
      fix: 'Remove one of the two',
    });
  });
});

describe('addRoutes', () => {
  const apiOf = (stack = stackOf()) => new HttpApi(stack, 'Api');

  test('adds a route for each method, and the routes share one integration', () => {
    const api = apiOf();
    const methods = [HttpMethod.GET, HttpMethod.POST, HttpMethod.ANY];
    const routes = api.addRoutes({ path: '/books/{id}', methods, integration: url() });
    expect(all(api.stack, 'Route').map(({ RouteKey }) => RouteKey as string)).toEqual(
      methods.map((method) => `${method} /books/{id}`),
    );
    expect(all(api.stack, 'Integration')).toHaveLength(1);
    expect(routes.map(({ node, path }) => [node.id, path])).toEqual(
      methods.map((method) => [`${method}--books--{id}`, '/books/{id}']),
    );
  });

  test('adds one route for ANY by default, and no route for an empty list of methods', () => {
    const api = apiOf();
    api.addRoutes({ path: '/', integration: url() });
    expect(api.addRoutes({ path: '/none', methods: [], integration: url() })).toEqual([]);
    expect(one(api.stack, 'Route').RouteKey).toBe('ANY /');
  });

  test('passes the specified authorizer and scopes to the routes, or the defaults of the API', () => {
    const stack = stackOf();
    const jwt = new HttpJwtAuthorizer('Jwt', 'https://issuer.example.com', { jwtAudience: ['a'] });
    const api = new HttpApi(stack, 'Api', { defaultAuthorizer: jwt, defaultAuthorizationScopes: ['default'] });
    const integration = url();
    api.addRoutes({ path: '/a', integration });
    api.addRoutes({ path: '/b', integration, authorizationScopes: ['own'] });
    api.addRoutes({ path: '/c', integration, authorizationScopes: [] });
    api.addRoutes({ path: '/d', integration, authorizer: new HttpNoneAuthorizer() });
    api.addRoutes({ path: '/e', integration, authorizer: new HttpIamAuthorizer() });
    expect(
      all(stack, 'Route').map((route) => [route.AuthorizationType as string, route.AuthorizationScopes as string[]]),
    ).toEqual([
      ['JWT', ['default']],
      ['JWT', ['own']],
      ['JWT', undefined],
      ['NONE', undefined],
      ['AWS_IAM', undefined],
    ]);
  });

  test('accepts a path that is a token, with a stable logical ID', () => {
    const stack = stackOf();
    const path = `/${new CfnParameter(stack, 'Path').valueAsString}/x`;
    const [route] = apiOf(stack).addRoutes({ path, integration: url() });
    expect(one(stack, 'Route').RouteKey).toEqual({ 'Fn::Join': ['', ['ANY /', { Ref: 'Path' }, '/x']] });
    expect(route!.node.id).toMatch(/^ANY--[0-9a-f]{8}--x$/);
  });

  test('creates different logical IDs for similar paths', () => {
    const api = apiOf();
    const integration = url();
    const ids = ['/a/b', '/a--b', '/a-/b'].map((path) => api.addRoutes({ path, integration })[0]!.node.id);
    expect(ids).toEqual(['ANY--a--b', expect.stringMatching(/^ANY--a--b-[0-9a-f]{8}$/), 'ANY--a---b']);
    expect(all(api.stack, 'Route')).toHaveLength(3);
  });

  test.each([
    ['in two calls', [HttpMethod.GET]],
    ['in one call', [HttpMethod.POST, HttpMethod.POST]],
  ])('fails before any construct is created if a route is added twice %s', (_, methods) => {
    const api = apiOf();
    api.addRoutes({ path: '/a', integration: url(), methods: [HttpMethod.GET] });
    const before = api.node.findAll().length;
    expectFailure(() => api.addRoutes({ path: '/a', integration: url('Other'), methods }), {
      code: 'RouteDuplicate',
      path: 'Stack/Api',
      given: `got '${methods[0]} /a'`,
      fix: 'Remove one of the two routes',
    });
    expect(api.node.findAll()).toHaveLength(before);
  });

  test('adds a route twice if the rule is disabled, for example because the two routes have opposite conditions', () => {
    const api = apiOf();
    Rules.of(api).disable('RouteDuplicate', 'a test');
    api.addRoutes({ path: '/a', integration: url() });
    api.addRoutes({ path: '/a', integration: url('Other'), methods: [HttpMethod.ANY, HttpMethod.ANY] });
    expect(all(api.stack, 'Route').map(({ RouteKey }) => RouteKey)).toEqual(['ANY /a', 'ANY /a', 'ANY /a']);
  });

  test.each([
    ['get', "Did you mean 'GET'?"],
    ['*', "Did you mean 'ANY'?"],
    ['TRACE', "Use 'GET', for example"],
    [undefined, "Use 'GET', for example"],
  ])('fails for the method %p before any construct is created', (method, fix) => {
    const api = apiOf();
    const before = api.node.findAll().length;
    const methods = [HttpMethod.GET, method as HttpMethod];
    expectFailure(() => api.addRoutes({ path: '/a', integration: url(), methods }), {
      code: 'RouteKeyInvalid',
      path: 'Stack/Api',
      given: `got '${method}'`,
      fix,
    });
    expect(api.node.findAll()).toHaveLength(before);
  });

  test.each([
    ['path', { integration: url() }],
    ['integration', { path: '/a' }],
  ])('fails without %s', (property, options) => {
    expectFailure(() => apiOf().addRoutes(options as never), {
      code: 'RequiredPropMissing',
      path: 'Stack/Api',
      given: 'got undefined',
      fix: `Specify '${property}'`,
    });
  });

  test('fails for an invalid path', () => {
    const api = apiOf();
    expectFailure(() => api.addRoutes({ path: 'books', integration: url() }), {
      code: 'RoutePathInvalid',
      path: 'Stack/Api',
      given: "'books'",
      fix: "Did you mean '/books'?",
    });
  });
});

describe('addVpcLink', () => {
  const vpcOf = (stack: ReturnType<typeof stackOf>, id: string) =>
    ec2.Vpc.fromVpcAttributes(stack, id, {
      vpcId: id,
      availabilityZones: ['a'],
      privateSubnetIds: [`subnet-${id}`],
    });

  test('creates one VPC link for each VPC', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    const [one, two] = [vpcOf(stack, 'one'), vpcOf(stack, 'two')];
    const links = [one, two, one].map((vpc) => api.addVpcLink({ vpc }));
    expect(links.map(({ node }) => node.id)).toEqual(['VpcLink-1', 'VpcLink-2', 'VpcLink-1']);
    expect(links[2]).toBe(links[0]);
    expect(all(stack, 'VpcLink')).toHaveLength(2);
  });

  test('creates VPC links for an imported API', () => {
    const stack = stackOf();
    const api = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a' });
    expect(api.addVpcLink({ vpc: vpcOf(stack, 'one') }).node.path).toBe('Stack/Api/VpcLink-1');
  });
});

test('arnForExecuteApi returns an ARN with method, path and stage', () => {
  const stack = stackOf({ env: ENV });
  const api = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
  const arn = (rest: string) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:execute-api:eu-west-1:111111111111:abc/${rest}`]],
  });
  expect(stack.resolve(api.arnForExecuteApi())).toEqual(arn('*/*/*'));
  expect(stack.resolve(api.arnForExecuteApi('GET', '/books', 'dev'))).toEqual(arn('dev/GET/books'));
  for (const any of ['ANY', 'any', 'Any']) {
    expect(stack.resolve(api.arnForExecuteApi(any, '/books'))).toEqual(arn('*/*/books'));
  }
});

test('arnForExecuteApi fails for a path without a leading slash', () => {
  const api = new HttpApi(stackOf(), 'Api');
  expectFailure(() => api.arnForExecuteApi('GET', 'books'), {
    code: 'ArnPathWithoutSlash',
    path: 'Stack/Api',
    given: "'books'",
    fix: "Specify '/books'",
  });
});

describe('an imported API', () => {
  test('has the attributes that were passed, and creates no resources', () => {
    const stack = stackOf({ env: ENV });
    const api = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc', apiEndpoint: 'https://abc' });
    expect([api.apiId, api.apiEndpoint, api.apiRef.apiId, api.defaultStage]).toEqual([
      'abc',
      'https://abc',
      'abc',
      undefined,
    ]);
    expect(api.env).toEqual(ENV);
    expect(api.node.children).toEqual([]);
  });

  test('throws when apiEndpoint is read if it was not passed', () => {
    const api = HttpApi.fromHttpApiAttributes(stackOf(), 'Api', { httpApiId: 'abc' });
    expectFailure(() => api.apiEndpoint, {
      code: 'ApiEndpointUnknown',
      path: 'Stack/Api',
      fix: 'Pass `apiEndpoint` to the import',
    });
  });

  test('accepts stages and routes', () => {
    const stack = stackOf();
    const api = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: Fn.importValue('api') });
    new HttpStage(stack, 'Stage', { httpApi: api });
    expect(one(stack, 'Stage').ApiId).toEqual({ 'Fn::ImportValue': 'api' });
  });
});

describe('an API that another stack uses', () => {
  test('exports its ID to another stack', () => {
    const app = new App();
    const api = new HttpApi(stackOf({ app }), 'Api');
    const other = stackOf({ app, id: 'Other' });
    new HttpStage(other, 'Stage', { httpApi: api, stageName: 'dev' });
    expect(one(other, 'Stage').ApiId).toHaveProperty(['Fn::ImportValue']);
  });

  test('passes its ID to a nested stack', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    const nested = new NestedStack(stack, 'Nested');
    new HttpStage(nested, 'Stage', { httpApi: api, stageName: 'dev' });
    expect(one(nested, 'Stage').ApiId.Ref).toMatch(/^referencetoStackApi/);
  });

  test('passes its ID to another region if the stacks allow cross-region references', () => {
    const app = new App();
    const options = { app, crossRegionReferences: true };
    const api = new HttpApi(stackOf({ ...options, env: ENV }), 'Api');
    const other = stackOf({ ...options, id: 'Other', env: { ...ENV, region: 'us-east-1' } });
    new HttpStage(other, 'Stage', { httpApi: api, stageName: 'dev' });
    expect(JSON.stringify(one(other, 'Stage').ApiId)).toContain('/cdk/exports/Other/');
  });
});

test('with the context key disabledEndpointUrl, an API with a disabled endpoint has the URL of a mapping that is created later', () => {
  const stack = stackOf({ context: keys('disabledEndpointUrl') });
  const api = new HttpApi(stack, 'Api', { disableExecuteApiEndpoint: true });
  expect(api.url).toBeUndefined();
  const mapping = new ours.apigwv2.ApiMapping(stack, 'Mapping', { api, domainName: domain(ours, stack) });
  expect(api.url).toBe(mapping.domainUrl);
  const bare = new HttpApi(stack, 'Bare', { disableExecuteApiEndpoint: true, createDefaultStage: false });
  expect(bare.url).toBeUndefined();
});

test('addRoutes returns routes that refer to the API', () => {
  const api = new HttpApi(stackOf(), 'Api');
  const [route] = api.addRoutes({ path: '/x', integration: url() });
  expect(route).toBeInstanceOf(HttpRoute);
  expect(route!.httpApi).toBe(api);
});

test('an imported API accepts routes, and gets permission to invoke their functions', () => {
  const stack = stackOf({ env: ENV });
  const api = imported(stack);
  const code = lambda.Code.fromInline('x');
  const handler = new lambda.Function(stack, 'F', { code, handler: 'i.h', runtime: lambda.Runtime.NODEJS_22_X });
  const routes = api.addRoutes({
    path: '/a',
    methods: [HttpMethod.GET, HttpMethod.PUT],
    integration: new HttpLambdaIntegration('I', handler),
  });
  expect(routes.map(({ path }) => path)).toEqual(['/a', '/a']);
  expect(all(stack, 'Route').map(({ ApiId, RouteKey }) => [ApiId, RouteKey])).toEqual([
    ['abc', 'GET /a'],
    ['abc', 'PUT /a'],
  ]);
  Template.fromStack(stack).hasResourceProperties('AWS::Lambda::Permission', {
    SourceArn: {
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':execute-api:eu-west-1:111111111111:abc/*/*/a']],
    },
  });
  Template.fromStack(stack).resourceCountIs('AWS::ApiGatewayV2::Api', 0);
});

test('an imported API accepts stages', () => {
  const stack = stackOf({ env: ENV });
  const stage = imported(stack).addStage('Live', { stageName: 'live', autoDeploy: true });
  expect(one(stack, 'Stage')).toEqual({ ApiId: 'abc', StageName: 'live', AutoDeploy: true });
  expect(stage.node.path).toBe('Stack/Api/Live');
  expect(stage.url).toBe('https://abc.execute-api.eu-west-1.' + stack.urlSuffix + '/live');
});

test.each([
  ['live', 'https://abc.execute-api.eu-west-1.amazonaws.com/live'],
  ['$default', 'https://abc.execute-api.eu-west-1.amazonaws.com/'],
])('an imported stage %s has a URL', (stageName, url) => {
  const stack = stackOf({ env: ENV });
  const stage = HttpStage.fromHttpStageAttributes(stack, 'S', { api: imported(stack), stageName });
  expect(JSON.stringify(stack.resolve(stage.url))).toBe(
    JSON.stringify(stack.resolve(url.replace('amazonaws.com', stack.urlSuffix))),
  );
});

test('an imported stage has the custom domain URL that was passed', () => {
  const stack = stackOf();
  const attrs = { api: imported(stack), stageName: 's', domainUrl: 'https://api.example.com/v1' };
  expect(HttpStage.fromHttpStageAttributes(stack, 'S', attrs).domainUrl).toBe('https://api.example.com/v1');
});

test('an imported stage has the custom domain URL of a mapping that is added to it', () => {
  const stack = stackOf();
  const stage = HttpStage.fromHttpStageAttributes(stack, 'S', { api: imported(stack), stageName: 's' });
  const name = domainOf(stack);
  (stage as HttpStage).addDomainMapping({ domainName: name, mappingKey: 'v1' });
  expect(stage.domainUrl).toBe(`https://${name.name}/v1`);
  expect(one(stack, 'ApiMapping')).toMatchObject({ ApiId: 'abc', Stage: 's', ApiMappingKey: 'v1' });
});

test('an imported stage without a domain URL throws when its domain URL is read', () => {
  const stack = stackOf();
  const stage = HttpStage.fromHttpStageAttributes(stack, 'S', { api: imported(stack), stageName: 's' });
  expectFailure(() => stage.domainUrl, {
    code: 'StageDomainUrlUnknown',
    path: 'Stack/S',
    fix: "Specify 'domainUrl'",
  });
});

test('a stage with several domain names has the URL of the first domain name', () => {
  const stack = stackOf();
  const [first, second] = [domainOf(stack, 'One'), domainOf(stack, 'Two')];
  const api = new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: first } });
  const stage = api.defaultStage as HttpStage;
  const before = new Set(
    Object.keys(Template.fromStack(stackWithOneMapping()).findResources('AWS::ApiGatewayV2::ApiMapping')),
  );
  const mapping = stage.addDomainMapping({ domainName: second, mappingKey: 'a' });
  stage.addDomainMapping({ domainName: second, mappingKey: 'b' });
  expect(stage.domainUrl).toBe(`https://${first.name}/`);
  expect(mapping.domainUrl).toBe(`https://${second.name}/a`);
  const mappings = Template.fromStack(stack).findResources('AWS::ApiGatewayV2::ApiMapping');
  expect(Object.values(mappings).map(({ Properties }) => Properties.ApiMappingKey)).toEqual([undefined, 'a', 'b']);
  expect(Object.keys(mappings)).toEqual(expect.arrayContaining([...before]));
});

function stackWithOneMapping() {
  const stack = stackOf();
  new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: domainOf(stack, 'One') } });
  return stack;
}

test('an API accepts a version', () => {
  const stack = stackOf();
  new HttpApi(stack, 'Api', { version: '2.1' });
  expect(one(stack, 'Api')).toMatchObject({ Version: '2.1' });
});

test('routes accept operation names', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api');
  api.addRoutes({ path: '/a', methods: [HttpMethod.GET], integration: integration(), operationName: 'getA' });
  new HttpRoute(stack, 'R', {
    httpApi: api,
    routeKey: HttpRouteKey.DEFAULT,
    integration: integration(),
    operationName: 'rest',
  });
  expect(all(stack, 'Route').map(({ OperationName }) => OperationName)).toEqual(['getA', 'rest']);
});

test('addRoutes fails if several routes would have the same operation name', () => {
  const api = new HttpApi(stackOf(), 'Api');
  const methods = [HttpMethod.GET, HttpMethod.PUT];
  expectFailure(() => api.addRoutes({ path: '/a', methods, integration: integration(), operationName: 'a' }), {
    code: 'OperationNameOnSeveralRoutes',
    path: 'Stack/Api',
    given: "got 'a' for the methods GET, PUT of '/a'",
    fix: 'Add a route for each method',
  });
  expect(api.addRoutes({ path: '/a', integration: integration(), operationName: 'a' })).toHaveLength(1);
});

const closed: HttpApiProps = {
  corsPreflight: { allowOrigins: ['https://example.com'], allowMethods: [CorsHttpMethod.ANY] },
  defaultAuthorizer: new HttpIamAuthorizer(),
};

test.each([
  ['/{proxy+}', undefined],
  ['/files/{path+}', '/files/{path+}'],
])('a preflight route accepts OPTIONS %s without an authorizer', (path, given) => {
  const stack = stackOf();
  const target = integration();
  const api = new HttpApi(stack, 'Api', { ...closed, defaultIntegration: target });
  const route = api.addPreflightRoute({ integration: target, ...(given ? { path: given } : {}) });
  expect(route.path).toBe(path);
  const template = Template.fromStack(stack);
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: '$default', AuthorizationType: 'AWS_IAM' });
  template.hasResourceProperties('AWS::ApiGatewayV2::Route', {
    RouteKey: `OPTIONS ${path}`,
    AuthorizationType: 'NONE',
    AuthorizationScopes: Match.absent(),
  });
  template.resourceCountIs('AWS::ApiGatewayV2::Integration', 1);
});

test('defaultStageOptions sets the properties of the default stage', () => {
  const stack = stackOf();
  const name = domainOf(stack);
  const api = new HttpApi(stack, 'Api', {
    defaultStageOptions: {
      autoDeploy: false,
      deploymentOptions: {},
      description: 'd',
      detailedMetricsEnabled: true,
      throttle: { rateLimit: 10, burstLimit: 5 },
      stageVariables: { a: 'b' },
      domainMapping: { domainName: name },
    },
  });
  api.addRoutes({ path: '/a', integration: integration() });
  expect(one(stack, 'Stage')).toMatchObject({
    AutoDeploy: false,
    Description: 'd',
    DefaultRouteSettings: { DetailedMetricsEnabled: true, ThrottlingBurstLimit: 5, ThrottlingRateLimit: 10 },
    StageName: '$default',
    StageVariables: { a: 'b' },
  });
  expect(api.defaultStage!.domainUrl).toBe(`https://${name.name}/`);
});

test('the default stage deploys automatically, even if other options are specified', () => {
  const stack = stackOf();
  new HttpApi(stack, 'Api', { defaultStageOptions: { description: 'd' } });
  expect(one(stack, 'Stage').AutoDeploy).toBe(true);
});

test('an API fails for options of a default stage that is not created', () => {
  const props = { createDefaultStage: false, defaultStageOptions: {} };
  expectFailure(() => new HttpApi(stackOf(), 'Api', props), {
    code: 'DefaultStageOptionsWithoutStage',
    path: 'Stack/Api',
    fix: 'Remove one of the two',
  });
});

test('an API fails for two domain mappings of the default stage', () => {
  const stack = stackOf();
  const mapping = { domainName: domainOf(stack) };
  const props = { defaultDomainMapping: mapping, defaultStageOptions: { domainMapping: mapping } };
  expectFailure(() => new HttpApi(stack, 'Api', props), {
    code: 'DomainMappingTwice',
    path: 'Stack/Api',
    fix: 'addDomainMapping()',
  });
});

test('a public route stays public on an imported API', () => {
  const stack = stackOf();
  imported(stack).addRoutes({ path: '/a', integration: integration(), authorizer: new HttpNoneAuthorizer() });
  expect(one(stack, 'Route').AuthorizationType).toBe('NONE');
});

const METRICS = [
  ['metricClientError', '4xx', 'Sum'],
  ['metricServerError', '5xx', 'Sum'],
  ['metricDataProcessed', 'DataProcessed', 'Sum'],
  ['metricCount', 'Count', 'SampleCount'],
  ['metricIntegrationLatency', 'IntegrationLatency', 'Average'],
  ['metricLatency', 'Latency', 'Average'],
] as const;

test.each(METRICS)('%s of a route returns a metric of the default stage', (method, metricName, statistic) => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api');
  const [route] = api.addRoutes({ path: '/a/{id}', methods: [HttpMethod.GET], integration: integration() });
  expect(route[method]().toMetricConfig().metricStat).toMatchObject({
    namespace: 'AWS/ApiGateway',
    metricName,
    statistic,
    dimensions: [
      { name: 'ApiId', value: api.apiId },
      { name: 'Method', value: 'GET' },
      { name: 'Resource', value: '/a/{id}' },
      { name: 'Stage', value: '$default' },
    ],
  });
});

test('a route has metrics for other stages, statistics and periods', () => {
  const api = new HttpApi(stackOf(), 'Api', { createDefaultStage: false });
  const route = new HttpRoute(api, 'R', { httpApi: api, routeKey: HttpRouteKey.DEFAULT, integration: integration() });
  const stage = api.addStage('S', { stageName: 'live' });
  const metric = route.metric('Latency', { stage, statistic: 'p99', period: Duration.minutes(1) });
  expect(metric.toMetricConfig().metricStat).toMatchObject({
    statistic: 'p99',
    period: Duration.minutes(1),
    dimensions: expect.arrayContaining([
      { name: 'Resource', value: '$default' },
      { name: 'Method', value: 'ANY' },
      { name: 'Stage', value: 'live' },
    ]),
  });
  expect(metric.toMetricConfig().renderingProperties).not.toHaveProperty('stage');
});

test('a route metric fails without a stage', () => {
  const [route] = imported().addRoutes({ path: '/a', integration: integration() });
  expectFailure(() => route.metricCount(), {
    code: 'RouteMetricWithoutStage',
    path: 'Stack/Api/ANY--a',
    fix: 'Pass `stage`',
  });
});

test('an imported stage accepts several mappings', () => {
  const stack = stackOf();
  const stage = HttpStage.fromHttpStageAttributes(stack, 'S', { api: imported(stack), stageName: 's' }) as HttpStage;
  const domainName = domainOf(stack);
  ['a', 'b'].forEach((mappingKey) => stage.addDomainMapping({ domainName, mappingKey }));
  expect(all(stack, 'ApiMapping').map(({ ApiMappingKey }) => ApiMappingKey)).toEqual(['a', 'b']);
});
