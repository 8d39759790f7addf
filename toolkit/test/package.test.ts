import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { synthesize, temporaryFolder } from './_helpers/apps';
import { buildPackage } from './_helpers/built';
import { addApi, addFunction } from './_helpers/gateway';

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: { readonly path: string }[];
}

let folder: string;

beforeAll(() => {
  folder = buildPackage();
}, 120_000);

test('the package is smaller than 1 MB, and contains no tests or source maps', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
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
});

test('the built package runs an ES module and a CommonJS module, and Node.js exits after close()', () => {
  const code = temporaryFolder();
  writeFileSync(join(code, 'esm.mjs'), "export const handler = async () => 'ES module';");
  writeFileSync(join(code, 'cjs.js'), "exports.handler = async () => 'CommonJS module';");
  const assembly = synthesize((app) => {
    const stack = new Stack(app, 'Shop');
    for (const name of ['Esm', 'Cjs']) {
      const fn = addFunction(stack, name, { handler: `${name.toLowerCase()}.handler` });
      const { s3Location } = Code.fromAsset(code).bind(fn);
      fn.code = { s3Bucket: s3Location!.bucketName, s3Key: s3Location!.objectKey };
      addApi(stack, `${name}Api`, {
        routes: ['GET /'],
        integration: { integrationType: 'AWS_PROXY', integrationUri: fn.attrArn, payloadFormatVersion: '2.0' },
      });
    }
  });
  const program = `
    const { LocalGateway } = require(process.argv[1]);
    LocalGateway.fromAssembly(process.argv[2]).then(async (gateway) => {
      for (const name of ['EsmApi', 'CjsApi']) console.log(await (await gateway.api(name).fetch('/')).text());
      await gateway.close();
    });`;
  const main = join(folder, 'lib/gateway/index.js');
  const output = execFileSync(process.execPath, ['-e', program, main, assembly], { encoding: 'utf8', timeout: 20_000 });
  expect(output).toBe('ES module\nCommonJS module\n');
});

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
