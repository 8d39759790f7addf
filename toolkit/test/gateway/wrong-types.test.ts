import type { App, Stack } from 'aws-cdk-lib';
import { LocalGateway, type LocalGatewayOptions } from '../../src/gateway';
import { addApi, fixture, type Fixture } from '../_helpers/gateway';

// JavaScript has no types, so each value of a wrong type causes an error that names the allowed values.
let the: Fixture;
let stack: Stack;

beforeAll(async () => {
  the = await fixture((own) => {
    stack = own;
    addApi(own, 'Shop', { routes: ['ANY /books'] });
  });
});

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the types are wrong on purpose.
type Wrong = any;

const app = () => stack.node.root as App;

test.each<[string, () => Promise<unknown>, string, RegExp]>([
  [
    'no stack',
    () => LocalGateway.fromStack(undefined as Wrong),
    'NotAStack',
    /fromStack is undefined, which is not a Stack/,
  ],
  ['an object', () => LocalGateway.fromStack({} as Wrong), 'NotAStack', /fromStack is an object,/],
  ['the app', () => LocalGateway.fromStack(app() as Wrong), 'NotAStack', /To use an App, call fromApp/],
  [
    'an API',
    () => LocalGateway.fromStack(stack.node.findChild('Shop') as Wrong),
    'NotAStack',
    /Shop\/Shop, .* as Stack\.of/,
  ],
  [
    'a stack as an app',
    () => LocalGateway.fromApp(stack as Wrong),
    'NotAnApp',
    /the construct Shop, .* call fromStack/,
  ],
  ['no app', () => LocalGateway.fromApp(undefined as Wrong), 'NotAnApp', /fromApp is undefined\./],
  ['a number', () => LocalGateway.fromApp(7 as Wrong), 'NotAnApp', /fromApp is a number\./],
  [
    'an app as an assembly',
    () => LocalGateway.fromAssembly(app() as Wrong),
    'NotAnAssembly',
    /To use an App, call fromApp/,
  ],
  [
    'no assembly',
    () => LocalGateway.fromAssembly(null as Wrong),
    'NotAnAssembly',
    /fromAssembly is null\. .* such as 'cdk\.out'/,
  ],
  [
    'the constructor',
    async () => new (LocalGateway as Wrong)(stack),
    'WrongConstructor',
    /Use LocalGateway\.fromStack/,
  ],
  [
    'options that are null',
    () => LocalGateway.fromStack(stack, null as Wrong),
    'WrongOption',
    /is null\. Pass an object/,
  ],
  ['options that are a string', () => LocalGateway.fromStack(stack, 'x' as Wrong), 'WrongOption', /is "x"/],
])('A gateway for %s causes an error.', async (_, create, code, message) => {
  await expect(create()).rejects.toMatchObject({ name: 'ToolkitError', code, message });
});

test.each<[keyof LocalGatewayOptions, unknown, string]>([
  ...(['functions', 'targets', 'environment', 'serviceStubs', 'truststores'] as const).flatMap((name) =>
    [null, 7, 'x', ['a'], new Map()].map((value): [typeof name, unknown, string] => [name, value, 'WrongOption']),
  ),
  ...[null, 7, {}, new Date(), () => 1, { now: () => 1 }].map((clock): ['clock', unknown, string] => [
    'clock',
    clock,
    'WrongOption',
  ]),
  ...[null, 'yes', 1].map((value): ['throttle', unknown, string] => ['throttle', value, 'WrongOption']),
  ...[null, 'yes', 1].map((value): ['fetchIssuerKeys', unknown, string] => ['fetchIssuerKeys', value, 'WrongOption']),
  ...[undefined, null, 7, {}, 'ftp://host'].map((value): ['functions', unknown, string] => [
    'functions',
    { Echo: value },
    'WrongReplacement',
  ]),
  ...[undefined, null, 7, {}, 'books'].map((value): ['targets', unknown, string] => [
    'targets',
    { 'https://x': value },
    'WrongTarget',
  ]),
  ...[undefined, null, 7].map((value): ['environment', unknown, string] => [
    'environment',
    { Echo: { A: value } },
    'WrongVariable',
  ]),
  ...[null, 7, ['a']].map((value): ['environment', unknown, string] => [
    'environment',
    { Echo: value },
    'WrongVariable',
  ]),
  ['serviceStubs', { 'SQS-SendMessage': 'x' }, 'WrongStub'],
])('The option %s with the value %p causes an error.', async (name, value, code) => {
  await expect(LocalGateway.fromStack(stack, { [name]: value })).rejects.toMatchObject({ code, message: /Pass / });
});

