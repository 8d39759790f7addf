import type { Route } from '../../src';
import { selectRoute } from '../../src/report/route-selection';

const routes = [
  '$default',
  'ANY /{all+}',
  'GET /books',
  'ANY /books/{id}',
  'GET /books/{id}/own',
  'POST /books/new',
].map((key) => {
  const [method, path] = key.split(' ');
  return { key, ...(path === undefined ? {} : { method, path }) } as Route;
});

test.each([
  ['GET', '/books', 'GET /books'],
  ['PUT', '/books', 'ANY /{all+}'],
  ['GET', '/books/1', 'ANY /books/{id}'],
  ['POST', '/books/new', 'POST /books/new'],
  ['GET', '/books/new', 'ANY /books/{id}'],
  ['GET', '/books/{isbn}', 'ANY /books/{id}'],
  ['POST', '/books/{isbn}', 'ANY /books/{id}'],
  ['GET', '/books/1/own', 'GET /books/{id}/own'],
  ['GET', '/books/1/other', 'ANY /{all+}'],
  ['GET', '/books/{rest+}', 'ANY /{all+}'],
  ['GET', '/', 'ANY /{all+}'],
])('the request %s %s is sent to %s', (method, path, key) => {
  expect(selectRoute(routes, method, path)?.key).toBe(key);
});

test('requests that match no path are sent to $default if it exists', () => {
  const without = routes.filter(({ key }) => key !== 'ANY /{all+}');
  expect(selectRoute(without, 'GET', '/films')?.key).toBe('$default');
  expect(selectRoute(without.slice(1), 'GET', '/films')).toBeUndefined();
});
