// `npm run test:packed`: runs the unit tests of the library against the published form of the package, installed in a separate app with
// aws-cdk-lib and constructs. `-- --oldest` uses the oldest versions of both packages that package.json's
// peerDependencies allow, and also compiles the sources with these versions. Node.js finds jest and all other packages
// in the node_modules of this repository.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, root } from './ensure-built.mjs';

const json = (file) => JSON.parse(readFileSync(file, 'utf8'));
const { peerDependencies } = json(join(root, 'package.json'));
const oldest = process.argv.includes('--oldest');
const versionOf = (name) =>
  oldest ? peerDependencies[name].replace(/^\^/, '') : json(join(root, 'node_modules', name, 'package.json')).version;
const peers = ['aws-cdk-lib', 'constructs'].map((name) => `${name}@${versionOf(name)}`);
const app = join(root, '.cache/packed', oldest ? 'oldest' : 'current');
const project = join(app, 'project');
const bin = (file) => join(root, 'node_modules', file);

function run(title, command, args, cwd) {
  console.log(`> ${title}`);
  const env = { ...process.env, CDK_VALIDATION: 'false' };
  const { status } = spawnSync(command, args, { cwd, stdio: 'inherit', env });
  if (status !== 0) {
    console.log(`failed with ${peers.join(', ')}: ${title}`);
    process.exit(1);
  }
}

ensureBuilt();
rmSync(app, { recursive: true, force: true });
mkdirSync(project, { recursive: true });
run('npm pack', 'npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', app], root);
const tarball = `./cdk-apigatewayv2-${json(join(root, 'package.json')).version}.tgz`;

const install = [tarball, ...peers];
writeFileSync(join(app, 'package.json'), '{ "private": true }');
run(
  `npm install ${install.join(' ')}`,
  'npm',
  ['install', '--no-audit', '--no-fund', '--prefer-offline', ...install],
  app,
);
if (!oldest) {
  const directory = join(app, 'yarn');
  mkdirSync(directory);
  writeFileSync(join(directory, 'package.json'), '{ "private": true }');
  const yarn = ['--yes', 'yarn@1.22.22', 'add', '--silent', '--no-lockfile', `file:.${tarball}`];
  run('yarn 1 add', 'npx', yarn, directory);
  run('load what yarn 1 installed', process.execPath, ['-e', "require('cdk-apigatewayv2').HttpApi.name"], directory);
}

const submodules = ['', '/integrations', '/authorizers', '/cloudfront', '/interop', '/rules'];
const program = submodules.map((path, index) => `export * as m${index} from 'cdk-apigatewayv2${path}';\n`).join('');
writeFileSync(join(app, 'user.ts'), program);
const options = '--ignoreConfig --noEmit --strict --skipLibCheck false --types node --module commonjs';
const tsc = [bin('typescript/bin/tsc'), ...options.split(' '), '--moduleResolution', 'bundler', '--target', 'es2022'];
run('compile the declarations', process.execPath, [...tsc, 'user.ts'], app);

// Some tests read the sources, but no test imports them, because of `moduleNameMapper`.
const isSource = (file) => !/[\\/]lib[\\/].*(\.js|\.d\.ts)$/.test(file.slice(root.length));
for (const name of ['lib', 'test', 'docs', 'integ', 'package.json', 'tsconfig.json']) {
  cpSync(join(root, name), join(project, name), { recursive: true, filter: isSource });
}
// Some tests compile programs in this folder.
symlinkSync('../node_modules', join(project, 'node_modules'));
if (oldest) {
  run('compile the sources', process.execPath, [bin('typescript/bin/tsc'), '--noEmit', '-p', 'tsconfig.json'], project);
}
const config = {
  ...(await import('../test/jest.config.js')).default,
  rootDir: project,
  moduleNameMapper: { '^(?:\\.\\./)+lib(/.+)?$': join(app, 'node_modules/cdk-apigatewayv2/lib$1') },
};
writeFileSync(join(project, 'jest.config.json'), JSON.stringify(config));
// Excludes tests of tools, docs and packages. With the oldest aws-cdk-lib, also excludes the comparisons with the
// current aws-cdk-lib.
const others = [
  'tooling/',
  'docs/',
  'bindings/',
  'examples/',
  'common/types',
  'interop/packages',
  'interop/declarations',
];
if (oldest) others.push('parity/', 'negatives/');
const ignored = others.map((tests) => `/test/${tests}`);
run(
  'jest',
  process.execPath,
  [bin('jest/bin/jest.js'), '-c', 'jest.config.json', '--testPathIgnorePatterns', ...ignored],
  project,
);
console.log(`the package works with ${peers.join(', ')}`);
