import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { migrate } from '../../src/migrate';
import { commitAll, folderWith, read } from './folders';

const AWS = `import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';\n`;
const OURS = `import { HttpApi } from 'cdk-apigatewayv2';\n`;
const MANIFEST = JSON.stringify({ dependencies: { 'aws-cdk-lib': '^2.276.0' } });
const APP = { 'package.json': MANIFEST, 'lib/stack.ts': AWS };

/** A package manager that runs no commands. */
function recorder(): { run: (command: readonly string[]) => void; commands: string[] } {
  const commands: string[] = [];
  return { commands, run: (command) => void commands.push(command.join(' ')) };
}

test('migrate rewrites sources and adds the dependency', async () => {
  const folder = folderWith(APP);
  commitAll(folder);
  const { run, commands } = recorder();
  const lines: string[] = [];
  const migration = await migrate(folder, { run, version: '0.1.0', print: (line) => lines.push(line) });
  expect(read(folder, 'lib/stack.ts')).toBe(OURS);
  expect(commands).toEqual(['npm install cdk-apigatewayv2@^0.1.0']);
  expect(migration.files.map(({ path }) => path)).toEqual(['lib/stack.ts']);
  expect(lines[0]).toContain('Rewrote lib/stack.ts');
});

test('a second run changes no file and runs no command', async () => {
  const folder = folderWith({
    ...APP,
    'a.py': 'from aws_cdk import aws_apigatewayv2 as a\n',
    'requirements.txt': 'aws-cdk-lib\n',
  });
  await migrate(folder, { run: () => undefined });
  const once = [read(folder, 'lib/stack.ts'), read(folder, 'a.py'), read(folder, 'requirements.txt')];
  const { run, commands } = recorder();
  const synthesize = jest.fn();
  const { files, diff } = await migrate(folder, { run, synthesize });
  expect([read(folder, 'lib/stack.ts'), read(folder, 'a.py'), read(folder, 'requirements.txt')]).toEqual(once);
  expect({ files, diff, commands }).toEqual({ files: [], diff: '', commands: [] });
  expect(synthesize).not.toHaveBeenCalled();
});

describe('a dirty git tree', () => {
  test.each([
    ['a changed file', 'lib/stack.ts', `${AWS}// changed\n`],
    ['a new file', 'new.txt', 'new'],
  ])('with %s causes an error, and no file changes', async (_, path, text) => {
    const folder = folderWith(APP);
    commitAll(folder);
    writeFileSync(join(folder, path), text);
    const { run, commands } = recorder();
    await expect(migrate(folder, { run })).rejects.toThrow(new RegExp(`uncommitted changes: .*${path}.*--force`));
    expect(read(folder, 'lib/stack.ts')).toContain(AWS);
    expect(commands).toEqual([]);
    await migrate(folder, { run, force: true });
    expect(read(folder, 'lib/stack.ts')).toContain(OURS);
  });
});

describe('dryRun', () => {
  test('prints the diff and the commands, and changes nothing', async () => {
    const folder = folderWith({
      ...APP,
      'requirements.txt': 'aws-cdk-lib\n',
      'a.py': 'import aws_cdk.aws_apigatewayv2 as a\n',
    });
    commitAll(folder);
    writeFileSync(join(folder, 'dirty.txt'), '');
    const { run, commands } = recorder();
    const lines: string[] = [];
    await migrate(folder, { dryRun: true, run, version: '0.1.0', print: (line) => lines.push(line) });
    const output = lines.join('\n');
    expect(output).toContain(`--- a/lib/stack.ts\n+++ b/lib/stack.ts\n@@ -1 +1 @@\n-${AWS}+${OURS}`);
    expect(output).toContain('+import cdk_apigatewayv2 as a\n');
    expect(output).toContain('+cdk-apigatewayv2>=0.1.0');
    expect(output).toContain('Would run `npm install cdk-apigatewayv2@^0.1.0`');
    expect([read(folder, 'lib/stack.ts'), read(folder, 'requirements.txt')]).toEqual([AWS, 'aws-cdk-lib\n']);
    expect(commands).toEqual([]);
  });
});

