import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { modelOf, readApp, ToolkitError, type AppOptions } from '../../src';
import { root, temporaryFolder } from '../_helpers/apps';

jest.mock('node:os', () => {
  const actual = jest.requireActual<typeof import('node:os')>('node:os');
  return { ...actual, homedir: jest.fn(actual.homedir), tmpdir: jest.fn(actual.tmpdir) };
});

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
  /**
   * An app that does not use aws-cdk-lib. The app writes an assembly with one API, whose name contains context values.
   */
  const program = `
const { mkdirSync, writeFileSync } = require('node:fs');
const out = process.env.CDK_OUTDIR;
mkdirSync(out);
const overflow = process.env.CONTEXT_OVERFLOW_LOCATION_ENV;
const context = { ...JSON.parse(process.env.CDK_CONTEXT_JSON), ...(overflow && require(overflow)) };
const name = [context.a, context.b, context.c, context.d, process.env.CDK_VALIDATION, context['aws:cdk:enable-path-metadata']].join(' ');
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

  const nameOfApi = async (options: AppOptions) => {
    const { assembly, dispose } = await readApp({ directory, ...options });
    const { apis } = modelOf(assembly);
    dispose();
    return apis.map(({ name }) => name);
  };

  test('is run with the context of cdk.json, cdk.context.json, ~/.cdk.json and the caller, in ascending precedence', async () => {
    const home = temporaryFolder();
    const user = { a: 'a-1', c: 'c-1', d: 'd-1' };
    writeFileSync(join(home, '.cdk.json'), JSON.stringify({ app: 'false', context: user }));
    jest.mocked(homedir).mockReturnValueOnce(home);
    expect(await nameOfApi({ context: { b: 'b2' } })).toEqual(['a1 b2 c0 d-1 false true']);
  });

  test('can use the "app" command of ~/.cdk.json', async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, '.cdk.json'), JSON.stringify({ app: `node ${join(directory, 'app.js')}` }));
    jest.mocked(homedir).mockReturnValueOnce(home);
    expect(await nameOfApi({ directory: temporaryFolder() })).toHaveLength(1);
  });

  test('can pass more context to the app than an environment variable can contain', async () => {
    const folder = temporaryFolder();
    // Other tests create folders in the shared temporary folder at the same time.
    jest.mocked(tmpdir).mockReturnValueOnce(folder);
    expect(await nameOfApi({ context: { d: 'd'.repeat(200_000) } })).toEqual([
      expect.stringMatching(/^a1 b1 c0 d{200000} /),
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is run with Node.js if its command is a JavaScript file', async () => {
    const { assembly, dispose } = await readApp({ directory, app: 'app.js' });
    expect(assembly.stacks).toHaveLength(1);
    dispose();
  });

  test('names the missing lookups, and the command that adds them', async () => {
    const failed = readApp({ directory, context: { lookup: true } });
    await expect(failed).rejects.toThrow(ToolkitError);
    await expect(failed).rejects.toThrow(
      'The app needs lookups in AWS whose results are not in cdk.context.json: vpc-provider:account=1. Run `cdk synth` and pass `--assembly cdk.out`.',
    );
  });

  test('explains what to do if a lookup fails because the stack has no account or Region', async () => {
    const output = 'Cannot retrieve value from context provider vpc-provider since account/region are not specified';
    const app = `node -e "console.error('${output}'); process.exit(1)"`;
    await expect(readApp({ directory, app })).rejects.toThrow(
      'The app needs the lookup vpc-provider for a stack without an account and a Region. Set CDK_DEFAULT_ACCOUNT and CDK_DEFAULT_REGION, or run `cdk synth` and pass `--assembly cdk.out`.',
    );
  });

  test('results in an error with shortened lines if a failed app prints long lines', async () => {
    const failed = readApp({ directory, app: `node -e "console.error('x'.repeat(1000)); process.exit(3)"` });
    await expect(failed).rejects.toThrow(/status 3\.\nx{300} …$/);
  });

  test('reports the output of a failed app', async () => {
    const failed = readApp({ directory, app: 'node -e "console.error(\'no such thing\'); process.exit(3)"' });
    await expect(failed).rejects.toThrow(/ended with exit status 3\.\nno such thing$/);
  });

  test('reports that an app wrote no assembly', async () => {
    await expect(readApp({ directory, app: 'node -e 0' })).rejects.toThrow(
      'The command `node -e 0` did not write a cloud assembly to the folder in CDK_OUTDIR. Call app.synth(), and do not set the outdir of the App.',
    );
  });

  test('without "app" causes an error', async () => {
    await expect(readApp({ directory: temporaryFolder() })).rejects.toThrow(/The app cannot run/);
  });
});
