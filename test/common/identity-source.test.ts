import { Fn } from 'aws-cdk-lib';

import { IdentitySource } from '../../lib/common/identity-source';
import { expectFailure } from '../_helpers/failure';

test.each([
  ['header', IdentitySource.header('X-Token'), '$request.header.X-Token', 'route.request.header.X-Token'],
  ['query', IdentitySource.queryString('t[0]'), '$request.querystring.t[0]', 'route.request.querystring.t[0]'],
  ['context', IdentitySource.context('identity.sourceIp'), '$context.identity.sourceIp', 'context.identity.sourceIp'],
  ['variable', IdentitySource.stageVariable('key'), '$stageVariables.key', 'stageVariables.key'],
])('a source of kind %s is spelled as each protocol has it', (_kind, source, http, webSocket) => {
  expect([source.httpExpression, source.webSocketExpression]).toEqual([http, webSocket]);
});

test('a name of a token is not judged', () => {
  expect(IdentitySource.header(Fn.ref('Name')).httpExpression).toMatch(/^\$request\.header\.\$\{Token/);
});

test.each([
  ['header', () => IdentitySource.header('')],
  ['header', () => IdentitySource.header('a b')],
  ['header', () => IdentitySource.header('a:b')],
  ['queryString', () => IdentitySource.queryString('')],
  ['queryString', () => IdentitySource.queryString('a=b')],
  ['context', () => IdentitySource.context('$context.routeKey')],
  ['context', () => IdentitySource.context('a.')],
  ['stageVariable', () => IdentitySource.stageVariable('a-b')],
])('fails for what names no source of kind %s', (kind, make) => {
  expectFailure(make, {
    code: 'IdentitySourceInvalid',
    given: `names no identity source of kind ${kind}`,
    fix: "as in IdentitySource.header('Authorization')",
  });
});
