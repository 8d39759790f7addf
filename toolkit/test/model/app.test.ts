import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelOf, readApp, ToolkitError } from '../../src';
import { apiNamed, root, temporaryFolder } from '../_helpers/apps';

const examples = ['bookstore', 'chat', 'websocket-services'].map((name) => join(root, 'examples', name, 'typescript'));

describe.each(examples)('the example in %s', (directory) => {
  test('is synthesized and read, with construct paths and assets', async () => {
    process.env.REGISTER_TS_BUILT = existsSync(join(root, 'lib/index.js')) ? '1' : '';
    const app = `node -r ${join(root, 'scripts/register-ts.cjs')} app.ts`;
    const { assembly, dispose } = await readApp({ directory, app });
    const model = modelOf(assembly);
    expect(model.notices).toEqual([]);
    expect(model.apis.flatMap(({ routes }) => routes).length).toBeGreaterThan(2);
    for (const { source } of model.apis) expect(source.construct).toBeDefined();
    for (const { code } of model.functions) {
      const file = code.kind === 'asset' && existsSync(join(model.directory!, code.path));
      expect([code.kind, file || code.kind === 'inline']).toEqual([code.kind, true]);
    }
    dispose();
    expect(existsSync(model.directory!)).toBe(false);
  }, 120_000);
});

describe('a folder with cdk.json', () => {
  /** An app without aws-cdk-lib: it writes an assembly with one API, named after its context. */
  const program = `
const { writeFileSync } = require('node:fs');
const out = process.env.CDK_OUTDIR;
const context = JSON.parse(process.env.CDK_CONTEXT_JSON);
const name = [context.a, context.b, context.c, process.env.CDK_VALIDATION, context['aws:cdk:enable-path-metadata']].join(' ');
const missing = context.lookup ? [{ key: 'vpc-provider:account=1', provider: 'vpc-provider', props: {} }] : undefined;
const Resources = { Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: name, ProtocolType: 'HTTP' } } };
writeFileSync(out + '/S.template.json', JSON.stringify({ Resources }));
const artifacts = { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json' } } };
writeFileSync(out + '/manifest.json', JSON.stringify({ version: '36.0.0', artifacts, missing }));
`;
  const directory = temporaryFolder();
  writeFileSync(join(directory, 'app.js'), program);
  writeFileSync(join(directory, 'cdk.json'), JSON.stringify({ app: 'node app.js', context: { a: 'a1', b: 'b1' } }));
  writeFileSync(join(directory, 'cdk.context.json'), JSON.stringify({ a: 'a0', c: 'c0' }));

  test('is run with the context of cdk.json, cdk.context.json and the caller', async () => {
    const { assembly, dispose } = await readApp({ directory, context: { b: 'b2' } });
    expect(apiNamed(modelOf(assembly), 'a1 b2 c0 false true').protocol).toBe('HTTP');
    dispose();
  });

  test('runs a JavaScript file by Node.js', async () => {
    const { assembly, dispose } = await readApp({ directory, app: 'app.js' });
    expect(assembly.stacks).toHaveLength(1);
    dispose();
  });

  test('names the lookups that are missing, and what to do', async () => {
    const failed = readApp({ directory, context: { lookup: true } });
    await expect(failed).rejects.toThrow(ToolkitError);
    await expect(failed).rejects.toThrow(
      'The app needs lookups in AWS that cdk.context.json does not have: vpc-provider:account=1. Run `cdk synth` and pass `--assembly cdk.out`.',
    );
  });

  test('reports what a failed app printed', async () => {
    const failed = readApp({ directory, app: 'node -e "console.error(\'no such thing\'); process.exit(3)"' });
    await expect(failed).rejects.toThrow(/ended with exit status 3\.\nno such thing$/);
  });

  test('without "app" is an error', async () => {
    await expect(readApp({ directory: temporaryFolder() })).rejects.toThrow(/The app cannot run/);
  });
});
