import { Lazy, Stack, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { fn, inApi, inStack, role, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

const paths: Record<string, string> = {
  'the root': '/',
  'one segment': '/books',
  'two segments': '/books/all',
  'a parameter': '/books/{id}',
  'only a parameter': '/{id}',
  'a greedy parameter': '/{proxy+}',
  'a greedy parameter under a segment': '/books/{proxy+}',
  'a parameter between literals': '/users/{id}/public',
  'many parameters': '/a/{b}/c/{d}/{e+}',
  'dots and dashes': '/v1.0/a-b_c',
  'a colon': '/users:search/all',
  'capital letters': '/Books/ISBN',
  digits: '/0/1/2',
  'a long path': `/${'segment/'.repeat(40)}end`,
  'a very long path': `/${'x'.repeat(300)}`,
};

/** Paths that aws-cdk-lib accepts but API Gateway rejects. */
const rejectedPaths: Record<string, [string, string]> = {
  'a space': ['/a b', 'API Gateway rejects a space in a path'],
  'a tilde': ['/v1.0/a-b_c~d', 'API Gateway rejects a tilde in a path'],
  'a percent sign': ['/a%20b', 'API Gateway rejects a percent sign in a path'],
  'a dollar sign': ['/$metadata', 'API Gateway rejects a dollar sign in a path'],
  'a colon and an at sign': ['/users:search/@me', 'API Gateway rejects an at sign in a path'],
  'an asterisk': ['/*', 'API Gateway rejects an asterisk in a path'],
  'non-ASCII letters': ['/bücher/本', 'API Gateway rejects letters other than a to z in a path'],
  'a plus and a comma': ["/a+b,c;d=e&f!g(h)'i", 'API Gateway rejects a plus sign and a comma in a path'],
  'a double slash': ['/a//b', 'API Gateway rejects an empty segment'],
  'braces in a literal': ['/a{b}c', 'API Gateway rejects braces inside a literal'],
  'an open brace': ['/a/{b', 'API Gateway rejects an unbalanced brace'],
  'a greedy parameter before the end': ['/{proxy+}/x', 'a greedy parameter must be the last segment'],
  'the same parameter name twice': ['/{a}/{a}', 'two parameters must have different names'],
  'a question mark': ['/a?b=c', 'API Gateway rejects a query string in a path'],
  'a number sign': ['/a#b', 'API Gateway rejects a fragment in a path'],
  'empty braces': ['/{}', 'API Gateway rejects a parameter without a name'],
};

const badPaths: Record<string, string> = {
  'no slash': 'books',
  'an empty path': '',
  'a slash at the end': '/books/',
  'only two slashes': '//',
  'an asterisk without a slash': '*',
};

const ids: Record<string, string> = {
  spaces: 'My Route',
  'digits first': '1route',
  'non-ASCII letters': 'größe',
  dots: 'a.b.c',
  dashes: 'a-b-c',
  'a long path': 'x'.repeat(255),
  'a brace': '{id}',
};

const badIds: Record<string, string> = { 'an empty ID': '' };

const reservedIds: Record<string, string> = { Resource: 'Resource', Default: 'Default' };

const routePath = (m: Modules, stack: Stack, id: string, path: string): Record<string, unknown> => {
  const api = new m.apigwv2.HttpApi(stack, `Api${id}`);
  const all = api.addRoutes({
    path,
    methods: [m.apigwv2.HttpMethod.GET, m.apigwv2.HttpMethod.ANY],
    integration: url(m),
  });
  const route = new m.apigwv2.HttpRoute(stack, `Route${id}`, {
    httpApi: api,
    routeKey: m.apigwv2.HttpRouteKey.with(path, m.apigwv2.HttpMethod.POST),
    integration: new m.integrations.HttpLambdaIntegration('Lambda', fn(stack, `Fn${id}`)),
  });
  return {
    arns: [...all, route].map((r) => r.routeArn),
    paths: [...all, route].map((r) => r.path),
    refs: [...all, route].map((r) => r.routeRef),
    constructs: [...all, route],
  };
};

const grants: Record<string, (m: Modules) => import('aws-cdk-lib/aws-apigatewayv2').GrantInvokeOptions | undefined> = {
  'no options': () => undefined,
  'empty options': () => ({}),
  'undefined methods': () => ({ httpMethods: undefined }),
  'the same method': (m) => ({ httpMethods: [m.apigwv2.HttpMethod.GET] }),
};

const iamRoute = (
  m: Modules,
  api: import('aws-cdk-lib/aws-apigatewayv2').HttpApi,
  path: string,
  method?: 'GET' | 'ANY',
) =>
  api.addRoutes({
    path,
    methods: method && [m.apigwv2.HttpMethod[method]],
    integration: url(m, 'I'),
    authorizer: new m.authorizers.HttpIamAuthorizer(),
  })[0];

export const programs: Program[] = [
  ...rows(paths, (name, path) =>
    inStack(`path of an HTTP route: ${name}`, (m, stack) => routePath(m, stack, '', path)),
  ),
  ...rows(rejectedPaths, (name, [path, undeployable]) =>
    inStack(`path of an HTTP route: ${name}`, (m, stack) => routePath(m, stack, '', path), { undeployable }),
  ),
  ...rows(badPaths, (name, path) =>
    inApi(`fails: path of an HTTP route: ${name}`, (m, api) => {
      api.addRoutes({ path, methods: [m.apigwv2.HttpMethod.GET], integration: url(m) });
    }),
  ),
  ...rows(badPaths, (name, path) =>
    inStack(`fails: HTTP route key: a path with ${name}`, (m) => {
      m.apigwv2.HttpRouteKey.with(path, m.apigwv2.HttpMethod.GET);
    }),
  ),
  ...rows(ids, (name, id) =>
    inApi(`construct ID of an HTTP route: ${name}`, (m, api, stack) => {
      const route = new m.apigwv2.HttpRoute(stack, id, {
        httpApi: api,
        routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
        integration: new m.integrations.HttpLambdaIntegration(id, fn(stack)),
        authorizer: new m.authorizers.HttpJwtAuthorizer(id.slice(0, 128), 'https://issuer.example.com', {
          jwtAudience: ['a'],
        }),
      });
      const stage = new m.apigwv2.HttpStage(api, `${id.slice(0, 250)}S`, { httpApi: api, stageName: 's' });
      return { route, stage, arn: route.routeArn };
    }),
  ),
  ...rows(badIds, (name, id) =>
    inApi(`fails: construct ID of an HTTP route: ${name}`, (m, api, stack) => {
      new m.apigwv2.HttpRoute(stack, id, {
        httpApi: api,
        routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
        integration: url(m),
      });
    }),
  ),
  ...rows(reservedIds, (name, id) =>
    inApi(`construct ID of an HTTP route: ${name}`, (m, api, stack) => {
      new m.apigwv2.HttpRoute(stack, id, {
        httpApi: api,
        routeKey: m.apigwv2.HttpRouteKey.with('/x', m.apigwv2.HttpMethod.GET),
        integration: new m.integrations.HttpLambdaIntegration('L', fn(stack)),
      });
    }),
  ),
  ...rows(reservedIds, (name, id) =>
    inApi(`fails: HTTP route: an authorizer with the construct ID ${name}`, (m, api) => {
      const authorizer = new m.authorizers.HttpJwtAuthorizer(id, 'https://issuer.example.com', { jwtAudience: ['a'] });
      api.addRoutes({ path: '/x', integration: url(m, 'U'), authorizer });
    }),
  ),
  inStack('fails: HTTP route: an integration with the construct ID Default', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m, 'Default') });
  }),
  inApi('fails: HTTP route: an integration with the construct ID Resource', (m, api) => {
    api.addRoutes({ path: '/x', integration: url(m, 'Resource') });
  }),
  inStack('HTTP route key: the same members', (m) => {
    const { HttpRouteKey, HttpMethod } = m.apigwv2;
    const keys = [
      HttpRouteKey.DEFAULT,
      HttpRouteKey.with('/a', HttpMethod.GET),
      HttpRouteKey.with('/', HttpMethod.ANY),
      HttpRouteKey.with('/{a+}', HttpMethod.OPTIONS),
    ];
    return { keys: keys.map(({ key, method, path }) => ({ key, method, path })) };
  }),
  inStack(
    'HTTP route key: a key without a method',
    (m) => {
      const { key, method, path } = m.apigwv2.HttpRouteKey.with('/x');
      return { key, method, path };
    },
    { differs: 'http-route-key-default-method' },
  ),
  inApi(
    'HTTP route: a key without a method',
    (m, api, stack) => {
      new m.apigwv2.HttpRoute(stack, 'R', {
        httpApi: api,
        routeKey: m.apigwv2.HttpRouteKey.with('/x'),
        integration: url(m),
      });
    },
    undefined,
    { differs: 'http-route-key-default-method' },
  ),
  inApi('HTTP route: a route construct with the default key', (m, _, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Other');
    const route = new m.apigwv2.HttpRoute(stack, 'R', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.DEFAULT,
      integration: url(m),
    });
    return { arn: route.routeArn, path: route.path, api: route.httpApi, ref: route.routeRef, env: [route.env.region] };
  }),
  inStack('HTTP route: the default key with a Lambda integration', (m, stack) => {
    new m.apigwv2.HttpApi(stack, 'Api', {
      defaultIntegration: new m.integrations.HttpLambdaIntegration('I', fn(stack)),
    });
  }),
  inStack('HTTP route: one route for each method', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const integration = url(m);
    return {
      arns: Object.values(m.apigwv2.HttpMethod).map(
        (method) => api.addRoutes({ path: `/${method}`, methods: [method], integration })[0].routeArn,
      ),
    };
  }),
  inStack('HTTP route: all methods in one call', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const routes = api.addRoutes({ path: '/x', methods: Object.values(m.apigwv2.HttpMethod), integration: url(m) });
    return { routes, arns: routes.map((r) => r.routeArn) };
  }),
  inApi('HTTP route: no list of methods', (m, api) => ({ routes: api.addRoutes({ path: '/x', integration: url(m) }) })),
  inApi('HTTP route: an empty list of methods', (m, api) => ({
    routes: api.addRoutes({ path: '/x', methods: [], integration: url(m) }),
  })),
  inApi('HTTP route: the order of methods', (m, api) => {
    const { HttpMethod } = m.apigwv2;
    const routes = api.addRoutes({
      path: '/x',
      methods: [HttpMethod.PUT, HttpMethod.DELETE, HttpMethod.GET],
      integration: url(m),
    });
    return { routes };
  }),
  inApi('fails: HTTP route: the same method twice', (m, api) => {
    api.addRoutes({ path: '/x', methods: [m.apigwv2.HttpMethod.GET, m.apigwv2.HttpMethod.GET], integration: url(m) });
  }),
  inApi('fails: HTTP route: the same route in two calls', (m, api) => {
    for (let i = 0; i < 2; i++) {
      api.addRoutes({ path: '/x', methods: [m.apigwv2.HttpMethod.GET], integration: url(m) });
    }
  }),
  inApi('fails: HTTP route: a stage with the construct ID of a route', (m, api) => {
    api.addStage('GET--x', { stageName: 's' });
    api.addRoutes({ path: '/x', methods: [m.apigwv2.HttpMethod.GET], integration: url(m) });
  }),
  inApi('HTTP route: one path with different methods in two calls', (m, api, stack) => {
    const { HttpMethod } = m.apigwv2;
    api.addRoutes({ path: '/x', methods: [HttpMethod.GET], integration: url(m, 'One') });
    api.addRoutes({
      path: '/x',
      methods: [HttpMethod.ANY],
      integration: new m.integrations.HttpLambdaIntegration('Two', fn(stack)),
    });
  }),
  inApi('HTTP route: an integration that only the second route uses', (m, api) => {
    const shared = url(m, 'Shared');
    api.addRoutes({ path: '/b', integration: shared });
    api.addRoutes({ path: '/a', integration: shared });
    api.addRoutes({ path: '/c', integration: url(m, 'Shared') });
  }),
  inApi('HTTP route: one Lambda integration for many routes', (m, api, stack) => {
    const shared = new m.integrations.HttpLambdaIntegration('Shared', fn(stack));
    const { HttpMethod } = m.apigwv2;
    for (const path of ['/books', '/books/{id}', '/authors', '/authors/{id}/books', '/{proxy+}']) {
      api.addRoutes({ path, methods: [HttpMethod.GET, HttpMethod.PUT], integration: shared });
    }
  }),
  inApi('HTTP route: one Lambda integration with one permission for many routes', (m, api, stack) => {
    const shared = new m.integrations.HttpLambdaIntegration('Shared', fn(stack), { scopePermissionToRoute: false });
    for (const path of ['/books', '/books/{id}', '/{proxy+}']) {
      api.addRoutes({ path, integration: shared });
    }
  }),
  inApi('HTTP route: two integrations with one function', (m, api, stack) => {
    const handler = fn(stack);
    api.addRoutes({ path: '/a', integration: new m.integrations.HttpLambdaIntegration('A', handler) });
    api.addRoutes({ path: '/b', integration: new m.integrations.HttpLambdaIntegration('B', handler) });
  }),
  inApi('fails: HTTP route: one integration for two APIs', (m, api, stack) => {
    const shared = url(m);
    api.addRoutes({ path: '/a', integration: shared });
    new m.apigwv2.HttpApi(stack, 'Other').addRoutes({ path: '/a', integration: shared });
  }),
  inApi('fails: HTTP route: one Lambda integration for two APIs', (m, api, stack) => {
    const shared = new m.integrations.HttpLambdaIntegration('Shared', fn(stack));
    api.addRoutes({ path: '/a', integration: shared });
    new m.apigwv2.HttpApi(stack, 'Other', { defaultIntegration: shared });
  }),
  inStack('HTTP route: one function for two APIs', (m, stack) => {
    const handler = fn(stack);
    for (const id of ['A', 'B']) {
      const api = new m.apigwv2.HttpApi(stack, id);
      api.addRoutes({ path: '/x', integration: new m.integrations.HttpLambdaIntegration('I', handler) });
    }
  }),
  inStack('HTTP route: a route in a separate scope and a route in the scope of the API', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const scope = new Stack(stack, 'Inner');
    const routes = [api, scope].map(
      (s, i) =>
        new m.apigwv2.HttpRoute(s, 'R', {
          httpApi: api,
          routeKey: m.apigwv2.HttpRouteKey.with(`/${i}`, m.apigwv2.HttpMethod.GET),
          integration: url(m, `U${i}`),
        }),
    );
    return { routes };
  }),
  ...rows(grants, (name, of) =>
    inApi(`grant on an HTTP route: ${name}`, (m, api, stack) => {
      const grant = iamRoute(m, api, '/books/{id}', 'GET').grantInvoke(role(stack), of(m));
      return { success: grant.success, statements: grant.principalStatements.map((s) => s.toStatementJson()) };
    }),
  ),
  inApi('fails: grant on an HTTP route: an empty list of methods', (m, api, stack) => {
    iamRoute(m, api, '/books/{id}', 'GET').grantInvoke(role(stack), { httpMethods: [] });
  }),
  inApi('grant on an HTTP route: methods of an ANY route', (m, api, stack) => {
    const { HttpMethod } = m.apigwv2;
    const route = iamRoute(m, api, '/x');
    route.grantInvoke(role(stack, 'A'));
    route.grantInvoke(role(stack, 'B'), { httpMethods: [HttpMethod.GET, HttpMethod.POST] });
    route.grantInvoke(role(stack, 'C'), { httpMethods: [HttpMethod.ANY] });
    route.grantInvoke(role(stack, 'D'), { httpMethods: Object.values(HttpMethod) });
  }),
  inApi('grant on an HTTP route: a user, a group, a service and an account', (m, api, stack) => {
    const route = iamRoute(m, api, '/x', 'GET');
    route.grantInvoke(new iam.User(stack, 'User'));
    route.grantInvoke(new iam.Group(stack, 'Group'));
    const other = route.grantInvoke(new iam.ServicePrincipal('lambda.amazonaws.com'));
    const account = route.grantInvoke(new iam.AccountPrincipal('222222222222'));
    const imported = route.grantInvoke(iam.Role.fromRoleArn(stack, 'Imported', 'arn:aws:iam::111111111111:role/x'));
    return { other: other.success, account: account.success, imported: imported.success };
  }),
  inApi('grant on an HTTP route: two grants to one role', (m, api, stack) => {
    const grantee = role(stack);
    iamRoute(m, api, '/x', 'GET').grantInvoke(grantee);
    iamRoute(m, api, '/y', 'GET').grantInvoke(grantee);
    iamRoute(m, api, '/{proxy+}', 'ANY').grantInvoke(grantee);
  }),
  inStack('grant on an HTTP route: a route with a default IAM authorizer', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', {
      defaultAuthorizer: new m.authorizers.HttpIamAuthorizer(),
      defaultIntegration: url(m),
    });
    const [route] = api.addRoutes({ path: '/x', integration: url(m, 'U') });
    route.grantInvoke(role(stack));
  }),
  inStack('grant on an HTTP route: the default route', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const route = new m.apigwv2.HttpRoute(stack, 'R', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.DEFAULT,
      integration: url(m),
      authorizer: new m.authorizers.HttpIamAuthorizer(),
    });
    route.grantInvoke(role(stack));
    return { arn: route.routeArn };
  }),
  inApi('fails: grant on an HTTP route: a route without an authorizer', (m, api, stack) => {
    api.addRoutes({ path: '/x', integration: url(m) })[0].grantInvoke(role(stack));
  }),
  inApi('fails: grant on an HTTP route: a route with an authorizer other than the IAM authorizer', (m, api, stack) => {
    const authorizer = new m.authorizers.HttpJwtAuthorizer('J', 'https://issuer.example.com', { jwtAudience: ['a'] });
    api.addRoutes({ path: '/x', integration: url(m), authorizer })[0].grantInvoke(role(stack));
  }),
  inApi('fails: grant on an HTTP route: a method that the route does not have', (m, api, stack) => {
    iamRoute(m, api, '/x', 'GET').grantInvoke(role(stack), { httpMethods: [m.apigwv2.HttpMethod.POST] });
  }),
  inApi('fails: grant on an HTTP route: a method of the route and another method', (m, api, stack) => {
    const { HttpMethod } = m.apigwv2;
    iamRoute(m, api, '/x', 'GET').grantInvoke(role(stack), { httpMethods: [HttpMethod.GET, HttpMethod.POST] });
  }),
  inApi('fails: grant on an HTTP route: the method ANY of a GET route', (m, api, stack) => {
    iamRoute(m, api, '/x', 'GET').grantInvoke(role(stack), { httpMethods: [m.apigwv2.HttpMethod.ANY] });
  }),
  inApi(
    'fails: HTTP route: tokens in the path of addRoutes',
    (m, api) => {
      api.addRoutes({ path: `/${Lazy.string({ produce: () => 'lazy' })}`, integration: url(m) });
    },
    undefined,
    { differs: 'token-route-path' },
  ),
  inApi('HTTP route: a path of tokens', (m, api, stack) => {
    const path = `/${Lazy.string({ produce: () => 'lazy' })}`;
    const route = new m.apigwv2.HttpRoute(stack, 'R', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with(path, m.apigwv2.HttpMethod.GET),
      integration: url(m),
    });
    return { arn: route.routeArn, path: route.path };
  }),
  inApi('HTTP route: a path with a token inside', (m, api, stack) => {
    const route = new m.apigwv2.HttpRoute(stack, 'R', {
      httpApi: api,
      routeKey: m.apigwv2.HttpRouteKey.with(`/a/${stack.region}/{id}`, m.apigwv2.HttpMethod.ANY),
      integration: new m.integrations.HttpLambdaIntegration('L', fn(stack)),
    });
    return { arn: route.routeArn, path: route.path };
  }),
  inStack(
    'fails: HTTP route: a path that is a token',
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api');
      const path = Token.asString({ Ref: 'Param' });
      const route = new m.apigwv2.HttpRoute(stack, 'R', {
        httpApi: api,
        routeKey: m.apigwv2.HttpRouteKey.with(path, m.apigwv2.HttpMethod.GET),
        integration: new m.integrations.HttpLambdaIntegration('L', fn(stack)),
      });
      return { arn: route.routeArn, path: route.path };
    },
    { differs: 'token-route-path' },
  ),
  inApi(
    'HTTP route: scopes without an authorizer',
    (m, api) => {
      api.addRoutes({ path: '/x', integration: url(m), authorizationScopes: ['a'] });
    },
    undefined,
    { undeployable: 'only JWT authorizers support scopes' },
  ),
  inApi('HTTP route: an empty list of scopes', (m, api) => {
    api.addRoutes({ path: '/x', integration: url(m), authorizationScopes: [] });
  }),
  inStack('HTTP route: 120 routes', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api');
    const integration = new m.integrations.HttpLambdaIntegration('L', fn(stack), { scopePermissionToRoute: false });
    for (let i = 0; i < 40; i++) {
      const { GET, POST, DELETE } = m.apigwv2.HttpMethod;
      api.addRoutes({ path: `/r${i}/{id}`, methods: [GET, POST, DELETE], integration });
    }
  }),
];
