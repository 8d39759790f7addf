import { Duration, Token } from 'aws-cdk-lib';

import { isFraction, MaxTimeout, timeoutInMillis } from '../../lib/validation/checks';
import { stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

test.each([
  [undefined, false],
  [0, false],
  [3, false],
  [-2, false],
  [1.5, true],
  [Token.asNumber({ Ref: 'N' }), false],
])('%p is a fraction: %p', (value, expected) => {
  expect(isFraction(value)).toBe(expected);
});

describe('a timeout', () => {
  test('that is left out stays so', () => {
    expect(timeoutInMillis(stackOf(), undefined, MaxTimeout.HTTP)).toBeUndefined();
  });

  test.each([
    [Duration.millis(50), 50],
    [Duration.seconds(30), 30_000],
    [Duration.minutes(0.5), 30_000],
  ])('of %s is %d milliseconds', (timeout, millis) => {
    expect(timeoutInMillis(stackOf(), timeout, MaxTimeout.HTTP)).toBe(millis);
  });

  test.each([Duration.millis(49), Duration.millis(30_001), Duration.days(1), Duration.millis(0)])(
    'fails for %s',
    (timeout) => {
      const stack = stackOf();
      expectFailure(() => timeoutInMillis(stack, timeout, MaxTimeout.HTTP), {
        code: 'IntegrationTimeoutOutOfRange',
        path: 'Stack',
        given: timeout.toHumanString(),
        fix: 'Give a Duration within that range',
      });
    },
  );
});
