import { App, Stack } from 'aws-cdk-lib';
import { requireProp } from '../../lib/validation/required-prop';
import { expectFailure } from '../_helpers/failure';

test.each([undefined, null])('a required property that is %p throws with the path of the construct', (value) => {
  expectFailure(() => requireProp(new Stack(new App(), 'Stack'), 'integration', value), {
    code: 'RequiredPropMissing',
    path: 'Stack',
    given: `got ${String(value)}`,
    fix: "Specify 'integration'",
  });
});

test.each([0, '', false])('a required property that is %p is returned', (value) => {
  expect(requireProp(undefined, 'integration', value)).toBe(value);
});

test('the message contains the Python name of the property', () => {
  process.env.JSII_AGENT = 'Python/3.12';
  try {
    expect(() => requireProp(undefined, 'routeKey', undefined)).toThrow("'route_key' is required");
  } finally {
    delete process.env.JSII_AGENT;
  }
});
