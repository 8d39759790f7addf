// `npm run rosetta`: compiles all TypeScript samples of README.md, docs/*.md and the docstrings with strict options,
// and translates the samples to the other languages. The script requires a build. Samples without imports receive the
// imports of rosetta/default.ts-fixture.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadAssemblyFromPath } from '@jsii/spec';
import { execa } from 'execa';
import { root } from './ensure-built.mjs';
import { CLASSES_IN_GO } from './rosetta-go-classes.mjs';
import { writeGo } from './rosetta-go.mjs';
import { repairJava } from './rosetta-java.mjs';
import { repairPython } from './rosetta-python.mjs';

/** Pages of docs/ about tests with the toolkit. Their samples are not translated, because the toolkit is a package for Node.js only. */
export const TYPESCRIPT_ONLY = ['test-your-api.md', 'test-websocket-apis.md'];

const LANGUAGES = ['python', 'java', 'go', 'csharp'];

/** The file with the translated samples. jsii-pacmak reads this file for the packages of all languages, and the site also reads it. */
export const tablet = join(root, '.cache/samples/.jsii.tabl.json');

/** Whether the translated samples are newer than all of their sources. */
function isTranslated() {
  const filesOf = (folder, is) =>
    readdirSync(join(root, folder))
      .filter(is)
      .map((file) => join(folder, file));
  const sources = [
    '.jsii',
    'README.md',
    ...filesOf('docs', (file) => file.endsWith('.md')),
    ...filesOf('scripts', (file) => file.startsWith('rosetta')),
    ...filesOf('rosetta', () => true),
  ];
  return existsSync(tablet) && sources.every((file) => statSync(join(root, file)).mtimeMs < statSync(tablet).mtimeMs);
}

/** Returns the translations of all samples, by their TypeScript code. Translates the samples if one of their sources changed. */
export async function translatedSamples() {
  if (!isTranslated()) await translateSamples();
  const { snippets } = JSON.parse(readFileSync(tablet, 'utf8'));
  return new Map(
    Object.values(snippets).map((snippet) => [snippet.translations.$.source.trim(), snippet.translations]),
  );
}

/** Translates all samples. Throws if a sample does not compile or cannot be translated. */
export async function translateSamples() {
  const directory = join(root, '.cache/rosetta');
  // In this copy of the package, each page of docs/ is the README of a submodule, because jsii-rosetta reads the
  // READMEs of submodules.
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  for (const name of ['package.json', 'lib', 'rosetta', 'node_modules']) {
    symlinkSync(join(root, name), join(directory, name));
  }
  const assembly = loadAssemblyFromPath(root, false);
  const pages = readdirSync(join(root, 'docs')).filter(
    (file) => file.endsWith('.md') && !TYPESCRIPT_ONLY.includes(file),
  );
  assembly.readme = { markdown: readFileSync(join(root, 'README.md'), 'utf8') };
  for (const page of pages) {
    const name = `docs_${basename(page, '.md').replace(/\W/g, '_')}`;
    const markdown = readFileSync(join(root, 'docs', page), 'utf8');
    assembly.submodules[`${assembly.name}.${name}`] = { readme: { markdown }, symbolId: `docs/${page}:` };
  }
  writeFileSync(join(directory, '.jsii'), JSON.stringify(assembly));

  const rosetta = join(root, 'node_modules/jsii-rosetta/bin/jsii-rosetta');
  // In a batch, one compiler reads the declarations of aws-cdk-lib once for many samples.
  await execa(process.execPath, [rosetta, 'extract', '--strict', '--batch', '40', '--directory', directory, directory]);
  const extracted = join(directory, '.jsii.tabl.json');
  if (!existsSync(extracted)) throw new Error('no samples found');
  const content = JSON.parse(readFileSync(extracted, 'utf8'));
  const snippets = Object.values(content.snippets);
  if (snippets.length === 0) throw new Error('no samples found');
  for (const { location, translations } of snippets) {
    const lacking = LANGUAGES.filter((language) => !translations[language]?.source.trim());
    if (lacking.length > 0)
      throw new Error(`no translation to ${lacking.join(', ')} for the sample in ${JSON.stringify(location)}`);
    translations.python.source = repairPython(translations.python.source, translations.$.source);
    translations.java.source = repairJava(translations.java.source, translations.$.source);
  }
  for (const [index, { go, reason }] of writeGo(snippets.map(({ fullSource }) => fullSource)).entries()) {
    const [, name] = /^this statement cannot be translated to Go: class (\w+)/.exec(reason ?? '') ?? [];
    if (!go && !CLASSES_IN_GO[name]) throw new Error(`no Go translation: ${reason}`);
    snippets[index].translations.go.source = go ?? CLASSES_IN_GO[name];
  }
  mkdirSync(dirname(tablet), { recursive: true });
  writeFileSync(tablet, JSON.stringify(content));
  return { samples: snippets.length, pages: pages.length };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const { samples, pages } = await translateSamples();
    console.log(
      `rosetta: ${samples} samples of README.md, ${pages} pages of docs/ and docstrings compile and are translated`,
    );
  } catch (error) {
    console.error(error.message);
    console.error('rosetta: failed');
    process.exitCode = 1;
  }
}
