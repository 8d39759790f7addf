import { App, Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { executeApiArn, lambdaInvocationUri, methodPathOfArn } from '../../lib/common/arns';
import { ENV, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

test('an execute-api ARN contains the account and region of the stack that uses it', () => {
  const app = new App();
  const [one, two] = ['eu-west-1', 'us-east-1'].map((region) => stackOf({ app, id: region, env: { ...ENV, region } }));
  const arns = [one!, two!, one!].map((stack) => stack.resolve(executeApiArn(stack, 'api', '*/*')) as unknown);
  const arn = (region: string) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:execute-api:${region}:111111111111:api/*/*`]],
  });
  expect(arns).toEqual([arn('eu-west-1'), arn('us-east-1'), arn('eu-west-1')]);
});

test('the execute-api ARNs of two APIs differ, even if both ARNs are created in one scope', () => {
  const stack = stackOf({ env: ENV });
  const scope = new Construct(stack, 'Below');
  const ids = ['a', 'b', 'a'].map((api) => JSON.stringify(stack.resolve(executeApiArn(scope, api, 'x'))));
  expect(ids.map((id) => /:(\w)\/x/.exec(id)?.[1])).toEqual(['a', 'b', 'a']);
});

test('the URI of a function contains the region of the stack', () => {
  const stack = stackOf({ env: ENV });
  expect(stack.resolve(lambdaInvocationUri(stack, 'arn:fn'))).toEqual({
    'Fn::Join': [
      '',
      ['arn:', { Ref: 'AWS::Partition' }, ':apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:fn/invocations'],
    ],
  });
});

describe('the method, path and stage of an execute-api ARN', () => {
  test.each([
    [[], '*/*/*'],
    [['GET'], '*/GET/*'],
    [['ANY', '/x'], '*/*/x'],
    [['GET', '/x', 'dev'], 'dev/GET/x'],
    [[undefined, '/'], '*/*/'],
    [[undefined, ''], '*/*'],
  ])('render %j as %s', (given, expected) => {
    expect(methodPathOfArn(stackOf(), ...given)).toBe(expected);
  });

  test('can include a path that is a token', () => {
    const path = Fn.importValue('path');
    expect(methodPathOfArn(stackOf(), 'GET', path)).toBe(`*/GET${path}`);
  });

  test('fail for a path without a leading slash', () => {
    const stack = stackOf();
    expectFailure(() => methodPathOfArn(stack, 'GET', 'x'), {
      code: 'ArnPathWithoutSlash',
      path: 'Stack',
      given: "'x'",
      fix: "Specify '/x'",
    });
  });
});
