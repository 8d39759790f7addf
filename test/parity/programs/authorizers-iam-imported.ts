import type { Stack } from 'aws-cdk-lib';
import { CfnOutput, CfnParameter, Duration, Fn } from 'aws-cdk-lib';
import * as cdkApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type {
  HttpAuthorizerProps,
  HttpRouteAuthorizerBindOptions,
  IHttpRouteAuthorizer,
} from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { ENV, fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

/**
 * IAM authorizers, `HttpNoneAuthorizer`, imported and user-defined authorizers, authorizers as constructs, and default
 * authorizers of APIs.
 */

type Build = Parameters<Program['build']>[1];
const issuer = 'https://test.us.auth0.com';
const uri = 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/x/invocations';
const jwt = (m: Modules, id = 'Auth') => new m.authorizers.HttpJwtAuthorizer(id, issuer, { jwtAudience: ['a'] });

const iamPrograms: Program[] = [
  inStack('IAM authorizer: the default authorizer of an API', (m, stack) => {
    const authorizer = new m.authorizers.HttpIamAuthorizer();
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizer: authorizer, defaultIntegration: url(m) });
    const [route] = api.addRoutes({ path: '/a/{b}', integration: url(m, 'A') });
    return { type: authorizer.authorizationType, bound: authorizer.bind({ route, scope: api }) };
  }),
  inStack(
    'IAM authorizer: a grant on every route',
    (m, stack) => {
      const { HttpMethod } = m.apigwv2;
      const authorizer = new m.authorizers.HttpIamAuthorizer();
      const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizer: authorizer });
      const grantees = [role(stack), new iam.User(stack, 'User'), fn(stack)];
      const methods = [HttpMethod.GET, HttpMethod.POST, HttpMethod.ANY];
      const routes = ['/', '/a', '/a/{b}', '/a/{b}/c', '/{proxy+}'].flatMap((path, i) =>
        api.addRoutes({ path, methods, integration: url(m, `I${i}`) }),
      );
      for (const route of routes) {
        grantees.forEach((grantee) => route.grantInvoke(grantee));
      }
      const any = routes.filter((_, i) => i % methods.length === methods.indexOf(HttpMethod.ANY));
      any.forEach((r) => r.grantInvoke(grantees[0], { httpMethods: [HttpMethod.GET, HttpMethod.DELETE] }));
      return { arns: routes.map((r) => r.routeArn), any: any.length };
    },
    { env: ENV },
  ),
  inApi('fails: IAM authorizer: a grant on a route without this authorizer', (m, api, stack) => {
    api.addRoutes({ path: '/a', integration: url(m, 'A') })[0].grantInvoke(role(stack));
  }),
  inApi('fails: IAM authorizer: a grant on a route with a JWT authorizer', (m, api, stack) => {
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer: jwt(m) })[0].grantInvoke(role(stack));
  }),
  inApi('fails: IAM authorizer: a grant for methods that the route does not have', (m, api, stack) => {
    const [route] = api.addRoutes({
      path: '/a',
      methods: [m.apigwv2.HttpMethod.GET],
      integration: url(m, 'A'),
      authorizer: new m.authorizers.HttpIamAuthorizer(),
    });
    route.grantInvoke(role(stack), { httpMethods: [m.apigwv2.HttpMethod.POST] });
  }),
  inApi('IAM authorizer: a grant for the method of the route', (m, api, stack) => {
    const [route] = api.addRoutes({
      path: '/a',
      methods: [m.apigwv2.HttpMethod.GET],
      integration: url(m, 'A'),
      authorizer: new m.authorizers.HttpIamAuthorizer(),
    });
    route.grantInvoke(role(stack), { httpMethods: [m.apigwv2.HttpMethod.GET] });
  }),
  inStack('IAM authorizer: one authorizer for two APIs', (m, stack) => {
    const authorizer = new m.authorizers.HttpIamAuthorizer();
    for (const id of ['One', 'Two']) {
      const api = new m.apigwv2.HttpApi(stack, id, { defaultAuthorizer: authorizer });
      api.addRoutes({ path: '/a', integration: url(m) });
    }
  }),
  ...rows(places, (place, at) => ({
    name: `IAM authorizer: in ${place}`,
    build: (m: Modules, app: Build) => {
      const scope = at(app);
      const api = new m.apigwv2.HttpApi(scope, 'Api', { defaultAuthorizer: new m.authorizers.HttpIamAuthorizer() });
      const [route] = api.addRoutes({ path: '/a', integration: url(m) });
      const [chat] = [new m.apigwv2.WebSocketApi(scope, 'Chat')];
      const integration = new m.integrations.WebSocketMockIntegration('Mock');
      chat.addRoute('$connect', { integration, authorizer: new m.authorizers.WebSocketIamAuthorizer() });
      return { success: route.grantInvoke(role(scope)).success, arn: route.routeArn };
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `IAM authorizer: a grant to a role in ${what}`,
    build: (m: Modules, app: Build) => {
      const [backend, front] = at(app);
      const api = new m.apigwv2.HttpApi(backend, 'Api', { defaultAuthorizer: new m.authorizers.HttpIamAuthorizer() });
      api.addRoutes({ path: '/a', integration: url(m) })[0].grantInvoke(role(front));
    },
  })),
];

