// Manages the catalog of books. All clients can read the catalog, and clients with the scope `books/write` can change
// it.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { answer, bodyOf } from './http.mjs';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const TableName = process.env.BOOKS_TABLE;

const routes = {
  'GET /books': async () => {
    const { Items } = await db.send(new ScanCommand({ TableName, Limit: 100 }));
    return answer(200, Items);
  },
  'GET /books/{isbn}': async ({ isbn }) => {
    const { Item } = await db.send(new GetCommand({ TableName, Key: { isbn } }));
    return Item ? answer(200, Item) : answer(404, { message: `Unknown book: ${isbn}` });
  },
  'PUT /books/{isbn}': async ({ isbn }, event) => {
    const { title, author, price } = bodyOf(event) ?? {};
    if (typeof title !== 'string' || typeof author !== 'string' || !(price >= 0)) {
      return answer(400, { message: 'A book needs a title, an author and a price' });
    }
    const book = { isbn, title, author, price };
    await db.send(new PutCommand({ TableName, Item: book }));
    return answer(200, book);
  },
  'DELETE /books/{isbn}': async ({ isbn }) => {
    await db.send(new DeleteCommand({ TableName, Key: { isbn } }));
    return answer(204);
  },
};

export const handler = (event) => routes[event.routeKey](event.pathParameters ?? {}, event);
