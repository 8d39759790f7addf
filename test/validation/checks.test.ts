import { Duration } from 'aws-cdk-lib';

import { MaxTimeout, timeoutInMillis } from '../../lib/validation/checks';
import { stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

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
