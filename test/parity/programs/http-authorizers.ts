import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Duration, Fn, Lazy } from 'aws-cdk-lib';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

type Root = Modules['apigwv2'];
type Props = (m: Root, stack: Stack) => Omit<apigwv2.HttpAuthorizerProps, 'httpApi'>;

const jwt = (m: Root) => ({
  type: m.HttpAuthorizerType.JWT,
  identitySource: ['$request.header.Authorization'],
  jwtAudience: ['audience'],
  jwtIssuer: 'https://issuer.example.com',
});

const lambdaUri = (stack: Stack): string =>
  Fn.join('', [
    'arn:',
    stack.partition,
    ':apigateway:',
    stack.region,
    ':lambda:path/2015-03-31/functions/',
    fn(stack).functionArn,
    '/invocations',
  ]);

const request = (m: Root, stack: Stack) => ({
  type: m.HttpAuthorizerType.LAMBDA,
  identitySource: ['$request.header.Authorization'],
  authorizerUri: lambdaUri(stack),
});

const props: Record<string, Props> = {
  'a JWT': (m) => jwt(m),
  'a JWT with a name': (m) => ({ ...jwt(m), authorizerName: 'name' }),
  'a JWT of many audiences': (m) => ({ ...jwt(m), jwtAudience: ['b', 'a', 'c'] }),
  'a JWT of a query string': (m) => ({ ...jwt(m), identitySource: ['$request.querystring.token'] }),
  'a JWT of tokens': (m, stack) => ({
    ...jwt(m),
    jwtIssuer: new CfnParameter(stack, 'Issuer').valueAsString,
    jwtAudience: Lazy.list({ produce: () => ['lazy'] }),
    authorizerName: new CfnParameter(stack, 'Name').valueAsString,
  }),
  'a lambda': (m, stack) => request(m, stack),
  'a lambda of format 1.0': (m, stack) => ({
    ...request(m, stack),
    payloadFormatVersion: m.AuthorizerPayloadVersion.VERSION_1_0,
  }),
  'a lambda of format 2.0': (m, stack) => ({
    ...request(m, stack),
    payloadFormatVersion: m.AuthorizerPayloadVersion.VERSION_2_0,
  }),
  'a lambda with simple responses': (m, stack) => ({ ...request(m, stack), enableSimpleResponses: true }),
  'a lambda without simple responses': (m, stack) => ({ ...request(m, stack), enableSimpleResponses: false }),
  'a lambda of format 2.0 with simple responses': (m, stack) => ({
    ...request(m, stack),
    payloadFormatVersion: m.AuthorizerPayloadVersion.VERSION_2_0,
    enableSimpleResponses: true,
  }),
  'a lambda with a cache': (m, stack) => ({ ...request(m, stack), resultsCacheTtl: Duration.minutes(10) }),
  'a lambda without a cache': (m, stack) => ({ ...request(m, stack), resultsCacheTtl: Duration.seconds(0) }),
  'a lambda with the longest cache': (m, stack) => ({ ...request(m, stack), resultsCacheTtl: Duration.hours(1) }),
  'a lambda with a role': (m, stack) => ({ ...request(m, stack), role: role(stack) }),
  'a lambda with an L1 role': (m, stack) => ({
    ...request(m, stack),
    role: new iam.CfnRole(stack, 'R', { assumeRolePolicyDocument: {} }),
  }),
  'a lambda without an identity source': (m, stack) => ({
    ...request(m, stack),
    identitySource: [],
    resultsCacheTtl: Duration.seconds(0),
  }),
  'a lambda of many identity sources': (m, stack) => ({
    ...request(m, stack),
    identitySource: ['$context.routeKey', '$request.querystring.q', '$stageVariables.s'],
  }),
};

