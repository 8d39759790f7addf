import { deflateRawSync } from 'node:zlib';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fn, type App, type Stack } from 'aws-cdk-lib';
import { CfnFunction, Code, Function as LambdaFunction, LayerVersion, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  addFolderFunction,
  folderOf,
  functionIn,
  functionOf,
  inlineFunction,
  resultOf,
} from '../../_helpers/functions';
import { temporaryFolder } from '../../_helpers/apps';

/** A ZIP archive: local entries, the central directory and its end record. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  for (const [name, text] of Object.entries(files)) {
    const data = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(Buffer.concat(locals).length, 42);
    locals.push(local, Buffer.from(name), data);
    entries.push(entry, Buffer.from(name));
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(Buffer.concat(locals).length, 16);
  return Buffer.concat([...locals, ...entries, end]);
}

function zipFunction(content: Buffer) {
  const file = join(temporaryFolder(), 'code.zip');
  writeFileSync(file, content);
  return functionIn((stack) => {
    const code = Code.fromAsset(file);
    new LambdaFunction(stack, 'Orders', { code, handler: 'src/index.handler', runtime: Runtime.NODEJS_22_X });
  });
}

test('An archive is unpacked, and close() removes the unpacked files.', async () => {
  const fn = zipFunction(
    zipOf({ 'src/index.js': 'exports.handler = async () => __dirname;', 'a.txt': 'a'.repeat(5000) }),
  );
  const folder = (await resultOf(fn.call())) as string;
  expect(readdirSync(join(folder, '..'))).toEqual(['a.txt', 'src']);
  await fn.close();
  expect(existsSync(folder)).toBe(false);
});

test('A damaged archive, or an archive with paths outside its folder, causes an error.', async () => {
  await expect(zipFunction(zipOf({ '../evil.js': '' })).call()).rejects.toThrow(
    /evil.js is outside of the target folder/,
  );
  await expect(zipFunction(Buffer.from('PK')).call()).rejects.toThrow(/the file is not a ZIP archive/);
});

test('A missing file causes an error that names the function, the handler and the existing files.', async () => {
  const wrong = functionOf({ 'app.ts': '' }, { handler: 'app.handler' });
  await expect(wrong.call()).rejects.toMatchObject({
    code: 'HandlerNotFound',
    message: expect.stringMatching(
      /^The handler of the function Shop\/Orders is app\.handler, but .* Files in the folder: app\.ts\. /,
    ),
  });
  const python = functionOf({ 'app.js': '' }, { handler: 'app.handler', runtime: 'python3.12' });
  await expect(python.call()).rejects.toThrow(/does not contain app\.py or __init__\.py/);
  await expect(inlineFunction('', { handler: 'index' }).call()).rejects.toThrow(/does not specify a file and/);
});

test('Missing code causes an error that suggests synthesizing the app again.', async () => {
  let app: App | undefined;
  const fn = functionIn((stack) => {
    app = stack.node.root as App;
    addFolderFunction(stack, { 'index.js': '' });
  });
  for (const name of readdirSync(app!.outdir)) {
    if (name.startsWith('asset.')) rmSync(join(app!.outdir, name), { recursive: true });
  }
  await expect(fn.call()).rejects.toMatchObject({
    code: 'CodeNotFound',
    message: expect.stringMatching(/Shop\/Orders .*Synthesize the app again/),
  });
});

test.each([
  ['has the runtime java21', { runtime: 'java21', code: { zipFile: 'x' } }],
  ['has the runtime provided.al2023', { runtime: 'provided.al2023', code: { zipFile: 'x' } }],
  ['is a container image', { packageType: 'Image', code: { imageUri: '1.dkr.ecr.us-east-1.amazonaws.com/a:b' } }],
  ['has its code in the S3 bucket code', { runtime: 'nodejs22.x', code: { s3Bucket: 'code', s3Key: 'a.zip' } }],
])('A function that %s causes an error that names the option `functions`.', async (why, props) => {
  const fn = functionIn((stack) => {
    new CfnFunction(stack, 'Orders', { role: 'arn:aws:iam::123456789012:role/r', handler: 'index.handler', ...props });
  });
  await expect(fn.call()).rejects.toMatchObject({
    code: 'FunctionNotRun',
    message: expect.stringContaining(
      `The function Shop/Orders ${why}, so it cannot run locally. Use the option \`functions\` to replace the function with a handler, { "Orders": async (event) => … }`,
    ),
  });
});

test('Environment variables are resolved, and a missing variable causes an error that names the variable.', async () => {
  const build = (stack: Stack) => {
    const files = { 'index.js': 'exports.handler = async () => process.env;' };
    const fn = addFolderFunction(stack, files, { environment: { REGION: stack.region, HOST: Fn.importValue('Host') } });
    fn.addEnvironment('SELF', stack.stackName);
  };
  await expect(functionIn(build).call()).rejects.toMatchObject({
    code: 'EnvironmentValueMissing',
    message: expect.stringMatching(/HOST of the function Shop\/Orders/),
  });
  const fn = functionIn(build, { environment: { Orders: { HOST: 'db.test' } } });
  expect(await resultOf(fn.call())).toMatchObject({ REGION: 'us-east-1', HOST: 'db.test', SELF: 'Shop' });
});

describe('layers', () => {
  const handlers = {
    commonjs: { 'index.js': "exports.handler = async () => require('tax').rate;" },
    'ES modules': { 'index.mjs': "import { rate } from 'tax'; export const handler = async () => rate;" },
  };

  test.each(Object.entries(handlers))('A function can use modules from a layer of the app: %s.', async (_, files) => {
    const layer = folderOf({ 'nodejs/node_modules/tax/index.js': 'exports.rate = 19;' });
    const fn = functionIn((stack) => {
      const own = addFolderFunction(stack, files as Record<string, string>);
      own.addLayers(new LayerVersion(stack, 'Layer', { code: Code.fromAsset(layer) }));
    });
    expect(await Promise.all([resultOf(fn.call()), resultOf(fn.call())])).toEqual([19, 19]);
  });

  test('A Python function can use modules from a layer of the app.', async () => {
    const layer = folderOf({ 'python/tax.py': 'rate = 19' });
    const files = { 'index.py': 'import tax\ndef handler(e, c):\n  return tax.rate' };
    const fn = functionIn((stack) => {
      const own = addFolderFunction(stack, files, { runtime: 'python3.13' });
      own.addLayers(new LayerVersion(stack, 'Layer', { code: Code.fromAsset(layer) }));
    });
    expect(await resultOf(fn.call())).toBe(19);
  });

  test.each([
    ['commonjs', { 'index.js': "require('tax'); exports.handler = async () => 1;" }, 'nodejs22.x'],
    ['ES modules', { 'index.mjs': "import 'tax'; export const handler = async () => 1;" }, 'nodejs22.x'],
    ['Python', { 'index.py': 'import tax' }, 'python3.13'],
  ])(
    'A layer that is not part of the app causes an error only if the function needs its modules: %s.',
    async (_, files, runtime) => {
      const arn = 'arn:aws:lambda:us-east-1:123456789012:layer:tax:1';
      const withLayer = (own: Record<string, string>) =>
        functionIn((stack) => {
          addFolderFunction(stack, own, { runtime }).addLayers(LayerVersion.fromLayerVersionArn(stack, 'Layer', arn));
        });
      await expect(withLayer(files as Record<string, string>).call()).rejects.toMatchObject({
        code: 'LayerNotAvailable',
        message: expect.stringContaining(
          `The function Shop/Orders needs the module tax, which its code does not contain. The module may be in the layer ${arn}`,
        ),
      });
      if (runtime.startsWith('node')) {
        const fn = withLayer({ 'index.js': 'exports.handler = async () => 1;' });
        expect(await resultOf(fn.call())).toBe(1);
      }
    },
  );
});

describe('the AWS SDK', () => {
  const handlers = {
    commonjs: {
      'index.js': "const { Client } = require('@aws-sdk/client-test'); exports.handler = async () => Client;",
    },
    'ES modules': {
      'index.mjs': "import { Client } from '@aws-sdk/client-test'; export const handler = async () => Client;",
    },
  };

  test.each(Object.entries(handlers))('The SDK comes from the project: %s.', async (_, files) => {
    const project = folderOf({ 'node_modules/@aws-sdk/client-test/index.js': 'exports.Client = "test client";' });
    const before = process.cwd();
    const fn = functionOf(files as Record<string, string>);
    jest.spyOn(process, 'cwd').mockReturnValue(project);
    try {
      expect(await resultOf(fn.call())).toBe('test client');
    } finally {
      jest.restoreAllMocks();
    }
    expect(process.cwd()).toBe(before);
  });

  test.each(Object.entries(handlers))(
    'A missing SDK causes an error that names the package to install: %s.',
    async (_, files) => {
      await expect(functionOf(files as Record<string, string>).call()).rejects.toMatchObject({
        code: 'SdkNotInstalled',
        message: expect.stringContaining('npm install --save-dev @aws-sdk/client-test'),
      });
    },
  );
});
