// `npm run test:oldest`: type-checks the library and runs its unit tests with the oldest aws-cdk-lib and constructs that
// package.json's peerDependencies allow (`-- 2.250.0` with another aws-cdk-lib). Where Node looks up packages does the work:
// a copy of the project lies in .cache/oldest/<version>/project, the old peers in the node_modules beside it, and all other
// packages are found further up, in the project's own node_modules.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const oldest = (name) => peerDependencies[name].replace(/^\^/, '');
const [version = oldest('aws-cdk-lib'), constructs = oldest('constructs')] = process.argv.slice(2);
const base = join(root, '.cache/oldest', version);
const project = join(base, 'project');

function run(title, command, args, cwd) {
  console.log(`> ${title}`);
  const { status } = spawnSync(command, args, {
    cwd,
    stdio: 'inherit',
    env: { ...process.env, CDK_VALIDATION: 'false' },
  });
  if (status !== 0) {
    console.log(`failed with aws-cdk-lib ${version}, constructs ${constructs}: ${title}`);
    process.exit(1);
  }
}

const installed = (name) => {
  const file = join(base, 'node_modules', name, 'package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : undefined;
};
if (installed('aws-cdk-lib') !== version || installed('constructs') !== constructs) {
  mkdirSync(base, { recursive: true });
  writeFileSync(join(base, 'package.json'), '{ "private": true }');
  const peers = [`aws-cdk-lib@${version}`, `constructs@${constructs}`];
  run(`npm install ${peers.join(' ')}`, 'npm', ['install', '--no-save', '--no-audit', '--no-fund', ...peers], base);
}

for (const directory of ['project', 'declared']) rmSync(join(base, directory), { recursive: true, force: true });
mkdirSync(project, { recursive: true });
const compiled = /[\\/]lib[\\/].*(\.js|\.d\.ts)$/;
const declared = /[\\/]lib[\\/].*(?<!\.d)\.(js|ts)$/;
const directories = ['lib', 'test', 'scripts', 'docs', 'integ'];
for (const name of [...directories, 'package.json', 'tsconfig.json']) {
  cpSync(join(root, name), join(project, name), {
    recursive: true,
    filter: (file) => !compiled.test(file.slice(root.length)),
  });
}
const bin = (file) => join(root, 'node_modules', file);
if (existsSync(join(root, 'lib/index.d.ts'))) {
  cpSync(join(root, 'lib'), join(base, 'declared/lib'), { recursive: true, filter: (file) => !declared.test(file) });
  const options = '--ignoreConfig --noEmit --strict --skipLibCheck false --types node --module commonjs';
  const tsc = [bin('typescript/bin/tsc'), ...options.split(' '), '--moduleResolution', 'bundler', '--target', 'es2022'];
  run('tsc of the built declarations', process.execPath, [...tsc, 'lib/index.d.ts'], join(base, 'declared'));
} else {
  console.log('not built: the declarations are not checked');
}
// For tests that point a compiler at it.
symlinkSync('../node_modules', join(project, 'node_modules'));
run('tsc', process.execPath, [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'], project);
// Not here: what compares with the aws-cdk-lib of today, and the tests of tools and packages.
const others = [
  'tooling/',
  'parity/',
  'bindings/',
  'negatives/',
  'examples/',
  'interop/packages',
  'interop/declarations',
].map((tests) => `/test/${tests}`);
run(
  'jest',
  process.execPath,
  [bin('jest/bin/jest.js'), '--config', 'test/jest.config.js', '--testPathIgnorePatterns', ...others],
  project,
);
console.log(`works with aws-cdk-lib ${version}, constructs ${constructs}`);
