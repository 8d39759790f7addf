import { CfnOutput, CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { ENV, inApi, inStack, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';
import { places, splits } from '../places';

/** JWT and user pool authorizers of HTTP APIs. */

type Build = Parameters<Program['build']>[1];
const issuer = 'https://test.us.auth0.com';

/** An API that uses an authorizer as its default, on a route, and on a route with scopes. */
function secured(m: Modules, scope: Construct, authorizer: IHttpRouteAuthorizer & { authorizerId?: string }) {
  const api = new m.apigwv2.HttpApi(scope, 'Api', { defaultAuthorizer: authorizer, defaultIntegration: url(m) });
  const [plain] = api.addRoutes({ path: '/plain', integration: url(m, 'Plain') });
  const [scoped] = api.addRoutes({
    path: '/scoped',
    methods: [m.apigwv2.HttpMethod.GET],
    integration: url(m, 'Scoped'),
    authorizationScopes: ['read', 'write:all'],
  });
  api.addRoutes({ path: '/own', integration: url(m, 'Own'), authorizer, authorizationScopes: [] });
  return {
    plain: plain.routeId,
    scoped: scoped.routeId,
    id: authorizer.authorizerId,
    bound: authorizer.bind({ route: plain, scope: api }),
    paths: api.node.findAll().map((c) => c.node.path),
  };
}

const jwt: Program[] = [
  ...rows<(stack: Stack) => ConstructorParameters<Modules['authorizers']['HttpJwtAuthorizer']>>(
    {
      'one audience': () => ['Auth', issuer, { jwtAudience: ['a'] }],
      'several audiences': () => ['Auth', issuer, { jwtAudience: ['a', 'b', 'c'] }],
      'an audience that is a token': () => ['Auth', issuer, { jwtAudience: [Fn.importValue('aud')] }],
      'a list of audiences that is a token': (stack) => [
        'Auth',
        issuer,
        { jwtAudience: new CfnParameter(stack, 'Aud', { type: 'CommaDelimitedList' }).valueAsList },
      ],
      'a name': () => ['Auth', issuer, { jwtAudience: ['a'], authorizerName: 'own' }],
      'an empty name': () => ['Auth', issuer, { jwtAudience: ['a'], authorizerName: undefined }],
      'an identity source': () => ['Auth', issuer, { jwtAudience: ['a'], identitySource: ['$request.querystring.t'] }],
      'an identity source that is a token': () => [
        'Auth',
        issuer,
        { jwtAudience: ['a'], identitySource: [Lazy.string({ produce: () => '$request.header.later' })] },
      ],
      'an issuer that is a token': () => ['Auth', Fn.importValue('issuer'), { jwtAudience: ['a'] }],
      'an issuer with a path': () => ['Auth', 'https://login.example.com/tenant/v2.0', { jwtAudience: ['a'] }],
      'an ID with a space': () => ['My Auth', issuer, { jwtAudience: ['a'] }],
      'an ID with unusual characters': () => ['a.b/c-d_é', issuer, { jwtAudience: ['a'] }],
    },
    (name, args) =>
      inStack(`JWT authorizer: ${name}`, (m, stack) => {
        const authorizer = new m.authorizers.HttpJwtAuthorizer(...args(stack));
        return { ...secured(m, stack, authorizer), type: authorizer.authorizationType };
      }),
  ),
  inStack(
    'JWT authorizer: two identity sources',
    (m, stack) => {
      const identitySource = ['$request.header.Authorization', '$request.querystring.token'];
      const authorizer = new m.authorizers.HttpJwtAuthorizer('Auth', issuer, { jwtAudience: ['a'], identitySource });
      return secured(m, stack, authorizer);
    },
    { undeployable: 'a JWT authorizer must have one identity source' },
  ),
  inStack('fails: JWT authorizer: no audience', (m, stack) => {
    secured(m, stack, new m.authorizers.HttpJwtAuthorizer('Auth', issuer, { jwtAudience: [] }));
  }),
  inApi('JWT authorizer: two authorizers of an API', (m, api) => {
    for (const id of ['One', 'Two']) {
      const authorizer = new m.authorizers.HttpJwtAuthorizer(`${id}Auth`, issuer, { jwtAudience: [id] });
      api.addRoutes({ path: `/${id}`, integration: url(m, id), authorizer });
    }
  }),
  inApi('fails: JWT authorizer: two authorizers with the same ID', (m, api) => {
    for (const path of ['/one', '/two']) {
      const authorizer = new m.authorizers.HttpJwtAuthorizer('Auth', issuer, { jwtAudience: ['a'] });
      api.addRoutes({ path, integration: url(m, path.slice(1)), authorizer });
    }
  }),
  inApi('fails: JWT authorizer: the ID of an authorizer that no route uses', (m) => {
    const authorizer = new m.authorizers.HttpJwtAuthorizer('Auth', issuer, { jwtAudience: ['a'] });
    return { id: authorizer.authorizerId };
  }),
  inStack(
    'JWT authorizer: one authorizer for two APIs',
    (m, stack) => {
      const authorizer = new m.authorizers.HttpJwtAuthorizer('Auth', issuer, { jwtAudience: ['a'] });
      for (const id of ['One', 'Two']) {
        const api = new m.apigwv2.HttpApi(stack, id, { defaultAuthorizer: authorizer });
        api.addRoutes({ path: '/a', integration: url(m) });
      }
    },
    { differs: 'authorizer-of-another-api' },
  ),
];

const pools: Record<string, (scope: Construct) => cognito.IUserPool> = {
  'a pool': (scope) => new cognito.UserPool(scope, 'Pool'),
  'an imported pool': (scope) => cognito.UserPool.fromUserPoolId(scope, 'Pool', 'eu-west-1_abc'),
  'a pool that is imported by ARN': (scope) =>
    cognito.UserPool.fromUserPoolArn(
      scope,
      'Pool',
      'arn:aws:cognito-idp:eu-west-1:111111111111:userpool/eu-west-1_abc',
    ),
  'a pool that is imported by a token': (scope) =>
    cognito.UserPool.fromUserPoolId(scope, 'Pool', Fn.importValue('pool')),
};

const clients = (scope: Construct, pool: cognito.IUserPool, ...ids: string[]) =>
  ids.map((id) => new cognito.UserPoolClient(scope, id, { userPool: pool }));

const userPool: Program[] = [
  ...[undefined, ENV, { ...ENV, region: 'cn-north-1' }].flatMap((env) =>
    rows(pools, (name, make) =>
      inStack(
        `user pool authorizer: ${name} in ${env?.region ?? 'an unknown region'}`,
        (m, stack) => secured(m, stack, new m.authorizers.HttpUserPoolAuthorizer('Auth', make(stack))),
        // The issuer in the template of aws-cdk-lib does not exist in the China partition.
        { env, ...(env?.region.startsWith('cn-') && { differs: 'user-pool-issuer' }) },
      ),
    ),
  ),
  inStack(
    'user pool authorizer: a pool in another region',
    (m, stack) => {
      const pool = cognito.UserPool.fromUserPoolArn(
        stack,
        'Pool',
        'arn:aws:cognito-idp:us-east-1:111111111111:userpool/us-east-1_abc',
      );
      return secured(m, stack, new m.authorizers.HttpUserPoolAuthorizer('Auth', pool));
    },
    { env: ENV, differs: 'user-pool-issuer' },
  ),
  ...rows<(stack: Stack, pool: cognito.IUserPool) => object>(
    {
      'a client': (stack, pool) => ({ userPoolClients: clients(stack, pool, 'Client') }),
      'several clients': (stack, pool) => ({ userPoolClients: clients(stack, pool, 'A', 'B', 'C') }),
      'an imported client': (stack) => ({
        userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', 'abc')],
      }),
      'a client that the pool creates': (_, pool) => ({ userPoolClients: [pool.addClient('web')] }),
      'a region': () => ({ userPoolRegion: 'us-east-2' }),
      'a region that is a token': () => ({ userPoolRegion: Fn.importValue('region') }),
      'a name': () => ({ authorizerName: 'own' }),
      'an identity source': () => ({ identitySource: ['$request.querystring.token'] }),
      'all properties': (stack, pool) => ({
        userPoolClients: clients(stack, pool, 'A', 'B'),
        userPoolRegion: 'eu-central-1',
        authorizerName: 'all',
        identitySource: ['$request.header.X-Token'],
      }),
    },
    (name, options) =>
      inStack(`user pool authorizer: ${name}`, (m, stack) => {
        const pool = new cognito.UserPool(stack, 'Pool');
        const authorizer = new m.authorizers.HttpUserPoolAuthorizer('Auth', pool, options(stack, pool));
        return { ...secured(m, stack, authorizer), type: authorizer.authorizationType };
      }),
  ),
  inStack('fails: user pool authorizer: an empty list of clients', (m, stack) => {
    const pool = new cognito.UserPool(stack, 'Pool');
    secured(m, stack, new m.authorizers.HttpUserPoolAuthorizer('Auth', pool, { userPoolClients: [] }));
  }),
  inApi('user pool authorizer: two pools', (m, api, stack) => {
    for (const id of ['One', 'Two']) {
      const authorizer = new m.authorizers.HttpUserPoolAuthorizer(`${id}Auth`, new cognito.UserPool(stack, id));
      api.addRoutes({ path: `/${id}`, integration: url(m, `${id}Int`), authorizer });
    }
  }),
  inApi('user pool authorizer: two authorizers of one pool, with separate clients', (m, api, stack) => {
    const pool = new cognito.UserPool(stack, 'Pool');
    for (const id of ['One', 'Two']) {
      const authorizer = new m.authorizers.HttpUserPoolAuthorizer(`${id}Auth`, pool, {
        userPoolClients: clients(stack, pool, id),
      });
      api.addRoutes({ path: `/${id}`, integration: url(m, `${id}Int`), authorizer });
    }
  }),
  {
    ...inApi('user pool authorizer: two authorizers of one pool, without clients', (m, api, stack) => {
      const pool = new cognito.UserPool(stack, 'Pool');
      for (const id of ['One', 'Two']) {
        const authorizer = new m.authorizers.HttpUserPoolAuthorizer(`${id}Auth`, pool);
        api.addRoutes({ path: `/${id}`, integration: url(m, `${id}Int`), authorizer });
      }
    }),
    differs: 'user-pool-default-client',
  },
  inApi('fails: user pool authorizer: the ID of an authorizer that no route uses', (m, _, stack) => {
    const authorizer = new m.authorizers.HttpUserPoolAuthorizer('Auth', new cognito.UserPool(stack, 'Pool'));
    return { id: authorizer.authorizerId };
  }),
  inStack(
    'user pool authorizer: one authorizer for two APIs',
    (m, stack) => {
      const authorizer = new m.authorizers.HttpUserPoolAuthorizer('Auth', new cognito.UserPool(stack, 'Pool'));
      for (const id of ['One', 'Two']) {
        const api = new m.apigwv2.HttpApi(stack, id, { defaultAuthorizer: authorizer });
        api.addRoutes({ path: '/a', integration: url(m) });
      }
    },
    { differs: 'authorizer-of-another-api' },
  ),
];

const located: Program[] = [
  ...rows(places, (place, at) => ({
    name: `JWT and user pool authorizers: in ${place}`,
    ...(place === 'a stack in China' && { differs: 'user-pool-issuer' }),
    build: (m: Modules, app: Build) => {
      const scope = at(app);
      const pool = new cognito.UserPool(scope, 'Pool');
      const out = secured(m, scope, new m.authorizers.HttpUserPoolAuthorizer('Auth', pool));
      const token = new m.authorizers.HttpJwtAuthorizer('Jwt', issuer, { jwtAudience: ['a'] });
      const api = new m.apigwv2.HttpApi(scope, 'Other', { defaultAuthorizer: token });
      api.addRoutes({ path: '/', integration: url(m) });
      new CfnOutput(scope, 'Id', { value: token.authorizerId });
      return out;
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `user pool authorizer: a pool in ${what}`,
    build: (m: Modules, app: Build) => {
      const [backend, front] = at(app);
      const pool = new cognito.UserPool(backend, 'Pool');
      return secured(m, front, new m.authorizers.HttpUserPoolAuthorizer('Auth', pool));
    },
  })),
  ...rows(splits, (what, at) => ({
    name: `user pool authorizer: a pool and its clients in ${what}`,
    build: (m: Modules, app: Build) => {
      const [backend, front] = at(app);
      const pool = new cognito.UserPool(backend, 'Pool');
      const userPoolClients = clients(backend, pool, 'A', 'B');
      return secured(m, front, new m.authorizers.HttpUserPoolAuthorizer('Auth', pool, { userPoolClients }));
    },
  })),
  {
    name: 'user pool authorizer: a pool in a stack of another region',
    differs: 'user-pool-issuer',
    build: (m, app) => {
      const crossRegionReferences = true;
      const backend = new Stack(app, 'Backend', { env: { ...ENV, region: 'us-east-1' }, crossRegionReferences });
      const front = new Stack(app, 'Front', { env: ENV, crossRegionReferences });
      const pool = new cognito.UserPool(backend, 'Pool');
      return secured(m, front, new m.authorizers.HttpUserPoolAuthorizer('Auth', pool));
    },
  },
  {
    name: 'user pool authorizer: a pool with a name in a stack of another region',
    build: (m, app) => {
      const crossRegionReferences = true;
      const backend = new Stack(app, 'Backend', { env: { ...ENV, region: 'us-east-1' }, crossRegionReferences });
      const front = new Stack(app, 'Front', { env: ENV, crossRegionReferences });
      const pool = new cognito.UserPool(backend, 'Pool');
      const authorizer = new m.authorizers.HttpUserPoolAuthorizer('Auth', pool, { userPoolRegion: 'us-east-1' });
      return secured(m, front, authorizer);
    },
  },
  ...rows(splits, (what, at) => ({
    name: `JWT authorizer: a route of an API in ${what}`,
    build: (m: Modules, app: Build) => {
      const [backend, front] = at(app);
      const httpApi = new m.apigwv2.HttpApi(backend, 'Api');
      const authorizer = new m.authorizers.HttpJwtAuthorizer('Auth', issuer, { jwtAudience: ['a'] });
      const routeKey = m.apigwv2.HttpRouteKey.with('/a', m.apigwv2.HttpMethod.GET);
      const route = new m.apigwv2.HttpRoute(front, 'Route', { httpApi, routeKey, authorizer, integration: url(m) });
      return { id: route.routeId, authorizer: authorizer.authorizerId };
    },
  })),
];

export const programs: Program[] = [...jwt, ...userPool, ...located];
