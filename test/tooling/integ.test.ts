import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

const root = path.resolve(__dirname, '../..');
const project = fs.mkdtempSync(path.join(os.tmpdir(), 'integ-project-'));
let written: ReturnType<typeof integ>;

beforeAll(() => {
  fs.mkdirSync(path.join(project, 'integ'));
  fs.cpSync(path.join(root, 'scripts'), path.join(project, 'scripts'), { recursive: true });
  fs.copyFileSync(path.join(root, 'package.json'), path.join(project, 'package.json'));
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  for (const name of ['changed', 'ended', 'gone', 'same']) app(name, { timeout: 30 });
  app('domain', { timeout: 30 }, "if (process.env.INTEG_DOMAIN) throw new Error('not the placeholder');");
  written = integ('--update');
}, 240_000);
afterAll(() => fs.rmSync(project, { recursive: true }));

/** An app with one queue. */
function app(name: string, queue: object, before = ''): void {
  fs.writeFileSync(
    path.join(project, `integ/integ.${name}.ts`),
    `import { App, Stack } from 'aws-cdk-lib';
    import { CfnQueue } from 'aws-cdk-lib/aws-sqs';
    ${before}
    const stack = new Stack(new App(), 'Stack');
    new CfnQueue(stack, 'Queue').addPropertyOverride('VisibilityTimeout', ${JSON.stringify(queue)}.timeout);`,
  );
}

/** The exit status of the script, its result for each app, and the last line of its output. */
function integ(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [path.join(project, 'scripts/integ.mjs'), ...args], {
    env: { ...process.env, INTEG_DOMAIN: 'mine.example.org' },
    encoding: 'utf8',
  });
  const parts = stdout.split(/^(?=\S)/m);
  return {
    status,
    says: (name: string) => parts.find((part) => part.split('\n')[0].includes(`integ.${name}`)) ?? '',
    summary: parts.at(-1) ?? '',
  };
}

test('new snapshots pass, with any deployment settings', () => {
  const { status, says, summary } = integ('domain');

  expect(written.says('same')).toBe('written integ/integ.same.ts\n');
  expect(written.status).toBe(0);
  expect(says('domain')).toBe('ok integ/integ.domain.ts\n');
  expect(summary).toBe('integ snapshots: 1 passed, 0 failed\n');
  expect(status).toBe(0);
  expect(fs.readdirSync(path.join(project, 'integ/integ.same.ts.snapshot')).sort()).toEqual([
    'Stack.assets.json',
    'Stack.template.json',
    'cdk.out',
    'manifest.json',
  ]);
}, 240_000);

test('a wrong app, snapshot or template fails, and the other apps are still checked', () => {
  app('changed', { timeout: 31 });
  app('ended', { timeout: 30 }, 'process.exit(3);');
  fs.rmSync(path.join(project, 'integ/integ.gone.ts'));
  app('invalid', { timeout: 'soon' });
  app('new', { timeout: 30 });
  app('throws', { timeout: 30 }, "throw new Error('out of paper');");
  fs.writeFileSync(path.join(project, 'integ/integ.nothing.ts'), 'export {};');

  const { status, says, summary } = integ();

  expect(says('same')).toBe('ok integ/integ.same.ts\n');
  expect(says('changed')).toMatch(
    /^FAIL .*\n(.*\n)* +Stack\.template\.json:\d+\n +- "VisibilityTimeout": 30\n +\+ "VisibilityTimeout": 31\n/,
  );
  expect(says('ended')).toMatch(/^FAIL .*\n +failed to synthesize:\n +its process ended \(3\)/);
  expect(says('invalid')).toMatch(/^FAIL .*\n +F\d+ at Stack\/Queue: .*soon/);
  expect(says('new')).toMatch(/^FAIL .*\n +has no snapshot\n/);
  expect(says('throws')).toMatch(/^FAIL .*\n +failed to synthesize:\n +Error: out of paper\n/);
  expect(says('nothing')).toMatch(/^FAIL .*\n +does not create an App/);
  expect(says('gone.ts.snapshot does not belong to an app')).toMatch(/^FAIL /);
  expect(summary).toBe('integ snapshots: 2 passed, 7 failed\n');
  expect(status).toBe(1);
}, 240_000);

test('a selection that matches no app fails', () => {
  const { status, summary } = integ('other');

  expect(summary).toBe('integ snapshots: 0 passed, 0 failed\n');
  expect(status).toBe(1);
});
