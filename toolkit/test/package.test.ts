import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction, Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { root, synthesize, temporaryFolder } from './_helpers/apps';
import { folderOf } from './_helpers/functions';

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: { readonly path: string }[];
}

let built: string;

beforeAll(() => {
  // A copy is built, since other tests use the folder at the same time.
  built = temporaryFolder();
  for (const name of ['package.json', 'tsconfig.json', 'README.md', 'LICENSE', 'src', 'schema', 'scripts']) {
    cpSync(join(root, 'toolkit', name), join(built, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(built, 'node_modules'));
  execFileSync('npm', ['run', 'build'], { cwd: built, stdio: 'pipe' });
}, 60_000);

test('the package has less than 1 MB, and no tests or source maps', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: built,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const parsed = JSON.parse(output) as Packed[] | Record<string, Packed>;
  const [{ size, unpackedSize, files }] = Object.values(parsed);
  process.stdout.write(
    `cdk-apigatewayv2-toolkit: ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked, ${files.length} files\n`,
  );
  expect(size).toBeLessThan(1_000_000);
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['lib/cli/main.js', 'lib/index.js', 'lib/index.d.ts', 'README.md', 'LICENSE']),
  );
  expect(
    paths.filter((path) => !/^(?:lib\/.*\.(?:js|d\.ts)|schema\/.*\.json|package\.json|README\.md|LICENSE)$/.test(path)),
  ).toEqual([]);
  expect(paths.filter((path) => /\.map$|(?:^|\/)tests?\/|\.test\./.test(path))).toEqual([]);
}, 60_000);

test.each([
  ['index.mjs', 'export const handler = async () => "hello";'],
  ['index.js', 'exports.handler = async () => "hello";'],
])('the package runs the handler %s', (name, code) => {
  const assembly = synthesize((app) => {
    const stack = new Stack(app, 'Shop');
    const handler = new LambdaFunction(stack, 'Hello', {
      code: Code.fromAsset(folderOf({ [name]: code })),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
    new HttpApi(stack, 'Api', { defaultIntegration: new HttpLambdaIntegration('Hello', handler) });
  });
  const program = `
    const { LocalGateway } = require('./lib/gateway');
    (async () => {
      const gateway = await LocalGateway.fromAssembly(process.argv[1]);
      process.stdout.write(await (await gateway.fetch('/')).text());
      await gateway.close();
    })();`;
  expect(execFileSync(process.execPath, ['-e', program, assembly], { cwd: built, encoding: 'utf8' })).toBe('hello');
});

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
