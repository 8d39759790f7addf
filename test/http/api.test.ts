import { App, CfnParameter, Fn, NestedStack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';

import {
  CorsHttpMethod,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpStage,
  IpAddressType,
} from '../../lib';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, keys, one, stackOf } from '../_helpers/app';
import { Rules } from '../../lib/rules';
import { expectFailure } from '../_helpers/failure';
import { domain } from '../parity/fixtures';
import { ours } from '../parity/modules';

const url = (id = 'Url') => new HttpUrlIntegration(id, 'https://example.com');

describe('an HTTP API', () => {
  test('has a name and a default stage that is deployed to at once', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    expect(one(stack, 'Api')).toEqual({ Name: 'Api', ProtocolType: 'HTTP' });
    expect(one(stack, 'Stage')).toEqual({ ApiId: stack.resolve(api.apiId), AutoDeploy: true, StageName: '$default' });
    expect(all(stack, 'Route')).toEqual([]);
    expect(api.httpApiName).toBe('Api');
    expect(api.httpApiId).toBe(api.apiId);
    expect(api.isHttpApi).toBe(true);
  });

  test('passes every property on', () => {
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
  ])('is named by an ID of %d characters in %d', (length, expected) => {
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

  test('has a URL: that of its default stage', () => {
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

  test('has more stages', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    const stage = api.addStage('Beta', { stageName: 'beta' });
    expect(stage.node.path).toBe('Stack/Api/Beta');
    expect(all(stack, 'Stage').map(({ StageName }) => StageName as string)).toEqual(['$default', 'beta']);
  });

  test('throws for an endpoint that is disabled', () => {
    const api = new HttpApi(stackOf(), 'Api', { disableExecuteApiEndpoint: true });
    expectFailure(() => api.apiEndpoint, {
      code: 'ApiEndpointDisabled',
      path: 'Stack/Api',
      given: 'disableExecuteApiEndpoint',
      fix: 'Use the custom domain name',
    });
  });

  test('fails for a domain mapping without the stage to map', () => {
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

  test('adds a route for each method, all of one integration', () => {
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

  test('adds one route for every method where none is named, and none for an empty list', () => {
    const api = apiOf();
    api.addRoutes({ path: '/', integration: url() });
    expect(api.addRoutes({ path: '/none', methods: [], integration: url() })).toEqual([]);
    expect(one(api.stack, 'Route').RouteKey).toBe('ANY /');
  });

  test('gives routes the authorizer and scopes, or those of the API', () => {
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

  test('accepts a path that is a token, and its ID does not change', () => {
    const stack = stackOf();
    const path = `/${new CfnParameter(stack, 'Path').valueAsString}/x`;
    const [route] = apiOf(stack).addRoutes({ path, integration: url() });
    expect(one(stack, 'Route').RouteKey).toEqual({ 'Fn::Join': ['', ['ANY /', { Ref: 'Path' }, '/x']] });
    expect(route!.node.id).toMatch(/^ANY--[0-9a-f]{8}--x$/);
  });

  test('keeps apart paths that read alike in an ID', () => {
    const api = apiOf();
    const integration = url();
    const ids = ['/a/b', '/a--b', '/a-/b'].map((path) => api.addRoutes({ path, integration })[0]!.node.id);
    expect(ids).toEqual(['ANY--a--b', expect.stringMatching(/^ANY--a--b-[0-9a-f]{8}$/), 'ANY--a---b']);
    expect(all(api.stack, 'Route')).toHaveLength(3);
  });

  test.each([
    ['in two calls', [HttpMethod.GET]],
    ['in one call', [HttpMethod.POST, HttpMethod.POST]],
  ])('fails where the same route is added twice %s, before anything is created', (_, methods) => {
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

  test('adds the same route twice where the rule is disabled, such as under opposite conditions', () => {
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
  ])('fails for the method %p, before anything is created', (method, fix) => {
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

  test('fails for a path that is none', () => {
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

  test('creates one link for each VPC', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    const [one, two] = [vpcOf(stack, 'one'), vpcOf(stack, 'two')];
    const links = [one, two, one].map((vpc) => api.addVpcLink({ vpc }));
    expect(links.map(({ node }) => node.id)).toEqual(['VpcLink-1', 'VpcLink-2', 'VpcLink-1']);
    expect(links[2]).toBe(links[0]);
    expect(all(stack, 'VpcLink')).toHaveLength(2);
  });

  test('makes them below an imported API too', () => {
    const stack = stackOf();
    const api = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a' });
    expect(api.addVpcLink({ vpc: vpcOf(stack, 'one') }).node.path).toBe('Stack/Api/VpcLink-1');
  });
});

test('arnForExecuteApi names method, path and stage', () => {
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

test('arnForExecuteApi fails for a path without its slash', () => {
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

  test('throws for an endpoint that was not passed', () => {
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

describe('an API that is used elsewhere', () => {
  test('exports its ID to another stack', () => {
    const app = new App();
    const api = new HttpApi(stackOf({ app }), 'Api');
    const other = stackOf({ app, id: 'Other' });
    new HttpStage(other, 'Stage', { httpApi: api, stageName: 'dev' });
    expect(one(other, 'Stage').ApiId).toHaveProperty(['Fn::ImportValue']);
  });

  test('passes its ID into a nested stack', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    const nested = new NestedStack(stack, 'Nested');
    new HttpStage(nested, 'Stage', { httpApi: api, stageName: 'dev' });
    expect(one(nested, 'Stage').ApiId.Ref).toMatch(/^referencetoStackApi/);
  });

  test('passes its ID to another region, where the stacks may refer across regions', () => {
    const app = new App();
    const options = { app, crossRegionReferences: true };
    const api = new HttpApi(stackOf({ ...options, env: ENV }), 'Api');
    const other = stackOf({ ...options, id: 'Other', env: { ...ENV, region: 'us-east-1' } });
    new HttpStage(other, 'Stage', { httpApi: api, stageName: 'dev' });
    expect(JSON.stringify(one(other, 'Stage').ApiId)).toContain('/cdk/exports/Other/');
  });
});

test('with the key disabledEndpointUrl the URL of a disabled endpoint is that of a mapping created later', () => {
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
