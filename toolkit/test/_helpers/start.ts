import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { ModuleKind, ScriptTarget, transpileModule } from 'typescript';
import { main } from '../../src/cli/cli';
import type { Urls } from '../../src/start/urls';
import { root, temporaryFolder } from './apps';

/** The parts of a template that tests use. */
export type Resources = Readonly<Record<string, { Type: string; Properties?: object; Metadata?: object }>>;

/**
 * Writes a folder with a `cdk.json` whose app creates an assembly from `template.json`. The app does not use the CDK,
 * so it is fast. The code of functions is in `handlers/` and is not copied into the assembly.
 */
export function appFolder(resources: Resources, files: Readonly<Record<string, string>> = {}): string {
  const folder = temporaryFolder();
  const write = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  };
  write('cdk.json', JSON.stringify({ app: 'node app.js' }));
  write('app.js', appProgram);
  write('template.json', JSON.stringify({ Resources: resources }));
  for (const [name, text] of Object.entries(files)) write(name, text);
  return folder;
}

const appProgram = `
const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const out = process.env.CDK_OUTDIR;
mkdirSync(out, { recursive: true });
const template = readFileSync(join(__dirname, 'template.json'), 'utf8');
JSON.parse(template);
const write = (name, value) => writeFileSync(join(out, name), JSON.stringify(value));
writeFileSync(join(out, 'Shop.template.json'), template);
write('Shop.assets.json', { version: '36.0.0', files: { code: {
  source: { path: join(__dirname, 'handlers'), packaging: 'zip' },
  destinations: { here: { bucketName: 'assets', objectKey: 'code.zip' } },
} } });
write('manifest.json', { version: '36.0.0', artifacts: {
  'Shop.assets': { type: 'cdk:asset-manifest', properties: { file: 'Shop.assets.json' } },
  Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' }, dependencies: ['Shop.assets'] },
} });
`;

/** A resource with path metadata. */
export function resource(path: string, type: string, properties: object = {}) {
  return { Type: type, Properties: properties, Metadata: { 'aws:cdk:path': `Shop/${path}` } };
}

/** A function whose code is in `handlers/`. */
export function functionResource(id: string, handler = 'index.handler', own: object = {}) {
  return resource(`${id}/Resource`, 'AWS::Lambda::Function', {
    Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
    Handler: handler,
    Runtime: 'nodejs22.x',
    ...own,
  });
}

/** An HTTP API named `shop` whose routes, such as `{ 'GET /books': {} }`, call one function. */
export function shop(routes: Readonly<Record<string, object>>, own: Resources = {}): Resources {
  const ApiId = { Ref: 'Api' };
  return {
    Api: resource('Api/Resource', 'AWS::ApiGatewayV2::Api', { Name: 'shop', ProtocolType: 'HTTP' }),
    Stage: resource('Api/Stage/Resource', 'AWS::ApiGatewayV2::Stage', {
      ApiId,
      StageName: '$default',
      AutoDeploy: true,
    }),
    Books: functionResource('Books'),
    Allow: resource('Allow', 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['Books', 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
    }),
    Target: resource('Target', 'AWS::ApiGatewayV2::Integration', {
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::GetAtt': ['Books', 'Arn'] },
      PayloadFormatVersion: '2.0',
    }),
    ...Object.fromEntries(
      Object.entries(routes).map(([RouteKey, properties], index) => [
        `Route${index}`,
        resource(`Api/Route${index}/Resource`, 'AWS::ApiGatewayV2::Route', {
          ApiId,
          RouteKey,
          Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Target' }]] },
          ...properties,
        }),
      ]),
    ),
    ...own,
  };
}

/** A JWT authorizer of the API `shop`. */
export const login: Resources = {
  Login: resource('Login', 'AWS::ApiGatewayV2::Authorizer', {
    ApiId: { Ref: 'Api' },
    Name: 'login',
    AuthorizerType: 'JWT',
    IdentitySource: ['$request.header.Authorization'],
    JwtConfiguration: { Issuer: 'https://login.example.com', Audience: ['shop'] },
  }),
};

/** The properties of a route that needs a token with a scope. */
export const withToken = { AuthorizationType: 'JWT', AuthorizerId: { Ref: 'Login' }, AuthorizationScopes: ['write'] };

/** A server in this process. */
export interface Running {
  readonly url: string;
  readonly port: number;
  readonly out: () => string;
  readonly err: () => string;
  /** Stops the server and returns the exit status. */
  readonly stop: () => Promise<number>;
}

const running: Running[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

/** Runs `apigwv2 start --port 0` in this process. The server is stopped after the test. */
export async function startApp(cwd: string, args: readonly string[] = []): Promise<Running> {
  let [out, err] = ['', ''];
  let stop = () => {};
  let serves = () => {};
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const serving = new Promise<void>((resolve) => (serves = resolve));
  const status = main(['start', '--port', '0', ...args], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    readIn: () => Promise.resolve(''),
    untilStopped: () => {
      serves();
      return stopped;
    },
    color: false,
    cwd,
  });
  await Promise.race([serving, status]);
  const [, url, port] = out.match(/(?:Serving at |"url":")(http:\/\/[^\s"]+:(\d+))/) ?? [];
  if (url === undefined) throw new Error(`apigwv2 start ended with ${await status}: ${out}${err}`);
  const one: Running = {
    url,
    port: Number(port),
    out: () => out,
    err: () => err,
    stop: () => {
      stop();
      return status;
    },
  };
  running.push(one);
  return one;
}

