// `npm run rosetta`: compiles every TypeScript sample of README.md, docs/*.md and the docstrings, strictly, and translates
// it to the other languages. Needs a build. Samples without imports get those of rosetta/default.ts-fixture.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAssembly } from './assembly.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

// A copy of the package in which each page of docs/ is the README of a submodule: those are what rosetta reads.
const copy = join(root, '.cache/rosetta');
rmSync(copy, { recursive: true, force: true });
mkdirSync(copy, { recursive: true });
for (const name of ['package.json', 'lib', 'rosetta', 'node_modules']) {
  if (existsSync(join(root, name))) symlinkSync(join(root, name), join(copy, name));
}
const assembly = loadAssembly(root);
const pages = existsSync(join(root, 'docs'))
  ? readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'))
  : [];
assembly.readme = { markdown: readFileSync(join(root, 'README.md'), 'utf8') };
for (const page of pages) {
  const name = `docs_${basename(page, '.md').replace(/\W/g, '_')}`;
  const markdown = readFileSync(join(root, 'docs', page), 'utf8');
  assembly.submodules[`${assembly.name}.${name}`] = { readme: { markdown }, symbolId: `docs/${page}:` };
}
writeFileSync(join(copy, '.jsii'), JSON.stringify(assembly));

const tablet = join(copy, '.jsii.tabl.json');
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/jsii-rosetta/bin/jsii-rosetta'), 'extract', '--strict', '--directory', copy, copy],
  { cwd: root, stdio: 'inherit' },
);
const samples = existsSync(tablet) ? Object.keys(JSON.parse(readFileSync(tablet, 'utf8')).snippets).length : 0;
console.log(
  `rosetta: ${samples} samples of README.md, ${pages.length} pages of docs/ and docstrings, ${status === 0 ? 'all compile' : 'failed'}`,
);
process.exitCode = status ?? 1;