describe('files', () => {
  test('are not rewritten if git ignores them, or if they are dependencies or build outputs', async () => {
    const files = [
      'ignored/a.ts',
      'node_modules/x/a.ts',
      'cdk.out/a.js',
      'cdk.out.old/a.js',
      'dist/a.js',
      'types.d.ts',
    ];
    const folder = folderWith({
      ...APP,
      '.gitignore': 'ignored/\n',
      ...Object.fromEntries(files.map((file) => [file, AWS])),
    });
    commitAll(folder);
    await migrate(folder, { run: () => undefined });
    for (const file of files) expect(read(folder, file)).toBe(AWS);
  });

  test('are also found without git', async () => {
    const folder = folderWith({ ...APP, 'node_modules/x/a.ts': AWS, 'cdk.out/a.js': AWS });
    const { files } = await migrate(folder, { run: () => undefined });
    expect(files.map(({ path }) => path)).toEqual(['lib/stack.ts']);
  });

  test('of all extensions are rewritten', async () => {
    const names = ['ts', 'tsx', 'mts', 'cts', 'js', 'jsx', 'mjs', 'cjs'].map((extension) => `a.${extension}`);
    const folder = folderWith(Object.fromEntries(names.map((name) => [name, AWS])));
    await migrate(folder, { run: () => undefined });
    for (const name of names) expect(read(folder, name)).toBe(OURS);
  });

  test('that `skip` names are not rewritten', async () => {
    const folder = folderWith({ ...APP, 'lib/websocket.ts': AWS });
    const { files } = await migrate(folder, { run: () => undefined, skip: ['./lib/websocket.ts'] });
    expect(read(folder, 'lib/websocket.ts')).toBe(AWS);
    expect(read(folder, 'lib/stack.ts')).toBe(OURS);
    expect(files.filter(({ isSkipped }) => isSkipped).map(({ path }) => path)).toEqual(['lib/websocket.ts']);
  });

  test('that `skip` names and that do not exist cause an error', async () => {
    await expect(migrate(folderWith(APP), { skip: ['nothing.ts'] })).rejects.toThrow(/nothing\.ts cannot be skipped/);
  });

  test('with notes are listed with the required steps', async () => {
    const folder = folderWith({ 'monitoring.ts': 'facade.monitorScope(stack);\n' });
    const lines: string[] = [];
    await migrate(folder, { print: (line) => lines.push(line) });
    expect(lines).toContainEqual(expect.stringMatching(/^monitoring\.ts:1: .*monitorScope.*AwsCdkLib/));
  });

  test('in other languages are listed', async () => {
    const folder = folderWith({
      'A.cs': 'using System;\nusing Amazon.CDK.AWS.Apigatewayv2;\n',
      'B.kt': 'import a.b\n',
    });
    const { files } = await migrate(folder);
    expect(files.map(({ path, notes }) => [path, notes.map(({ line }) => line)])).toEqual([['A.cs', [2]]]);
  });

  test('that are not UTF-8 are not rewritten', async () => {
    const folder = folderWith({});
    const bytes = Buffer.concat([Buffer.from(AWS), Buffer.from([0x2f, 0x2f, 0xe9, 0x0a])]);
    writeFileSync(join(folder, 'a.js'), bytes);
    const { files } = await migrate(folder, { run: () => undefined });
    expect(files[0]!.notes[0]!.message).toContain('not UTF-8');
    expect(read(folder, 'a.js')).toBe(bytes.toString());
  });

  test('with a byte order mark keep it', async () => {
    const folder = folderWith({ 'a.ts': `\ufeff${AWS}` });
    await migrate(folder, { run: () => undefined });
    expect(read(folder, 'a.ts')).toBe(`\ufeff${OURS}`);
  });
});

describe('failures', () => {
  test('a folder that does not exist causes an error', async () => {
    await expect(migrate('/nowhere/at/all')).rejects.toThrow('/nowhere/at/all is not a folder.');
  });

  test('no file is rewritten if the package manager fails', async () => {
    const folder = folderWith(APP);
    const run = () => {
      throw new Error('no network');
    };
    await expect(migrate(folder, { run })).rejects.toThrow('no network');
    expect(read(folder, 'lib/stack.ts')).toBe(AWS);
  });

  test('the error for a command that fails contains the command and its output', async () => {
    const folder = folderWith({
      'go.mod': 'not a go.mod',
      'a.go': 'package a\n\nimport a "github.com/aws/aws-cdk-go/awscdk/v2/awsapigatewayv2"\n',
    });
    await expect(migrate(folder)).rejects.toThrow(/`go get .*` failed in /);
  });

  test('no file is rewritten if the synthesis before the migration fails', async () => {
    const folder = folderWith(APP);
    const synthesize = () => Promise.reject(new Error('Boom.'));
    await expect(migrate(folder, { run: () => undefined, synthesize })).rejects.toThrow(
      'The app fails to synthesize before the migration. No file was changed. Boom.',
    );
    expect(read(folder, 'lib/stack.ts')).toBe(AWS);
  });

  test('if synthesis fails after the migration, the error states how to undo the migration', async () => {
    const folder = folderWith(APP);
    const assembly = folderWith({
      'manifest.json': JSON.stringify({
        artifacts: { A: { type: 'aws:cloudformation:stack', properties: { templateFile: 'a.json' } } },
      }),
      'a.json': '{}',
    });
    let times = 0;
    const synthesize = () => {
      times += 1;
      if (times === 2) throw new Error('Boom.');
      return assembly;
    };
    await expect(migrate(folder, { run: () => undefined, synthesize })).rejects.toThrow(
      /after the migration.*git checkout.*Boom/,
    );
    expect(read(folder, 'lib/stack.ts')).toBe(OURS);
  });
});
