// Converts the pages of docs/ and some pages of the root: samples are in each language, pictures are embedded, and
// links point to the site.
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { basename, dirname, extname, join, posix } from 'node:path';
import { root } from '../../scripts/ensure-built.mjs';
import { TYPESCRIPT_ONLY } from '../../scripts/rosetta.mjs';
import { REPOSITORY, SITE, html, outsideFences } from './text.mjs';

/** Files in the root of the repository that are also pages of the site. */
const OF_ROOT = { 'CONTRIBUTING.md': 'contributing', 'ARCHITECTURE.md': 'architecture', 'CHANGELOG.md': 'changelog' };
const FENCES = { '.ts': 'ts', '.py': 'python', '.java': 'java', '.go': 'go' };
const LANGUAGES = { typescript: 'ts', python: 'python', java: 'java', go: 'go' };

/**
 * @param {Map<string, object>} translations of the samples, by their TypeScript code
 * @param {string} directory for the pages
 * @returns {Record<string, string>} the pages
 */
export function docsPages(translations, directory) {
  const files = readdirSync(join(root, 'docs')).filter((file) => file.endsWith('.md'));
  const sources = [...files.map((file) => `docs/${file}`), ...Object.keys(OF_ROOT)].filter((file) =>
    existsSync(join(root, file)),
  );
  const pageOf = (file) => (sources.includes(file) ? (OF_ROOT[file] ?? basename(file, '.md')) : undefined);
  const pages = {};
  for (const file of sources) {
    let text = readFileSync(join(root, file), 'utf8');
    text = withFiles(withSamples(text, translations, file), file);
    text = outsideFences(text, (part) => withLinks(withPictures(part, file, directory), file, pageOf));
    if (file === 'docs/rules.md') text = withoutWideTables(text);
    if (file === 'docs/errors.md') text = text.replace(/(<\/a> )`(\w+)`/g, '$1[`$2`](./codes/$2)');
    if (file === 'docs/rule-coverage.md')
      text = text
        .replace(/\]\((?:\.\/)?rules#\w+\)/g, '](./rules)')
        .replace(/\[`(\w+)`\]\(\.\/rules\)/g, '[`$1`](./codes/$1)');
    pages[`${pageOf(file)}.md`] = text;
  }
  return pages;
}

/**
 * Replaces each TypeScript sample with samples in all languages. The page shows the sample for the language that the
 * reader selected.
 */
function withSamples(markdown, translations, file) {
  if (TYPESCRIPT_ONLY.includes(basename(file))) return markdown;
  return markdown.replace(/^```ts\n([^]*?)\n```$/gm, (all, source) => {
    const snippet = translations.get(source.trim());
    if (!snippet) throw new Error(`${file}: no translation of\n${source}`);
    const blocks = Object.entries(LANGUAGES).map(([language, fence]) => {
      const code = language === 'typescript' ? source : snippet[language].source;
      return `\`\`\`${fence}\n${code.trim()}\n\`\`\``;
    });
    return `<Sample>\n\n${blocks.join('\n\n')}\n\n</Sample>`;
  });
}

/** Shows the files of a comment `files: …`, one for each language, as one sample. GitHub shows only links to the files. */
function withFiles(markdown, file) {
  return markdown.replace(/^<!-- files: (.*) -->$/gm, (all, names) => {
    const blocks = names.split(' ').map((name) => {
      const language = FENCES[extname(name)];
      return `\`\`\`${language}\n${readFileSync(join(root, dirname(file), name), 'utf8').trim()}\n\`\`\``;
    });
    return `<Sample>\n\n${blocks.join('\n\n')}\n\n</Sample>`;
  });
}

/** Embeds pictures in the page. Drawings use the colors of the page's theme, and screenshots have a width and a height. */
function withPictures(markdown, file, directory) {
  return markdown.replace(/!\[([^\]]*)\]\(([^)]+)\)/g, (all, alt, name) => {
    const path = join(root, dirname(file), name);
    if (/^https?:/.test(name)) return all;
    if (name.startsWith('pictures/')) {
      const id = `head-of-${basename(name, '.svg')}`;
      const svg = readFileSync(path, 'utf8')
        .replace(/<style>[^]*?<\/style>/, '')
        .replace('id="head"', `id="${id}"`)
        .replaceAll('#head', `#${id}`)
        .replace('<svg ', `<svg role="img" aria-label="${html(alt)}" `)
        .replace(/\n\s*/g, '');
      return `<div class="drawing" tabindex="0" role="group" aria-label="Picture">${svg}</div>`;
    }
    mkdirSync(directory, { recursive: true });
    copyFileSync(path, join(directory, basename(name)));
    const { width, height } = sizeOf(path);
    return `<img src="./${basename(name)}" alt="${html(alt)}" width="${width}" height="${height}">`;
  });
}

function sizeOf(path) {
  const bytes = readFileSync(path);
  if (path.endsWith('.png')) return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
  const [, width, height] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(bytes.toString('utf8'));
  return { width, height };
}

/**
 * Replaces links to files of the repository. If the site has a page for the file, the new link points to this page,
 * otherwise to the repository.
 */
function withLinks(markdown, file, pageOf) {
  return markdown.replace(/\]\(([^)\s]+)\)/g, (all, link) => {
    const [address, anchor] = link.split('#');
    const hash = anchor === undefined ? '' : `#${anchor}`;
    if (address === '') return all;
    if (address.startsWith(SITE)) return `](./${address.slice(SITE.length)}${hash})`;
    const absolute = /^https:\/\/github\.com\/cdk-apigatewayv2\/cdk-apigatewayv2\/(?:blob|tree)\/main\/(.*)$/.exec(
      address,
    );
    if (!absolute && /^[a-z]+:/.test(address)) return all;
    const target = absolute ? absolute[1] : posix.normalize(posix.join(posix.dirname(file), address));
    if (target === 'README.md') return '](./)';
    const page = pageOf(target);
    if (page) return `](./${page}${hash})`;
    return `](${REPOSITORY}blob/main/${target}${hash})`;
  });
}

/**
 * Shortens the table of rules to four columns: code, severity, APIs and what is wrong. The page of each code contains
 * the other columns.
 */
function withoutWideTables(markdown) {
  return markdown
    .replace(/^\| Code \| \| APIs \|.*\n\|.*\n/gm, '| Code | Severity | APIs | What is wrong |\n|---|---|---|---|\n')
    .replace(
      /^\| ((?:<a id="\w+"><\/a> )?)`(\w+)` \| (\w+) \| ([^|]*) \| ((?:\\\||[^|])*) \|.*$/gm,
      (all, anchor, code, severity, apis, summary) =>
        `| ${anchor}[\`${code}\`](./codes/${code}) | ${severity} | ${apis.trim() || 'all'} | ${summary} |`,
    );
}
