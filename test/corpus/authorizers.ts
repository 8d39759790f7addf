import { CfnParameter, Fn } from 'aws-cdk-lib';
import type { CfnApi, CfnAuthorizerProps } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  FUNCTION,
  ROLE,
  http,
  invocations,
  jwt,
  request,
  resource,
  route,
  to,
  url,
  webSocket,
  functionOf,
} from './builders';
import type { Entry } from './entry';

const issued = (by: string, issuer: string, audience = ['client'], props: Partial<CfnAuthorizerProps> = {}): Entry => ({
  title: `JWT: ${by}`,
  build: (s) => {
    const api = http(s);
    route(api, 'GET /a', {
      authorizationType: 'JWT',
      authorizerId: jwt(api, issuer, audience, props).ref,
      ...to(url(api)),
    });
  },
});

const asks = (title: string, props: Partial<CfnAuthorizerProps>): Entry => ({
  title: `Lambda authorizer: ${title}`,
  build: (s) => {
    const api = http(s);
    route(api, 'GET /a', { authorizationType: 'CUSTOM', authorizerId: request(api, props).ref, ...to(url(api)) });
  },
});

const connects = (title: string, add: (api: CfnApi) => string): Entry => ({
  title: `WebSocket authorizer: ${title}`,
  build: (s) => {
    const api = webSocket(s);
    route(api, '$connect', { authorizationType: 'CUSTOM', authorizerId: add(api) });
  },
});

const TENANT = '0d5f0b3c-1111-4222-8333-444444444444';

