import * as iam from 'aws-cdk-lib/aws-iam';

import { HttpApi, IntegrationCredentials, MappingValue, ResponseParameterMapping } from '../../lib';
import type { HttpLambdaIntegrationProps } from '../../lib/integrations';
import { HttpLambdaIntegration, HttpUrlIntegration } from '../../lib/integrations';
import { all, one, stackOf, warningsOf } from '../_helpers/app';
import { fn } from '../parity/fixtures';

function responsesOf(mapping: ResponseParameterMapping) {
  const stack = stackOf();
  const integration = new HttpUrlIntegration('I', 'https://example.com', {
    responseParameterMapping: { '500': mapping },
  });
  new HttpApi(stack, 'Api').addRoutes({ path: '/a', integration });
  return one(stack, 'Integration').ResponseParameters;
}

test('each method that changes a response renders the corresponding mapping key', () => {
  const mapping = new ResponseParameterMapping()
    .appendHeader('x-a', MappingValue.responseHeader('x-b'))
    .overwriteHeader('x-c', MappingValue.responseBody('error.code'))
    .removeHeader('x-d')
    .overwriteStatusCode(MappingValue.custom('503'))
    .custom('append:header.x-e', '$response.body');
  expect(responsesOf(mapping)).toEqual({
    500: {
      ResponseParameters: [
        { Destination: 'append:header.x-a', Source: '$response.header.x-b' },
        { Destination: 'overwrite:header.x-c', Source: '$response.body.error.code' },
        { Destination: 'remove:header.x-d', Source: '' },
        { Destination: 'overwrite:statuscode', Source: '503' },
        { Destination: 'append:header.x-e', Source: '$response.body' },
      ],
    },
  });
});

test('the whole response body can be the source of a mapping', () => {
  expect(MappingValue.responseBody().value).toBe('$response.body');
});

test('a mapping can be created from an object', () => {
  const mapping = ResponseParameterMapping.fromObject({
    'append:header.x-stage': MappingValue.contextVariable('stage'),
  });
  expect(responsesOf(mapping)[500].ResponseParameters).toEqual([
    { Destination: 'append:header.x-stage', Source: '$context.stage' },
  ]);
});

test('a mapping includes entries that are added before synthesis', () => {
  const stack = stackOf();
  const mapping = new ResponseParameterMapping();
  const integration = new HttpLambdaIntegration('I', fn(stack), { responseParameterMapping: { '200': mapping } });
  new HttpApi(stack, 'Api').addRoutes({ path: '/a', integration });
  mapping.removeHeader('x-a');
  expect(one(stack, 'Integration').ResponseParameters[200].ResponseParameters).toHaveLength(1);
});

test.each([0, 1024, 1025])(
  'a description of %d characters is accepted, and causes a warning if it has more than 1,024 characters',
  (length) => {
    const stack = stackOf();
    const integration = new HttpUrlIntegration('I', 'https://example.com', { description: 'x'.repeat(length) });
    new HttpApi(stack, 'Api').addRoutes({ path: '/a', integration });
    expect(one(stack, 'Integration').Description).toHaveLength(length);
    expect(warningsOf(stack).includes('Description')).toBe(length > 1024);
  },
);

describe('the credentials of a Lambda integration', () => {
  const withProps = (props: HttpLambdaIntegrationProps, stack = stackOf()) => {
    new HttpApi(stack, 'Api').addRoutes({ path: '/a', integration: new HttpLambdaIntegration('I', fn(stack), props) });
    return stack;
  };

  test('can be those of the caller, and the API gets no permission for the function', () => {
    const stack = withProps({ credentials: IntegrationCredentials.useCallerIdentity() });
    expect(one(stack, 'Integration').CredentialsArn).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::*:user/*']],
    });
    expect(all(stack, 'AWS::Lambda::Permission')).toEqual([]);
  });

  test.each([[true], [false]])(
    'can be a role of another account, and the API gets no permission for the function (scopePermissionToRoute: %p)',
    (byRoute) => {
      const stack = stackOf();
      const role = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::222222222222:role/r');
      withProps({ credentials: IntegrationCredentials.fromRole(role), scopePermissionToRoute: byRoute }, stack);
      expect(one(stack, 'Integration').CredentialsArn).toBe('arn:aws:iam::222222222222:role/r');
      expect(all(stack, 'AWS::Lambda::Permission')).toEqual([]);
    },
  );

  test('are not set by default, and the API gets permission for the function', () => {
    const stack = withProps({});
    expect(one(stack, 'Integration')).not.toHaveProperty('CredentialsArn');
    expect(all(stack, 'AWS::Lambda::Permission')).toHaveLength(1);
  });
});
