import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import { run } from './run';

const root = path.resolve(__dirname, '../..');
const json = (file: string) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8'));

describe('the language targets', () => {
  test('are the same in .jsiirc.json as in package.json, which jsii reads', () => {
    expect(json('.jsiirc.json')).toEqual({ targets: json('package.json').jsii.targets });
  });

  test.each(['authorizers', 'cloudfront', 'integrations', 'interop', 'rules'])(
    'of the submodule %s are inside the packages of the root',
    (submodule) => {
      const { python, java, dotnet } = json('package.json').jsii.targets;
      const { targets } = json(`lib/${submodule}/.jsiirc.json`);
      expect(targets.python.module).toBe(`${python.module}.${submodule}`);
      expect(targets.java.package).toBe(`${java.package}.${submodule}`);
      expect(targets.go.packageName).toBe(submodule);
      expect(targets.dotnet.namespace.toLowerCase()).toBe(`${dotnet.namespace}.${submodule}`.toLowerCase());
    },
  );
});

describe('the package as published', () => {
  let directory: string;
  let files: string[];

  /** Packs the built project and installs it with its peer dependencies in an empty project. */
  beforeAll(() => {
    if (!fs.existsSync(path.join(root, '.jsii'))) throw new Error('not built: npm run build');
    directory = fs.mkdtempSync(path.join(os.tmpdir(), 'package-'));
    const [packed] = JSON.parse(
      run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', directory], { cwd: root }),
    );
    files = packed.files.map((file: { path: string }) => file.path);
    process.stdout.write(
      `package: ${files.length} files, ${packed.size} bytes packed, ${packed.unpackedSize} unpacked\n`,
    );
    const modules = path.join(directory, 'node_modules');
    fs.mkdirSync(path.join(modules, 'cdk-apigatewayv2'), { recursive: true });
    run('tar', ['-xzf', packed.filename, '-C', 'node_modules/cdk-apigatewayv2', '--strip-components', '1'], {
      cwd: directory,
    });
    for (const peer of ['aws-cdk-lib', 'constructs', '@types']) {
      fs.symlinkSync(path.join(root, 'node_modules', peer), path.join(modules, peer));
    }
  });

  afterAll(() => fs.rmSync(directory, { recursive: true, force: true }));

  test('contains the compiled library, its license and its documentation, without sources and tests', () => {
    const unwanted = files.filter(
      (file) => !/^(lib\/.*(\.js|\.d\.ts|\/\.jsiirc\.json)|docs\/(differences|migration)\.md)$/.test(file),
    );
    expect(unwanted.sort()).toEqual(['.jsii', 'LICENSE', 'NOTICE', 'README.md', 'package.json']);
    expect(files).toEqual(expect.arrayContaining(['lib/index.js', 'lib/index.d.ts', 'lib/integrations/index.js']));
  });

  test('contains no compiled file whose source was removed', () => {
    const compiled = files.filter((file) => /^lib\/.*\.js$/.test(file) && !file.endsWith('/bundle.js'));
    expect(compiled.filter((file) => !fs.existsSync(path.join(root, file.replace(/\.js$/, '.ts'))))).toEqual([]);
  });

  test('has no run-time dependencies except for its peer dependencies', () => {
    const { dependencies, bundledDependencies, peerDependencies } = json('package.json');
    expect([dependencies, bundledDependencies]).toEqual([undefined, undefined]);
    expect(Object.keys(peerDependencies)).toEqual(['aws-cdk-lib', 'constructs']);
    const required = new Set(
      files
        .filter((file) => file.endsWith('.js'))
        .flatMap((file) => [...fs.readFileSync(path.join(root, file), 'utf8').matchAll(/require\("([^."][^"]*)"\)/g)])
        .map(([, name]) => name.split('/')[0])
        .filter((name) => !name.startsWith('node:')),
    );
    expect([...required].sort()).toEqual(['aws-cdk-lib', 'constructs']);
  });

  test.each<[string, ts.CompilerOptions]>([
    ['node16', { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 }],
    ['bundler', { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler }],
    [
      'classic node10',
      {
        module: ts.ModuleKind.CommonJS,
        moduleResolution: ts.ModuleResolutionKind.Node10,
        ignoreDeprecations: '6.0',
      },
    ],
  ])('provides types for moduleResolution %s', (_, options) => {
    const file = path.join(directory, 'user.ts');
    fs.writeFileSync(
      file,
      `import * as apigwv2 from 'cdk-apigatewayv2';
       import { HttpUrlIntegration } from 'cdk-apigatewayv2/integrations';
       import { HttpIamAuthorizer } from 'cdk-apigatewayv2/authorizers';
       export const integration: apigwv2.HttpRouteIntegration = new HttpUrlIntegration('I', 'https://example.com');
       export const authorizer: apigwv2.IHttpRouteAuthorizer = new HttpIamAuthorizer();
       export const same: typeof apigwv2.integrations.HttpUrlIntegration = HttpUrlIntegration;
       export const l1: typeof apigwv2.CfnRoute = apigwv2.CfnRoute;
       export function api(ref: apigwv2.IApiRef): apigwv2.ApiReference { return ref.apiRef; }`,
    );
    const program = ts.createProgram([file], {
      ...options,
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      types: ['node'],
      target: ts.ScriptTarget.ES2022,
    });
    const errors = ts.getPreEmitDiagnostics(program).map(({ messageText }) => messageText);
    expect(errors).toEqual([]);
  });

  const inProject = (program: string, ...flags: string[]) =>
    JSON.parse(run(process.execPath, [...flags, '-e', program], { cwd: directory }));

  test('loads only the barrels until an export is read', () => {
    const loaded = inProject(`
      require('cdk-apigatewayv2'); require('cdk-apigatewayv2/integrations'); require('cdk-apigatewayv2/authorizers');
      console.log(JSON.stringify(Object.keys(require.cache).map((file) => file.split('node_modules/')[1])));`);
    expect(loaded.sort()).toEqual([
      'cdk-apigatewayv2/lib/authorizers/index.js',
      'cdk-apigatewayv2/lib/index.js',
      'cdk-apigatewayv2/lib/integrations/index.js',
    ]);
  });

  test('loads fewer aws-cdk-lib modules for an API than aws-cdk-lib does, and no modules of unused AWS services', () => {
    const load = (apigwv2: string, integrations: string): string[] =>
      inProject(`
        const { App, Stack } = require('aws-cdk-lib');
        const { Code, Function, Runtime } = require('aws-cdk-lib/aws-lambda');
        const { HttpApi, HttpMethod } = require('${apigwv2}');
        const { HttpLambdaIntegration } = require('${integrations}');
        const stack = new Stack(new App(), 'Stack');
        const handler = new Function(stack, 'Handler', {
          runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline('code'),
        });
        new HttpApi(stack, 'Api').addRoutes({
          path: '/', methods: [HttpMethod.GET], integration: new HttpLambdaIntegration('Integration', handler),
        });
        console.log(JSON.stringify(Object.keys(require.cache).map((file) => file.split('node_modules/')[1])));`);
    const ours = load('cdk-apigatewayv2', 'cdk-apigatewayv2/integrations');
    const awsCdkLib = load('aws-cdk-lib/aws-apigatewayv2', 'aws-cdk-lib/aws-apigatewayv2-integrations');
    const ofAwsCdkLib = (files: string[]) => files.filter((file) => file.startsWith('aws-cdk-lib/')).length;
    expect(ofAwsCdkLib(ours)).toBeLessThan(ofAwsCdkLib(awsCdkLib));
    const services = [...new Set(ours.map((file) => /^aws-cdk-lib\/(aws-\w+)/.exec(file)?.[1]).filter(Boolean))];
    expect(services.sort()).toEqual(['aws-apigatewayv2', 'aws-iam', 'aws-lambda']);
  });

  test('exports the same classes by submodule and by path, for require and import', () => {
    const program = `
      const integrations = require('cdk-apigatewayv2/integrations');
      const root = require('cdk-apigatewayv2');
      import('cdk-apigatewayv2').then((esm) => console.log(JSON.stringify([
        root.integrations.HttpUrlIntegration === integrations.HttpUrlIntegration,
        esm.HttpApi === root.HttpApi,
        Object.keys(root).every((name) => root[name] !== undefined),
      ])));`;
    expect(inProject(program)).toEqual([true, true, true]);
  });

  test('allows imports of package.json and the jsii assembly by file path, but not of files in lib/', () => {
    const program = `
      const resolved = ['.jsii', 'package.json', 'lib/index.js'].map((file) => {
        try { return !!require.resolve('cdk-apigatewayv2/' + file); } catch { return false; }
      });
      console.log(JSON.stringify(resolved));`;
    expect(inProject(program)).toEqual([true, true, false]);
  });

  test('contains each type in the expected submodule of its jsii assembly', () => {
    const { types } = json('.jsii');
    expect(types).toHaveProperty(['cdk-apigatewayv2.integrations.HttpUrlIntegration']);
    expect(types).toHaveProperty(['cdk-apigatewayv2.authorizers.HttpIamAuthorizer']);
    expect(Object.keys(types).filter((fqn) => /\.Cfn[A-Z]\w+$/.test(fqn))).toEqual([]);
  });
});
