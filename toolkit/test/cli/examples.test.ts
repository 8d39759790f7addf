import { join } from 'node:path';
import { root } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';

test('the bookstore, run as an app', async () => {
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
  route         who may call it        target                      throttle
  $connect      Lambda Customers       Lambda ConnectionsHandler   100/s, burst 200
  $disconnect   whoever is connected   Lambda ConnectionsHandler   100/s, burst 200
  $default      whoever is connected   Lambda ConnectionsHandler   100/s, burst 200

  stage   URL
  live    wss://<Notifications>.execute-api.<AWS::Region>.<AWS::URLSuffix>/live
`);
}, 120_000);
