// Runs the toolkit on the cloud assemblies that the programs synthesize.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../scripts/ensure-built.mjs';

const toolkit = join(root, 'toolkit/lib');

/** The command `apigwv2`, for tests that start it themselves. */
export const APIGWV2 = `${process.execPath} ${join(toolkit, 'cli/main.js')}`;

/** Runs `apigwv2` in this process and returns what it printed. Throws if the exit status is unexpected or if the toolkit prints notes. */
async function apigwv2(...args) {
  const { main } = createRequire(import.meta.url)(join(toolkit, 'cli/cli.js'));
  let out = '';
  let err = '';
  const io = { out: (text) => (out += text), err: (text) => (err += text), color: false, cwd: root };
  const status = await main(args, io);
  if (status !== 0 || err !== '') throw new Error(`apigwv2 ${args.join(' ')}: exit status ${status}\n${err}`);
  return out;
}

const NO_DIFFERENCES = 'No differences in the APIs.\n';

/** The routes of an assembly, and the OpenAPI documents of its HTTP APIs, as the toolkit prints them. */
export async function readByToolkit(assembly) {
  const routes = await apigwv2('routes', assembly);
  const { apis } = JSON.parse(await apigwv2('routes', assembly, '--json'));
  const documents = {};
  for (const { protocol, source } of apis) {
    if (protocol === 'HTTP') {
      documents[source.construct] = JSON.parse(await apigwv2('openapi', assembly, source.construct));
    }
  }
  return { routes, documents };
}

/**
 * Throws if `apigwv2 diff` finds a difference when it compares an assembly with itself or with the assembly of the
 * TypeScript app.
 */
export async function expectNoFindings(assembly, typescript) {
  for (const old of [assembly, typescript]) {
    const found = await apigwv2('diff', old, assembly);
    if (found !== NO_DIFFERENCES) throw new Error(`apigwv2 diff ${old} ${assembly}:\n${found}`);
  }
}
