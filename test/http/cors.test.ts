import { CfnParameter, Duration } from 'aws-cdk-lib';

import type { CorsPreflightOptions } from '../../lib';
import { CorsHttpMethod, HttpApi } from '../../lib';
import { one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

function corsOf(corsPreflight?: CorsPreflightOptions, stack = stackOf()): unknown {
  new HttpApi(stack, 'Api', { corsPreflight });
  return one(stack, 'Api').CorsConfiguration;
}

test('CORS options are passed to CloudFormation', () => {
  expect(
    corsOf({
      allowCredentials: true,
      allowHeaders: ['authorization'],
      allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
      allowOrigins: ['https://example.com'],
      exposeHeaders: ['x-id'],
      maxAge: Duration.hours(1),
    }),
  ).toEqual({
    AllowCredentials: true,
    AllowHeaders: ['authorization'],
    AllowMethods: ['GET', 'POST'],
    AllowOrigins: ['https://example.com'],
    ExposeHeaders: ['x-id'],
    MaxAge: 3600,
  });
});

test.each([
  ['an empty object', undefined, undefined],
  ['undefined options', {}, {}],
  ['every origin', { allowOrigins: ['*'] }, { AllowOrigins: ['*'] }],
  ['every origin, without credentials', { allowCredentials: false, allowOrigins: ['*'] }, expect.anything()],
  ['only credentials', { allowCredentials: true }, { AllowCredentials: true }],
])('CORS accepts %s', (_, options, expected) => {
  expect(corsOf(options)).toEqual(expected);
});

test('CORS accepts a list of origins that is a token', () => {
  const stack = stackOf();
  const allowOrigins = new CfnParameter(stack, 'Origins', { type: 'CommaDelimitedList' }).valueAsList;
  expect(corsOf({ allowCredentials: true, allowOrigins }, stack)).toMatchObject({ AllowOrigins: { Ref: 'Origins' } });
});

test.each([[['*']], [['https://example.com', '*']]])(
  'CORS fails for credentials with the origins %j',
  (allowOrigins) => {
    expectFailure(() => corsOf({ allowCredentials: true, allowOrigins }), {
      code: 'CorsCredentialsWithAnyOrigin',
      path: 'Stack/Api',
      given: "'*'",
      fix: 'List the origins',
    });
  },
);
