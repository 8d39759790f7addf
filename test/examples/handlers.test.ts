import { generateKeyPairSync, sign } from 'node:crypto';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from '../tooling/run';
import { root } from './synth';

const sdk = pathToFileURL(path.join(__dirname, 'fixtures/aws-sdk.mjs')).href;

/**
 * Runs a program that can call `handlerOf(file)` for the handlers of an example, and can use the state of the SDK
 * fixture. Returns the value that the program assigns to `result`.
 */
function play(example: string, program: string, env: object = {}): any {
  const handlers = pathToFileURL(path.join(root, 'examples', example, 'handlers')).href;
  const script = `
    import { gone, posted, tables } from '${sdk}';
    const handlerOf = async (file) => (await import(\`${handlers}/\${file}.mjs\`)).handler;
    const body = ({ statusCode, body }) => [statusCode, body && JSON.parse(body)];
    let result;
    ${program}
    console.log(JSON.stringify(result));
  `;
  return JSON.parse(run(process.execPath, ['--import', sdk, '--input-type=module', '-e', script], { env }));
}

describe('the bookstore', () => {
  const env = {
    BOOKS_TABLE: 'books',
    ORDERS_TABLE: 'orders',
    CONNECTIONS_TABLE: 'connections',
    CALLBACK_URL: 'https://x',
  };
  const book = { isbn: '1', title: 'Emma', author: 'Jane Austen', price: 9 };

  test('stores books', () => {
    const result = play(
      'bookstore',
      `tables.books = { keys: ['isbn'], items: [] };
       const books = await handlerOf('books');
       const put = (book) => books({
         routeKey: 'PUT /books/{isbn}', pathParameters: { isbn: '1' }, isBase64Encoded: true,
         body: Buffer.from(JSON.stringify(book)).toString('base64'),
       });
       const one = (method) => books({ routeKey: method + ' /books/{isbn}', pathParameters: { isbn: '1' } });
       result = [
         body(await put({ title: 'Emma' })),
         body(await put({ title: 'Emma', author: 'Jane Austen', price: 9 })),
         body(await books({ routeKey: 'GET /books' })),
         body(await one('GET')),
         body(await one('DELETE')),
         body(await one('GET')),
       ];`,
      env,
    );
    expect(result).toEqual([
      [400, { message: 'A book needs a title, an author and a price' }],
      [200, book],
      [200, [book]],
      [200, book],
      [204, null],
      [404, { message: 'Unknown book: 1' }],
    ]);
  });

  test('accepts orders for stored books, and returns to customers only their own orders', () => {
    const result = play(
      'bookstore',
      `tables.books = { keys: ['isbn'], items: [${JSON.stringify(book)}] };
       tables.orders = { keys: ['customer', 'orderId'], items: [] };
       const orders = await handlerOf('orders');
       const as = (sub, rest) => orders({ requestContext: { authorizer: { jwt: { claims: { sub } } } }, ...rest });
       const order = (body) => as('ada', { routeKey: 'POST /orders', body });
       const placed = body(await order('{"isbn": "1"}'));
       const mine = { routeKey: 'GET /orders/{orderId}', pathParameters: { orderId: placed[1].orderId } };
       result = {
         placed,
         unknown: body(await order('{"isbn": "2"}')),
         nonsense: body(await order('no JSON')),
         ada: body(await as('ada', { routeKey: 'GET /orders' })),
         bob: body(await as('bob', { routeKey: 'GET /orders' })),
         adaOne: body(await as('ada', mine)),
         bobOne: body(await as('bob', mine))[0],
       };`,
      env,
    );
    const order = { customer: 'ada', orderId: expect.any(String), isbn: '1', price: 9, status: 'placed' };
    expect(result).toEqual({
      placed: [201, order],
      unknown: [400, { message: 'An order needs the ID of an existing book' }],
      nonsense: [400, { message: 'An order needs the ID of an existing book' }],
      ada: [200, [order]],
      bob: [200, []],
      adaOne: [200, order],
      bobOne: 404,
    });
  });

  test('notifies the open connections of a customer, and deletes closed connections', () => {
    const result = play(
      'bookstore',
      `tables.connections = { keys: ['customer', 'connectionId'], items: [] };
       const notifications = await handlerOf('notifications');
       const event = (routeKey, customer, connectionId) => notifications({
         requestContext: { routeKey, connectionId, authorizer: { principalId: customer } },
       });
       await event('$connect', 'ada', 'a1');
       await event('$connect', 'ada', 'a2');
       await event('$connect', 'ada', 'a3');
       await event('$connect', 'bob', 'b1');
       await event('$disconnect', 'ada', 'a2');
       const answer = await event('$default', 'ada', 'a1');
       gone.add('a3');
       const publish = await handlerOf('publish');
       const image = { customer: { S: 'ada' }, orderId: { S: '7' }, status: { S: 'shipped' } };
       await publish({ Records: [{ dynamodb: {} }, { dynamodb: { NewImage: image } }] });
       result = { posted, left: tables.connections.items.map(({ connectionId }) => connectionId), answer: body(answer) };`,
      env,
    );
    expect(result).toEqual({
      posted: [['a1', '{"orderId":"7","status":"shipped"}']],
      left: ['a1', 'b1'],
      answer: [200, { message: 'This connection only sends notifications about your orders' }],
    });
  });

  describe('the WebSocket authorizer', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const claims = { iss: 'https://login.example.com/', aud: 'shop', sub: 'ada', exp: Date.now() / 1000 + 60 };

    function token(payload: object, key = privateKey, alg = 'RS256') {
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
      const text = `${encode({ alg, kid: 'k' })}.${encode(payload)}`;
      return `${text}.${sign('sha256', Buffer.from(text), key).toString('base64url')}`;
    }

    const connect = (token: string) =>
      play(
        'bookstore',
        `console.warn = () => {};
         const pages = {
           'https://login.example.com/.well-known/openid-configuration': { jwks_uri: 'https://login.example.com/keys' },
           'https://login.example.com/keys': { keys: [{ kid: 'k', ...JSON.parse(process.env.JWK) }] },
         };
         globalThis.fetch = async (url) => ({ json: async () => pages[String(url)] });
         const authorize = await handlerOf('authorize');
         result = await authorize({ methodArn: 'arn', queryStringParameters: { token: process.env.TOKEN } })
           .then(({ principalId, policyDocument }) => [principalId, policyDocument.Statement], ({ message }) => message);`,
        {
          ISSUER: claims.iss,
          AUDIENCE: 'shop',
          TOKEN: token,
          JWK: JSON.stringify(publicKey.export({ format: 'jwk' })),
        },
      );

    test('accepts a valid token', () => {
      const allowed = [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: 'arn' }];
      expect(connect(token(claims))).toEqual(['ada', allowed]);
      expect(connect(token({ ...claims, aud: ['else', 'shop'] }))).toEqual(['ada', allowed]);
    });

    test.each([
      ['is expired', token({ ...claims, exp: 1 })],
      ['never expires', token({ ...claims, exp: undefined })],
      ['is from another issuer', token({ ...claims, iss: 'https://evil.example.com/' })],
      ['is for another audience', token({ ...claims, aud: 'else' })],
      ['is signed by another key', token(claims, other)],
      ['names no signature', token(claims, privateKey, 'none')],
      ['is not a JWT', 'nonsense'],
    ])('rejects a token that %s', (_name, bad) => {
      expect(connect(bad)).toBe('Unauthorized');
    });
  });
});

