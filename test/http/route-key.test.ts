import { Fn } from 'aws-cdk-lib';

import { HttpMethod, HttpRouteKey } from '../../lib';
import { expectFailure } from '../_helpers/failure';

test('HttpRouteKey.DEFAULT is the key of the catch-all route', () => {
  expect(HttpRouteKey.DEFAULT).toMatchObject({ key: '$default', method: 'ANY' });
  expect(HttpRouteKey.DEFAULT.path).toBeUndefined();
});

test.each([
  ['/', HttpMethod.GET, 'GET /'],
  ['/a/{b}/{c+}', HttpMethod.POST, 'POST /a/{b}/{c+}'],
  ['/x', undefined, 'ANY /x'],
  ['/x', HttpMethod.ANY, 'ANY /x'],
])('the path %s with the method %s results in the route key %s', (path, method, key) => {
  expect(HttpRouteKey.with(path, method)).toMatchObject({ key, path, method: method ?? 'ANY' });
});

test.each([
  ['a path', () => Fn.importValue('path')],
  ['a path behind a slash', () => `/${Fn.importValue('path')}`],
  ['a path with a slash behind it', () => `/${Fn.importValue('path')}/`],
])('a %s that is a token is not validated', (_, make) => {
  const path = make();
  expect(HttpRouteKey.with(path, HttpMethod.GET)).toMatchObject({ key: `GET ${path}`, path });
});

test.each([
  ['', '/'],
  ['x', '/x'],
  ['/x/', '/x'],
  ['x/y/', '/x/y'],
  ['//', '/'],
])("the path '%s' fails, and the error proposes '%s'", (path, meant) => {
  expectFailure(() => HttpRouteKey.with(path), {
    code: 'RoutePathInvalid',
    given: `'${path}'`,
    fix: `Did you mean '${meant}'?`,
  });
});