const refused: Record<string, Props> = {
  'a JWT without an issuer': (m) => ({ ...jwt(m), jwtIssuer: undefined }),
  'a JWT without an audience': (m) => ({ ...jwt(m), jwtAudience: undefined }),
  'a JWT of no audience': (m) => ({ ...jwt(m), jwtAudience: [] }),
  'a JWT of an empty issuer': (m) => ({ ...jwt(m), jwtIssuer: '' }),
  'a lambda without a uri': (m) => ({ type: m.HttpAuthorizerType.LAMBDA, identitySource: ['$request.header.A'] }),
  'a lambda of an empty uri': (m) => ({
    type: m.HttpAuthorizerType.LAMBDA,
    identitySource: ['$request.header.A'],
    authorizerUri: '',
  }),
};

const longCaches: Record<string, Duration> = { 'over an hour': Duration.seconds(3601), 'a day': Duration.days(1) };

/** An authorizer that a user writes. */
const own = (
  log: unknown[],
  config: Partial<apigwv2.HttpRouteAuthorizerConfig> = {},
): apigwv2.IHttpRouteAuthorizer => ({
  bind: ({ route, scope }) => {
    log.push([route.node.path, scope.node.path, route.path, route.httpApi.node.path]);
    return { authorizationType: 'NONE', ...config };
  },
});

const routes = (
  api: apigwv2.HttpApi,
  m: Modules,
  authorizer?: apigwv2.IHttpRouteAuthorizer,
  authorizationScopes?: string[],
): void => {
  for (const path of ['/a', '/b']) {
    api.addRoutes({ path, integration: url(m, `I${path.slice(1)}`), authorizer, authorizationScopes });
  }
};

const issuer = 'https://issuer.example.com';
const newJwt = (m: Modules, id = 'Jwt'): apigwv2.IHttpRouteAuthorizer =>
  new m.authorizers.HttpJwtAuthorizer(id, issuer, { jwtAudience: ['a'] });

const scopes: Record<string, [string[] | undefined, string[] | undefined]> = {
  'default ones': [['a', 'b'], undefined],
  'own ones': [undefined, ['c']],
  'own ones over default ones': [
    ['a', 'b'],
    ['c', 'a'],
  ],
  'none over default ones': [['a'], []],
  'no default ones': [[], undefined],
  'own ones over none': [[], ['x']],
};