type Authorizers = (m: Modules, stack: Stack) => IHttpRouteAuthorizer;
const every: Record<string, Authorizers> = {
  'a none authorizer': (m) => new m.apigwv2.HttpNoneAuthorizer(),
  'an IAM authorizer': (m) => new m.authorizers.HttpIamAuthorizer(),
  'an authorizer of type JWT': (m) => jwt(m, 'OtherAuth'),
  'a Lambda authorizer': (m, stack) => new m.authorizers.HttpLambdaAuthorizer('LambdaAuth', fn(stack)),
  'an imported authorizer of type JWT': (m, stack) =>
    m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'Imported', {
      authorizerId: 'abc',
      authorizerType: m.apigwv2.HttpAuthorizerType.JWT,
    }),
  'an imported authorizer of type CUSTOM': (m, stack) =>
    m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'Imported', {
      authorizerId: Fn.importValue('id'),
      authorizerType: 'CUSTOM',
    }),
};

const overrides: Program[] = Object.entries(every).flatMap(([name, make]) => [
  inStack(`default authorizer of an API: a route replaces it with ${name}`, (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizer: jwt(m), defaultIntegration: url(m) });
    const authorizer = make(m, stack);
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer, methods: [m.apigwv2.HttpMethod.POST] });
    return { paths: api.node.findAll().map((c) => c.node.path) };
  }),
  inStack(`default authorizer of an API: ${name}`, (m, stack) => {
    const defaultAuthorizer = make(m, stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizer, defaultIntegration: url(m) });
    api.addRoutes({ path: '/a', integration: url(m, 'A') });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer: jwt(m) });
    api.addRoutes({ path: '/c', integration: url(m, 'C'), authorizer: new m.apigwv2.HttpNoneAuthorizer() });
    return { same: api.defaultAuthorizer === defaultAuthorizer, scopes: api.defaultAuthorizationScopes };
  }),
  inStack(
    `default scopes of an API: with ${name}`,
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', {
        defaultAuthorizer: jwt(m),
        defaultAuthorizationScopes: ['read', 'write'],
      });
      const authorizer = make(m, stack);
      api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
      return { scopes: api.defaultAuthorizationScopes };
    },
    name.endsWith('jwt') || name.endsWith('JWT') ? {} : { differs: 'default-scopes' },
  ),
  inStack(
    `scopes of a route: with ${name}`,
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      const authorizer = make(m, stack);
      api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer, authorizationScopes: ['x'] });
    },
    name.endsWith('jwt') || name.endsWith('JWT') ? {} : { undeployable: 'only JWT authorizers support scopes' },
  ),
]);

const scopes: Program[] = rows<{ defaults?: string[]; own?: string[] }>(
  {
    'only default scopes': { defaults: ['a'] },
    'only scopes of the route': { own: ['b'] },
    'default scopes and scopes of the route': { defaults: ['a'], own: ['b', 'c'] },
    'an empty list on the route': { defaults: ['a'], own: [] },
    'an empty list of default scopes': { defaults: [], own: ['b'] },
    tokens: { defaults: [Fn.importValue('scope')], own: undefined },
  },
  (name, { defaults, own }) =>
    inStack(`scopes of a route: ${name}`, (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', {
        defaultAuthorizer: jwt(m),
        defaultAuthorizationScopes: defaults,
        defaultIntegration: url(m),
      });
      api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizationScopes: own });
      const routeKey = m.apigwv2.HttpRouteKey.with('/direct', m.apigwv2.HttpMethod.GET);
      new m.apigwv2.HttpRoute(stack, 'Direct', {
        httpApi: api,
        routeKey,
        integration: url(m, 'D'),
        authorizationScopes: own,
      });
    }),
);

