// `npm run package`: builds the library if its sources changed, and packs it for every language into dist/<target>.
// `-- --targets python go` packs only these two targets. The script skips a target whose tools are missing, and prints
// a message.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import pMap from 'p-map';
import which from 'which';
import { ensureBuilt, isBuilt, root } from './ensure-built.mjs';
import { finishGoModule } from './package-go.mjs';
import { tablet, translatedSamples } from './rosetta.mjs';

const dist = join(root, 'dist');
const stamps = join(root, '.cache/package/stamps');

/**
 * The targets of jsii-pacmak, beginning with the slowest target. With `codeOnly`, jsii-pacmak writes source code, which
 * `finish` completes. The output for .NET is source code, because few machines have a .NET SDK.
 */
const TARGETS = {
  go: { tools: ['go'], artifact: /\.go$/, codeOnly: true, finish: finishGoModule },
  java: { tools: ['javac', 'mvn'], artifact: /\.jar$/ },
  python: { tools: ['python3'], artifact: /\.(whl|tar\.gz)$/ },
  dotnet: { tools: [], artifact: /\.cs$/, codeOnly: true },
  js: { tools: [], artifact: /\.tgz$/ },
};
export const targetNames = Object.keys(TARGETS);

/** Returns the missing tools of a target. */
export const missingFor = (target) => missing(TARGETS[target].tools);

/** Returns the programs that are not on the PATH. */
export const missing = (tools) => tools.filter((tool) => which.sync(tool, { nothrow: true }) === null);

/** Returns the seconds since `start`, which is a value of `performance.now()`. */
export const secondsSince = (start) => ((performance.now() - start) / 1000).toFixed(1);

/** Whether the package of a target is newer than all of its sources. */
export function isPackaged(target) {
  const stamp = join(stamps, target);
  if (!isBuilt() || !existsSync(stamp) || !existsSync(tablet) || !holdsPackage(target)) return false;
  const packedAt = Number(readFileSync(stamp, 'utf8'));
  const docs = readdirSync(join(root, 'docs')).map((file) => join('docs', file));
  const scripts = readdirSync(join(root, 'scripts')).filter((file) => /^(package|rosetta)/.test(file));
  return ['.jsii', 'package.json', 'README.md', ...docs, ...scripts.map((file) => join('scripts', file))].every(
    (file) => statSync(join(root, file)).mtimeMs < packedAt,
  );
}

function holdsPackage(target) {
  const directory = join(dist, target);
  const files = existsSync(directory) ? readdirSync(directory, { recursive: true }) : [];
  return files.some((file) => TARGETS[target].artifact.test(file));
}

/** Packs the targets and prints the results. Throws if a target fails. */
export async function packageTargets(targets) {
  const start = performance.now();
  const packed = targets.filter((target) => {
    const lacking = missingFor(target);
    if (lacking.length > 0) console.log(`skipped ${target}: ${lacking.join(', ')} not found`);
    return lacking.length === 0;
  });
  ensureBuilt();
  const begun = Date.now();
  if (packed.some((target) => target !== 'js')) {
    const { size } = await translatedSamples();
    console.log(`${size} samples are translated (${secondsSince(start)} s)`);
  }
  const packOne = async (target) => {
    const began = performance.now();
    await pack(target);
    mkdirSync(stamps, { recursive: true });
    writeFileSync(join(stamps, target), String(begun));
    console.log(`packed ${target} (${secondsSince(began)} s)`);
    return [target, secondsSince(began)];
  };
  const rows = await pMap(packed, packOne, { concurrency: Math.min(2, availableParallelism()) });
  console.log(`\n${'target'.padEnd(8)}${'seconds'.padStart(8)}${'files'.padStart(8)}${'kB'.padStart(8)}  packages`);
  for (const [target, seconds] of rows) {
    const { files, bytes, packages } = contents(target);
    const kB = Math.ceil(bytes / 1000);
    console.log(
      `${target.padEnd(8)}${seconds.padStart(8)}${String(files).padStart(8)}${String(kB).padStart(8)}  ${packages}`,
    );
  }
  console.log(`in ${secondsSince(start)} s`);
}

async function pack(target) {
  const { codeOnly, finish } = TARGETS[target];
  rmSync(join(stamps, target), { force: true });
  rmSync(join(dist, target), { recursive: true, force: true });
  const samples = target === 'js' ? [] : ['--rosetta-tablet', tablet, '--rosetta-unknown-snippets', 'fail'];
  await execa(process.execPath, [
    join(root, 'node_modules/jsii-pacmak/bin/jsii-pacmak'),
    // package.json lists the files of the package, so .npmignore is not needed.
    '--no-npmignore',
    ...['--outdir', dist, '--targets', target, ...samples],
    ...(codeOnly ? ['--code-only'] : []),
  ]);
  await finish?.(join(dist, target));
}

/** Returns the size of a target, which is the size of its files or of the content of its archive. */
function contents(target) {
  const directory = join(dist, target);
  const all = readdirSync(directory, { recursive: true }).filter((file) => statSync(join(directory, file)).isFile());
  const archives = TARGETS[target].codeOnly ? [] : all.filter((file) => /(\.tgz|\.whl|\d\.jar)$/.test(file));
  if (!holdsPackage(target)) throw new Error(`${directory} holds no package`);
  const sizeOf = (files) => files.reduce((sum, file) => sum + statSync(join(directory, file)).size, 0);
  if (archives.length === 0) return { files: all.length, bytes: sizeOf(all), packages: `dist/${target}` };
  const entries = archives.reduce((sum, file) => sum + entriesOf(join(directory, file)), 0);
  return {
    files: entries,
    bytes: sizeOf(archives),
    packages: archives.map((file) => `dist/${target}/${file}`).join(' '),
  };
}

/** Returns the number of files in an archive. A zip file contains this number at its end. */
function entriesOf(archive) {
  const bytes = readFileSync(archive);
  if (!archive.endsWith('.tgz')) return bytes.readUInt16LE(bytes.lastIndexOf('PK\x05\x06', undefined, 'latin1') + 10);
  return execFileSync('tar', ['-tzf', archive], { encoding: 'utf8' }).trim().split('\n').length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2).flatMap((arg) => arg.split(/[=,]/));
  const named = args.filter((arg) => arg !== '--targets' && arg !== '--target');
  const unknown = named.filter((target) => !targetNames.includes(target));
  if (unknown.length > 0) {
    console.error(`unknown target: ${unknown.join(', ')}. The targets are ${targetNames.join(', ')}`);
    process.exit(2);
  }
  try {
    await packageTargets(named.length > 0 ? targetNames.filter((target) => named.includes(target)) : targetNames);
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