test.each<[unknown]>([
  [undefined],
  [null],
  [7],
  [{}],
  [''],
  ['books'],
  ['ftp://x'],
  ['https://'],
  [new URL('file:///a')],
])('The address %p causes an error.', async (address) => {
  for (const target of [the.gateway, the.gateway.api('Shop')]) {
    await expect(target.fetch(address as Wrong)).rejects.toMatchObject({
      code: 'WrongAddress',
      message: /starts with \//,
    });
  }
});

test.each<[unknown]>([[null], [7], ['POST'], [['a']]])('The settings %p of a request cause an error.', async (init) => {
  await expect(the.gateway.fetch('/books', init as Wrong)).rejects.toMatchObject({ code: 'WrongRequest' });
});

test.each<[unknown]>([[{ a: 1 }], [[1]], [7], [true], [() => 1], [new Date()], [new Map()], [Promise.resolve('x')]])(
  'The body %p causes an error that names the API.',
  async (body) => {
    const request = the.gateway.fetch('/books', { method: 'POST', body: body as Wrong });
    const message = /^The body of the request to \/books of Shop\/Shop is an? .*JSON\.stringify/;
    await expect(request).rejects.toMatchObject({ code: 'WrongBody', message });
  },
);

test.each<[unknown]>([[7], [''], ['home'], [null]])('The source IP %p causes an error.', async (sourceIp) => {
  const request = the.gateway.fetch('/books', { sourceIp: sourceIp as Wrong });
  await expect(request).rejects.toMatchObject({ code: 'WrongSourceIp', message: /203\.0\.113\.7/ });
});

test.each<[string, (gateway: LocalGateway) => unknown, string]>([
  ['token: claims that are a string', (gateway) => gateway.token('alice' as Wrong), 'WrongClaims'],
  ['token: an unknown option', (gateway) => gateway.token({}, { expires: 60 } as Wrong), 'UnknownOption'],
  ['token: options that are a number', (gateway) => gateway.token({}, 60 as Wrong), 'WrongOption'],
  ['credentials: an unknown option', (gateway) => gateway.credentials({ polcy: {} } as Wrong), 'UnknownOption'],
  ['credentials: a string', (gateway) => gateway.credentials('alice' as Wrong), 'WrongOption'],
  ['credentials: an ARN that is a number', (gateway) => gateway.credentials({ userArn: 7 as Wrong }), 'WrongUserArn'],
  ['sign: a path', (gateway) => gateway.sign('/books' as Wrong, gateway.credentials()), 'WrongRequest'],
  [
    'sign: no credentials',
    (gateway) => gateway.sign(new Request('https://x.example.com'), undefined as Wrong),
    'WrongCredentials',
  ],
  [
    'sign: empty credentials',
    (gateway) => gateway.sign(new Request('https://x.example.com'), {} as Wrong),
    'WrongCredentials',
  ],
])('Wrong values cause errors: %s.', async (_, call, code) => {
  await expect((async () => call(the.gateway))()).rejects.toMatchObject({ name: 'ToolkitError', code });
});

describe('Results of functions in a test', () => {
  async function returning(answer: unknown): Promise<{ target: Promise<Response>; stub: Promise<Response> }> {
    const own = await fixture(
      (scope) => {
        addApi(scope, 'Target', {
          routes: ['GET /'],
          integration: {
            integrationType: 'HTTP_PROXY',
            integrationMethod: 'GET',
            integrationUri: 'https://books.example.com',
            payloadFormatVersion: '1.0',
          },
        });
        addApi(scope, 'Service', {
          routes: ['GET /'],
          integration: {
            integrationType: 'AWS_PROXY',
            integrationSubtype: 'SQS-PurgeQueue',
            payloadFormatVersion: '1.0',
            requestParameters: { QueueUrl: 'url' },
          },
        });
      },
      {
        targets: { 'https://books.example.com': () => answer as Response },
        serviceStubs: { 'SQS-PurgeQueue': () => answer as Wrong },
      },
    );
    return { target: own.gateway.api('Target').fetch('/'), stub: own.gateway.api('Service').fetch('/') };
  }

  test.each<[unknown]>([
    [undefined],
    [null],
    ['text'],
    [{ status: 'x' }],
    [{ status: 999 }],
    [{ headers: 7 }],
    [{ statusCode: 400 }],
  ])('The result %p causes an error that names the integration.', async (answer) => {
    const { target, stub } = await returning(answer);
    await expect(target).rejects.toMatchObject({
      code: 'WrongTargetResponse',
      message: /Shop\/TargetIntegration returned/,
    });
    await expect(stub).rejects.toMatchObject({
      code: 'WrongStubResponse',
      message: /Shop\/ServiceIntegration returned/,
    });
  });
});
