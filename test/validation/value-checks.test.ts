import { Lazy, Token } from 'aws-cdk-lib';

import { checkLength, checkOneOf, checkRange, isText, textsIn } from '../../lib/validation/value-checks';

const token = Token.asString({ Ref: 'P' });

test.each<[unknown, boolean]>([
  ['a', true],
  ['{a}', true],
  [token, false],
  [`a${token}`, false],
  ['{{resolve:ssm:/a}}', false],
  [Token.asList({ Ref: 'L' })[0], false],
  [5, false],
])('%j is a string that is known at synthesis: %s', (value, expected) => {
  expect(isText(value)).toBe(expected);
});

test('a list that is a token contains no known strings', () => {
  expect(textsIn(Lazy.list({ produce: () => ['a'] }))).toEqual([]);
  expect(textsIn(['a', token, 'b'])).toEqual(['a', 'b']);
});

test.each<[string, string, string | undefined]>([
  ['HTTP', 'an allowed value', undefined],
  ['http', 'another case', 'Did you mean HTTP?'],
  ['IntegrationType.WEB_SOCKET', 'the name of an enumeration of another language', 'Did you mean WEBSOCKET?'],
  ['REST', 'something else', 'Use HTTP, for example.'],
])('the proposal for the value %s (%s) is %j', (value, _, instead) => {
  expect(checkOneOf(value, ['HTTP', 'WEBSOCKET'])?.instead).toBe(instead);
});

test('lengths are counted in characters, not in UTF-16 code units', () => {
  expect(checkLength('😀'.repeat(3), 1, 3)).toBeUndefined();
  expect(checkLength('😀'.repeat(4), 1, 3)).toMatchObject({ must: 'have 1 to 3 characters' });
});

test('the error for a value outside a range proposes the nearest allowed value', () => {
  expect(checkRange(31, 0, 30)?.instead).toBe('Use 30, for example.');
  expect(checkRange(1.5, 0, 30, { whole: true })?.must).toBe('be a whole number between 0 and 30');
  expect(checkRange(Token.asNumber({ Ref: 'N' }), 0, 30)).toBeUndefined();
});
