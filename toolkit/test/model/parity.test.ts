import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { ours, type Program } from '../../../test/parity/modules';
import { modelOf, readAssembly, type ApiModel } from '../../src';
import { diffOf } from '../../src/report/diff/diff';
import { openApiOf } from '../../src/report/openapi/document';
import { routesReport, routesText } from '../../src/report/routes';
import { root } from '../_helpers/apps';
import { expectOpenApi } from '../_helpers/openapi';
import { expectValid } from '../_helpers/schema';

const directory = join(root, 'test/parity/programs');
const files = readdirSync(directory).filter((name) => name.endsWith('.ts'));

beforeAll(() => {
  jest.spyOn(console, 'warn').mockImplementation();
  jest.spyOn(console, 'error').mockImplementation();
});

/**
 * Returns the assembly folder of a program. `undefined` if the program throws, which some programs do on purpose.
 */
function assemblyOf({ build, context }: Program): string | undefined {
  const outdir = mkdtempSync(join(tmpdir(), 'apigwv2-parity-'));
  try {
    const app = new App({
      outdir,
      analyticsReporting: false,
      context: { 'aws:cdk:enable-path-metadata': true, ...context },
    });
    build(ours, app);
    app.synth();
    return outdir;
  } catch {
    rmSync(outdir, { recursive: true, force: true });
    return undefined;
  }
}

test.each(files)(
  'the programs of %s can be read and shown, have no differences from themselves, and have valid OpenAPI documents',
  (file) => {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { programs } = require(join(directory, file)) as { programs: Program[] };
    let read = 0;
    for (const program of programs) {
      const folder = assemblyOf(program);
      if (folder === undefined) continue;
      try {
        const model = modelOf(readAssembly(folder));
        expectValid(model);
        expect(routesText(routesReport(model), { color: false })).not.toContain('[object');
        expect(model.notices).toEqual([]);
        expect(diffOf(model, JSON.parse(JSON.stringify(model)) as ApiModel).findings).toEqual([]);
        for (const api of model.apis.filter(({ protocol }) => protocol !== 'WEBSOCKET')) {
          expectOpenApi(openApiOf(model, api).document);
          expectOpenApi(openApiOf(model, api, { extensions: false }).document);
        }
        read++;
      } catch (error) {
        throw new Error(`${program.name}: ${(error as Error).message}`, { cause: error });
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    }
    expect(read).toBeGreaterThan(0);
  },
  240_000,
);
