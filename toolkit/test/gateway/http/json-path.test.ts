import { jsonPath } from '../../../src/gateway/http/json-path';

const document = {
  user: { name: 'alice', 'full name': 'Alice B.', roles: ['admin', 'reader'] },
  items: [{ id: 1 }, { id: 2 }, {}],
  empty: null,
};

test.each([
  ['$', document],
  ['$.user.name', 'alice'],
  ['user.name', 'alice'],
  ["$['user']['full name']", 'Alice B.'],
  ['$.user["name"]', 'alice'],
  ['$.items[1].id', 2],
  ['$.empty', null],
])('%s selects one value', (path, value) => {
  expect(jsonPath(document, path)).toEqual(value);
});

test('a wildcard selects a list, and omits missing members', () => {
  expect(jsonPath(document, '$.items[*].id')).toEqual([1, 2]);
  expect(jsonPath(document, '$.user.roles[*]')).toEqual(['admin', 'reader']);
});

test.each(['$.missing', '$.items[7]', '$.user.name.length', '$.toString', '$.items[*].missing', '$.empty.x'])(
  '%s selects nothing',
  (path) => {
    expect(jsonPath(document, path)).toBeUndefined();
  },
);

test.each(['$..name', '$.items[?(@.id)]', '$.items[-1]', '$.items[0:1]', '$.user[name]'])(
  '%s is not supported, so it selects nothing',
  (path) => {
    expect(jsonPath(document, path)).toBeUndefined();
  },
);
