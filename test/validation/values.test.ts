import { Token } from 'aws-cdk-lib';

import { isFraction } from '../../lib/validation/values';

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
