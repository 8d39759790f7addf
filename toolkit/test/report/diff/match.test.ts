import type { ApiModel } from '../../../src';
import { match, pairStacks } from '../../../src/report/diff/match';

interface Item {
  readonly id: string;
  readonly name?: string;
}
const byId = { key: ({ id }: Item) => id };
const byName = { key: ({ name }: Item) => name };

test('pairs elements that have the same key, in the order of the old elements', () => {
  const olds = [{ id: 'a' }, { id: 'b' }, { id: 'c' }];
  const youngs = [{ id: 'd' }, { id: 'c' }, { id: 'a' }];
  expect(match<Item>(olds, youngs, [byId])).toEqual({
    pairs: [
      [olds[0], youngs[2]],
      [olds[2], youngs[1]],
    ],
    removed: [olds[1]],
    added: [youngs[0]],
  });
});

test('the first key takes precedence, and two elements without a key do not match by this key', () => {
  const olds = [{ id: 'a', name: 'x' }, { id: 'b' }];
  const youngs = [{ id: 'c' }, { id: 'd', name: 'x' }, { id: 'a', name: 'y' }];
  expect(match<Item>(olds, youngs, [byId, byName])).toEqual({
    pairs: [[olds[0], youngs[2]]],
    removed: [olds[1]],
    added: [youngs[0], youngs[1]],
  });
});

test('each element is in at most one pair', () => {
  const olds = [
    { id: 'a', name: 'x' },
    { id: 'b', name: 'x' },
  ];
  const { pairs, removed } = match<Item>(olds, [{ id: 'c', name: 'x' }], [byName]);
  expect([pairs.length, removed]).toEqual([1, [olds[1]]]);
});

test('with `unique`, elements that share a key do not match by this key', () => {
  const one = [{ id: 'a', name: 'x' }];
  const two = [
    { id: 'c', name: 'x' },
    { id: 'd', name: 'x' },
  ];
  const key = { ...byName, unique: true };
  expect(match<Item>(one, two, [key]).pairs).toEqual([]);
  expect(match<Item>(two, one, [key]).pairs).toEqual([]);
  expect(match<Item>(one, two.slice(1), [key]).pairs).toHaveLength(1);
});

describe('the stacks of two models', () => {
  const model = (...stacks: { id: string; name?: string; path: string; parent?: string }[]) =>
    ({ stacks }) as unknown as ApiModel;

  test('match by ID, name, path or the ID in a renamed stage', () => {
    const old = model({ id: 'A', path: 'A' }, { id: 'B', name: 'shop', path: 'B' }, { id: 'C', path: 'Prod/C' });
    const young = model(
      { id: 'D', name: 'shop', path: 'D' },
      { id: 'E', path: 'Live/C' },
      { id: 'A', path: 'X' },
      { id: 'F', path: 'Live/F' },
    );
    expect(Object.fromEntries(pairStacks(old, young))).toEqual({ D: 'B', E: 'C', A: 'A' });
  });

  test('include the nested stacks of a matched stack', () => {
    const old = model({ id: 'A', name: 'shop', path: 'A' });
    const young = model({ id: 'B', name: 'shop', path: 'B' }, { id: 'B/Orders', path: 'B/Orders', parent: 'B' });
    expect(Object.fromEntries(pairStacks(old, young))).toEqual({ B: 'A', 'B/Orders': 'A/Orders' });
  });

  test('match if each model contains only one stack', () => {
    expect([...pairStacks(model({ id: 'A', path: 'A' }), model({ id: 'B', path: 'B' }))]).toEqual([['B', 'A']]);
    const two = model({ id: 'B', path: 'B' }, { id: 'C', path: 'C' });
    expect([...pairStacks(model({ id: 'A', path: 'A' }), two)]).toEqual([]);
  });
});
