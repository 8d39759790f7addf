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

/** Links that leave the npm package are absolute. */
const repository = 'https://github.com/cdk-apigatewayv2/cdk-apigatewayv2/blob/main/';

/** The anchors that GitHub gives the headings of a page. */
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

test.each(pages)('every link of %s has a target', (page) => {
  const links = [...read(page).matchAll(new RegExp(`\\]\\((${repository})?(?!https?:)([^)#]*)(?:#([^)]*))?\\)`, 'g'))];
  const dead = links.flatMap(([link, absolute, file, anchor]) => {
    const target = file ? path.join(absolute ? '.' : path.dirname(page), file) : page;
    const found = fs.existsSync(path.join(root, target)) && (!anchor || anchorsOf(target).includes(anchor));
    return found ? [] : [link];
  });
  expect(dead).toEqual([]);
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

test('README names the oldest supported versions of constructs and Node.js', () => {
  expect(read('README.md')).toContain(`constructs ${manifest.peerDependencies.constructs.match(/[\d.]+/)[0]}`);
  expect(read('README.md')).toContain(`Node.js is ${manifest.engines.node.match(/\d+\.\d+/)[0]}`);
});

test.each(['bookstore', 'chat', 'websocket-services'])(
  'the %s depends on the package that `npm run package` creates',
  (example) => {
    const { dependencies } = JSON.parse(read(`examples/${example}/typescript/package.json`));
    expect(dependencies[manifest.name]).toBe(`file:../../../dist/js/${manifest.name}@${manifest.version}.jsii.tgz`);
  },
);

test.each(['bookstore', 'chat'])('the %s in Python depends on the wheel that `npm run package` creates', (example) => {
  const wheel = `${manifest.name.replace('-', '_')}-${manifest.version}-py3-none-any.whl`;
  const { 'aws-cdk-lib': awsCdkLib } = manifest.peerDependencies;
  expect(read(`examples/${example}/python/requirements.txt`).split('\n')).toEqual([
    `../../../dist/python/${wheel}`,
    `aws-cdk-lib>=${awsCdkLib.slice(1)},<3`,
    '',
  ]);
});
