import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './run';

const root = path.resolve(__dirname, '../..');

/** Calls an exported function of a module in a new process, and returns the return value. */
function call(file: string, name: string, ...args: unknown[]): any {
  const url = pathToFileURL(path.join(root, file)).href;
  const program = `import { ${name} } from '${url}'; console.log(JSON.stringify(${name}(...${JSON.stringify(args)})));`;
  return JSON.parse(run(process.execPath, ['--input-type=module', '-e', program]));
}

describe('the comparison of templates', () => {
  const differences = (a: unknown, b: unknown) => call('test/bindings/compare.mjs', 'differences', a, b);
  const hash = (digit: string) => digit.repeat(64);

  test('ignores the order of keys and the hashes of assets', () => {
    const expected = { Code: { S3Key: `${hash('a')}.zip` }, Handler: 'a' };
    expect(differences(expected, { Handler: 'a', Code: { S3Key: `${hash('b')}.zip` } })).toEqual([]);
  });

  test.each<[string, unknown, unknown, string]>([
    ['another value', { A: { B: 1 } }, { A: { B: '1' } }, '/A/B\n  - 1\n  + "1"'],
    ['what is missing', { A: { B: null } }, { A: {} }, '/A/B\n  - null\n  + nothing'],
    ['what is too much', {}, { A: [] }, '/A\n  - nothing\n  + []'],
    ['another order in a list', { A: [1, 2] }, { A: [1, 3, 2] }, '/A/1\n  - 2\n  + 3'],
    ['a list for a map', { A: [] }, { A: {} }, '/A\n  - []\n  + {}'],
    ['a hash elsewhere', { Version: `${hash('a')}.zip` }, { Version: `${hash('b')}.zip` }, '/Version'],
    ['no asset where one belongs', { S3Key: `${hash('a')}.zip` }, { S3Key: 'a.zip' }, '/S3Key\n  - "asset.zip"'],
  ])('finds %s', (_, expected, actual, found) => {
    expect(differences(expected, actual)[0]).toMatch(new RegExp(`^${found.replace(/[+[\]{}.]/g, '\\$&')}`));
  });
});

describe('the translation of samples to Python', () => {
  const repair = (python: string, typescript: string) =>
    call('scripts/rosetta-python.mjs', 'repairPython', python, typescript);

  test.each([
    ['keys of maps', '{"max_length": 1, "snake_case": 2}', '{ maxLength: 1 }', '{"maxLength": 1, "snake_case": 2}'],
    ['reserved words', 'Key.with("/a")', "Key.with('/a')", 'Key.with_("/a")'],
    ['template literals', 'f"{books.functionArn}:{this.region}"', '', 'f"{books.function_arn}:{self.region}"'],
    ['conditions', 'if a && b || c:', '', 'if a and b or c:'],
    ['decorators', '@jsii.implements(I)\nclass A: pass', '', 'import jsii\n@jsii.implements(I)\nclass A: pass'],
  ])('translates %s to Python', (_, python, typescript, repaired) => {
    expect(repair(python, typescript)).toBe(repaired);
  });
});

test('a missing tool is named in the error', () => {
  expect(call('scripts/package.mjs', 'missing', ['node', 'no-such-tool'])).toEqual(['no-such-tool']);
});
