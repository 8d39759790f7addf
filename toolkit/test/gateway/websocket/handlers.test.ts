import { spawnSync } from 'node:child_process';
import { Function as LambdaFunction, Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  Effect,
  ManagedPolicy,
  PermissionsBoundary,
  PolicyStatement,
  ServicePrincipal,
  type PolicyStatementProps,
} from 'aws-cdk-lib/aws-iam';
import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { LocalGatewayOptions } from '../../../src/gateway';
import type { CfnIntegrationProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { addFunction } from '../../_helpers/gateway';
import { folderOf, type Files } from '../../_helpers/functions';
import { addSocketApi, socketFixture } from '../../_helpers/websocket';
import { fact } from '../fact';

/** A gateway whose routes call a handler in a worker. */
async function withHandler(
  files: Files,
  runtime: Runtime,
  environment: Record<string, string> = {},
  { prepare, ...options }: LocalGatewayOptions & { readonly prepare?: (fn: LambdaFunction) => void } = {},
) {
  const grant = (fn: LambdaFunction) => {
    fn.addToRolePolicy(new PolicyStatement({ actions: ['execute-api:ManageConnections'], resources: ['*'] }));
  };
  return socketFixture((stack) => {
    addFunction(stack, 'Echo');
    const fn = new LambdaFunction(stack, 'Handler', {
      runtime,
      handler: 'index.handler',
      code: Code.fromAsset(folderOf(files)),
      environment,
    });
    fn.addPermission('Api', { principal: new ServicePrincipal('apigateway.amazonaws.com') });
    const integration = { integrationType: 'AWS_PROXY', integrationUri: fn.functionArn } as CfnIntegrationProps;
    addSocketApi(stack, 'Chat', { routes: { $default: { integration, twoWay: true } } });
    (prepare ?? grant)(fn);
  }, options);
}

const call = (client: string) => `
  const { domainName, stage, connectionId } = event.requestContext;
  const gone = 'AAAAAAAAAAAAAAA=';
  ${client}`;

const sdk = call(`
  const client = new ApiGatewayManagementApiClient({ endpoint: \`https://\${domainName}/\${stage}\` });
  await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify({ echo: event.body }) }));
  const info = await client.send(new GetConnectionCommand({ ConnectionId: connectionId }));
  const error = await client.send(new PostToConnectionCommand({ ConnectionId: gone, Data: 'x' })).catch((e) => e);
  return { statusCode: 200, body: JSON.stringify({ ip: info.Identity.SourceIp, error: error.name, status: error.$metadata.httpStatusCode }) };`);
const names = 'ApiGatewayManagementApiClient, GetConnectionCommand, PostToConnectionCommand';
const library = '@aws-sdk/client-apigatewaymanagementapi';

const found = { ip: '127.0.0.1', error: 'GoneException', status: 410 };

fact(
  'management/handlers',
  async () => {
    const files = {
      'index.mjs': `import { ${names} } from '${library}';\nexport const handler = async (event) => {${sdk}};`,
    };
    const { connect } = await withHandler(files, Runtime.NODEJS_22_X);
    const socket = await connect();
    socket.send('hi');
    expect(await socket.next(20_000)).toEqual({ echo: 'hi' });
    expect(await socket.next()).toEqual(found);
    socket.send('again');
    expect(await socket.next()).toEqual({ echo: 'again' });
  },
  60_000,
);

test('The SDK client works in CommonJS handlers.', async () => {
  const files = {
    'index.js': `const { ${names} } = require('${library}');\nexports.handler = async (event) => {${sdk}};`,
  };
  const { connect } = await withHandler(files, Runtime.NODEJS_22_X);
  const socket = await connect();
  socket.send('hi');
  expect(await socket.next(20_000)).toEqual({ echo: 'hi' });
  expect(await socket.next()).toEqual(found);
}, 60_000);

test('Unsigned requests that handlers send with fetch and https are rejected, and requests to other hosts are sent unchanged.', async () => {
  const code = call(`
  const url = \`https://\${domainName}/\${stage}/@connections/\${encodeURIComponent(connectionId)}\`;
  const byFetch = await fetch(url, { method: 'POST', body: 'x' });
  const byHttps = await new Promise((resolve, reject) => {
    const request = https.request(url, { method: 'POST' }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode, type: response.headers['x-amzn-errortype'], text }));
    });
    request.on('error', reject);
    request.end('x');
  });
  const other = await fetch('http://127.0.0.1:1/').then(() => 'answered', (e) => e.cause?.code ?? e.cause?.message ?? e.message);
  return { statusCode: 200, body: JSON.stringify({ byFetch: byFetch.status, byHttps, other }) };`);
  const files = { 'index.mjs': `import https from 'node:https';\nexport const handler = async (event) => {${code}};` };
  const { connect } = await withHandler(files, Runtime.NODEJS_22_X);
  const socket = await connect();
  socket.send('hi');
  expect(await socket.next(20_000)).toEqual({
    byFetch: 403,
    byHttps: { status: 403, type: 'ForbiddenException', text: '{"message":"Forbidden"}' },
    other: expect.stringMatching(/ECONNREFUSED|bad port/) as string,
  });
}, 60_000);

test('Credentials that the gateway did not create are rejected.', async () => {
  const files = {
    'index.mjs': `import { ${names} } from '${library}';\nexport const handler = async (event) => {${call(`
  const credentials = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x' };
  const client = new ApiGatewayManagementApiClient({ endpoint: \`https://\${domainName}/\${stage}\`, credentials });
  const error = await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: 'x' })).catch((e) => e);
  return { statusCode: 200, body: error.name };`)}};`,
  };
  const { connect } = await withHandler(files, Runtime.NODEJS_22_X);
  const socket = await connect();
  socket.send('hi');
  expect(await socket.next(20_000)).toBe('ForbiddenException');
}, 60_000);

const hasBoto3 = spawnSync('python3', ['-c', 'import boto3']).status === 0;
if (!hasBoto3) console.warn('boto3 is not installed, so that the test of boto3 does nothing.');

test('boto3 works in Python handlers.', async () => {
  if (!hasBoto3) return;
  const files = {
    'index.py': `
import json, boto3

def handler(event, context):
    where = event['requestContext']
    endpoint = 'https://%s/%s' % (where['domainName'], where['stage'])
    client = boto3.client('apigatewaymanagementapi', endpoint_url=endpoint)
    client.post_to_connection(ConnectionId=where['connectionId'], Data=json.dumps({'echo': event['body']}))
    ip = client.get_connection(ConnectionId=where['connectionId'])['Identity']['SourceIp']
    try:
        client.post_to_connection(ConnectionId='AAAAAAAAAAAAAAA=', Data='x')
    except client.exceptions.GoneException as error:
        status = error.response['ResponseMetadata']['HTTPStatusCode']
        return {'statusCode': 200, 'body': json.dumps({'ip': ip, 'error': 'GoneException', 'status': status})}
`,
  };
  const { connect } = await withHandler(files, Runtime.PYTHON_3_12);
  const socket = await connect();
  socket.send('hi');
  expect(await socket.next(20_000)).toEqual({ echo: 'hi' });
  expect(await socket.next()).toEqual(found);
}, 60_000);

describe('A function whose role is in the app', () => {
  const resource = (stage: string) =>
    Stack.of(scope).formatArn({ service: 'execute-api', resource: '*', resourceName: `${stage}/POST/@connections/*` });
  let scope: LambdaFunction;
  const statement = (own: Partial<PolicyStatementProps>) =>
    new PolicyStatement({ actions: ['execute-api:ManageConnections'], resources: ['*'], ...own });
  const code = call(`
    const client = new ApiGatewayManagementApiClient({ endpoint: \`https://\${domainName}/\${stage}\` });
    const input = { ConnectionId: connectionId, Data: 'x' };
    const error = await client.send(new PostToConnectionCommand(input)).catch((e) => e);
    return { statusCode: 200, body: error.name ?? 'sent' };`);
  const files = {
    'index.mjs': `import { ${names} } from '${library}';\nexport const handler = async (event) => {${code}};`,
  };

  /** The first message that a function sends with `@connections`, and the log. */
  async function answer(prepare: (fn: LambdaFunction) => void, options: LocalGatewayOptions = {}) {
    const { connect, gateway } = await withHandler(files, Runtime.NODEJS_22_X, {}, { prepare, ...options });
    const socket = await connect();
    socket.send('hi');
    const first = await socket.next(20_000);
    return { first, log: gateway.logs.map(({ message }) => message).join('\n') };
  }

  test('needs a grant for @connections', async () => {
    const { first, log } = await answer(() => {});
    expect(first).toBe('ForbiddenException');
    expect(log).toMatch(
      /The role of the function Shop\/Handler does not allow execute-api:ManageConnections on arn:aws:execute-api:us-east-1:123456789012:\w{10}\/live\/POST\/@connections\/\S+\. Grant the permission, for example with `stage\.grantManagementApiAccess\(fn\)`\. The option `enforceRoles: false`, or `--ignore-roles` of apigwv2 start, disables this check\./,
    );
    expect((await answer(() => {}, { enforceRoles: false })).first).toBe('x');
  }, 60_000);

  test.each<[string, (fn: LambdaFunction) => void, string]>([
    ['a statement for the stage', (fn) => fn.addToRolePolicy(statement({ resources: [resource('live')] })), 'x'],
    [
      'a statement for another stage',
      (fn) => fn.addToRolePolicy(statement({ resources: [resource('dev')] })),
      'ForbiddenException',
    ],
    ['a statement for everything', (fn) => fn.addToRolePolicy(statement({ actions: ['*'] })), 'x'],
    [
      'another action',
      (fn) => fn.addToRolePolicy(statement({ actions: ['execute-api:Invoke'] })),
      'ForbiddenException',
    ],
    [
      'a denial',
      (fn) => {
        fn.addToRolePolicy(statement({}));
        fn.addToRolePolicy(statement({ effect: Effect.DENY }));
      },
      'ForbiddenException',
    ],
    [
      'a managed policy of the app',
      (fn) => void new ManagedPolicy(fn, 'Own', { roles: [fn.role!], statements: [statement({})] }),
      'x',
    ],
    // The content of these policies is not known, so the function may send messages.
    [
      'a managed policy of AWS',
      (fn) => fn.role!.addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('AmazonAPIGatewayInvokeFullAccess')),
      'x',
    ],
    [
      'a policy with a parameter',
      (fn) =>
        fn.addToRolePolicy(
          statement({ actions: ['execute-api:*'], resources: [new CfnParameter(fn, 'Arn').valueAsString] }),
        ),
      'x',
    ],
    [
      'a permissions boundary',
      (fn) => PermissionsBoundary.of(fn).apply(ManagedPolicy.fromAwsManagedPolicyName('Any')),
      'x',
    ],
    [
      'a condition key that the gateway does not know',
      (fn) => fn.addToRolePolicy(statement({ conditions: { StringEquals: { 'aws:PrincipalTag/team': 'a' } } })),
      'x',
    ],
  ])(
    'has the expected permission with %s',
    async (_, prepare, expected) => {
      const { first } = await answer((fn) => prepare((scope = fn)));
      expect(first).toBe(expected);
    },
    60_000,
  );
});

test('http.client and urllib of Python reach the gateway.', async () => {
  const files = {
    'index.py': `
import json, urllib.error, urllib.request, http.client

def handler(event, context):
    where = event['requestContext']
    path = '/%s/@connections/AAAAAAAAAAAAAAA%%3D' % where['stage']
    try:
        urllib.request.urlopen('https://' + where['domainName'] + path, data=b'x')
    except urllib.error.HTTPError as error:
        first = [error.code, error.headers['x-amzn-errortype']]
    connection = http.client.HTTPSConnection(where['domainName'])
    seen = []
    for _ in range(2):
        connection.request('GET', path)
        response = connection.getresponse()
        seen.append([response.status, json.loads(response.read())])
    return {'statusCode': 200, 'body': json.dumps([first] + seen)}
`,
  };
  const { connect } = await withHandler(files, Runtime.PYTHON_3_12);
  const socket = await connect();
  socket.send('hi');
  const forbidden = [403, { message: 'Forbidden' }];
  expect(await socket.next(20_000)).toEqual([[403, 'ForbiddenException'], forbidden, forbidden]);
}, 60_000);
