import { DynamoDBClient, DeleteItemCommand, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { App } from 'aws-cdk-lib';
import { LocalGateway, type ServiceCall } from 'cdk-apigatewayv2-toolkit/local';
import { ServicesStack } from './services-stack';

/*
 * The SDK's clients serialize only the members that their models contain. A client that receives the parameters of an
 * integration therefore sends the same request as the integration only if all names and types match the AWS service.
 */

const settings = { region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };

interface Sent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Returns the request that an AWS SDK client would send, but does not send it. */
async function sentBy(send: (requestHandler: never) => Promise<unknown>): Promise<Sent> {
  let sent: Sent | undefined;
  const handler = {
    handle: ({ headers, body }: Sent) => {
      sent = { headers, body: Buffer.from(body).toString() };
      return Promise.reject(Object.assign(new Error('sent'), { $retryable: undefined }));
    },
  };
  await expect(send(handler as never)).rejects.toThrow('sent');
  return sent!;
}

let gateway: LocalGateway;
let connectionId: string;
let calls: readonly ServiceCall[];

beforeAll(async () => {
  gateway = await LocalGateway.fromStack(new ServicesStack(new App(), 'Devices'));
  const socket = await gateway.connect('wss://Api/prod');
  connectionId = socket.connectionId;
  const text = 'it\'s "quoted" \\ ü $x #y & more\n';
  const messages = [
    { action: 'work', job: text },
    { action: 'alarm', text, level: 'high' },
    { action: 'state', door: text },
    { action: 'measure', celsius: 21, text },
    { action: 'order', item: text },
    { action: 'name', name: text },
  ];
  for (const message of messages) {
    socket.send(JSON.stringify(message));
    await gateway.settled();
  }
  socket.close();
  await gateway.settled();
  calls = gateway.serviceCalls;
});

afterAll(() => gateway.close());

/** Expects one call to an AWS action, and returns the call with the parsed JSON and the headers of the request. */
function callOf(service: string, action: string) {
  const found = calls.filter((call) => call.service === service && call.action === action);
  expect(found).toHaveLength(1);
  return { call: found[0], json: found[0].request!.json as never, headers: found[0].request!.headers };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the commands of all clients have their own types.
type Command = new (input: never) => any;
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Client = new (options: any) => any;

test.each<[service: string, action: string, client: Client, command: Command, required: string[]]>([
  ['dynamodb', 'PutItem', DynamoDBClient, PutItemCommand, ['TableName', 'Item']],
  ['dynamodb', 'DeleteItem', DynamoDBClient, DeleteItemCommand, ['TableName', 'Key']],
  ['dynamodb', 'UpdateItem', DynamoDBClient, UpdateItemCommand, ['TableName', 'Key']],
  ['events', 'PutEvents', EventBridgeClient, PutEventsCommand, ['Entries']],
  ['states', 'StartExecution', SFNClient, StartExecutionCommand, ['stateMachineArn']],
])(
  'The request to %s %s matches the request that the SDK sends.',
  async (service, action, client, command, required) => {
    const { json, headers } = callOf(service, action);
    const sent = await sentBy((requestHandler) => new client({ ...settings, requestHandler }).send(new command(json)));
    expect(json).toEqual(JSON.parse(String(sent.body)));
    expect(Object.keys(json)).toEqual(expect.arrayContaining(required));
    expect(headers['content-type']).toBe(sent.headers['content-type']);
  },
);

test('The request to kinesis PutRecord matches the request that the SDK sends.', async () => {
  const { json, headers } = callOf('kinesis', 'PutRecord');
  const { Data, ...others } = json as { Data: string; StreamName: string; PartitionKey: string };
  const input = { ...others, Data: Buffer.from(Data, 'base64') };
  const sent = await sentBy((requestHandler) =>
    new KinesisClient({ ...settings, requestHandler }).send(new PutRecordCommand(input)),
  );
  expect(json).toEqual(JSON.parse(String(sent.body)));
  expect(others.PartitionKey).toBe(connectionId);
  expect(headers['content-type']).toBe(sent.headers['content-type']);
});

/** Returns the message attributes that the form parameters of a request contain. */
function attributesIn(parameters: Readonly<Record<string, string>>, prefix: string) {
  const names = Object.entries(parameters).filter(([name]) => name.startsWith(prefix) && name.endsWith('.Name'));
  return Object.fromEntries(
    names.map(([key, name]) => {
      const value = key.replace(/Name$/, 'Value');
      return [name, { DataType: parameters[`${value}.DataType`], StringValue: parameters[`${value}.StringValue`] }];
    }),
  );
}

test('The request to sns Publish matches the request that the SDK sends.', async () => {
  const { call } = callOf('sns', 'Publish');
  const { TopicArn, Message } = call.parameters;
  const MessageAttributes = attributesIn(call.parameters, 'MessageAttributes.entry.');
  const sent = await sentBy((requestHandler) =>
    new SNSClient({ ...settings, requestHandler }).send(new PublishCommand({ TopicArn, Message, MessageAttributes })),
  );
  const form = new URLSearchParams(String(sent.body));
  form.delete('Version');
  expect(call.parameters).toEqual(Object.fromEntries(form));
  expect(Message).toBe('it\'s "quoted" \\ ü $x #y & more\n');
});

test('The request to sqs SendMessage contains the members that the SDK sends.', async () => {
  const { call } = callOf('sqs', 'SendMessage');
  expect(call.request!.path).toMatch(/^\/123456789012\/Devices-Jobs\w+$/);
  const { Action, MessageBody, ...attributes } = call.parameters;
  expect(Action).toBe('SendMessage');
  const QueueUrl = `https://sqs.us-east-1.amazonaws.com${call.request!.path}`;
  const MessageAttributes = attributesIn(call.parameters, 'MessageAttribute.');
  const input = { QueueUrl, MessageBody, MessageAttributes };
  const sent = await sentBy((requestHandler) =>
    new SQSClient({ ...settings, requestHandler }).send(new SendMessageCommand(input)),
  );
  expect(JSON.parse(String(sent.body))).toEqual(input);
  expect(MessageAttributes).toEqual({ connectionId: { DataType: 'String', StringValue: connectionId } });
  expect(
    Object.keys(attributes).every((name) => /^MessageAttribute\.1\.(Name|Value\.(DataType|StringValue))$/.test(name)),
  ).toBe(true);
});