const withoutDefault: Program[] = [
  inStack(
    'default scopes of an API: no default authorizer',
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizationScopes: ['a'] });
      api.addRoutes({ path: '/a', integration: url(m, 'A') });
      api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer: jwt(m) });
    },
    { undeployable: 'only JWT authorizers support scopes' },
  ),
  inStack('default scopes of an API: no default authorizer, but an authorizer on every route', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultAuthorizationScopes: ['a'] });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer: jwt(m) });
  }),
];

const bindings: Program[] = [
  ...['JWT', 'CUSTOM', 'NONE', 'AWS_IAM', 'REQUEST', 'OTHER'].map((authorizerType): Program => {
    // The enum contains REQUEST, but the authorization type of the route is CUSTOM.
    const more = authorizerType === 'REQUEST' ? { differs: 'imported-request-authorizer' } : {};
    const fails = authorizerType === 'OTHER' ? 'fails: ' : '';
    const program = inApi(`${fails}imported authorizer: of type ${authorizerType}`, (m, api, stack) => {
      const authorizer = m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'Imported', {
        authorizerId: 'abc',
        authorizerType,
      });
      const [route] = api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
      return { bound: authorizer.bind({ route, scope: stack }) };
    });
    return { ...program, ...more };
  }),
  inApi('imported authorizer: tokens and scopes', (m, api, stack) => {
    const authorizer = m.apigwv2.HttpAuthorizer.fromHttpAuthorizerAttributes(stack, 'Imported', {
      authorizerId: new CfnParameter(stack, 'Id').valueAsString,
      authorizerType: 'JWT',
    });
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer, authorizationScopes: ['x'] });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer });
  }),
  inApi('none authorizer: the program calls bind', (m, api) => {
    const none = new m.apigwv2.HttpNoneAuthorizer();
    const [route] = api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer: none });
    return { type: none.authorizationType, bound: none.bind({ route, scope: api }) };
  }),
  inApi('user-defined authorizer: bind creates a construct once for two routes', (m, api, stack) => {
    class Own implements IHttpRouteAuthorizer {
      private made?: { authorizerId: string };
      public bind({ route, scope }: HttpRouteAuthorizerBindOptions) {
        this.made ??= new m.apigwv2.HttpAuthorizer(scope, 'OwnAuthorizer', {
          httpApi: route.httpApi,
          type: m.apigwv2.HttpAuthorizerType.LAMBDA,
          identitySource: ['$request.header.X'],
          authorizerUri: uri,
          payloadFormatVersion: m.apigwv2.AuthorizerPayloadVersion.VERSION_2_0,
        });
        return { authorizerId: this.made.authorizerId, authorizationType: 'CUSTOM' };
      }
    }
    const authorizer = new Own();
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer });
    return { paths: stack.node.findAll().map((c) => c.node.path) };
  }),
  inApi('user-defined authorizer: bind returns scopes', (m, api) => {
    const bound = { authorizerId: 'abc', authorizationType: 'JWT', authorizationScopes: ['own'] };
    const authorizer = { bind: () => bound };
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
    api.addRoutes({ path: '/b', integration: url(m, 'B'), authorizer, authorizationScopes: ['route', 'own'] });
  }),
  inApi('user-defined authorizer: an L1', (m, api, stack) => {
    const l1 = new cdkApigwv2.CfnAuthorizer(stack, 'L1', {
      apiId: api.apiId,
      authorizerType: 'JWT',
      name: 'l1',
      identitySource: ['$request.header.X'],
      jwtConfiguration: { issuer, audience: ['a'] },
    });
    const authorizer = { bind: () => ({ authorizerId: l1.ref, authorizationType: 'JWT' }) };
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer, authorizationScopes: ['x'] });
  }),
  inApi('fails: user-defined authorizer: an unknown type', (m, api) => {
    const authorizer = { bind: () => ({ authorizationType: 'MADE_UP' }) };
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
  }),
  inApi('fails: user-defined authorizer: bind throws', (m, api) => {
    const authorizer = {
      bind: (): never => {
        throw new Error('no');
      },
    };
    api.addRoutes({ path: '/a', integration: url(m, 'A'), authorizer });
  }),
];

type Props = Omit<HttpAuthorizerProps, 'httpApi'>;
const request = (m: Modules): Props => ({
  type: m.apigwv2.HttpAuthorizerType.LAMBDA,
  identitySource: ['$request.header.Authorization'],
  authorizerUri: uri,
});
const token = (m: Modules): Props => ({
  type: m.apigwv2.HttpAuthorizerType.JWT,
  identitySource: ['$request.header.Authorization'],
  jwtAudience: ['a'],
  jwtIssuer: issuer,
});

