import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { StarterStack } from '../lib/starter-stack';

test('the API has the route GET /hello', () => {
  const stack = new StarterStack(new App(), 'Starter', { website: 'https://www.example.com' });

  Template.fromStack(stack).hasResourceProperties('AWS::ApiGatewayV2::Route', { RouteKey: 'GET /hello' });
});

// The text of an error message can change between versions, so the test checks the error code.
test('a website without https:// causes an error', () => {
  expect(() => new StarterStack(new App(), 'Starter', { website: 'www.example.com' })).toThrow(
    expect.objectContaining({ code: 'CorsOriginWithoutScheme' }),
  );
});
