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
  'a JWT authorizer': (m) => jwt(m),
  'a JWT authorizer with a name': (m) => ({ ...jwt(m), authorizerName: 'name' }),
  'a JWT authorizer with several audiences': (m) => ({ ...jwt(m), jwtAudience: ['b', 'a', 'c'] }),
  'a JWT authorizer with a query parameter as identity source': (m) => ({
    ...jwt(m),
    identitySource: ['$request.querystring.token'],
  }),
  'a JWT authorizer with tokens': (m, stack) => ({
    ...jwt(m),
    jwtIssuer: new CfnParameter(stack, 'Issuer').valueAsString,
    jwtAudience: Lazy.list({ produce: () => ['lazy'] }),
    authorizerName: new CfnParameter(stack, 'Name').valueAsString,
  }),
  'a Lambda authorizer': (m, stack) => request(m, stack),
  'a Lambda authorizer with payload format 1.0': (m, stack) => ({
    ...request(m, stack),
    payloadFormatVersion: m.AuthorizerPayloadVersion.VERSION_1_0,
  }),
  'a Lambda authorizer with payload format 2.0': (m, stack) => ({
    ...request(m, stack),
    payloadFormatVersion: m.AuthorizerPayloadVersion.VERSION_2_0,
  }),
  'a Lambda authorizer with simple responses': (m, stack) => ({ ...request(m, stack), enableSimpleResponses: true }),
  'a Lambda authorizer without simple responses': (m, stack) => ({
    ...request(m, stack),
    enableSimpleResponses: false,
  }),
  'a Lambda authorizer with payload format 2.0 and simple responses': (m, stack) => ({
    ...request(m, stack),
    payloadFormatVersion: m.AuthorizerPayloadVersion.VERSION_2_0,
    enableSimpleResponses: true,
  }),
  'a Lambda authorizer with a cache': (m, stack) => ({ ...request(m, stack), resultsCacheTtl: Duration.minutes(10) }),
  'a Lambda authorizer without a cache': (m, stack) => ({ ...request(m, stack), resultsCacheTtl: Duration.seconds(0) }),
  'a Lambda authorizer with the maximum cache time': (m, stack) => ({
    ...request(m, stack),
    resultsCacheTtl: Duration.hours(1),
  }),
  'a Lambda authorizer with a role': (m, stack) => ({ ...request(m, stack), role: role(stack) }),
  'a Lambda authorizer with an L1 role': (m, stack) => ({
    ...request(m, stack),
    role: new iam.CfnRole(stack, 'R', { assumeRolePolicyDocument: {} }),
  }),
  'a Lambda authorizer without an identity source': (m, stack) => ({
    ...request(m, stack),
    identitySource: [],
    resultsCacheTtl: Duration.seconds(0),
  }),
  'a Lambda authorizer with several identity sources': (m, stack) => ({
    ...request(m, stack),
    identitySource: ['$context.routeKey', '$request.querystring.q', '$stageVariables.s'],
  }),
};

const rejected: Record<string, Props> = {
  'a JWT authorizer without an issuer': (m) => ({ ...jwt(m), jwtIssuer: undefined }),
  'a JWT authorizer without audiences': (m) => ({ ...jwt(m), jwtAudience: undefined }),
  'a JWT authorizer with an empty list of audiences': (m) => ({ ...jwt(m), jwtAudience: [] }),
  'a JWT authorizer with an empty issuer': (m) => ({ ...jwt(m), jwtIssuer: '' }),
  'a Lambda authorizer without a URI': (m) => ({
    type: m.HttpAuthorizerType.LAMBDA,
    identitySource: ['$request.header.A'],
  }),
  'a Lambda authorizer with an empty URI': (m) => ({
    type: m.HttpAuthorizerType.LAMBDA,
    identitySource: ['$request.header.A'],
    authorizerUri: '',
  }),
};

const longCaches: Record<string, Duration> = { 'more than an hour': Duration.seconds(3601), 'a day': Duration.days(1) };

