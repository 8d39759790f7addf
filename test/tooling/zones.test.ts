import * as fs from 'node:fs';
import * as path from 'node:path';

import { run } from './run';

const root = path.resolve(__dirname, '../..');

/** The folders in the table of ARCHITECTURE.md, each with the folders that it may import. */
const FOLDERS = fs
  .readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, parent, name, allowed] =
      /^\| `(lib|toolkit\/src)\/(\w+)`\s*\|[^|]*\|([^|]*)\|$/.exec(line.replaceAll('—', '')) ?? [];
    return name ? [{ parent, name, allowed: [...allowed.matchAll(/`(\w+)`/g)].map((match) => match[1]) }] : [];
  });

// One process lints all code samples, because ESLint takes seconds to start
const LINT = `
  import { ESLint } from 'eslint';
  const eslint = new ESLint();
  const results = {};
  for (const [file, text] of JSON.parse(process.argv[1])) {
    const [{ messages }] = await eslint.lintText(text, { filePath: file });
    results[text + ' in ' + file] = messages.some(({ ruleId }) => ruleId === 'import-x/no-restricted-paths');
  }
  console.log(JSON.stringify(results));`;

function isForbidden(imports: readonly (readonly [file: string, text: string])[]): Record<string, boolean> {
  return JSON.parse(run(process.execPath, ['--input-type=module', '-e', LINT, JSON.stringify(imports)], { cwd: root }));
}

const firstFileOf = (folder: string): string =>
  fs
    .readdirSync(path.join(root, folder))
    .find((file) => /^(?!index)[\w-]+(?<!\.d)\.ts$/.test(file))!
    .slice(0, -3);

test.each(['lib', 'toolkit/src'])('the table names every folder of %s', (parent) => {
  const folders = fs.readdirSync(path.join(root, parent), { withFileTypes: true }).filter((one) => one.isDirectory());
  expect(FOLDERS.filter((one) => one.parent === parent).map(({ name }) => name)).toEqual(
    expect.arrayContaining(folders.map(({ name }) => name)),
  );
});

test('lint rejects every import that the table does not allow, and no other', () => {
  const pairs = FOLDERS.flatMap((from) =>
    FOLDERS.filter((to) => to.parent === from.parent && to.name !== from.name).map((to) => ({
      file: `${from.parent}/${from.name}/example.ts`,
      text: `import '../${to.name}/${firstFileOf(`${to.parent}/${to.name}`)}';`,
      forbidden: !from.allowed.includes(to.name),
    })),
  );
  expect(pairs.length).toBeGreaterThan(100);
  expect(isForbidden(pairs.map(({ file, text }) => [file, text]))).toEqual(
    Object.fromEntries(pairs.map(({ file, text, forbidden }) => [`${text} in ${file}`, forbidden])),
  );
}, 120_000);

test('lint rejects an import of a barrel inside the library', () => {
  const imports = [
    ['lib/http/example.ts', "import '../common';"],
    ['lib/validation/rules/example.ts', "import '../../index';"],
  ] as const;
  expect(Object.values(isForbidden(imports))).toEqual([true, true]);
}, 60_000);
