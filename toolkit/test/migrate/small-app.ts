import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

import { commitAll, folderWith, read } from './folders';

const ROOT = join(__dirname, '../../..');

/** A stack with an HTTP API, and a nested stack with a WebSocket API. */
export const STACK = `import * as cdk from 'aws-cdk-lib';
import { aws_lambda as lambda, aws_apigatewayv2_authorizers as authorizers } from 'aws-cdk-lib';
import { CfnRoute, HttpApi, HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2'; // the API
import { HttpLambdaIntegration, HttpUrlIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Construct } from 'constructs';

class Chat extends cdk.NestedStack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const api = new cdk.aws_apigatewayv2.WebSocketApi(this, 'Chat');
    api.addRoute('$default', { integration: new cdk.aws_apigatewayv2_integrations.WebSocketMockIntegration('Mock') });
    new cdk.aws_apigatewayv2.WebSocketStage(this, 'Stage', { webSocketApi: api, stageName: 'prod', autoDeploy: true });
  }
}

export class Shop extends cdk.Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const handler = new lambda.Function(this, 'Handler', {
      code: lambda.Code.fromInline('exports.handler = async () => {}'),
      handler: 'index.handler',
      runtime: lambda.Runtime.NODEJS_22_X,
    });
    const api = new HttpApi(this, 'Api', {
      defaultAuthorizer: new authorizers.HttpJwtAuthorizer('Jwt', 'https://example.com/', { jwtAudience: ['a'] }),
    });
    const integration = new HttpLambdaIntegration('Handler', handler);
    const [route] = api.addRoutes({ path: '/books/{id}', methods: [HttpMethod.GET], integration });
    (route!.node.defaultChild as CfnRoute).operationName = 'getBook';
    api.addRoutes({ path: '/', integration: new HttpUrlIntegration('Site', 'https://example.com/') });
    new Chat(this, 'Nested');
  }
}
`;

const MAIN = `import { App, Stage } from 'aws-cdk-lib';
import { Shop } from '../lib/stack';

const app = new App();
new Shop(app, 'Shop');
new Shop(new Stage(app, 'Prod'), 'Shop');
`;

const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };

function compile(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name.replace(/\.ts$/, '.js'));
    if (entry.isDirectory()) compile(source, target);
    if (!entry.isFile() || !/\.ts$/.test(entry.name) || /\.d\.ts$/.test(entry.name)) continue;
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, ts.transpileModule(readFileSync(source, 'utf8'), { compilerOptions }).outputText);
  }
}

/** Replaces `npm install`: links the library of this repository into the app. */
export function linkLibrary(app: string): void {
  const target = join(app, 'node_modules/cdk-apigatewayv2');
  compile(join(ROOT, 'lib'), join(target, 'lib'));
  writeFileSync(join(target, 'package.json'), read(ROOT, 'package.json'));
  const manifest = JSON.parse(read(app, 'package.json')) as { dependencies: object };
  manifest.dependencies = { ...manifest.dependencies, 'cdk-apigatewayv2': '^0.1.0' };
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
}

/** Compiles the app, runs it, and returns the folder of its assembly. */
export function synthesize(app: string): string {
  build(app);
  const env = { ...process.env, CDK_OUTDIR: join(app, 'cdk.out'), CDK_VALIDATION: 'false' };
  execFileSync(process.execPath, ['build/bin/app.js'], { cwd: app, env, stdio: 'pipe' });
  return join(app, 'cdk.out');
}

function build(app: string): void {
  compile(join(app, 'bin'), join(app, 'build/bin'));
  compile(join(app, 'lib'), join(app, 'build/lib'));
}

/** Creates a small app with two stacks, each with a nested stack, in a git repository. */
export function newApp(stack = STACK, files: Record<string, string> = {}): string {
  const app = folderWith({
    'package.json': JSON.stringify({ dependencies: { 'aws-cdk-lib': '^2.276.0', constructs: '^10.0.0' } }),
    '.gitignore': 'node_modules\nbuild/\ncdk.out/\n',
    'bin/app.ts': MAIN,
    'lib/stack.ts': stack,
    ...files,
  });
  mkdirSync(join(app, 'node_modules'));
  for (const name of ['aws-cdk-lib', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(app, 'node_modules', name));
  }
  commitAll(app);
  return app;
}