/** A user-defined authorizer. */
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
  'default scopes': [['a', 'b'], undefined],
  'scopes of the route': [undefined, ['c']],
  'scopes of the route and default scopes': [
    ['a', 'b'],
    ['c', 'a'],
  ],
  'an empty list on the route and default scopes': [['a'], []],
  'an empty list of default scopes': [[], undefined],
  'scopes of the route and an empty list of default scopes': [[], ['x']],
};

export const programs: Program[] = [
  ...rows(props, (name, of) =>
    inApi(`HttpAuthorizer: ${name}`, (m, api, stack) => {
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
    'HttpAuthorizer: the type IAM',
    (m, api, stack) => {
      const type = m.apigwv2.HttpAuthorizerType.IAM;
      new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, type, identitySource: [] });
    },
    undefined,
    { undeployable: 'authorizer resources cannot have the type AWS_IAM' },
  ),
  ...rows(rejected, (name, of) =>
    inApi(`fails: HttpAuthorizer: ${name}`, (m, api, stack) => {
      new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, ...of(m.apigwv2, stack) });
    }),
  ),
  ...rows(longCaches, (name, resultsCacheTtl) =>
    inApi(
      `HttpAuthorizer: a cache time of ${name}`,
      (m, api, stack) => {
        new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, ...request(m.apigwv2, stack), resultsCacheTtl });
      },
      undefined,
      { undeployable: 'the maximum cache time is an hour' },
    ),
  ),
  inApi('HttpAuthorizer: a route that refers to the authorizer', (m, api, stack) => {
    const authorizer = new m.apigwv2.HttpAuthorizer(stack, 'Own', { httpApi: api, ...jwt(m.apigwv2) });
    routes(
      api,
      m,
      own([], { authorizerId: authorizer.authorizerId, authorizationType: 'JWT', authorizationScopes: ['x'] }),
    );
  }),
  ...rows({ JWT: 'JWT', CUSTOM: 'CUSTOM' }, (name, authorizerType) =>
    inApi(`HttpAuthorizer: an imported authorizer of type ${name}`, (m, api, stack) => {
      const authorizer = m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', {
        authorizerId: 'abc',
        authorizerType,
      });
      routes(api, m, authorizer);
    }),
  ),
  inApi(
    'HttpAuthorizer: an imported authorizer of type REQUEST',
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
  inApi('HttpAuthorizer: an imported authorizer and scopes of a route', (m, api, stack) => {
    const authorizer = m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', {
      authorizerId: 'abc',
      authorizerType: 'JWT',
    });
    routes(api, m, authorizer, ['a']);
  }),
  inApi('HttpAuthorizer: an authorizer that is imported by a token', (m, api, stack) => {
    const attributes = { authorizerId: Fn.importValue('authorizer'), authorizerType: 'JWT' };
    routes(api, m, m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', attributes));
  }),
  inApi('fails: HttpAuthorizer: an imported authorizer of an unknown type', (m, api, stack) => {
    const attributes = { authorizerId: 'x', authorizerType: 'OTHER' };
    routes(api, m, m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'I', attributes));
  }),
  inApi('user-defined HTTP authorizer: HttpNoneAuthorizer', (m, api) => {
    const log: unknown[] = [];
    routes(api, m, own(log));
    return { log };
  }),
  ...rows({ NONE: 'NONE', AWS_IAM: 'AWS_IAM' }, (name, authorizationType) =>
    inApi(`user-defined HTTP authorizer: the type ${name}`, (m, api) => {
      routes(api, m, own([], { authorizationType }));
    }),
  ),
  ...rows({ JWT: 'JWT', CUSTOM: 'CUSTOM' }, (name, authorizationType) =>
    inApi(`user-defined HTTP authorizer: the type ${name}`, (m, api) => {
      routes(api, m, own([], { authorizationType, authorizerId: 'abc' }));
    }),
  ),
  inApi('fails: user-defined HTTP authorizer: the type REQUEST', (m, api) => {
    routes(api, m, own([], { authorizationType: 'REQUEST', authorizerId: 'abc' }));
  }),
  inApi('fails: user-defined HTTP authorizer: an unknown type', (m, api) => {
    routes(api, m, own([], { authorizationType: 'UNKNOWN' }));
  }),
  inApi('fails: user-defined HTTP authorizer: bind throws', (m, api) => {
    routes(api, m, {
      bind: () => {
        throw new Error('no');
      },
    });
  }),
  inApi('user-defined HTTP authorizer: scopes of the authorizer and of the route', (m, api) => {
    const config = { authorizationType: 'JWT', authorizerId: 'abc', authorizationScopes: ['own', 'both'] };
    const [route] = api.addRoutes({
      path: '/x',
      integration: url(m),
      authorizer: own([], config),
      authorizationScopes: ['route', 'both'],
    });
    return { route };
  }),
  inStack('user-defined HTTP authorizer: scopes of the authorizer and default scopes', (m, stack) => {
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
    inStack(`scopes of an HTTP API: ${name}`, (m, stack) => {
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
      'a Lambda authorizer': [
        'default-scopes',
        (m, stack) => new m.authorizers.HttpLambdaAuthorizer('L', fn(stack, 'Auth')),
      ],
      'a none authorizer': ['default-scopes', (m) => new m.apigwv2.HttpNoneAuthorizer()],
    },
    (name, [differs, make]) =>
      inStack(
        `scopes of an HTTP API: default scopes and ${name}`,
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
  inStack('default authorizer of an HTTP API: routes that replace and remove it', (m, stack) => {
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
  inStack('default authorizer of an HTTP API: no default stage and no routes', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false, defaultAuthorizer: newJwt(m) });
  }),
  inStack('default authorizer of an HTTP API: a separate route construct', (m, stack) => {
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
  inApi('fails: HttpAuthorizer: two authorizers with the same ID for one API', (m, api) => {
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer: newJwt(m) });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer: newJwt(m) });
  }),
  inApi(
    'HttpAuthorizer: an ID that is longer than the maximum length of a name',
    (m, api) => {
      api.addRoutes({ path: '/a', integration: url(m), authorizer: newJwt(m, 'j'.repeat(129)) });
    },
    undefined,
    { differs: 'name-length' },
  ),
  inApi('HttpAuthorizer: an authorizer with the ID of an integration', (m, api) => {
    api.addRoutes({ path: '/a', integration: url(m, 'Same'), authorizer: newJwt(m, 'Same') });
  }),
  inApi('HttpAuthorizer: one authorizer for many routes', (m, api) => {
    const authorizer = newJwt(m);
    routes(api, m, authorizer);
    api.addRoutes({ path: '/c', integration: url(m, 'C'), authorizer, authorizationScopes: ['x'] });
  }),
  inApi('HttpAuthorizer: an IAM and a none authorizer for two APIs', (m, api, stack) => {
    const authorizers = [new m.authorizers.HttpIamAuthorizer(), new m.apigwv2.HttpNoneAuthorizer()];
    const apis = [api, new m.apigwv2.HttpApi(stack, 'Second')];
    for (const [i, authorizer] of authorizers.entries()) {
      for (const a of apis) {
        a.addRoutes({ path: `/${i}`, integration: url(m, `U${i}`), authorizer });
      }
    }
    return { types: authorizers.map((a) => a.authorizationType) };
  }),
  inApi('fails: HttpAuthorizer: one Lambda authorizer for two APIs', (m, api, stack) => {
    const authorizer = new m.authorizers.HttpLambdaAuthorizer('L', fn(stack));
    routes(api, m, authorizer);
    routes(new m.apigwv2.HttpApi(stack, 'Second'), m, authorizer);
  }),
  inApi(
    'HttpAuthorizer: one JWT authorizer for two APIs',
    (m, api, stack) => {
      const authorizer = newJwt(m);
      routes(api, m, authorizer);
      routes(new m.apigwv2.HttpApi(stack, 'Second'), m, authorizer);
    },
    undefined,
    { differs: 'authorizer-of-another-api' },
  ),
];
