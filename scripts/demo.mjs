// `npm run demo`: installs and builds if needed, synthesizes the bookstore example with the built library, prints its
// routes with `apigwv2 routes`, and prints the path of its template.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root, run } from './ensure-built.mjs';

const example = join(root, 'examples/bookstore/typescript');
const outdir = join(example, 'cdk.out');
const colors = process.stdout.isTTY && !process.env.NO_COLOR;
const dim = (text) => (colors ? `\x1b[2m${text}\x1b[22m` : text);

await prepare();
synthesize();
console.log('The routes of the bookstore example, with their callers and targets:\n');
run(process.execPath, [join(root, 'toolkit/lib/cli/main.js'), 'routes', '--assembly', outdir]);
const template = readdirSync(outdir).find((file) => file.endsWith('.template.json'));
console.log(`
The code       ${relative(root, join(example, 'bookstore-stack.ts'))}
The template   ${relative(root, join(outdir, template))}
Try it here    node toolkit/lib/cli/main.js start --assembly ${relative(root, outdir)}
Your own app   copy a folder of examples/starter
`);

/** Installs the packages and builds the library. If a step fails, this function shows the output of npm. */
async function prepare() {
  const program = `import('./scripts/ensure-built.mjs').then((ensure) => {
    ensure.ensureBuilt();
    ensure.ensureToolkitBuilt();
  })`;
  const child = spawn(process.execPath, ['-e', program], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      if (!output) console.log(dim('Installing and building the library, which takes a minute the first time …\n'));
      output += text;
    });
  }
  const [status] = await once(child, 'close');
  if (status !== 0) {
    console.error(output.trim());
    console.error('\nThe library could not be installed or built.');
    process.exit(1);
  }
}

function synthesize() {
  const { app, context } = JSON.parse(readFileSync(join(example, 'cdk.json'), 'utf8'));
  const program = app.split(' ').find((word) => word.endsWith('.ts'));
  rmSync(outdir, { recursive: true, force: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    ['-r', join(root, 'scripts/register-ts.cjs'), join(example, program)],
    {
      encoding: 'utf8',
      env: {
        ...process.env,
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true }),
        // This variable disables aws-cdk-lib's validation against the CloudFormation schemas, which takes six times as
        // long as the synthesis. The tests of this repository run the validation.
        CDK_VALIDATION: 'false',
        REGISTER_TS_BUILT: '1',
      },
    },
  );
  if (status !== 0) {
    console.error(stderr.replace(/^ {4}at .*\n?/gm, '').trim());
    console.error(`\nThe example in ${relative(root, example)} cannot be synthesized.`);
    process.exit(1);
  }
}
