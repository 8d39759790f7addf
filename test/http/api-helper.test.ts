import { CfnApi, HttpApi as AwsHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';

import { HttpApi, HttpApiHelper } from '../../lib';
import { ENV, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const apis = {
  'an API of this library': (stack: ReturnType<typeof stackOf>) => new HttpApi(stack, 'Api'),
  'an imported API': (stack: ReturnType<typeof stackOf>) =>
    HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' }),
  'an API from aws-cdk-lib': (stack: ReturnType<typeof stackOf>) => new AwsHttpApi(stack, 'Api'),
  'an L1': (stack: ReturnType<typeof stackOf>) =>
    Object.assign(new CfnApi(stack, 'Api', { name: 'a', protocolType: 'HTTP' }), { isHttpApi: true }),
};

test.each(Object.entries(apis))('HttpApiHelper returns the ARN of %s', (_, make) => {
  const stack = stackOf({ env: ENV });
  const api = make(stack);
  const arn = HttpApiHelper.fromHttpApi(api).arnForExecuteApi('GET', '/x', 'dev');
  const { apiId } = api.apiRef;
  expect(stack.resolve(arn)).toEqual(
    stack.resolve(stack.formatArn({ service: 'execute-api', resource: apiId, resourceName: 'dev/GET/x' })),
  );
});

test('HttpApiHelper returns an ARN for all methods, paths and stages by default', () => {
  const stack = stackOf({ env: ENV });
  const api = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
  expect(HttpApiHelper.fromHttpApi(api).arnForExecuteApi()).toMatch(/:eu-west-1:111111111111:abc\/\*\/\*\/\*$/);
});

test('HttpApiHelper fails for a path without a leading slash', () => {
  const helper = HttpApiHelper.fromHttpApi(new HttpApi(stackOf(), 'Api'));
  expectFailure(() => helper.arnForExecuteApi('GET', 'x'), {
    code: 'ArnPathWithoutSlash',
    path: 'Stack/Api',
    given: "'x'",
    fix: "Specify '/x'",
  });
});
