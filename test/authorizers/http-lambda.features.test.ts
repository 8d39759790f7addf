import { Duration } from 'aws-cdk-lib';

import { AuthorizerPayloadVersion, HttpApi } from '../../lib';
import type { HttpLambdaAuthorizerProps } from '../../lib/authorizers';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from '../../lib/authorizers';
import { HttpUrlIntegration } from '../../lib/integrations';
import { one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { fn } from '../parity/fixtures';

const { IAM, SIMPLE } = HttpLambdaResponseType;
const { VERSION_1_0, VERSION_2_0 } = AuthorizerPayloadVersion;

function authorizerOf(props: HttpLambdaAuthorizerProps) {
  const stack = stackOf();
  new HttpApi(stack, 'Api').addRoutes({
    path: '/a',
    integration: new HttpUrlIntegration('I', 'https://example.com'),
    authorizer: new HttpLambdaAuthorizer('Auth', fn(stack), props),
  });
  return one(stack, 'Authorizer');
}

test.each([
  [undefined, undefined, '1.0', undefined],
  [[IAM], undefined, '1.0', undefined],
  [[IAM], VERSION_1_0, '1.0', undefined],
  [[IAM], VERSION_2_0, '2.0', undefined],
  [undefined, VERSION_2_0, '2.0', undefined],
  [[SIMPLE], undefined, '2.0', true],
  [[SIMPLE], VERSION_2_0, '2.0', true],
  [[SIMPLE, IAM], VERSION_2_0, '2.0', true],
])('answers %j in payload format %p are in %s', (responseTypes, payloadFormatVersion, version, simple) => {
  const authorizer = authorizerOf({ responseTypes, payloadFormatVersion });
  expect(authorizer.AuthorizerPayloadFormatVersion).toBe(version);
  expect(authorizer.EnableSimpleResponses).toBe(simple);
});

test.each([[[SIMPLE]], [[SIMPLE, IAM]]])(
  'fails for simple responses among %j in payload format 1.0',
  (responseTypes) => {
    expectFailure(() => authorizerOf({ responseTypes, payloadFormatVersion: VERSION_1_0 }), {
      code: 'SimpleResponsesUnsupported',
      path: 'Stack/Api/Auth',
      given: 'false with payload format 1.0',
      fix: 'Use payload format 2.0',
    });
  },
);

test.each([
  [{ identitySource: [] }, 0],
  [{ identitySources: [] }, 0],
  [{ identitySource: [], resultsCacheTtl: Duration.minutes(0) }, 0],
  [{}, 300],
])('with %j results are kept %d seconds', (props, seconds) => {
  expect(authorizerOf(props).AuthorizerResultTtlInSeconds).toBe(seconds);
});
