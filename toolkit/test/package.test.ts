import { execFileSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root, temporaryFolder } from './_helpers/apps';

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: { readonly path: string }[];
}

test('the package has less than 1 MB, and no tests or source maps', () => {
  // A copy is built, since other tests use the folder at the same time.
  const folder = temporaryFolder();
  for (const name of ['package.json', 'tsconfig.json', 'README.md', 'LICENSE', 'src', 'schema', 'scripts']) {
    cpSync(join(root, 'toolkit', name), join(folder, name), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  execFileSync('npm', ['run', 'build'], { cwd: folder, stdio: 'pipe' });
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const parsed = JSON.parse(output) as Packed[] | Record<string, Packed>;
  const [{ size, unpackedSize, files }] = Object.values(parsed);
  process.stdout.write(
    `cdk-apigatewayv2-toolkit: ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked, ${files.length} files\n`,
  );
  expect(size).toBeLessThan(1_000_000);
  const paths = files.map(({ path }) => path);
  expect(paths).toEqual(
    expect.arrayContaining(['lib/cli/main.js', 'lib/index.js', 'lib/index.d.ts', 'README.md', 'LICENSE']),
  );
  expect(
    paths.filter((path) => !/^(?:lib\/.*\.(?:js|d\.ts)|schema\/.*\.json|package\.json|README\.md|LICENSE)$/.test(path)),
  ).toEqual([]);
  expect(paths.filter((path) => /\.map$|(?:^|\/)tests?\/|\.test\./.test(path))).toEqual([]);
}, 120_000);

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}
