// `npm run docs`: writes API.md (by jsii-docgen, of the last build) and the pages of scripts/docs/*.mjs, each of which has
// as its default export a function that returns `{ file: text }`. `-- --check` writes nothing and fails on what is not
// up to date.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');

function apiReference() {
  const directory = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    const output = join(directory, 'API.md');
    const docgen = join(root, 'node_modules/jsii-docgen/bin/jsii-docgen');
    const { status, stdout, stderr } = spawnSync(process.execPath, [docgen, '-o', output], {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    });
    if (status !== 0) throw new Error(`jsii-docgen failed (${status}):\n${stdout}\n${stderr}`);
    return { 'API.md': readFileSync(output, 'utf8') };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

const pages = apiReference();
const generators = join(root, 'scripts/docs');
for (const file of existsSync(generators) ? readdirSync(generators).sort() : []) {
  const { default: generate } = await import(pathToFileURL(join(generators, file)).href);
  Object.assign(pages, await generate());
}

const stale = Object.entries(pages).filter(([file, text]) => {
  const path = join(root, file);
  return !existsSync(path) || readFileSync(path, 'utf8') !== text;
});
for (const [file, text] of stale) {
  if (!check) writeFileSync(join(root, file), text);
  console.log(check ? `${file} is not up to date: npm run docs` : `${file} written`);
}
console.log(
  `docs: ${Object.keys(pages).length - stale.length} pages up to date, ${stale.length} ${check ? 'stale' : 'written'}`,
);
process.exitCode = check && stale.length > 0 ? 1 : 0;
