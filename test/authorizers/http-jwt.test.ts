import { Fn } from 'aws-cdk-lib';

import { HttpApi, HttpNoneAuthorizer } from '../../lib';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration } from '../../lib/integrations';
import { idsOf, one, stackOf } from '../_helpers/app';
import { thrownBy } from '../_helpers/failure';

const ISSUER = 'https://issuer.example.com';
const serve = (stack: ReturnType<typeof stackOf>, defaultAuthorizer: HttpJwtAuthorizer) =>
  new HttpApi(stack, 'Api', {
    defaultIntegration: new HttpUrlIntegration('I', 'https://example.com'),
    defaultAuthorizer,
  });

test('a JWT authorizer renders the issuer and the audience', () => {
  const stack = stackOf();
  serve(stack, new HttpJwtAuthorizer('Auth', ISSUER, { jwtAudience: ['a', Fn.importValue('b')] }));
  expect(one(stack, 'Authorizer')).toEqual({
    ApiId: { Ref: idsOf(stack, 'Api')[0] },
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Audience: ['a', { 'Fn::ImportValue': 'b' }], Issuer: ISSUER },
    Name: 'Auth',
  });
});

test('an authorizer that was used in one app can be used in another app', () => {
  const authorizer = new HttpJwtAuthorizer('Auth', ISSUER, { jwtAudience: ['a'] });
  for (const stack of [stackOf(), stackOf()]) {
    serve(stack, authorizer);
    expect(one(stack, 'Route').AuthorizerId).toEqual({ Ref: idsOf(stack, 'Authorizer')[0] });
  }
});

test('authorizerId returns the ID of the authorizer in the first API', () => {
  const stack = stackOf();
  const authorizer = new HttpJwtAuthorizer('Auth', ISSUER, { jwtAudience: ['a'] });
  serve(stack, authorizer);
  const [id] = idsOf(stack, 'Authorizer');
  expect(stack.resolve(authorizer.authorizerId)).toEqual({ Ref: id });
});

test.each([
  [new HttpJwtAuthorizer('Auth', ISSUER, { jwtAudience: ['a'] }), 'JWT'],
  [new HttpIamAuthorizer(), 'AWS_IAM'],
  [new HttpNoneAuthorizer(), 'NONE'],
])('an authorizer with %j has the type %s', (authorizer, type) => {
  expect(authorizer.authorizationType).toBe(type);
});

test('an error has a stack trace that starts at the line that created the authorizer', () => {
  const create = () => new HttpJwtAuthorizer('Auth', 'http://issuer.example.com', { jwtAudience: ['a'] });
  const authorizer = create();
  const { message, stack = '' } = thrownBy(() => serve(stackOf(), authorizer));
  const [first] = stack.split('\n').filter((line) => line.startsWith('    at '));
  expect(message).toMatch(/^\[JwtIssuerInvalid\]/);
  expect(first).toMatch(/at create \(.*http-jwt\.test\.ts:/);
  expect(stack).not.toMatch(/\/lib\/(?!.*node_modules)(authorizers|http|validation)\//);
});