const issuers: Entry[] = [
  issued('Cognito', 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf123', ['3n4b5urk1ft4fl3mg5e62d9ado']),
  issued('Cognito in China', 'https://cognito-idp.cn-north-1.amazonaws.com.cn/cn-north-1_abc'),
  issued('Cognito in GovCloud', 'https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_abc'),
  issued('Auth0, with a trailing slash', 'https://tenant.eu.auth0.com/', ['https://api.example.com/']),
  issued('Azure, version 1, with a trailing slash', `https://sts.windows.net/${TENANT}/`, [`api://${TENANT}`]),
  issued('Azure, version 2', `https://login.microsoftonline.com/${TENANT}/v2.0`, [TENANT]),
  issued('Okta', 'https://dev-123456.okta.com/oauth2/default', ['api://default', '0oa1b2c3']),
  issued('Google', 'https://accounts.google.com', ['123-abc.apps.googleusercontent.com']),
  issued('Firebase', 'https://securetoken.google.com/my-project', ['my-project']),
  issued('Keycloak with a port', 'https://sso.example.com:8443/realms/shop', ['account']),
  issued('GitHub Actions', 'https://token.actions.githubusercontent.com', ['sts.amazonaws.com']),
  issued('Apple', 'https://appleid.apple.com', ['com.example.app']),
  issued(
    'fifty audiences',
    'https://tenant.auth0.com/',
    Array.from({ length: 50 }, (_, i) => `client${i}`),
  ),
  issued('two audiences (Terraform acceptance test)', 'https://tenant.auth0.com/', ['test', 'testing']),
  issued('a token in the query string', 'https://tenant.auth0.com/', ['a'], {
    identitySource: ['$request.querystring.access_token'],
  }),
  issued('a token in a header other than Authorization', 'https://tenant.auth0.com/', ['a'], {
    identitySource: ['$request.header.x-id-token'],
  }),
  issued('a header name in lower case', 'https://tenant.auth0.com/', ['a'], {
    identitySource: ['$request.header.authorization'],
  }),
  issued('a name with spaces', 'https://tenant.auth0.com/', ['a'], { name: 'My authorizer (prod)' }),
  {
    title: 'JWT: user pools from the stack, parameters, exports and Fn::Sub',
    build: (s) => {
      const api = http(s);
      const pool = resource(s, 'AWS::Cognito::UserPool');
      const client = resource(s, 'AWS::Cognito::UserPoolClient', { UserPoolId: pool.ref }).ref;
      const clients = new CfnParameter(s, 'Clients', { type: 'CommaDelimitedList' }).valueAsList;
      jwt(api, pool.getAtt('ProviderURL').toString(), [client]);
      jwt(api, `https://cognito-idp.${s.region}.amazonaws.com/${pool.ref}`, [client, Fn.importValue('Client')]);
      jwt(api, Fn.sub('https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${Pool}', { Pool: pool.ref }), clients);
      jwt(api, Fn.importValue('Issuer'), ['a']);
      jwt(api, '{{resolve:ssm:/shop/issuer}}', ['{{resolve:ssm:/shop/client}}']);
    },
  },
];

const functions: Entry[] = [
  asks('no identity source and no TTL (Terraform acceptance test)', {}),
  asks('no identity source and no cache', { authorizerResultTtlInSeconds: 0 }),
  asks('payload format 1.0 (Terraform acceptance test)', {
    authorizerPayloadFormatVersion: '1.0',
    identitySource: ['$request.header.Authorization'],
  }),
  asks('simple responses and the maximum TTL', {
    enableSimpleResponses: true,
    authorizerResultTtlInSeconds: 3600,
    identitySource: ['$request.header.Authorization'],
  }),
  asks('disabled simple responses', {
    enableSimpleResponses: false,
    identitySource: ['$request.header.Auth'],
  }),
  asks('every kind of identity source (developer guide)', {
    identitySource: [
      '$request.header.Authorization',
      '$request.header.x-tenant_id',
      '$request.querystring.token',
      '$context.routeKey',
      '$context.identity.sourceIp',
      '$stageVariables.key',
    ],
    authorizerResultTtlInSeconds: 300,
  }),
  asks('a cache for each route (developer guide)', {
    identitySource: ['$request.header.Authorization', '$context.routeKey'],
    authorizerResultTtlInSeconds: 1,
  }),
  asks('a role (Terraform acceptance test)', {
    authorizerCredentialsArn: ROLE,
    identitySource: ['$request.querystring.token'],
  }),
  asks('an alias and a function of another account', {
    authorizerUri: invocations('arn:aws:lambda:eu-west-1:222222222222:function:auth:live'),
    identitySource: ['$request.header.Authorization'],
  }),
  asks('a function that a stage variable names', {
    authorizerUri: invocations('arn:aws:lambda:eu-west-1:111111111111:function:${stageVariables.auth}'),
    identitySource: ['$request.header.Authorization'],
  }),
  asks('a name of 128 characters', { name: 'n'.repeat(128), identitySource: ['$request.header.Authorization'] }),
  {
    title: 'Lambda authorizer: URIs from Fn::Sub, Fn::Join and an export',
    build: (s) => {
      const api = http(s);
      const arn = functionOf(s);
      const start = `arn:${s.partition}:apigateway:${s.region}:lambda:path/2015-03-31/functions/`;
      request(api, { authorizerUri: `${start}${arn}/invocations`, authorizerCredentialsArn: ROLE });
      request(api, { authorizerUri: Fn.join('', [start, FUNCTION, '/invocations']) });
      request(api, { authorizerUri: Fn.importValue('AuthorizerUri') });
    },
  },
  {
    title: 'authorizers: ten authorizers of one API, of both types',
    build: (s) => {
      const api = http(s);
      for (let i = 0; i < 5; i++) {
        jwt(api, `https://tenant${i}.auth0.com/`);
        request(api, { identitySource: ['$request.header.Authorization'] });
      }
    },
  },
  {
    title: 'authorizers: one authorizer of many routes',
    build: (s) => {
      const api = http(s);
      const authorizerId = jwt(api, 'https://tenant.auth0.com/').ref;
      route(api, 'GET /a', { authorizationType: 'JWT', authorizerId, authorizationScopes: ['read'] });
      route(api, 'POST /a', { authorizationType: 'JWT', authorizerId, authorizationScopes: ['write', 'admin'] });
      route(api, '$default', { authorizationType: 'JWT', authorizerId });
    },
  },
];

const sockets: Entry[] = [
  connects('no identity source (Terraform acceptance test)', (api) => request(api).ref),
  connects('a header (Terraform acceptance test)', (api) => {
    return request(api, { identitySource: ['route.request.header.Auth'] }).ref;
  }),
  connects('a header and a query string, with a role (Terraform acceptance test)', (api) => {
    const identitySource = ['route.request.header.Auth', 'route.request.querystring.Name'];
    return request(api, { identitySource, authorizerCredentialsArn: ROLE }).ref;
  }),
  connects('stage variables and context (developer guide)', (api) => {
    return request(api, { identitySource: ['stageVariables.key', 'context.stage', 'context.identity.sourceIp'] }).ref;
  }),
  connects('names with dots, underscores and hyphens', (api) => {
    const identitySource = ['route.request.querystring.auth_token', 'route.request.header.Sec-WebSocket-Protocol'];
    return request(api, { identitySource: [...identitySource, 'route.request.header.a.b'] }).ref;
  }),
  connects('an existing authorizer', () => 'abc123'),
];

export const entries: Entry[] = [...issuers, ...functions, ...sockets];