test('the chat sends messages to the members of the room, and deletes closed connections', () => {
  const result = play(
    'chat',
    `tables.connections = { keys: ['connectionId'], items: [] };
     const chat = await handlerOf('chat');
     const event = (connectionId, routeKey, message) =>
       chat({ requestContext: { routeKey, connectionId }, body: message && JSON.stringify(message) });
     // As the API itself keeps and forgets them
     const { connections } = tables;
     connections.items = ['ada', 'bob', 'eve', 'old'].map((connectionId) => ({ connectionId, connectedAt: 1 }));
     await event('ada', 'join', { room: 'kitchen', name: 'Ada' });
     await event('old', 'join', { room: 'kitchen' });
     await event('bob', 'join', { room: 'kitchen', name: 'Bob' });
     await event('eve', 'send', { text: 'let me in' });
     const before = posted.length;
     gone.add('old');
     connections.items = connections.items.filter(({ connectionId }) => connectionId !== 'bob');
     await event('ada', 'send', { text: 'Hello' });
     result = {
       joined: posted.slice(0, before).map(([id, text]) => [id, JSON.parse(text).from ?? JSON.parse(text).error]),
       said: posted.slice(before).map(([id, text]) => [id, JSON.parse(text)]),
       left: tables.connections.items.map(({ connectionId }) => connectionId).sort(),
     };`,
    { TABLE: 'connections', ROOMS_INDEX: 'rooms', CALLBACK_URL: 'https://x' },
  );
  expect(result).toEqual({
    joined: [
      ['ada', 'Ada'],
      ['ada', 'somebody'],
      ['old', 'somebody'],
      ['ada', 'Bob'],
      ['old', 'Bob'],
      ['bob', 'Bob'],
      ['eve', 'Join a room first'],
    ],
    said: [['ada', { room: 'kitchen', from: 'Ada', text: 'Hello' }]],
    left: ['ada', 'eve'],
  });
});
