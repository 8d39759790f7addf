import { CfnCondition, CfnParameter, Fn } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { http, jwt, request, route, stage, to, url } from './builders';
import type { Entry } from './entry';

const ISSUER = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';

/** An entry with an HTTP API, a deployed stage, and a route for each key. All routes call the same URL. */
const keys = (title: string, ...routeKeys: string[]): Entry => ({
  title: `routes: ${title}`,
  build: (s) => {
    const api = http(s);
    const target = to(url(api));
    for (const key of routeKeys) {
      route(api, key, target);
    }
    stage(api);
  },
});

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY'];

export const entries: Entry[] = [
  keys('every method on the root', ...METHODS.map((method) => `${method} /`)),
  keys('only the catch-all route', '$default'),
  keys('the root and a greedy path, as for Express apps', 'ANY /', 'ANY /{proxy+}'),
  keys('the catch-all route and a greedy path (developer guide)', '$default', 'ANY /{proxy+}', 'GET /{proxy+}'),
  keys(
    'the precedence of routes in the developer guide',
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    '$default',
  ),
  keys('well-known files', 'GET /.well-known/openid-configuration', 'GET /.well-known/jwks.json', 'GET /robots.txt'),
  keys('custom verbs with a colon', 'POST /v1/events:batchGet', 'POST /v1/events:batch-write', 'GET /v1/a:b:c'),
  keys('paths that differ only in letter case', 'GET /Books', 'GET /books', 'GET /BOOKS'),
  keys('underscores, hyphens and digits', 'GET /my_books/list-all/2024', 'GET /_health', 'GET /-/ready', 'GET /1'),
  keys('parameters with underscores, hyphens, dots and colons', 'GET /{user_id}/{book-id}/{x.y}/{a:b}/{N1}'),
  keys(
    'fixed and variable segments in the same position',
    'GET /users/me',
    'GET /users/{id}',
    'GET /users/{id}/books/{isbn}',
  ),
  keys('one parameter in routes of several methods', 'GET /users/{id}', 'PUT /users/{id}', 'DELETE /users/{id}'),
  keys('greedy paths after fixed segments', 'ANY /api/{proxy+}', 'ANY /static/{file+}', 'GET /a/{id}/{rest+}'),
  keys('a resource and its children', 'GET /a', 'GET /a/b', 'GET /a/b/c', 'GET /a/b/c/d/e/f/g/h/i/j/k/l/m/n'),
  keys('segments of single characters', 'GET /a/{b}', 'GET /_', 'GET /1/2'),
  keys('300 routes of one API', ...Array.from({ length: 300 }, (_, i) => `GET /books/${i}`)),
  {
    title: 'routes: a route without a target, as in the Terraform acceptance test',
    build: (s) => route(http(s), '$default'),
  },
  {
    title: 'routes: explicit default values for API keys and authorization, as Terraform sends them',
    build: (s) => {
      const api = http(s);
      route(api, 'GET /a', { apiKeyRequired: false, authorizationType: 'NONE', ...to(url(api)) });
    },
  },
  {
    title: 'routes: IAM authorization with an operation name of 64 characters',
    build: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'AWS_IAM', operationName: 'o'.repeat(64), ...to(url(api)) });
    },
  },
  {
    title: 'routes: ten scopes, including a scope of 64 characters',
    build: (s) => {
      const api = http(s);
      const authorizationScopes = ['s'.repeat(64), ...Array.from({ length: 9 }, (_, i) => `books/read${i}`)];
      route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: jwt(api, ISSUER).ref, authorizationScopes });
    },
  },
  {
    title: 'routes: scopes in the formats of Cognito, Azure, Google and Auth0',
    build: (s) => {
      const api = http(s);
      const authorizationScopes = [
        'aws.cognito.signin.user.admin',
        'https://api.example.com/books.read',
        'api://0d5f0b3c-1111-4222-8333-444444444444/access',
        'https://www.googleapis.com/auth/userinfo.email',
        'read:books',
        'openid',
      ];
      route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: jwt(api, ISSUER).ref, authorizationScopes });
    },
  },
  {
    title: 'routes: an empty list of scopes, as Terraform and Serverless create it',
    build: (s) => {
      const api = http(s);
      route(api, 'GET /a', { authorizationType: 'JWT', authorizerId: jwt(api, ISSUER).ref, authorizationScopes: [] });
    },
  },
  {
    title: 'routes: every kind of authorization on one API',
    build: (s) => {
      const api = http(s);
      const target = to(url(api));
      route(api, 'GET /open', target);
      route(api, 'GET /iam', { authorizationType: 'AWS_IAM', ...target });
      route(api, 'GET /jwt', { authorizationType: 'JWT', authorizerId: jwt(api, ISSUER).ref, ...target });
      route(api, 'GET /custom', { authorizationType: 'CUSTOM', authorizerId: request(api).ref, ...target });
    },
  },
  {
    title: 'routes: targets by Fn::Join, by Fn::Sub and by ID',
    build: (s) => {
      const api = http(s);
      const behind = url(api);
      route(api, 'GET /a', { target: Fn.join('/', ['integrations', behind.ref]) });
      route(api, 'GET /b', { target: Fn.sub('integrations/${Id}', { Id: behind.ref }) });
      route(api, 'GET /c', { target: 'integrations/abc1234' });
      route(api, 'GET /d', { target: Fn.importValue('Target') });
    },
  },
  {
    title: 'routes: routes of an existing API with an existing authorizer',
    build: (s) => {
      new CfnRoute(s, 'A', { apiId: 'a1b2c3d4e5', routeKey: 'GET /a', target: 'integrations/abc1234' });
      new CfnRoute(s, 'B', { apiId: Fn.importValue('ApiId'), routeKey: 'GET /a', target: 'integrations/abc1234' });
      new CfnRoute(s, 'C', {
        apiId: 'a1b2c3d4e5',
        routeKey: 'GET /c',
        authorizationType: 'JWT',
        authorizerId: 'abc123',
        authorizationScopes: ['books/read'],
      });
    },
  },
  {
    title: 'routes: route keys from parameters and from several parts',
    build: (s) => {
      const api = http(s);
      const path = new CfnParameter(s, 'Path', { default: 'books' }).valueAsString;
      route(api, `GET /${path}`);
      route(api, `GET /${path}/{id}`);
      route(api, path);
      route(api, Fn.join(' ', ['POST', Fn.join('/', ['', path])]));
    },
  },
  {
    title: 'routes: one route key of two APIs, and twice of one API under opposite conditions',
    build: (s) => {
      const api = http(s);
      route(http(s), 'GET /a');
      const blue = new CfnCondition(s, 'Blue', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') });
      const green = new CfnCondition(s, 'Green', { expression: Fn.conditionNot(blue) });
      route(api, 'GET /a', to(url(api))).cfnOptions.condition = blue;
      route(api, 'GET /a', to(url(api))).cfnOptions.condition = green;
    },
  },
  {
    title: 'routes: authorization that depends on a condition, as in templates for several environments',
    build: (s) => {
      const api = http(s);
      const id = new CfnCondition(s, 'Prod', { expression: Fn.conditionEquals(Fn.ref('AWS::Region'), 'eu-west-1') })
        .logicalId;
      route(api, 'GET /a', {
        authorizationType: Fn.conditionIf(id, 'JWT', 'NONE').toString(),
        authorizerId: Fn.conditionIf(id, jwt(api, ISSUER).ref, Fn.ref('AWS::NoValue')).toString(),
        ...to(url(api)),
      });
    },
  },
];
