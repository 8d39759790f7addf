import * as fs from 'node:fs';
import * as path from 'node:path';
import { CORRECTIONS } from '../../lib/private/corrections';
import { root } from './synth';

const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));

const inExamples = fs.readdirSync(path.join(root, 'examples'), { recursive: true, encoding: 'utf8' });
const pages = [
  'README.md',
  ...fs.readdirSync(path.join(root, 'docs')).map((file) => `docs/${file}`),
  ...inExamples.filter((file) => !file.includes('node_modules')).map((file) => `examples/${file}`),
].filter((file) => file.endsWith('.md'));

/**
 * The prefixes of absolute links. A link to a file outside the npm package must begin with the address of the
 * repository or of the site.
 */
const repository = 'https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/(?:blob|tree)/main/';
const site = 'https://cdk-apigatewayv2.github.io/cdk-apigatewayv2/';
/** The pages of the site that are not generated from docs/. The tests in website/test cover these pages. */
const generated = ['', 'api/'];

/** The anchors that GitHub creates for the headings of a page. */
function anchorsOf(page: string): string[] {
  const headings =
    read(page)
      .replace(/^```[^]*?^```/gm, '')
      .match(/^#+ .*/gm) ?? [];
  const ids = [...read(page).matchAll(/<a id="(\w+)">/g)].map(([, id]) => id!);
  return ids.concat(
    headings.map((heading) =>
      heading
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N}_ -]/gu, '')
        .replace(/ /g, '-'),
    ),
  );
}

test.each(pages)('every link in %s leads to an existing page and heading', (page) => {
  const links = [...read(page).matchAll(/\]\(([^)]*)\)/g)].map(([, link]) => link!);
  const dead = links.filter((link) => {
    const [address = '', anchor] = link.split('#');
    if (address.startsWith(site)) {
      const name = address.slice(site.length);
      return !generated.includes(name) && !leads(`docs/${name}.md`, anchor);
    }
    const file = address.replace(new RegExp(`^${repository}`), '');
    if (/^https?:/.test(file)) return false;
    return !leads(file === '' ? page : path.join(file === address ? path.dirname(page) : '.', file), anchor);
  });
  expect(dead).toEqual([]);
});

/** Whether a file exists and contains the anchor. */
function leads(file: string, anchor?: string): boolean {
  return fs.existsSync(path.join(root, file)) && (!anchor || anchorsOf(file).includes(anchor));
}

const packaged = ['README.md', ...(manifest.files as string[]).filter((file) => file.startsWith('docs/'))];

test.each(packaged)('every link in %s to a file outside the packages is absolute', (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, file]) => file!);
  expect(links.filter((file) => !packaged.includes(path.join(path.dirname(page), file)))).toEqual([]);
});

test('README.md is not larger than 9 KB', () => {
  expect(Buffer.byteLength(read('README.md'))).toBeLessThanOrEqual(9 * 1024);
});

test('the migration guide describes each correction once', () => {
  const rows = read('docs/migration.md').match(/^\| `\w+` \|/gm)!;
  const keys = rows.map((row) => row.match(/\w+/)![0]);
  expect(keys.sort()).toEqual(Object.keys(CORRECTIONS).sort());
});

test.each(['README.md', 'docs/migration.md'])('%s names the oldest supported version of aws-cdk-lib', (page) => {
  const [oldest] = manifest.peerDependencies['aws-cdk-lib'].match(/[\d.]+/);
  expect(read(page)).toContain(`aws-cdk-lib ${oldest}`);
});

test('README.md names the oldest supported versions of constructs and Node.js', () => {
  expect(read('README.md')).toContain(`constructs ${manifest.peerDependencies.constructs.match(/[\d.]+/)[0]}`);
  expect(read('README.md')).toContain(`supports Node.js ${manifest.engines.node.match(/\d+\.\d+/)[0]}`);
});

test.each(['bookstore', 'chat', 'websocket-services'])(
  'the %s depends on the package that `npm run package` creates',
  (example) => {
    const { dependencies } = JSON.parse(read(`examples/${example}/typescript/package.json`));
    expect(dependencies[manifest.name]).toBe(`file:../../../dist/js/${manifest.name}@${manifest.version}.jsii.tgz`);
  },
);

test.each(['bookstore', 'chat'])('the %s in Python depends on the wheel that `npm run package` creates', (example) => {
  const { 'aws-cdk-lib': awsCdkLib } = manifest.peerDependencies;
  expect(
    read(`examples/${example}/python/requirements.txt`)
      .split('\n')
      .map((line) => line.replace(/ *#.*/, ''))
      .filter(Boolean),
  ).toEqual([
    '--find-links ../../../dist/python',
    `${manifest.name}==${manifest.version}`,
    `aws-cdk-lib>=${awsCdkLib.slice(1)},<3`,
  ]);
});
