import { Aws, Stack } from 'aws-cdk-lib';

import { AwsServiceUri } from '../../lib/integrations/aws-service-uri';
import { ENV, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

test.each([
  ['an action', AwsServiceUri.action('dynamodb', 'PutItem'), 'eu-west-1:dynamodb:action/PutItem'],
  ['a path', AwsServiceUri.path('s3', 'bucket/key'), 'eu-west-1:s3:path/bucket/key'],
  ['the root path', AwsServiceUri.path('sns', '/'), 'eu-west-1:sns:path//'],
  [
    'an action elsewhere',
    AwsServiceUri.action('sqs', 'SendMessage', { region: 'us-east-1' }),
    'us-east-1:sqs:action/SendMessage',
  ],
  [
    'a service with a subdomain',
    AwsServiceUri.path('iotdata', 'topics/a', { subdomain: 'a1b2-ats' }),
    'eu-west-1:a1b2-ats.iotdata:path/topics/a',
  ],
])('%s has the expected URI', (_name, uri, end) => {
  const stack = stackOf({ env: ENV });
  expect(stack.resolve(uri.render(stack))).toEqual({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:apigateway:${end}`]],
  });
});

test('the region of an environment-agnostic stack is resolved by CloudFormation', () => {
  const stack = new Stack();
  const uri = AwsServiceUri.path('sqs', `${Aws.ACCOUNT_ID}/queue`).render(stack);
  expect(JSON.stringify(stack.resolve(uri))).toContain(
    '{"Ref":"AWS::Region"},":sqs:path/",{"Ref":"AWS::AccountId"},"/queue"',
  );
});

test.each([
  ['DynamoDB', () => AwsServiceUri.action('DynamoDB', 'PutItem')],
  ['', () => AwsServiceUri.path('', '/')],
])('an AWS service URI fails for the service %j', (given, make) => {
  expectFailure(make, { code: 'ServiceUriInvalid', given: `got '${given}'`, fix: "as 'dynamodb'" });
});

test.each(['', 'Put Item', 'action/PutItem'])('an AWS service URI fails for the action %j', (action) => {
  expectFailure(() => AwsServiceUri.action('dynamodb', action), {
    code: 'ServiceUriInvalid',
    given: `the action of 'dynamodb' is invalid, got '${action}'`,
    fix: "as 'PutItem'",
  });
});

test.each(['', 'a b'])('an AWS service URI fails for the path %j', (path) => {
  expectFailure(() => AwsServiceUri.path('s3', path), {
    code: 'ServiceUriInvalid',
    given: `the path of 's3' is invalid, got '${path}'`,
    fix: "The root path is '/'",
  });
});
