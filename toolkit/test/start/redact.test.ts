import { Redactor } from '../../src/start/redact';

const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.c2lnbmF0dXJl';
const plain = new Redactor();

test('the values of secret names are removed, but the authorization scheme is kept', () => {
  const event = {
    headers: { Authorization: 'Basic YWxpY2U6c2VjcmV0', 'x-api-key': 'key', accept: '*/*' },
    cookies: ['session=1'],
    nested: [{ token: 'abc' }],
  };
  expect(plain.value(event)).toEqual({
    headers: { Authorization: 'Basic [cut]', 'x-api-key': '[cut]', accept: '*/*' },
    cookies: ['[cut]'],
    nested: [{ token: '[cut]' }],
  });
});

test('secrets of a request are removed wherever they occur', () => {
  const redactor = new Redactor({
    headers: [
      ['authorization', 'Bearer opaque-secret'],
      ['cookie', 'session=cookie-secret; theme=dark'],
    ],
    query: 'token=query-secret&page=2',
  });
  const text = 'opaque-secret, cookie-secret, query-secret, dark, 2, Bearer';
  expect(redactor.text(text)).toBe('[cut], [cut], [cut], dark, 2, Bearer');
  expect(plain.text(text)).toBe(text);
});

test('tokens and secret parameters are removed from any text', () => {
  expect(plain.text(`got ${token}.`)).toBe('got [cut].');
  expect(plain.text('/a?x=1&X-Amz-Signature=abc&y=2')).toBe('/a?x=1&X-Amz-Signature=[cut]&y=2');
  expect(plain.text('/a?access_token=abc')).toBe('/a?access_token=[cut]');
});

test('long texts and long lists are shortened', () => {
  expect(plain.text('x'.repeat(10_003))).toBe(`${'x'.repeat(10_000)}… (3 characters more)`);
  expect(plain.value(new Array(1500).fill(1))).toHaveLength(1000);
});
