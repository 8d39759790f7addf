import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ApiModel } from '../../src';
import { root, temporaryFolder } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';
import { expectOpenApi } from '../_helpers/openapi';

const docs = readFileSync(join(root, 'docs/toolkit.md'), 'utf8');

test('the routes of the bookstore are printed from its app', async () => {
  const app = `node -r ${join(root, 'scripts/register-ts.cjs')} app.ts`;
  const cwd = join(root, 'examples/bookstore/typescript');
  const { status, out, err } = await apigwv2(['routes', '--app', app], { cwd });
  expect([status, err]).toEqual([0, '']);
  expect(out).toBe(`HTTP API bookstore  Bookstore/Shop
  method   path                who may call it                 target                              throttle
  GET      /books              everybody                       Lambda BooksHandler                 100/s, burst 200
  GET      /books/{isbn}       everybody                       Lambda BooksHandler                 100/s, burst 200
  PUT      /books/{isbn}       JWT Tokens, scope books/write   Lambda BooksHandler                 100/s, burst 200
  DELETE   /books/{isbn}       JWT Tokens, scope books/write   Lambda BooksHandler                 100/s, burst 200
  GET      /covers/{isbn}      everybody                       https://covers.example.com/{isbn}   100/s, burst 200
  GET      /orders             JWT Tokens                      Lambda OrdersHandler                100/s, burst 200
  POST     /orders             JWT Tokens                      Lambda OrdersHandler                100/s, burst 200
  GET      /orders/{orderId}   JWT Tokens                      Lambda OrdersHandler                100/s, burst 200
  POST     /suggestions        JWT Tokens                      SQS SendMessage <Suggestions>       100/s, burst 200

  stage      URL
  $default   https://<Shop>.execute-api.<AWS::Region>.<AWS::URLSuffix>/   disabled
  $default   https://api.bookstore.example.com/v1

WebSocket API bookstore-notifications  Bookstore/Notifications
  route         who may call it     target                      throttle
  $connect      Lambda Customers    Lambda ConnectionsHandler   100/s, burst 200
  $disconnect   connected clients   Lambda ConnectionsHandler   100/s, burst 200
  $default      connected clients   Lambda ConnectionsHandler   100/s, burst 200

  stage   URL
  live    wss://<Notifications>.execute-api.<AWS::Region>.<AWS::URLSuffix>/live
`);
}, 120_000);

test.each(['bookstore', 'chat', 'websocket-services'])(
  'a comparison of the example %s with itself reports no findings, and its OpenAPI documents are valid',
  async (name) => {
    const app = `node -r ${join(root, 'scripts/register-ts.cjs')} app.ts`;
    const cwd = join(root, 'examples', name, 'typescript');
    const file = join(temporaryFolder(), 'model.json');
    const { out } = await apigwv2(['routes', '--app', app, '--json'], { cwd });
    writeFileSync(file, out);
    expect(await apigwv2(['diff', file, file])).toEqual({ status: 0, out: 'No differences in the APIs.\n', err: '' });
    for (const api of (JSON.parse(out) as ApiModel).apis.filter(({ protocol }) => protocol === 'HTTP')) {
      const { status, out: document } = await apigwv2(['openapi', file, api.source.construct!]);
      expect(status).toBe(0);
      expectOpenApi(JSON.parse(document));
    }
    if (name !== 'bookstore') return;

    // The samples of docs/toolkit.md
    expect(docs).toContain((await apigwv2(['routes', file])).out.trimEnd());
    const changed = JSON.parse(out) as ApiModel;
    const [{ routes, integrations, cors }] = changed.apis;
    const open = routes.find(({ key }) => key === 'DELETE /books/{isbn}')!;
    Object.assign(open, { authorization: 'NONE', authorizer: undefined, scopes: [] });
    const renamed = routes.find(({ key }) => key === 'GET /orders/{orderId}')!;
    Object.assign(renamed, { key: 'GET /orders/{id}', path: '/orders/{id}' });
    integrations.find(({ timeoutMillis }) => timeoutMillis === 10_000)!.timeoutMillis = 20_000;
    Object.assign(cors!, { allowOrigins: ['*'] });
    const { out: diff } = await apigwv2(['diff', file, '-'], { input: JSON.stringify(changed) });
    expect(docs).toContain(diff.trimEnd());
  },
  120_000,
);
