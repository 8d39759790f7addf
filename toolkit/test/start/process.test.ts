import { readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../_helpers/apps';
import { appFolder, shop, spawnStart, until, type StartProcess } from '../_helpers/start';

jest.setTimeout(20_000);

const echo = { 'handlers/index.mjs': 'export const handler = async () => "of the app";' };
const running: StartProcess[] = [];

afterEach(() => running.splice(0).forEach(({ child }) => child.kill('SIGKILL')));

/** Starts a process with its own folder for temporary files. */
async function spawned(folder: string, args: string[] = []) {
  const temporary = temporaryFolder();
  const one = await spawnStart(folder, args, { TMPDIR: temporary });
  running.push(one);
  const url = one.urls.apis[0].stages[0].url;
  return { ...one, url, left: () => readdirSync(temporary) };
}

const isRefused = (url: string) =>
  fetch(url).then(
    () => false,
    () => true,
  );

describe('the process ends with status 0 and leaves no files', () => {
  const folder = appFolder(shop({ 'GET /books': {} }), echo);

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('after %s', async (signal) => {
    const { child, url, exit, left } = await spawned(folder);
    expect(await (await fetch(`${url}/books`)).text()).toBe('of the app');
    expect(left()).not.toEqual([]);
    child.kill(signal);
    expect(await exit).toEqual({ status: 0, signal: null });
    expect(left()).toEqual([]);
    expect(await isRefused(url)).toBe(true);
  });

  test('after the end of standard input, with --json', async () => {
    const { child, url, exit, left } = await spawned(folder);
    await fetch(`${url}/books`);
    child.stdin!.end();
    expect(await exit).toEqual({ status: 0, signal: null });
    expect(left()).toEqual([]);
  });

  test('while clients wait, idle connections are open and a loop runs', async () => {
    const loop = appFolder(shop({ 'GET /books': {} }), {
      'handlers/index.mjs': 'export const handler = async () => { for (;;); };',
    });
    const { child, url, urls, exit, left } = await spawned(loop);
    const idle = connect(Number(new URL(urls.url).port), '127.0.0.1');
    idle.on('error', () => {});
    const stream = await fetch(`${urls.url}/_apigwv2/events`);
    const waiting = fetch(`${url}/books`).then(
      () => 'answered',
      () => 'closed',
    );
    await new Promise((resolve) => setTimeout(resolve, 300));
    child.kill('SIGINT');
    expect(await exit).toEqual({ status: 0, signal: null });
    expect(await waiting).toBe('closed');
    await stream.text().catch(() => {});
    expect(left()).toEqual([]);
  });

  test('after the app was synthesized again', async () => {
    const own = appFolder(shop({ 'GET /books': {} }), echo);
    const { child, url, exit, left } = await spawned(own);
    writeFileSync(join(own, 'template.json'), JSON.stringify({ Resources: shop({ 'GET /books': {}, 'GET /a': {} }) }));
    await until(async () => (await fetch(`${url}/a`)).status === 200);
    await until(() => left().filter((name) => !name.includes('functions')).length === 1);
    child.kill('SIGINT');
    expect(await exit).toEqual({ status: 0, signal: null });
    expect(left()).toEqual([]);
  });
});

describe('--functions', () => {
  test.each([
    ['functions.mjs', 'export default { Books: async () => TEXT };'],
    ['functions.cjs', 'module.exports = { Books: async () => TEXT };'],
    ['named.mjs', 'export const Books = async () => TEXT;'],
  ])('%s defines handlers, and is loaded again when it changes', async (name, code) => {
    const folder = appFolder(shop({ 'GET /books': {} }), { ...echo, [name]: code.replace('TEXT', '"one"') });
    const { url } = await spawned(folder, ['--functions', name]);
    expect(await (await fetch(`${url}/books`)).text()).toBe('one');
    writeFileSync(join(folder, name), code.replace('TEXT', '"two"'));
    await until(async () => (await (await fetch(`${url}/books`)).text()) === 'two');
  });

  test.each([
    ['export default { Nothing: async () => {} };', 'Nothing'],
    ['export default { Books: 1 };', 'Books in the option `functions` is a number'],
    ['export const x = (;', 'The module that --functions specifies cannot be loaded: Unexpected token'],
    ['', 'does not export an object with handlers or URLs.'],
  ])('%j causes an error', async (code, message) => {
    const folder = appFolder(shop({ 'GET /books': {} }), { ...echo, 'functions.mjs': code });
    await expect(spawned(folder, ['--functions', 'functions.mjs'])).rejects.toThrow(message);
  });

  test('a module with an error does not replace the last working version', async () => {
    const folder = appFolder(shop({ 'GET /books': {} }), {
      ...echo,
      'functions.mjs': 'export const Books = async () => "good";',
    });
    const { url, err } = await spawned(folder, ['--functions', 'functions.mjs']);
    writeFileSync(join(folder, 'functions.mjs'), 'export const Books = (');
    await until(() => err().includes('Changed: functions.mjs. The last working version keeps running.'));
    expect(await (await fetch(`${url}/books`)).text()).toBe('good');
  });
});
