import { CfnParameter, Fn, Lazy, Token } from 'aws-cdk-lib';

import { defaultName, idOf, shortHash } from '../../lib/private/names';
import { stackOf } from '../_helpers/app';

describe('a default name', () => {
  test.each([1, 127, 128])('of %d characters does not change', (length) => {
    expect(defaultName('x'.repeat(length))).toBe('x'.repeat(length));
  });

  test.each([129, 500])('of %d characters is shortened to 128, and the last eight are a hash', (length) => {
    const name = defaultName('x'.repeat(length));
    expect(name).toMatch(/^x{119}-[0-9a-f]{8}$/);
  });

  test('differs from another long name with the same beginning', () => {
    expect(defaultName(`${'x'.repeat(200)}a`)).not.toBe(defaultName(`${'x'.repeat(200)}b`));
  });

  test('that is a token does not change', () => {
    const name = `${'x'.repeat(200)}${Fn.importValue('name')}`;
    expect(defaultName(name)).toBe(name);
  });
});

describe('a construct ID', () => {
  test('of a literal is the literal', () => {
    expect(idOf(stackOf(), 'GET/a/{b}')).toBe('GET/a/{b}');
  });

  test('contains a hash for a token, and the hash depends on the value of the token, not on its creation order', () => {
    const hash = (text: string) => idOf(stackOf(), text);
    const id = hash(`GET/a/${Fn.importValue('x')}/b`);
    expect(id).toMatch(/^GET\/a\/[0-9a-f]{8}\/b$/);
    expect(hash(`GET/a/${Fn.importValue('x')}/b`)).toBe(id);
    expect(hash(`GET/a/${Fn.importValue('y')}/b`)).not.toBe(id);
    expect(Token.isUnresolved(id)).toBe(false);
  });

  test('can be created for one token, several tokens or a parameter', () => {
    const stack = stackOf();
    const parameter = new CfnParameter(stack, 'P');
    expect(idOf(stack, parameter.valueAsString)).toBe(shortHash('{"Ref":"P"}'));
    expect(idOf(stack, Lazy.string({ produce: () => 'lazy' }))).toBe(shortHash('"lazy"'));
    expect(idOf(stack, `${Fn.ref('A')}-${Fn.ref('B')}`)).toMatch(/^[0-9a-f]{8}-[0-9a-f]{8}$/);
  });
});
