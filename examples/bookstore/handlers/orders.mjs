// Handles orders. Customers place orders and read only their own orders. The JWT authorizer has validated the token, so
// the function can trust the claims.
import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { answer, bodyOf } from './http.mjs';

const db = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const { BOOKS_TABLE, ORDERS_TABLE } = process.env;

const routes = {
  'POST /orders': async (customer, event) => {
    const { isbn } = bodyOf(event) ?? {};
    const { Item: book } = isbn ? await db.send(new GetCommand({ TableName: BOOKS_TABLE, Key: { isbn } })) : {};
    if (!book) return answer(400, { message: 'An order needs the ID of an existing book' });
    const order = { customer, orderId: randomUUID(), isbn, price: book.price, status: 'placed' };
    await db.send(new PutCommand({ TableName: ORDERS_TABLE, Item: order }));
    return answer(201, order);
  },
  'GET /orders': async (customer) => {
    const { Items } = await db.send(
      new QueryCommand({
        TableName: ORDERS_TABLE,
        KeyConditionExpression: 'customer = :customer',
        ExpressionAttributeValues: { ':customer': customer },
      }),
    );
    return answer(200, Items);
  },
  'GET /orders/{orderId}': async (customer, event) => {
    const { orderId } = event.pathParameters;
    const { Item } = await db.send(new GetCommand({ TableName: ORDERS_TABLE, Key: { customer, orderId } }));
    return Item ? answer(200, Item) : answer(404, { message: `Unknown order: ${orderId}` });
  },
};

export const handler = (event) => routes[event.routeKey](event.requestContext.authorizer.jwt.claims.sub, event);
