// Measures the wall time and peak memory of `tsc --noEmit --skipLibCheck` for a ten-line app. The app uses the packages
// as they are published, without their TypeScript sources.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = {
  ours: ['cdk-apigatewayv2', 'cdk-apigatewayv2/integrations'],
  'aws-cdk-lib': ['aws-cdk-lib/aws-apigatewayv2', 'aws-cdk-lib/aws-apigatewayv2-integrations'],
};
const app = ([apigwv2, integrations]) => `import { App, Stack } from 'aws-cdk-lib/core';
import { HttpApi, HttpMethod } from '${apigwv2}';
import { HttpUrlIntegration } from '${integrations}';

const stack = new Stack(new App(), 'Stack');
const api = new HttpApi(stack, 'Api');
api.addRoutes({
  path: '/books',
  methods: [HttpMethod.GET],
  integration: new HttpUrlIntegration('Books', 'https://example.com/books'),
});
`;
const flags =
  '--noEmit --skipLibCheck --strict --target es2022 --module node16 --moduleResolution node16 --types node --preserveSymlinks';

let folder;

/** Returns the folder of a project whose node_modules contains the packages. The first call creates the project. */
function project() {
  if (folder) return folder;
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  const packages = join(folder, 'node_modules');
  mkdirSync(join(packages, 'cdk-apigatewayv2'), { recursive: true });
  for (const name of ['aws-cdk-lib', 'constructs', '@types', 'undici-types']) {
    symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }
  cpSync(join(root, 'package.json'), join(packages, 'cdk-apigatewayv2/package.json'));
  cpSync(join(root, 'lib'), join(packages, 'cdk-apigatewayv2/lib'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts') || path.endsWith('.d.ts'),
  });
  for (const [who, names] of Object.entries(modules)) {
    writeFileSync(join(folder, `${who}.ts`), app(names));
  }
  return folder;
}

/** Compiles the ten-line app with one of the libraries. */
export function compile(who) {
  const tsc = join(root, 'node_modules/typescript/lib/tsc.js');
  const program = `
    process.argv.splice(1, Infinity, 'tsc', ...${JSON.stringify([...flags.split(' '), `${who}.ts`])});
    const begin = performance.now();
    process.on('exit', () => process.stderr.write(JSON.stringify({
      seconds: (performance.now() - begin) / 1000, mebibytes: process.resourceUsage().maxRSS / 1024 })));
    require(${JSON.stringify(tsc)});`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', program], { cwd: project(), encoding: 'utf8' });
  if (status !== 0) throw new Error(`the ten-line app does not compile with ${who}:\n${stdout}${stderr}`);
  return JSON.parse(stderr);
}