/** Repeats a request until the response has the expected form, and returns the elapsed milliseconds. */
export async function until(what: () => Promise<boolean> | boolean, limit = 10_000): Promise<number> {
  const start = performance.now();
  while (!(await what())) {
    if (performance.now() - start > limit) throw new Error(`Not within ${limit} ms: ${what.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return performance.now() - start;
}

/** Sends bytes, and returns the response up to the end of the connection or a timeout. */
export function sendRaw(port: number, bytes: string | Uint8Array, quietMillis = 2000): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.setTimeout(quietMillis, () => socket.destroy());
    socket.on('data', (data) => (received += data.toString('latin1')));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(received));
  });
}

let program: string | undefined;

/** Returns the path of the transpiled program. The program is transpiled once for each test file. */
function compiled(): string {
  if (program !== undefined) return program;
  const folder = join(temporaryFolder(), 'toolkit');
  const source = join(root, 'toolkit/src');
  const compilerOptions = { target: ScriptTarget.ES2022, module: ModuleKind.CommonJS, esModuleInterop: true };
  for (const name of readdirSync(source, { recursive: true }) as string[]) {
    if (!/\.[jt]s$/.test(name)) continue;
    const text = readFileSync(join(source, name), 'utf8');
    const file = join(folder, 'lib', name.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, name.endsWith('.ts') ? transpileModule(text, { compilerOptions }).outputText : text);
  }
  const own = join(root, 'toolkit/node_modules');
  symlinkSync(existsSync(own) ? own : join(root, 'node_modules'), join(folder, 'node_modules'));
  symlinkSync(join(root, 'node_modules'), join(folder, '../node_modules'));
  return (program = join(folder, 'lib/cli/main.js'));
}

/** `apigwv2 start` in a separate process. */
export interface StartProcess {
  readonly child: ChildProcess;
  readonly urls: Urls;
  readonly exit: Promise<{ status: number | null; signal: string | null }>;
  readonly err: () => string;
}

/** Runs `apigwv2 start --port 0 --json` in a separate process. */
export async function spawnStart(
  cwd: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<StartProcess> {
  const child = spawn(process.execPath, [compiled(), 'start', '--port', '0', '--json', ...args], {
    cwd,
    env: { ...process.env, ...env },
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', (data: Buffer) => (err += data.toString()));
  const exit = new Promise<{ status: number | null; signal: string | null }>((resolve) =>
    child.on('close', (status, signal) => resolve({ status, signal })),
  );
  const line = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (data: Buffer) => {
      out += data.toString();
      if (out.includes('\n')) resolve(out);
    });
    void exit.then(({ status }) => reject(new Error(`apigwv2 start ended with ${status}: ${err}`)));
  });
  return { child, urls: JSON.parse(await line) as Urls, exit, err: () => err };
}

/**
 * A WebSocket API named `chat` with the stage `live`. The route `say` sends a text to all connections, and the route
 * `echo` returns a text to the sender.
 */
export function chat(own: Resources = {}, table = temporaryFolder()): Resources {
  const ApiId = { Ref: 'Chat' };
  const route = (RouteKey: string, properties: object = {}) =>
    resource(`Chat/${RouteKey}`, 'AWS::ApiGatewayV2::Route', {
      ApiId,
      RouteKey,
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'ChatTarget' }]] },
      ...properties,
    });
  return {
    Chat: resource('Chat/Resource', 'AWS::ApiGatewayV2::Api', {
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
    Live: resource('Chat/Live/Resource', 'AWS::ApiGatewayV2::Stage', { ApiId, StageName: 'live', AutoDeploy: true }),
    Talk: functionResource('Talk', 'chat.handler', { Timeout: 20, Environment: { Variables: { TABLE: table } } }),
    AllowTalk: resource('AllowTalk', 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['Talk', 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
    }),
    ChatTarget: resource('ChatTarget', 'AWS::ApiGatewayV2::Integration', {
      ApiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: {
        'Fn::Sub': 'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Talk.Arn}/invocations',
      },
    }),
    Connect: route('$connect'),
    Disconnect: route('$disconnect'),
    Say: route('say'),
    Echo: route('echo', { RouteResponseSelectionExpression: '$default' }),
    EchoResponse: resource('Chat/EchoResponse', 'AWS::ApiGatewayV2::RouteResponse', {
      ApiId,
      RouteId: { Ref: 'Echo' },
      RouteResponseKey: '$default',
    }),
    ...own,
  };
}

/** The handler of the API `chat`. For each open connection, the handler keeps a file in the folder `TABLE`. */
export const chatHandler = {
  'handlers/chat.mjs': `
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
const { TABLE } = process.env;
export const handler = async ({ requestContext, body, headers }) => {
  const { routeKey, connectionId, domainName, stage } = requestContext;
  const file = TABLE + '/' + encodeURIComponent(connectionId);
  if (routeKey === '$connect') {
    if (headers['x-reject'] ?? headers['X-Reject']) return { statusCode: 403 };
    writeFileSync(file, '');
    const offered = headers['Sec-WebSocket-Protocol'] ?? headers['sec-websocket-protocol'];
    return { statusCode: 200, headers: offered ? { 'Sec-WebSocket-Protocol': offered.split(',')[0] } : {} };
  }
  if (routeKey === '$disconnect') return rmSync(file, { force: true }), { statusCode: 200 };
  const { text } = JSON.parse(body);
  if (routeKey === 'echo') return { statusCode: 200, body: text };
  const api = new ApiGatewayManagementApiClient({ endpoint: 'https://' + domainName + '/' + stage });
  for (const name of readdirSync(TABLE)) {
    await api.send(new PostToConnectionCommand({ ConnectionId: decodeURIComponent(name), Data: text }));
  }
  return { statusCode: 200 };
};`,
};
