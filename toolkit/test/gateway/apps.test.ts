import { App, Stack } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Alias, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LocalGateway, type LocalHandler } from '../../src/gateway';
import { modelOf, readAssembly } from '../../src';
import { snapshots } from '../_helpers/apps';

test('The permissions that CDK creates let API Gateway invoke functions, including through an alias.', async () => {
  const stack = new Stack(new App(), 'Shop');
  const props = { code: Code.fromInline('x'), handler: 'index.handler', runtime: Runtime.NODEJS_22_X };
  const books = new Function(stack, 'Books', props);
  const live = new Alias(stack, 'Live', {
    aliasName: 'live',
    version: new Function(stack, 'Orders', props).currentVersion,
  });
  const other = Function.fromFunctionArn(stack, 'Other', 'arn:aws:lambda:us-east-1:123456789012:function:other-app');
  const api = new HttpApi(stack, 'Api', { createDefaultStage: true });
  const add = (path: string, method: HttpMethod, integration: HttpLambdaIntegration) =>
    api.addRoutes({ path, methods: [method], integration });
  add('/books/{id}', HttpMethod.GET, new HttpLambdaIntegration('BooksIntegration', books));
  add('/books/{proxy+}', HttpMethod.ANY, new HttpLambdaIntegration('BooksIntegration', books));
  add('/orders', HttpMethod.ANY, new HttpLambdaIntegration('OrdersIntegration', live));
  add('/other', HttpMethod.ANY, new HttpLambdaIntegration('OtherIntegration', other));
  new HttpRoute(stack, 'CatchAll', {
    httpApi: api,
    routeKey: HttpRouteKey.DEFAULT,
    integration: new HttpLambdaIntegration('DefaultIntegration', books),
  });
  const answer: LocalHandler = (event, context) =>
    `${event.routeKey} ${context.invokedFunctionArn.split(':function:')[1]}`;
  const gateway = await LocalGateway.fromStack(stack, {
    functions: { Books: answer, Orders: answer, 'other-app': answer },
  });
  const text = async (path: string, method = 'GET') => (await gateway.fetch(path, { method })).text();
  expect(await text('/books/1')).toMatch(/^GET \/books\/\{id\} Shop-Books/);
  expect(await text('/books/1', 'PUT')).toMatch(/^ANY \/books\/\{proxy\+\} Shop-Books/);
  expect(await text('/orders', 'POST')).toMatch(/^ANY \/orders Shop-Orders\w+:live$/);
  expect(await text('/other')).toBe('ANY /other other-app');
  expect(await text('/')).toMatch(/^\$default Shop-Books/);
  await gateway.close();
});

/** A pattern for the log messages that explain why the gateway cannot respond to a request. */
const reasons =
  /authorizer|authorization|identity|token|signature|private target.*`targets`|known only at deployment.*`targets`|which is not a valid URL|cannot be called: no network|do not have a value for|uses the stage variable/i;

test.each(snapshots)(
  'The gateway responds to requests for every route of the app %s, or logs the reason if it cannot respond.',
  async (_, folder) => {
    const { apis, functions } = modelOf(readAssembly(folder));
    if (apis.length === 0) return;
    jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('no network'));
    const handlers = Object.fromEntries(functions.map(({ id }) => [id, () => ({ statusCode: 200, body: 'ok' })]));
    const gateway = await LocalGateway.fromAssembly(folder, { functions: handlers });
    const unexplained: string[] = [];
    for (const { id, routes, stages, protocol } of apis.filter((api) => api.protocol !== 'WEBSOCKET')) {
      if (stages.length === 0 || protocol === 'UNKNOWN') continue;
      const stage = stages.some(({ name }) => name === '$default') ? '' : `/${String(stages[0].name)}`;
      for (const { method = 'GET', path = '/anything', key } of routes) {
        const address = `${stage}${path.replace(/[{}+]/g, '')}`;
        const { status } = await gateway.api(id).fetch(address, { method: method === 'ANY' ? 'GET' : method });
        const reason = gateway.logs.at(-1)?.message ?? '';
        const isClosed = status === 403 && (await gateway.api(id).fetch('/none')).status === 403;
        if (status >= 400 && !isClosed && !reasons.test(reason))
          unexplained.push(`${id} ${String(key)} ${status} ${reason}`);
      }
    }
    expect(unexplained).toEqual([]);
    await gateway.close();
    jest.restoreAllMocks();
  },
);
