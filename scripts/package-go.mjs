import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { root } from './ensure-built.mjs';

/**
 * Completes the Go module that jsii-pacmak generated: sets its requirements, writes `go.sum`, and builds the module.
 *
 * The module that jsii-pacmak generates requires the version of aws-cdk-lib that this library was built with. In Go, a
 * requirement is the oldest supported version, so this function sets the oldest version that peerDependencies of
 * package.json allow. The required version of aws-cdk-lib determines the other requirements.
 */
export async function finishGoModule(directory) {
  const { peerDependencies, jsii } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const module = join(directory, jsii.targets.go.packageName);
  const file = join(module, 'go.mod');
  const lines = readFileSync(file, 'utf8').split('\n');
  const oldest = peerDependencies['aws-cdk-lib'].replace(/^\^/, '');
  const wanted = lines.flatMap((line) => {
    if (/\/\/ indirect|\/constructs-go\//.test(line)) return [];
    return [line.replace(/(\/awscdk\/v2) v.*/, `$1 v${oldest}`)];
  });
  writeFileSync(file, wanted.join('\n'));
  const local = readdirSync(module).filter((name) => name.startsWith('local.go.'));
  for (const name of local) rmSync(join(module, name));
  await execa('go', ['mod', 'tidy'], { cwd: module });
  await execa('go', ['build', './...'], { cwd: module });
}
