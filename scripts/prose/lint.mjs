// Lints prose: Markdown pages, doc comments, comments (also of Python, Java, Go and YAML), messages of programs, and titles of tests.
// rules.mjs contains the rules, and terms.mjs contains the terms. `node scripts/prose/lint.mjs [FILE…]`; with --texts,
// this script prints the texts that it reads.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { RULES } from './rules.mjs';
import { commentsOfLines, proseOf } from './source.mjs';

const require = createRequire(import.meta.url);
const { TextlintKernel } = require('@textlint/kernel');
const markdown = require('@textlint/textlint-plugin-markdown');

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const kernel = new TextlintKernel();

// Pages that `npm run docs` generates are linted at their sources; CHANGELOG.md consists of commit titles.
const GENERATED =
  /CHANGELOG\.md$|^API\.md$|^docs\/(errors|rules|rule-coverage)\.md$|\.snapshot\/|\.d\.ts$|\bfixtures\//;
// In tests, only titles are prose. The other strings are names and data.
const TESTS = /(^|\/)test\/|\.test\.ts$|^integ\//;
// These files contain programs in strings.
const PROGRAMS = /^toolkit\/src\/(report\/html\/(script|style)|gateway\/functions\/\w+-bootstrap)\.ts$/;

/** Returns the files to lint. */
export function filesOf() {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(md|[cm]?[jt]s|py|java|go|ya?ml)$/.test(file) && !GENERATED.test(file) && !PROGRAMS.test(file))
    .filter((file) => existsSync(join(root, file)));
}

/** Returns the texts of a file, each with its kind and its line numbers in the file. */
export function textsOf(file, source) {
  if (file.endsWith('.md')) return [{ kind: 'page', text: source, lines: source.split('\n').map((_, at) => at + 1) }];
  if (/\.(py|java|go|ya?ml)$/.test(file)) return commentsOfLines(source, /\.(py|ya?ml)$/.test(file));
  return proseOf(file, source, { isTest: TESTS.test(file) });
}

/** Returns the findings of the rules in a text: `{ line, rule, message }`. */
export async function lintText({ kind, text, lines, ...options }, rules = RULES) {
  const { messages } = await kernel.lintText(text, {
    ext: '.md',
    plugins: [{ pluginId: 'markdown', plugin: markdown.default ?? markdown }],
    rules: Object.entries(rules).map(([ruleId, rule]) => ({ ruleId, rule, options: { kind, ...options } })),
  });
  return messages.map(({ line, ruleId, message }) => ({
    line: lines[Math.min(line, lines.length) - 1],
    rule: ruleId,
    message,
  }));
}

/** Returns the findings of the rules in a file, sorted by line. */
export async function lintFile(file, source) {
  const found = [];
  for (const text of textsOf(file, source)) found.push(...(await lintText(text)));
  return found.sort((a, b) => a.line - b.line);
}

async function main(args) {
  const printTexts = args.includes('--texts');
  const named = args.filter((arg) => !arg.startsWith('--')).map((file) => relative(root, resolve(file)));
  let count = 0;
  for (const file of named.length ? named : filesOf()) {
    const source = readFileSync(join(root, file), 'utf8');
    if (printTexts) {
      for (const { kind, text, lines } of textsOf(file, source)) {
        console.log(`${file}:${lines[0]} [${kind}] ${text.replace(/\s*\n\s*/g, ' ')}`);
      }
      continue;
    }
    for (const { line, rule, message } of await lintFile(file, source)) {
      console.log(`${file}:${line}  ${message}  (${rule})`);
      count += 1;
    }
  }
  if (!printTexts) console.log(count === 0 ? 'prose: no findings' : `prose: ${count} findings`);
  process.exitCode = count > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
