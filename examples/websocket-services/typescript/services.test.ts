import { App } from 'aws-cdk-lib';
import { LocalGateway, type ServiceCall } from 'cdk-apigatewayv2-toolkit/local';
import { ServicesStack } from './services-stack';

let gateway: LocalGateway;

beforeAll(async () => {
  gateway = await LocalGateway.fromStack(new ServicesStack(new App(), 'Devices'));
});

afterAll(() => gateway.close());

/** Sends a message, and returns the resulting call to an AWS service and the response that the client receives. */
async function send(message: object): Promise<{ call: ServiceCall; connectionId: string; response?: unknown }> {
  const socket = await gateway.connect('wss://Api/prod');
  socket.send(JSON.stringify(message));
  await gateway.settled();
  return { call: gateway.serviceCalls.at(-1)!, connectionId: socket.connectionId, response: socket.messages[0] };
}

test('DynamoDB stores connections', async () => {
  const socket = await gateway.connect('wss://Api/prod', { sourceIp: '203.0.113.7' });
  const { service, action, request } = gateway.serviceCalls.at(-1)!;
  expect({ service, action }).toEqual({ service: 'dynamodb', action: 'PutItem' });
  expect(request!.json).toMatchObject({ Item: { connectionId: { S: socket.connectionId }, ip: { S: '203.0.113.7' } } });
  socket.close();
  await gateway.settled();
  expect(gateway.serviceCalls.at(-1)!).toMatchObject({
    action: 'DeleteItem',
    request: { json: { Key: { connectionId: { S: socket.connectionId } } } },
  });
});

test('the API sends jobs to the queue', async () => {
  const message = { action: 'work', job: 'it\'s "paint" & more' };
  const { call, connectionId } = await send(message);
  expect(call).toMatchObject({ service: 'sqs', action: 'SendMessage' });
  expect(call.parameters).toMatchObject({
    MessageBody: JSON.stringify(message),
    'MessageAttribute.1.Value.StringValue': connectionId,
  });
});

test('the API sends alarms to the topic', async () => {
  const { call } = await send({ action: 'alarm', text: 'Fire & smoke', level: 'high' });
  expect(call).toMatchObject({ service: 'sns', action: 'Publish' });
  expect(call.parameters).toMatchObject({
    Message: 'Fire & smoke',
    'MessageAttributes.entry.1.Value.StringValue': 'high',
  });
});

test('the API puts states on the event bus', async () => {
  const { call, connectionId } = await send({ action: 'state', door: "it's open" });
  const [{ Source, DetailType, Detail }] = (call.request!.json as { Entries: Record<string, string>[] }).Entries;
  expect({ Source, DetailType }).toEqual({ Source: 'devices', DetailType: 'state' });
  expect(JSON.parse(Detail)).toEqual({ connectionId, message: { action: 'state', door: "it's open" } });
});

test('the API puts measurements on the stream', async () => {
  const { call, connectionId } = await send({ action: 'measure', celsius: 21 });
  const { Data, PartitionKey } = call.request!.json as Record<string, string>;
  expect(JSON.parse(Buffer.from(Data, 'base64').toString())).toEqual({ action: 'measure', celsius: 21 });
  expect(PartitionKey).toBe(connectionId);
});

test('an order starts an execution, and the client receives its ARN', async () => {
  const { call, response } = await send({ action: 'order', item: 'lamp' });
  expect(call).toMatchObject({ service: 'states', action: 'StartExecution' });
  expect(response).toEqual({ order: expect.stringContaining(':execution:') as string });
});
