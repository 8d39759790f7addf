import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../_helpers/apps';
import { appFolder, functionResource, resource, shop, startApp, until } from '../_helpers/start';

const answers = (text: string) => `export const handler = async () => ${JSON.stringify(text)};`;
const textOf = async (url: string) => (await fetch(url)).text();

/** Saves a file as editors do: writes a new file, then renames it. */
function save(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

async function served(files: Record<string, string> = {}, args: string[] = []) {
  const folder = appFolder(shop({ 'GET /books': {} }), { 'handlers/index.mjs': answers('one'), ...files });
  const running = await startApp(folder, args);
  const url = `${running.url}/shop/books`;
  return { ...running, url, folder, origin: running.url, handler: join(folder, 'handlers/index.mjs') };
}

describe('a changed handler', () => {
  test('replaces the workers of its functions', async () => {
    const { url, handler, out } = await served();
    expect(await textOf(url)).toBe('one');
    writeFileSync(handler, answers('two'));
    await until(async () => (await textOf(url)) === 'two');
    save(handler, answers('three'));
    await until(async () => (await textOf(url)) === 'three');
    expect(out()).toMatch(/Changed: handlers\/index\.mjs\. Reloaded Books in \d+ ms\.\n/);
    // The app was not synthesized again.
    expect(out()).not.toContain('The app was reloaded');
  });

  test('replaces the workers if a module that the handler imports changes', async () => {
    const code = "import { text } from './lib/text.mjs'; export const handler = async () => text;";
    const { url, folder } = await served({
      'handlers/index.mjs': code,
      'handlers/lib/text.mjs': "export const text = 'a';",
    });
    expect(await textOf(url)).toBe('a');
    writeFileSync(join(folder, 'handlers/lib/text.mjs'), "export const text = 'b';");
    await until(async () => (await textOf(url)) === 'b');
  });

  test('that cannot be loaded does not replace the last working version, and causes a message', async () => {
    const { url, handler, out } = await served();
    expect(await textOf(url)).toBe('one');
    for (const broken of [
      'export const handler = (',
      "throw new Error('not today')",
      "import 'nothing';",
      'export const other = 1;',
    ]) {
      const before = out().length;
      writeFileSync(handler, broken);
      await until(() =>
        out().slice(before).includes('Books cannot be loaded. The last working version keeps running.'),
      );
      expect(await Promise.all([textOf(url), textOf(url), textOf(url)])).toEqual(['one', 'one', 'one']);
    }
    expect(out()).toContain('not today');
    writeFileSync(handler, answers('good again'));
    await until(async () => (await textOf(url)) === 'good again');
  });

  test('that is deleted stays in use until the file is created again', async () => {
    const { url, handler, out } = await served();
    expect(await textOf(url)).toBe('one');
    rmSync(handler);
    await until(() => out().includes('keeps running'));
    expect(await textOf(url)).toBe('one');
    writeFileSync(handler, answers('back'));
    await until(async () => (await textOf(url)) === 'back');
  });

  test('that never worked is loaded at the next request', async () => {
    const { url, handler } = await served({ 'handlers/index.mjs': 'export const handler = (' });
    expect((await fetch(url)).status).toBe(500);
    writeFileSync(handler, answers('now'));
    await until(async () => (await textOf(url)) === 'now');
  });

  test('does not stop invocations of the old workers', async () => {
    const slow = "export const handler = () => new Promise((done) => setTimeout(done, 1000, 'slow'));";
    const { url, handler } = await served({ 'handlers/index.mjs': slow });
    await textOf(url);
    const running = textOf(url);
    await new Promise((resolve) => setTimeout(resolve, 100));
    writeFileSync(handler, answers('fast'));
    await until(async () => (await textOf(url)) === 'fast');
    expect(await running).toBe('slow');
  });

  test('replaces the workers of Python functions', async () => {
    const resources = shop(
      { 'GET /books': {} },
      { Books: functionResource('Books', 'app.handler', { Runtime: 'python3.13' }) },
    );
    const folder = appFolder(resources, { 'handlers/app.py': 'def handler(event, context):\n  return "one"\n' });
    const { url } = await startApp(folder);
    expect(await textOf(`${url}/shop/books`)).toBe('one');
    writeFileSync(join(folder, 'handlers/app.py'), 'def handler(event, context):\n  return "two"\n');
    await until(async () => (await textOf(`${url}/shop/books`)) === 'two');
  });
});

describe('a changed stack', () => {
  const withRoute = JSON.stringify({ Resources: shop({ 'GET /books': {}, 'GET /authors': {} }) });

  test('is synthesized again', async () => {
    const { origin, folder, out } = await served();
    expect((await fetch(`${origin}/shop/authors`)).status).toBe(404);
    save(join(folder, 'template.json'), withRoute);
    await until(async () => (await fetch(`${origin}/shop/authors`)).status === 200);
    expect(out()).toMatch(/Changed: template\.json\. The app was reloaded in \d+\.\d s\.\n/);
  });

  test('that cannot be synthesized does not replace the last working version, and causes a message', async () => {
    const { origin, url, folder, out } = await served();
    writeFileSync(join(folder, 'template.json'), '{ "Resources": ');
    await until(() =>
      out().includes(
        'Changed: template.json. The last working version keeps running.\nThe command `node app.js` ended',
      ),
    );
    expect(await textOf(url)).toBe('one');
    // An app without APIs is also an error.
    writeFileSync(join(folder, 'template.json'), '{ "Resources": {} }');
    await until(() => out().includes('keeps running.\nThe app does not contain an HTTP API or a WebSocket API.'));
    expect(await textOf(url)).toBe('one');
    writeFileSync(join(folder, 'template.json'), withRoute);
    await until(async () => (await fetch(`${origin}/shop/authors`)).status === 200);
  });

  test('is synthesized again if it changes during the synthesis, but files that the app writes do not cause an endless loop', async () => {
    const program = `
      const { readFileSync, writeFileSync, appendFileSync } = require('node:fs');
      appendFileSync(require('node:path').join(__dirname, 'runs.log.txt'), 'run\\n');
      setTimeout(() => require('./app.js'), 300);`;
    const { origin, folder, out } = await served({
      'slow.js': program,
      'cdk.json': '{ "app": "node slow.js" }',
      'runs.log.txt': '',
    });
    const synths = () => out().split(/The app was reloaded|The APIs did not change/).length - 1;
    writeFileSync(
      join(folder, 'template.json'),
      JSON.stringify({ Resources: shop({ 'GET /books': {}, 'GET /a': {} }) }),
    );
    await new Promise((resolve) => setTimeout(resolve, 250));
    writeFileSync(
      join(folder, 'template.json'),
      JSON.stringify({ Resources: shop({ 'GET /books': {}, 'GET /b': {} }) }),
    );
    await until(async () => (await fetch(`${origin}/shop/b`)).status === 200);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect(synths()).toBeLessThanOrEqual(3);
  });

  test('is synthesized after every save, even if saves are frequent and synthesis is slow', async () => {
    const { origin, folder } = await served({
      'slow.js': "setTimeout(() => require('./app.js'), 200);",
      'cdk.json': '{ "app": "node slow.js" }',
    });
    for (let round = 0; round < 8; round++) {
      const routes = { 'GET /books': {}, [`GET /r${round}`]: {} };
      writeFileSync(join(folder, 'template.json'), JSON.stringify({ Resources: shop(routes) }));
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await until(async () => (await fetch(`${origin}/shop/r7`)).status === 200);
  });

  test('is not synthesized in an endless loop if the output is written to a file of the app', async () => {
    const { folder, out } = await served({ 'notes.txt': '' });
    let written = '';
    const redirect = setInterval(() => {
      if (out() !== written) writeFileSync(join(folder, 'output.txt'), (written = out()));
    }, 10);
    try {
      const lines = () => out().split('The APIs did not change').length - 1;
      writeFileSync(join(folder, 'notes.txt'), 'changed');
      await until(() => lines() > 0);
      await new Promise((resolve) => setTimeout(resolve, 2500));
      expect(lines()).toBeLessThanOrEqual(3);
      const before = lines();
      writeFileSync(join(folder, 'notes.txt'), 'changed again');
      await until(() => lines() > before);
    } finally {
      clearInterval(redirect);
    }
  });

  test('lets pending requests of the old version finish', async () => {
    const slow = "export const handler = () => new Promise((done) => setTimeout(done, 1500, 'slow'));";
    const { url, origin, folder } = await served({ 'handlers/index.mjs': slow });
    const running = textOf(url);
    await new Promise((resolve) => setTimeout(resolve, 200));
    save(join(folder, 'template.json'), withRoute);
    await until(
      async () =>
        (await fetch(`${origin}/shop/nothing`)).status === 404 &&
        (await fetch(`${origin}/shop/authors`)).status === 200,
    );
    expect(await running).toBe('slow');
  });
});

test('a function that CDK bundles is bundled again when one of its source files changes', async () => {
  const cdk = JSON.stringify(join(root, 'node_modules/aws-cdk-lib')).slice(1, -1);
  const program = `
    const { App, Stack } = require('${cdk}');
    const { HttpApi } = require('${cdk}/aws-apigatewayv2');
    const { HttpLambdaIntegration } = require('${cdk}/aws-apigatewayv2-integrations');
    const { Runtime } = require('${cdk}/aws-lambda');
    const { NodejsFunction } = require('${cdk}/aws-lambda-nodejs');
    const stack = new Stack(new App({ analyticsReporting: false }), 'Shop');
    const fn = new NodejsFunction(stack, 'Books', {
      runtime: Runtime.NODEJS_22_X, entry: 'src/books.ts', depsLockFilePath: 'package-lock.json',
    });
    const defaultIntegration = new HttpLambdaIntegration('Books', fn);
    new HttpApi(stack, 'Api', { apiName: 'shop', defaultIntegration });
    stack.node.root.synth();`;
  const folder = appFolder(
    {},
    {
      'app.js': program,
      'package-lock.json': '{}',
      'src/books.ts':
        "import { text } from '../shared/text';\nexport const handler = async (): Promise<string> => text;",
      'shared/text.ts': "export const text: string = 'one';",
    },
  );
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { url, out } = await startApp(folder);
  expect(await textOf(`${url}/shop/books`)).toBe('one');
  // The file is saved again as soon as the server uses the previous version.
  for (const text of ['two', 'three', 'four']) {
    save(join(folder, 'shared/text.ts'), `export const text: string = '${text}';`);
    await until(async () => (await textOf(`${url}/shop/books`)) === text, 30_000);
  }
  save(join(folder, 'src/books.ts'), 'export const handler = async () => (');
  await until(() => out().includes('keeps running'), 30_000);
  expect(await textOf(`${url}/shop/books`)).toBe('four');
  save(join(folder, 'src/books.ts'), "export const handler = async () => 'five';");
  await until(async () => (await textOf(`${url}/shop/books`)) === 'five', 30_000);
}, 120_000);

describe('settings', () => {
  test('a changed --env-file is read again', async () => {
    const Books = functionResource('Books', 'index.handler', { Environment: { Variables: { TABLE: 'default' } } });
    const folder = appFolder(shop({ 'GET /books': {} }, { Books }), {
      'handlers/index.mjs': 'export const handler = async () => process.env.TABLE;',
      '.env': 'TABLE=one',
    });
    const { url } = await startApp(folder, ['--env-file', '.env']);
    expect(await textOf(`${url}/shop/books`)).toBe('one');
    writeFileSync(join(folder, '.env'), 'TABLE=two');
    await until(async () => (await textOf(`${url}/shop/books`)) === 'two');
  });

  test('a cloud assembly is read again when it is synthesized again', async () => {
    const folder = appFolder({}, {});
    const out = join(folder, 'cdk.out');
    mkdirSync(out);
    const write = (routes: Record<string, object>) => {
      const Books = resource('Books/Resource', 'AWS::Lambda::Function', {
        Code: { ZipFile: 'exports.handler = async () => "inline";' },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
      });
      writeFileSync(join(out, 'Shop.template.json'), JSON.stringify({ Resources: shop(routes, { Books }) }));
      const artifacts = {
        Shop: { type: 'aws:cloudformation:stack', properties: { templateFile: 'Shop.template.json' } },
      };
      writeFileSync(join(out, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts }));
    };
    write({ 'GET /books': {} });
    const { url } = await startApp(folder, ['--assembly', 'cdk.out']);
    expect(await textOf(`${url}/shop/books`)).toBe('inline');
    write({ 'GET /books': {}, 'GET /authors': {} });
    await until(async () => (await fetch(`${url}/shop/authors`)).status === 200);
  });
});
