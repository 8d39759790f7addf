import * as fs from 'node:fs';
import * as path from 'node:path';

const root = path.resolve(__dirname, '../..');
const page = fs.readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
const table = /^### Files without a suite of the same name$([^]*?)^## /m.exec(page)![1];

/** The paths in the code spans of a cell. A name without a folder is in the folder of the previous name. */
function pathsOf(cell: string): string[] {
  let folder = '';
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => {
    if (!name.includes('/')) return `${folder}${name}`;
    folder = name.slice(0, name.lastIndexOf('/') + 1);
    return name;
  });
}

const rows = table
  .split('\n')
  .filter((line) => /^\| .*(lib|src)\//.test(line))
  .map((line) => line.split('|').slice(1, 3).map(pathsOf));

const isSource = (file: string) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.endsWith('index.ts');
const sources = (folder: string) =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(isSource)
    .map((file) => `${folder}/${file.slice(0, -'.ts'.length)}`);
const suiteOf = (file: string) => file.replace(/^lib\//, 'test/').replace(/^toolkit\/src\//, 'toolkit/test/');
const hasSuite = (file: string) => fs.existsSync(path.join(root, `${suiteOf(file)}.test.ts`));

/** The files in `lib/` and `toolkit/src/` without a test suite of the same name. */
const others = [...sources('lib'), ...sources('toolkit/src')].filter((file) => !hasSuite(file));
const covers = (entry: string, file: string) =>
  entry.endsWith('/*') ? file.startsWith(entry.slice(0, -1)) : file === entry;
const entries = rows.flatMap(([files]) => files);

test('each file has a test suite of the same name or is in the table', () => {
  expect(others.filter((file) => !entries.some((entry) => covers(entry, file)))).toEqual([]);
});

test('each entry of the table names a file without a test suite of the same name', () => {
  expect(entries.length).toBeGreaterThan(30);
  expect(entries.filter((entry) => !others.some((file) => covers(entry, file)))).toEqual([]);
});

test('the suites in the table exist', () => {
  const suites = rows.flatMap(([, covering]) => covering).filter((name) => /^(toolkit\/)?test\//.test(name));
  expect(suites.length).toBeGreaterThan(30);
  const exists = (suite: string) =>
    suite.endsWith('/') ? fs.existsSync(path.join(root, suite)) : fs.existsSync(path.join(root, `${suite}.test.ts`));
  expect(suites.filter((suite) => !exists(suite))).toEqual([]);
});

test('scripts/README.md describes each script', () => {
  const [, text] = fs.readFileSync(path.join(root, 'scripts/README.md'), 'utf8').split('| Script |');
  const scripts = fs.readdirSync(path.join(root, 'scripts')).filter((name) => name !== 'README.md');
  const names = text.split('\n').map((row) => row.split('|')[1] ?? '');
  const named = [...names.join().matchAll(/`([\w-]+(?:\.[mc]js|\/))`/g)].map(([, name]) => name.replace('/', ''));
  expect(named.sort()).toEqual(scripts.sort());
});