const direct: Program[] = [
  ...rows<(m: Modules, stack: Stack) => Props>(
    {
      'a JWT authorizer': (m) => token(m),
      'a JWT authorizer with a name': (m) => ({ ...token(m), authorizerName: 'own' }),
      'a JWT authorizer with tokens': (m) => ({
        ...token(m),
        jwtAudience: [Fn.importValue('a')],
        jwtIssuer: Fn.importValue('i'),
      }),
      'a request authorizer': (m) => request(m),
      'a request authorizer with payload format 1.0': (m) => ({
        ...request(m),
        payloadFormatVersion: m.apigwv2.AuthorizerPayloadVersion.VERSION_1_0,
      }),
      'a request authorizer with payload format 2.0': (m) => ({
        ...request(m),
        payloadFormatVersion: m.apigwv2.AuthorizerPayloadVersion.VERSION_2_0,
      }),
      'a request authorizer with simple responses': (m) => ({
        ...request(m),
        enableSimpleResponses: true,
        payloadFormatVersion: m.apigwv2.AuthorizerPayloadVersion.VERSION_2_0,
      }),
      'a request authorizer without simple responses': (m) => ({ ...request(m), enableSimpleResponses: false }),
      'a request authorizer with a cache': (m) => ({ ...request(m), resultsCacheTtl: Duration.minutes(5) }),
      'a request authorizer without a cache': (m) => ({ ...request(m), resultsCacheTtl: Duration.seconds(0) }),
      'a request authorizer with the maximum cache time': (m) => ({
        ...request(m),
        resultsCacheTtl: Duration.hours(1),
      }),
      'a request authorizer with a role': (m, stack) => ({ ...request(m), role: role(stack) }),
      'a request authorizer without an identity source': (m) => ({
        ...request(m),
        identitySource: [],
        resultsCacheTtl: Duration.seconds(0),
      }),
    },
    (name, make) =>
      inApi(`HttpAuthorizer: ${name}`, (m, api, stack) => {
        const authorizer = new m.apigwv2.HttpAuthorizer(stack, 'Auth', { httpApi: api, ...make(m, stack) });
        new CfnOutput(stack, 'Id', { value: authorizer.authorizerId });
        return { ref: authorizer.authorizerRef, env: authorizer.env };
      }),
  ),
  ...rows<(m: Modules) => Props>(
    {
      'a JWT authorizer with an empty list of audiences': (m) => ({ ...token(m), jwtAudience: undefined }),
      'a JWT authorizer without audiences': (m) => ({ ...token(m), jwtAudience: [] }),
      'a JWT authorizer without an issuer': (m) => ({ ...token(m), jwtIssuer: undefined }),
      'a request authorizer without a URI': (m) => ({ ...request(m), authorizerUri: undefined }),
    },
    (name, make) =>
      inApi(`fails: HttpAuthorizer: ${name}`, (m, api, stack) => {
        new m.apigwv2.HttpAuthorizer(stack, 'Auth', { httpApi: api, ...make(m) });
      }),
  ),
  inApi(
    'HttpAuthorizer: the type IAM',
    (m, api, stack) => {
      new m.apigwv2.HttpAuthorizer(stack, 'Auth', {
        httpApi: api,
        type: m.apigwv2.HttpAuthorizerType.IAM,
        identitySource: [],
      });
    },
    undefined,
    { undeployable: 'authorizer resources cannot have this type' },
  ),
  inApi(
    'HttpAuthorizer: a cache time of more than an hour',
    (m, api, stack) => {
      new m.apigwv2.HttpAuthorizer(stack, 'Auth', {
        httpApi: api,
        ...request(m),
        resultsCacheTtl: Duration.seconds(3601),
      });
    },
    undefined,
    { undeployable: 'the maximum cache time is an hour' },
  ),
  inApi('enums of authorizers: the same values', (m) => ({
    types: { ...m.apigwv2.HttpAuthorizerType },
    webSocket: { ...m.apigwv2.WebSocketAuthorizerType },
    payloads: { ...m.apigwv2.AuthorizerPayloadVersion },
    responses: { ...m.authorizers.HttpLambdaResponseType },
  })),
];

export const programs: Program[] = [...iamPrograms, ...overrides, ...scopes, ...withoutDefault, ...bindings, ...direct];
