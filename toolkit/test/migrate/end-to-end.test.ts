import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

import { describeComparison, migrate } from '../../src/migrate';
import { commitAll, folderWith, read } from './folders';

const ROOT = join(__dirname, '../../..');

const STACK = `import * as cdk from 'aws-cdk-lib';
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

/** Does what `npm install` does: puts the library of this repository into the app. */
function linkLibrary(app: string): void {
  const target = join(app, 'node_modules/cdk-apigatewayv2');
  compile(join(ROOT, 'lib'), join(target, 'lib'));
  writeFileSync(join(target, 'package.json'), read(ROOT, 'package.json'));
  const manifest = JSON.parse(read(app, 'package.json')) as { dependencies: object };
  manifest.dependencies = { ...manifest.dependencies, 'cdk-apigatewayv2': '^0.1.0' };
  writeFileSync(join(app, 'package.json'), JSON.stringify(manifest));
}

function synthesize(app: string): string {
  compile(join(app, 'bin'), join(app, 'build/bin'));
  compile(join(app, 'lib'), join(app, 'build/lib'));
  const env = { ...process.env, CDK_OUTDIR: join(app, 'cdk.out'), CDK_VALIDATION: 'false' };
  execFileSync(process.execPath, ['build/bin/app.js'], { cwd: app, env, stdio: 'pipe' });
  return join(app, 'cdk.out');
}

function newApp(stack = STACK): string {
  const app = folderWith({
    'package.json': JSON.stringify({ dependencies: { 'aws-cdk-lib': '^2.276.0', constructs: '^10.0.0' } }),
    '.gitignore': 'node_modules\nbuild/\ncdk.out/\n',
    'bin/app.ts': MAIN,
    'lib/stack.ts': stack,
  });
  mkdirSync(join(app, 'node_modules'));
  for (const name of ['aws-cdk-lib', 'constructs']) {
    symlinkSync(join(ROOT, 'node_modules', name), join(app, 'node_modules', name));
  }
  commitAll(app);
  return app;
}

const run = (command: readonly string[], directory: string) => {
  expect(command).toEqual(['npm', 'install', 'cdk-apigatewayv2@^0.1.0']);
  linkLibrary(directory);
};

test('an app of stacks, a stage and nested stacks has no template differences, and a second run does nothing', async () => {
  const app = newApp();
  const lines: string[] = [];
  const migration = await migrate(app, { synthesize, run, version: '0.1.0', print: (line) => lines.push(line) });
  expect(lines.at(-1)).toBe('0 template differences in 4 stacks');
  expect(migration.comparison).toEqual({ stacks: 4, differences: [] });

  const source = read(app, 'lib/stack.ts');
  expect(source).not.toMatch(/aws[-_]apigatewayv2/);
  expect(source).toContain(`import { CfnRoute, HttpApi, HttpMethod } from 'cdk-apigatewayv2'; // the API\n`);
  expect(read(app, 'build/lib/stack.js')).toContain('require("cdk-apigatewayv2/integrations")');
  expect(read(app, 'cdk.out/Shop.template.json')).toContain('getBook');

  const again = await migrate(app, { synthesize, run, force: true });
  expect({ files: again.files, diff: again.diff, commands: again.commands }).toEqual({
    files: [],
    diff: '',
    commands: [],
  });
}, 120_000);

test('a correction is reported as a difference with its row of the page', async () => {
  const authorizer = `new authorizers.HttpLambdaAuthorizer('Auth', handler, { identitySource: [] })`;
  const app = newApp(STACK.replace(/new authorizers\.HttpJwtAuthorizer\(.*\)/, authorizer));
  const { comparison } = await migrate(app, { synthesize, run, version: '0.1.0' });
  const text = describeComparison(comparison!);
  expect(text).toContain('2 template differences in 4 stacks');
  expect(text).toContain('before: 300\n    after:  0\n');
  expect(text).toContain('docs/differences.md#cache-without-identity-source');
}, 120_000);
