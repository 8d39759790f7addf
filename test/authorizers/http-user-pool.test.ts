import { App } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';

import type { HttpUserPoolAuthorizerProps } from '../../lib/authorizers';
import { HttpApi } from '../../lib';
import { HttpUserPoolAuthorizer } from '../../lib/authorizers';
import { HttpUrlIntegration } from '../../lib/integrations';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';

const CLIENT = 'AWS::Cognito::UserPoolClient';

function serve(stack: Stack, pool: cognito.IUserPool, props?: HttpUserPoolAuthorizerProps, id = ''): void {
  new HttpApi(stack, `Api${id}`, {
    defaultIntegration: new HttpUrlIntegration('I', 'https://example.com'),
    defaultAuthorizer: new HttpUserPoolAuthorizer(`Auth${id}`, pool, props),
  });
}
const issuerOf = (stack: Stack): unknown => one(stack, 'Authorizer').JwtConfiguration.Issuer as unknown;
const importOf = (stack: Stack, region: string) =>
  cognito.UserPool.fromUserPoolArn(stack, 'Pool', `arn:aws:cognito-idp:${region}:111111111111:userpool/p`);
const clients = (stack: Stack) => [cognito.UserPoolClient.fromUserPoolClientId(stack, 'Client', 'c')];

test('a user pool authorizer accepts tokens for a client that it creates in the pool', () => {
  const stack = stackOf({ env: ENV });
  serve(stack, new cognito.UserPool(stack, 'Pool'));
  expect(one(stack, 'Authorizer').JwtConfiguration).toEqual({
    Audience: [{ Ref: idsOf(stack, CLIENT)[0] }],
    Issuer: {
      'Fn::Join': [
        '',
        ['https://cognito-idp.eu-west-1.amazonaws.com/', { Ref: idsOf(stack, 'AWS::Cognito::UserPool')[0] }],
      ],
    },
  });
});

test('an authorizer with clients accepts their tokens, and creates no client', () => {
  const stack = stackOf();
  serve(stack, importOf(stack, 'eu-west-1'), { userPoolClients: clients(stack) });
  expect(one(stack, 'Authorizer').JwtConfiguration.Audience).toEqual(['c']);
  expect(all(stack, CLIENT)).toEqual([]);
});

test('authorizers for one user pool without clients share the client that is created', () => {
  const stack = stackOf();
  const pool = new cognito.UserPool(stack, 'Pool');
  serve(stack, pool, {}, 'One');
  serve(stack, pool, {}, 'Two');
  const Ref = idsOf(stack, CLIENT)[0];
  expect(all(stack, CLIENT)).toHaveLength(1);
  expect(all(stack, 'Authorizer').map(({ JwtConfiguration }) => JwtConfiguration.Audience as unknown)).toEqual([
    [{ Ref }],
    [{ Ref }],
  ]);
});

describe('the issuer of a user pool authorizer', () => {
  test.each([
    ['the region of both', 'eu-west-1', 'eu-west-1', 'eu-west-1.amazonaws.com'],
    ["the pool's own region", 'us-east-1', 'eu-west-1', 'us-east-1.amazonaws.com'],
    ['China', 'cn-north-1', 'cn-north-1', 'cn-north-1.amazonaws.com.cn'],
  ])('is in %s', (_, ofPool, ofStack, host) => {
    const stack = stackOf({ env: { ...ENV, region: ofStack } });
    serve(stack, importOf(stack, ofPool), { userPoolClients: clients(stack) });
    expect(issuerOf(stack)).toBe(`https://cognito-idp.${host}/p`);
  });

  test('is in the region that userPoolRegion specifies', () => {
    const stack = stackOf({ env: ENV });
    const props = { userPoolClients: clients(stack), userPoolRegion: 'ap-south-1' };
    serve(stack, importOf(stack, 'us-east-1'), props);
    expect(issuerOf(stack)).toBe('https://cognito-idp.ap-south-1.amazonaws.com/p');
  });

  test('is in the region of the stack, which can be known only at deployment', () => {
    const stack = stackOf();
    serve(stack, importOf(stack, 'us-east-1'), { userPoolClients: clients(stack) });
    expect(issuerOf(stack)).toEqual({
      'Fn::Join': ['', ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/p']],
    });
  });

  test('is in the region of the pool if the stacks allow cross-region references', () => {
    const app = new App();
    const there = stackOf({ app, id: 'There', env: { ...ENV, region: 'us-east-1' }, crossRegionReferences: true });
    const stack = stackOf({ app, env: ENV, crossRegionReferences: true });
    const pool = new cognito.UserPool(there, 'Pool');
    serve(stack, pool, { userPoolClients: [pool.addClient('Own')] });
    expect(JSON.stringify(issuerOf(stack))).toContain('https://cognito-idp.us-east-1.amazonaws.com/');
  });
});