export const programs: Program[] = [
  ...rows(props, (name, of) =>
    inApi(`http authorizer: ${name}`, (m, api, stack) => {
      const authorizer = new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, ...of(m.apigwv2, stack) });
      return {
        id: authorizer.authorizerId,
        ref: authorizer.authorizerRef,
        child: authorizer.node.defaultChild,
        env: [authorizer.env.account, authorizer.env.region],
      };
    }),
  ),
  inApi(
    'http authorizer: IAM',
    (m, api, stack) => {
      const type = m.apigwv2.HttpAuthorizerType.IAM;
      new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, type, identitySource: [] });
    },
    undefined,
    { undeployable: 'there is no authorizer of the type AWS_IAM' },
  ),
  ...rows(refused, (name, of) =>
    inApi(`fails: http authorizer: ${name}`, (m, api, stack) => {
      new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, ...of(m.apigwv2, stack) });
    }),
  ),
  ...rows(longCaches, (name, resultsCacheTtl) =>
    inApi(
      `http authorizer: a cache of ${name}`,
      (m, api, stack) => {
        new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, ...request(m.apigwv2, stack), resultsCacheTtl });
      },
      undefined,
      { undeployable: 'a cache is at most an hour' },
    ),
  ),
  inApi('http authorizer: used by hand on a route', (m, api, stack) => {
    const authorizer = new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, ...jwt(m.apigwv2) });
    routes(
      api,
      m,
      own([], { authorizerId: authorizer.authorizerId, authorizationType: 'JWT', authorizationScopes: ['x'] }),
    );
  }),
  ...rows({ JWT: 'JWT', CUSTOM: 'CUSTOM' }, (name, authorizerType) =>
    inApi(`http authorizer: imported ${name}`, (m, api, stack) => {
      const authorizer = m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', {
        authorizerId: 'abc',
        authorizerType,
      });
      routes(api, m, authorizer);
    }),
  ),
  inApi(
    'http authorizer: imported REQUEST',
    (m, api, stack) => {
      const { HttpAuthorizer, HttpAuthorizerType } = m.apigwv2;
      routes(
        api,
        m,
        HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', {
          authorizerId: 'abc',
          authorizerType: HttpAuthorizerType.LAMBDA,
        }),
      );
    },
    undefined,
    { differs: 'imported-request-authorizer' },
  ),
  inApi('http authorizer: imported with scopes of a route', (m, api, stack) => {
    const authorizer = m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', {
      authorizerId: 'abc',
      authorizerType: 'JWT',
    });
    routes(api, m, authorizer, ['a']);
  }),
  inApi('http authorizer: imported by a token', (m, api, stack) => {
    const attributes = { authorizerId: Fn.importValue('authorizer'), authorizerType: 'JWT' };
    routes(api, m, m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', attributes));
  }),
  inApi('fails: http authorizer: imported of an unknown type', (m, api, stack) => {
    const attributes = { authorizerId: 'x', authorizerType: 'OTHER' };
    routes(api, m, m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', attributes));
  }),
  inApi('own http route authorizer: none', (m, api) => {
    const log: unknown[] = [];
    routes(api, m, own(log));
    return { log };
  }),
  ...rows({ NONE: 'NONE', AWS_IAM: 'AWS_IAM' }, (name, authorizationType) =>
    inApi(`own http route authorizer: ${name}`, (m, api) => {
      routes(api, m, own([], { authorizationType }));
    }),
  ),
  ...rows({ JWT: 'JWT', CUSTOM: 'CUSTOM' }, (name, authorizationType) =>
    inApi(`own http route authorizer: ${name}`, (m, api) => {
      routes(api, m, own([], { authorizationType, authorizerId: 'abc' }));
    }),
  ),
  inApi('fails: own http route authorizer: REQUEST', (m, api) => {
    routes(api, m, own([], { authorizationType: 'REQUEST', authorizerId: 'abc' }));
  }),
  inApi('fails: own http route authorizer: an unknown type', (m, api) => {
    routes(api, m, own([], { authorizationType: 'UNKNOWN' }));
  }),
  inApi('fails: own http route authorizer: it throws', (m, api) => {
    routes(api, m, {
      bind: () => {
        throw new Error('no');
      },
    });
  }),
  inApi('own http route authorizer: its scopes and those of the route', (m, api) => {
    const config = { authorizationType: 'JWT', authorizerId: 'abc', authorizationScopes: ['own', 'both'] };
    const [route] = api.addRoutes({
      path: '/x',
      integration: url(m),
      authorizer: own([], config),
      authorizationScopes: ['route', 'both'],
    });
    return { route };
  }),
  inStack('own http route authorizer: its scopes and the default ones', (m, stack) => {
    const config = { authorizationType: 'JWT', authorizerId: 'abc', authorizationScopes: ['own', 'both'] };
    const api = new m.apigwv2.HttpApi(stack, 'Api', {
      defaultAuthorizer: own([], config),
      defaultAuthorizationScopes: ['default', 'both'],
      defaultIntegration: url(m),
    });
    routes(api, m);
    api.addRoutes({ path: '/none', integration: url(m, 'N'), authorizationScopes: [] });
  }),
  ...rows(scopes, (name, [defaults, routeScopes]) =>
    inStack(`http scopes: ${name}`, (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', {
        defaultAuthorizer: newJwt(m),
        defaultAuthorizationScopes: defaults,
        defaultIntegration: url(m),
      });
      routes(api, m, undefined, routeScopes);
      return { defaults: api.defaultAuthorizationScopes };
    }),
  ),
  ...rows<[string, (m: Modules, stack: Stack) => apigwv2.IHttpRouteAuthorizer]>(
    {
      'an IAM authorizer': ['default-scopes', (m) => new m.authorizers.HttpIamAuthorizer()],
      'a lambda authorizer': [
        'default-scopes',
        (m, stack) => new m.authorizers.HttpLambdaAuthorizer('L', fn(stack, 'Auth')),
      ],
      'a none authorizer': ['default-scopes', (m) => new m.apigwv2.HttpNoneAuthorizer()],
    },
    (name, [differs, make]) =>
      inStack(
        `http scopes: default ones and ${name}`,
        (m, stack) => {
          const api = new m.apigwv2.HttpApi(stack, 'Api', {
            defaultAuthorizer: newJwt(m),
            defaultAuthorizationScopes: ['a'],
            defaultIntegration: url(m),
          });
          routes(api, m, make(m, stack));
        },
        { differs },
      ),
  ),
  inStack('http default authorizer: replaced and removed on routes', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizer: newJwt(m), defaultIntegration: url(m) });
    api.addRoutes({ path: '/default', integration: url(m, 'A') });
    api.addRoutes({ path: '/iam', integration: url(m, 'B'), authorizer: new m.authorizers.HttpIamAuthorizer() });
    api.addRoutes({ path: '/none', integration: url(m, 'C'), authorizer: new m.apigwv2.HttpNoneAuthorizer() });
    api.addRoutes({
      path: '/lambda',
      integration: url(m, 'D'),
      authorizer: new m.authorizers.HttpLambdaAuthorizer('L', fn(stack, 'Auth')),
    });
    api.addRoutes({ path: '/other', integration: url(m, 'E'), authorizer: newJwt(m, 'Other') });
  }),
  inStack('http default authorizer: on an API without a default stage or routes', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false, defaultAuthorizer: newJwt(m) });
  }),
  inStack('http default authorizer: for a route by hand', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', {
      defaultAuthorizer: newJwt(m),
      defaultAuthorizationScopes: ['s'],
    });
    const route = new m.apigwv2.HttpRoute(stack, 'R', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
      integration: url(m),
    });
    return { route };
  }),
  inApi('fails: http authorizer: two of one id on one API', (m, api) => {
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer: newJwt(m) });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer: newJwt(m) });
  }),
  inApi(
    'http authorizer: of an id longer than a name may be',
    (m, api) => {
      api.addRoutes({ path: '/a', integration: url(m), authorizer: newJwt(m, 'j'.repeat(129)) });
    },
    undefined,
    { differs: 'name-length' },
  ),
  inApi('http authorizer: of an id of an integration', (m, api) => {
    api.addRoutes({ path: '/a', integration: url(m, 'Same'), authorizer: newJwt(m, 'Same') });
  }),
  inApi('http authorizer: one over many routes', (m, api) => {
    const authorizer = newJwt(m);
    routes(api, m, authorizer);
    api.addRoutes({ path: '/c', integration: url(m, 'C'), authorizer, authorizationScopes: ['x'] });
  }),
  inApi('http authorizer: IAM and none over two APIs', (m, api, stack) => {
    const authorizers = [new m.authorizers.HttpIamAuthorizer(), new m.apigwv2.HttpNoneAuthorizer()];
    const apis = [api, new m.apigwv2.HttpApi(stack, 'Second')];
    for (const [i, authorizer] of authorizers.entries()) {
      for (const a of apis) {
        a.addRoutes({ path: `/${i}`, integration: url(m, `U${i}`), authorizer });
      }
    }
    return { types: authorizers.map((a) => a.authorizationType) };
  }),
  inApi('fails: http authorizer: one lambda authorizer on two APIs', (m, api, stack) => {
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('L', fn(stack));
    routes(api, m, authorizer);
    routes(new m.apigwv2.HttpApi(stack, 'Second'), m, authorizer);
  }),
  inApi(
    'http authorizer: one JWT authorizer on two APIs',
    (m, api, stack) => {
      const authorizer = newJwt(m);
      routes(api, m, authorizer);
      routes(new m.apigwv2.HttpApi(stack, 'Second'), m, authorizer);
    },
    undefined,
    { differs: 'authorizer-of-another-api' },
  ),
];
