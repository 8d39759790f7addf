import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { run } from '../tooling/run';

export const root = path.resolve(__dirname, '../..');

/** The part of a template that the tests of the examples read. */
export interface ExampleTemplate {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Record<string, any> }>;
  readonly Outputs: Record<string, { readonly Value: unknown }>;
}

/** The context that an example's cdk.json sets. */
export function contextOf(example: string): Record<string, unknown> {
  return JSON.parse(fs.readFileSync(path.join(root, 'examples', example, 'typescript/cdk.json'), 'utf8')).context;
}

/**
 * Synthesizes an app as the CDK CLI would, with the library's sources, and returns its only template.
 *
 * @param directory the folder of `app.ts`
 */
export function synthesize(directory: string, context: Record<string, unknown>, env: object = {}): ExampleTemplate {
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), 'example-'));
  try {
    run(process.execPath, ['-r', path.join(root, 'scripts/register-ts.cjs'), path.join(directory, 'app.ts')], {
      env: {
        CDK_OUTDIR: outdir,
        CDK_CONTEXT_JSON: JSON.stringify({ ...context, 'aws:cdk:enable-path-metadata': true }),
        ...env,
      },
    });
    const names = fs.readdirSync(outdir).filter((name) => name.endsWith('.template.json'));
    if (names.length !== 1) throw new Error(`${directory} makes ${names.length} templates`);
    return JSON.parse(fs.readFileSync(path.join(outdir, names[0]), 'utf8'));
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

/** The properties of all resources of a type, such as `ApiGatewayV2::Route`. */
export function ofType(template: ExampleTemplate, type: string): Array<Record<string, any>> {
  return Object.values(template.Resources).flatMap(({ Type, Properties }) =>
    Type === `AWS::${type}` ? [Properties] : [],
  );
}
