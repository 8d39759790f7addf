import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, Aws, CfnMapping, NestedStack, Stack, Stage } from 'aws-cdk-lib';
import { CfnApiMapping, CfnDomainName, CfnVpcLink, type CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { LocalGateway } from '../../src/gateway';
import { addApi, addFunction, fixture, type Fixture } from '../_helpers/gateway';

let the: Fixture;

beforeAll(async () => {
  the = await fixture((stack) => {
    addApi(stack, 'Shop', { routes: ['ANY /books'] });
    addApi(stack, 'Admin', { routes: ['GET /'] });
  });
});

function stackWith(build: (stack: Stack) => void): Stack {
  const stack = new Stack(new App(), 'Shop');
  build(stack);
  return stack;
}

test('A stack without APIs causes an error that names the stack.', async () => {
  const stack = stackWith((scope) => void new Queue(scope, 'Queue'));
  await expect(LocalGateway.fromStack(stack)).rejects.toMatchObject({
    code: 'NoApis',
    message: /The stack Shop has no API/,
  });
});

test('A folder that does not exist causes an error.', async () => {
  await expect(LocalGateway.fromAssembly('/nowhere')).rejects.toMatchObject({ code: 'FolderNotFound' });
});

test('The gateway finds the same API in an app and in its assembly.', async () => {
  const app = new App();
  addApi(new Stack(app, 'Shop'), 'Api', { routes: ['GET /'] });
  const functions = { Echo: () => 'hello' };
  for (const gateway of [
    await LocalGateway.fromApp(app, { functions }),
    await LocalGateway.fromAssembly(app.outdir, { functions }),
  ]) {
    expect(await (await gateway.fetch('/')).text()).toBe('hello');
    await gateway.close();
  }
});

test('An unknown API causes an error that names the existing APIs.', () => {
  expect(() => the.gateway.api('Orders')).toThrow('No API has the name Orders. Existing APIs: Shop/Shop, Shop/Admin.');
});

test('A request with only a path causes an error if the app has several APIs.', async () => {
  await expect(the.gateway.fetch('/books')).rejects.toMatchObject({ code: 'SeveralApis', message: /gateway\.api/ });
});

test.each<[string, RequestInit['body']]>([
  ['text', 'hi'],
  ['bytes', new Uint8Array(Buffer.from('hi'))],
  ['a buffer', new Uint8Array(Buffer.from('hi')).buffer],
  ['a Blob', new Blob(['hi'])],
])('The body can be %s.', async (_, body) => {
  await the.gateway.api('Shop').fetch('/books', { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
  expect(the.event().body).toBe('hi');
});

test('A Request is sent unchanged.', async () => {
  const { endpoint } = the.gateway.api('Shop');
  const request = new Request(`${endpoint}/books`, { method: 'PUT', body: 'hi', headers: { 'x-a': '1' } });
  expect((await the.gateway.fetch(request)).status).toBe(200);
  expect(the.event()).toMatchObject({
    body: 'hi',
    headers: { 'x-a': '1' },
    requestContext: { http: { method: 'PUT' } },
  });
});

test.each(['Listener', 'LoadBalancer', 'Shop/LoadBalancer', 'ApiIntegration', 'Link'])(
  'The name of a private target can be %s.',
  async (name) => {
    const stack = stackWith((scope) => {
      const vpc = Vpc.fromVpcAttributes(scope, 'Vpc', {
        vpcId: 'vpc-1',
        availabilityZones: ['a'],
        privateSubnetIds: ['subnet-1'],
      });
      const loadBalancer = new ApplicationLoadBalancer(scope, 'LoadBalancer', { vpc });
      const listener = loadBalancer.addListener('Listener', {
        port: 80,
        defaultAction: ListenerAction.fixedResponse(404),
      });
      const link = new CfnVpcLink(scope, 'Link', { name: 'link', subnetIds: ['subnet-1'] });
      const integration = {
        integrationType: 'HTTP_PROXY',
        integrationMethod: 'ANY',
        integrationUri: listener.listenerArn,
        payloadFormatVersion: '1.0',
        connectionType: 'VPC_LINK',
        connectionId: link.ref,
      };
      addApi(scope, 'Api', { routes: ['GET /'], integration });
    });
    const gateway = await LocalGateway.fromStack(stack, { targets: { [name]: () => new Response('inside') } });
    expect(await (await gateway.fetch('/')).text()).toBe('inside');
    await gateway.close();
  },
);

test.each<[string, Partial<CfnIntegrationProps>, RegExp]>([
  [
    'an unknown payload format',
    { payloadFormatVersion: '3.0' },
    /has the payload format version 3\.0\. Use 1\.0 or 2\.0/,
  ],
  [
    'a stage variable that the stage does not have',
    { integrationUri: 'arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.fn}' },
    /uses the stage variable fn, which the stage \$default does not define/,
  ],
  [
    'no URL',
    { integrationType: 'HTTP_PROXY', integrationMethod: 'GET', payloadFormatVersion: '1.0' },
    /has no URL\. Set the integration URI/,
  ],
])('An integration with %s results in status 500, and the log contains the reason.', async (_, integration, reason) => {
  const stack = stackWith((scope) => addApi(scope, 'Api', { routes: ['GET /'], integration }));
  const gateway = await LocalGateway.fromStack(stack);
  expect((await gateway.fetch('/')).status).toBe(500);
  expect(gateway.logs.at(-1)?.message).toMatch(/^The integration Shop\/ApiIntegration /);
  expect(gateway.logs.at(-1)?.message).toMatch(reason);
  await gateway.close();
});

test('An unknown function causes an error that names the existing functions.', async () => {
  const stack = stackWith((scope) => addApi(scope, 'Api', { routes: ['GET /'] }));
  const gateway = LocalGateway.fromStack(stack, { functions: { Orders: () => 1 } });
  await expect(gateway).rejects.toMatchObject({
    message: 'No function has the name Orders. Existing functions: Shop/Echo.',
  });
});

test('A target that no integration calls causes an error.', async () => {
  const stack = stackWith((scope) => addApi(scope, 'Api', { routes: ['GET /'] }));
  const gateway = LocalGateway.fromStack(stack, { targets: { Listener: 'http://127.0.0.1' } });
  await expect(gateway).rejects.toMatchObject({ code: 'UnknownTarget', message: /Listener/ });
});

test.each<[string, object, string]>([
  ['an unknown option', { function: {} }, 'UnknownOption'],
  ['a function that has no name', { environment: { Orders: { TABLE: 'orders' } } }, 'UnknownFunction'],
  ['a variable that no function has', { environment: { TABLE: 'orders' } }, 'UnknownVariable'],
  ['an unknown integration', { serviceStubs: { Queue: () => ({}) } }, 'UnknownStub'],
])('Options with %s cause an error.', async (_, options, code) => {
  const stack = stackWith((scope) => addApi(scope, 'Api', { routes: ['GET /'] }));
  await expect(LocalGateway.fromStack(stack, options)).rejects.toMatchObject({ code });
});

test.each(['other-fn', 'ApiIntegration', 'arn:aws:lambda:eu-west-1:111122223333:function:other-fn'])(
  'The key %s in `functions` replaces a function of another app.',
  async (name) => {
    const stack = stackWith((scope) => {
      const integrationUri = 'arn:aws:lambda:eu-west-1:111122223333:function:other-fn';
      const integration = { integrationType: 'AWS_PROXY', integrationUri, payloadFormatVersion: '2.0' };
      addApi(scope, 'Api', { routes: ['GET /'], integration });
    });
    const gateway = await LocalGateway.fromStack(stack, { functions: { [name]: () => 'hello' } });
    expect(await (await gateway.fetch('/')).text()).toBe('hello');
    await gateway.close();
    const other = await LocalGateway.fromStack(stack);
    const expected =
      /The function other-fn that Shop\/ApiIntegration calls is not part of the app.* \{ "other-fn": async/;
    await expect(other.fetch('/')).rejects.toThrow(expected);
    await other.close();
  },
);

test('A name that matches two functions causes an error.', async () => {
  const stack = stackWith((scope) => {
    addApi(scope, 'Api', { routes: ['GET /'] });
    addFunction(new Stack(scope.node.root as App, 'Other'), 'Echo');
  });
  const gateway = LocalGateway.fromStack(stack, { functions: { Echo: () => 1 } });
  await expect(gateway).rejects.toMatchObject({ message: /Shop\/Echo, Other\/Echo/ });
});

test('A request can be aborted.', async () => {
  const stack = stackWith((scope) => addApi(scope, 'Api', { routes: ['GET /'] }));
  let calls = 0;
  const gateway = await LocalGateway.fromStack(stack, {
    functions: { Echo: () => (calls++, new Promise((resolve) => setTimeout(() => resolve('late'), 50))) },
  });
  await expect(gateway.fetch('/', { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
  expect(calls).toBe(0);
  const controller = new AbortController();
  const request = gateway.fetch('/', { signal: controller.signal });
  setTimeout(() => controller.abort(), 10);
  await expect(request).rejects.toMatchObject({ name: 'AbortError' });
  expect(calls).toBe(1);
  expect(await (await gateway.fetch('/', { signal: new AbortController().signal })).text()).toBe('late');
  await gateway.close();
});

test('Elements of a stack in a CDK stage, and of its nested stack, are named by their construct paths.', async () => {
  const app = new App();
  const stack = new Stack(new Stage(app, 'Prod'), 'Shop');
  addApi(stack, 'Api', { routes: ['GET /'] });
  const nested = new NestedStack(stack, 'Nested');
  addApi(nested, 'Api', { routes: ['GET /'] });
  const gateway = await LocalGateway.fromStack(stack, { functions: { 'Prod/Shop/Nested/Echo': () => 'nested' } });
  expect(await (await gateway.api('Prod/Shop/Nested/Api').fetch('/')).text()).toBe('nested');
  expect(() => gateway.api('Orders')).toThrow('Existing APIs: Prod/Shop/Api, Prod/Shop/Nested/Api.');
  await gateway.close();
});

test('A domain name of one stack can be mapped to an API of another stack.', async () => {
  const app = new App();
  const shared = new Stack(app, 'Shared');
  const domain = new CfnDomainName(shared, 'Domain', { domainName: 'api.example.com' });
  for (const [name, apiMappingKey] of [
    ['Shop', 'shop'],
    ['Other', 'other'],
  ]) {
    const stack = new Stack(app, name);
    const { ref: apiId } = addApi(stack, 'Api', { routes: ['GET /'] });
    new CfnApiMapping(stack, 'Mapping', { apiId, apiMappingKey, domainName: domain.ref, stage: '$default' });
  }
  const functions = { 'Shop/Echo': () => 'hello' };
  const gateway = await LocalGateway.fromStack(app.node.findChild('Shop') as Stack, { functions });
  expect(await (await gateway.fetch('https://api.example.com/shop')).text()).toBe('hello');
  expect((await gateway.fetch('https://api.example.com/other')).status).toBe(500);
  expect(gateway.logs.at(-1)?.message).toContain('not part of the app or the stack');
  await gateway.close();
});

test('Functions are replaced by the exports of a module.', async () => {
  const stack = stackWith((scope) => addApi(scope, 'Api', { routes: ['GET /'] }));
  // The object that `import * as handlers` creates.
  const functions = Object.assign(Object.create(null) as object, {
    Echo: () => 'hello',
    [Symbol.toStringTag]: 'Module',
  });
  const gateway = await LocalGateway.fromStack(stack, { functions });
  expect(await (await gateway.fetch('/')).text()).toBe('hello');
  await gateway.close();
});

test('Fn::FindInMap returns the value from the mapping in the template.', async () => {
  const stack = stackWith((scope) => {
    const mapping = new CfnMapping(scope, 'Limits', { mapping: { 'us-east-1': { books: '7' } }, lazy: false });
    const code = { zipFile: 'exports.handler = async () => process.env.LIMIT;' };
    const environment = { variables: { LIMIT: mapping.findInMap(Aws.REGION, 'books') } };
    addFunction(scope, 'Echo', { code, environment });
    addApi(scope, 'Api', { routes: ['GET /'] });
  });
  const gateway = await LocalGateway.fromStack(stack);
  expect(await (await gateway.fetch('/')).text()).toBe('7');
  await gateway.close();
});

test('close() rejects pending requests, and ends calls to HTTP targets and to functions that a URL replaces.', async () => {
  let ended = 0;
  let arrived = 0;
  const server = createServer((request) => {
    arrived++;
    request.socket.on('close', () => ended++);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stack = stackWith((scope) => {
    const integration = { integrationType: 'HTTP_PROXY', integrationUri: url, integrationMethod: 'ANY' };
    addApi(scope, 'Proxy', { routes: ['GET /'], integration: { ...integration, payloadFormatVersion: '1.0' } });
    addApi(scope, 'Api', { routes: ['GET /'] });
    const slow = { integrationUri: addFunction(scope, 'Slow').attrArn };
    addApi(scope, 'Hanging', { routes: ['GET /'], integration: slow });
  });
  const functions = { Echo: url, Slow: () => new Promise(() => {}) };
  const gateway = await LocalGateway.fromStack(stack, { functions });
  const requests = ['Proxy', 'Api', 'Hanging'].map((name) =>
    gateway
      .api(name)
      .fetch('/')
      .catch((error: Error) => error),
  );
  while (arrived < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await gateway.close();
  for (const error of await Promise.all(requests)) expect(error).toMatchObject({ code: 'GatewayClosed' });
  while (ended < 2) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => server.close(resolve));
});

test('A closed gateway rejects requests.', async () => {
  const stack = stackWith((scope) => addApi(scope, 'Api', { routes: ['GET /'] }));
  const gateway = await LocalGateway.fromStack(stack, { functions: { Echo: () => 1 } });
  await gateway.close();
  await gateway.close();
  await expect(gateway.fetch('/')).rejects.toMatchObject({ code: 'GatewayClosed' });
});
