import { Fn } from 'aws-cdk-lib';

import { HttpLambdaAuthorizer } from '../../lib/authorizers/http-lambda';
import { IdentitySource } from '../../lib/common/identity-source';
import { HttpApi } from '../../lib/http/api';
import { HttpUrlIntegration } from '../../lib/integrations/http-url';
import { stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { fn } from '../parity/fixtures';

test.each([
  ['header', IdentitySource.header('X-Token'), '$request.header.X-Token', 'route.request.header.X-Token'],
  ['query', IdentitySource.queryString('t[0]'), '$request.querystring.t[0]', 'route.request.querystring.t[0]'],
  ['context', IdentitySource.context('identity.sourceIp'), '$context.identity.sourceIp', 'context.identity.sourceIp'],
  ['variable', IdentitySource.stageVariable('key'), '$stageVariables.key', 'stageVariables.key'],
])('an identity source of the %s type is rendered in the syntax of each protocol', (_kind, source, http, webSocket) => {
  expect([source.httpExpression, source.webSocketExpression]).toEqual([http, webSocket]);
});

test('the name of an identity source that is a token is not validated', () => {
  expect(IdentitySource.header(Fn.ref('Name')).httpExpression).toMatch(/^\$request\.header\.\$\{Token/);
});

test.each([
  ['header', IdentitySource.header('')],
  ['header', IdentitySource.header('a b')],
  ['query', IdentitySource.queryString('')],
  ['query', IdentitySource.queryString('a,b')],
  ['context', IdentitySource.context('$context. routeKey')],
  ['variable', IdentitySource.stageVariable('a{b')],
])(
  'an authorizer with an identity source that API Gateway cannot read (%s) fails when a route uses it',
  (_kind, source) => {
    const stack = stackOf();
    const authorizer = new HttpLambdaAuthorizer('Auth', fn(stack), { identitySources: [source] });
    const api = new HttpApi(stack, 'Api');
    const integration = new HttpUrlIntegration('Url', 'https://example.com');
    expectFailure(() => api.addRoutes({ path: '/a', integration, authorizer }), {
      code: 'IdentitySourceUnsupported',
      path: 'Stack/Api/Auth',
      given: `got '${source.httpExpression}'`,
      fix: 'Did you mean',
    });
  },
);
