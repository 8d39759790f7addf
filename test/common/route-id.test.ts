import { Fn } from 'aws-cdk-lib';
import { Construct } from 'constructs';

import { routeIdOf } from '../../lib/common/route-id';
import { idOf, shortHash } from '../../lib/private/names';
import { Rules } from '../../lib/rules';
import { stackOf } from '../_helpers/app';

describe('the ID of a new route', () => {
  const route = (text: string, isSame: (child: unknown) => boolean | undefined, ids?: string[]) => ({
    text,
    key: 'GET /a',
    property: 'path',
    isSame,
    ids,
  });

  test('is the specified text if no other construct has this ID', () => {
    expect(
      routeIdOf(
        stackOf(),
        route('a/b', () => false),
      ),
    ).toBe('a/b');
  });

  test('ends with a hash if a route with a different key already has the ID', () => {
    const stack = stackOf();
    new Construct(stack, 'a/b');
    expect(
      routeIdOf(
        stack,
        route('a--b', () => false),
      ),
    ).toBe(`a--b-${shortHash('a--b')}`);
  });

  test('conflicts with a construct that is not a route', () => {
    const stack = stackOf();
    new Construct(stack, 'a/b');
    expect(
      routeIdOf(
        stack,
        route('a--b', () => undefined),
      ),
    ).toBe('a--b');
  });

  test('is a hash if the passed text contains a token', () => {
    const stack = stackOf();
    expect(
      routeIdOf(
        stack,
        route(Fn.ref('A'), () => false),
      ),
    ).toBe(idOf(stack, Fn.ref('A')));
  });

  test.each([
    ['a route of the API', []],
    ['a route of the same call', ['a']],
  ])('causes an error if %s has the same key, or ends with a number if the rule is disabled', (_, ids) => {
    const stack = stackOf();
    if (ids.length === 0) {
      new Construct(stack, 'a');
    }
    expect(() =>
      routeIdOf(
        stack,
        route('a', () => true, ids),
      ),
    ).toThrow(expect.objectContaining({ code: 'RouteDuplicate' }));
    Rules.of(stack).disable('RouteDuplicate', 'a test');
    expect(
      routeIdOf(
        stack,
        route('a', () => true, ids),
      ),
    ).toBe('a-2');
  });
});
