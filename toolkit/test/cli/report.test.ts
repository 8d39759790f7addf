import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshots, temporaryFolder } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';

const [, folder] = snapshots.find(([name]) => name === 'http-authorizers')!;

test('apigwv2 report writes the page of an assembly with the changes since a saved model', async () => {
  const cwd = temporaryFolder();
  expect(await apigwv2(['report', folder, '--html', 'a.html'], { cwd })).toEqual({
    status: 0,
    out: 'Wrote a.html\n',
    err: '',
  });
  const page = readFileSync(join(cwd, 'a.html'), 'utf8');
  expect(page).toMatch(/^<!doctype html>/);
  expect(page).not.toContain('id="changes"');
  writeFileSync(join(cwd, 'main.json'), (await apigwv2(['routes', folder, '--json'])).out);
  await apigwv2(['report', folder, '--html', 'b.html', '--against', 'main.json'], { cwd });
  const changes = readFileSync(join(cwd, 'b.html'), 'utf8');
  expect(changes).toContain('Changes since main.json');
  expect(changes).toContain('No differences in the APIs.');
});

test.each(snapshots)('the page of the snapshot %s is deterministic', async (_, snapshot) => {
  const cwd = temporaryFolder();
  for (const name of ['a.html', 'b.html']) {
    expect((await apigwv2(['report', snapshot, '--html', name], { cwd })).status).toBe(0);
  }
  expect(readFileSync(join(cwd, 'a.html'), 'utf8')).toBe(readFileSync(join(cwd, 'b.html'), 'utf8'));
});

test.each([
  ['a missing option --html', ['report', folder], /^Pass the page to write: apigwv2 report --html report\.html\.\n$/],
  ['a folder that does not exist', ['report', folder, '--html', 'no/a.html'], /^no\/a\.html cannot be written: ENOENT/],
  [
    'an old model that does not exist',
    ['report', folder, '--html', 'a.html', '--against', 'x'],
    /^x does not exist\.\n$/,
  ],
])('%s causes a one-line error, with exit status 2', async (_, args, message) => {
  const { status, err } = await apigwv2(args, { cwd: temporaryFolder() });
  expect([status, err]).toEqual([2, expect.stringMatching(message)]);
});
