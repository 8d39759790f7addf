import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as ts from 'typescript';
import { run } from './run';

const root = path.resolve(__dirname, '../..');
let project: string;

const sources: Record<string, string> = {
  'lib/index.ts': `
    export * from './http/api';
    export { Kind, type Options } from './http/kinds';
    export type { Options as Renamed } from './http/kinds';
    export * as integrations from './integrations';`,
  'lib/private/holds-token.ts': `export class Token { readonly text = 'token'; }`,
  'lib/private/names.ts': `import { Kind } from '../http/kinds';
    import { Token } from './holds-token';
    export const made: string[] = [];
    export function name(): string { made.push('name'); return Kind.A + new Token().text; }`,
  'lib/http/special.ts': `import * as tokens from '../private/holds-token';
    import { made } from '../private/names';
    import { Base } from './base';
    export class Special extends Base { readonly token = new tokens.Token(); readonly made = made.length; }`,
  'lib/http/base.ts': `export class Base { readonly base = true; }`,
  'lib/http/api.ts': `import { Kind } from './kinds';
    import { name } from '../private/names';
    import { Special } from './special';
    export class Api {
      kind() { return Kind.A; }
      name() { return name(); }
      special() { return new Special(); }
    }
    export function helper() { return 1; }
    export class CfnStage {}
    export default 1;`,
  'lib/http/kinds.ts': `export enum Kind { A = 'A' }
    export interface Options { readonly a: string }
    export class Hidden {}`,
  'lib/integrations/index.ts': `export * from './url';`,
  'lib/integrations/url.ts': `export class Url {}`,
};

/** Creates a small project as jsii would leave it, and finishes the build. The project defines its own `CfnStage` class. */
beforeAll(() => {
  project = fs.mkdtempSync(path.join(os.tmpdir(), 'finish-build-'));
  fs.symlinkSync(path.join(root, 'node_modules'), path.join(project, 'node_modules'));
  fs.writeFileSync(path.join(project, 'package.json'), '{ "name": "mini", "main": "lib/index.js" }');
  fs.writeFileSync(
    path.join(project, '.jsii'),
    JSON.stringify({ name: 'mini', types: { 'mini.CfnStage': { kind: 'class' } } }),
  );
  const files = Object.keys(sources).map((file) => path.join(project, file));
  for (const [file, source] of Object.entries(sources)) {
    fs.mkdirSync(path.dirname(path.join(project, file)), { recursive: true });
    fs.writeFileSync(path.join(project, file), source);
  }
  ts.createProgram(files, {
    declaration: true,
    types: [],
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
  }).emit();
  finish();
});

afterAll(() => fs.rmSync(project, { recursive: true }));

function finish(): void {
  run(process.execPath, [path.join(root, 'scripts/finish-build.mjs'), project]);
}

/** The output of a program in the project. `loaded()` returns the files of lib/ that are loaded. */
function program(source: string, ...flags: string[]): unknown {
  const loaded = `const loaded = () => Object.keys(require.cache).filter((f) => f.includes('finish-build-'))
    .map((f) => f.split('/lib/')[1]);`;
  const prelude = flags.length === 0 ? loaded : '';
  return JSON.parse(run(process.execPath, [...flags, '-e', prelude + source], { cwd: project }));
}

const L1 = /^Cfn/;

describe('modules after the build', () => {
  test('are loaded on first use, except for those that every API needs', () => {
    expect(
      program(`
        const { Api } = require('./lib/http/api');
        const at = {};
        const api = new Api();
        at.made = loaded();
        at.kind = [api.kind(), ...loaded()];
        at.name = [api.name(), ...loaded()];
        at.special = [api.special(), ...loaded()];
        console.log(JSON.stringify(at));`),
    ).toEqual({
      made: ['http/api.js', 'private/names.js', 'private/holds-token.js'],
      kind: ['A', 'http/api.js', 'private/names.js', 'private/holds-token.js', 'http/kinds.js'],
      name: ['Atoken', 'http/api.js', 'private/names.js', 'private/holds-token.js', 'http/kinds.js'],
      special: [
        { base: true, token: { text: 'token' }, made: 1 },
        ...[
          'http/api.js',
          'private/names.js',
          'private/holds-token.js',
          'http/kinds.js',
          'http/special.js',
          'http/base.js',
        ],
      ],
    });
  });

  test('are loaded only once, even if they are also loaded by their path', () => {
    expect(
      program(`
        const { name } = require('./lib/private/names');
        const { Api } = require('./lib/http/api');
        name();
        console.log(JSON.stringify([require('./lib/private/names').made, new Api().special().made]));`),
    ).toEqual([['name'], 1]);
  });
});

describe('the root barrel after the build', () => {
  test('loads no other module until an export is read', () => {
    expect(
      program(`
        const mini = require('./lib');
        const before = loaded();
        Object.keys(mini); 'Api' in mini; const { integrations } = mini;
        const namespace = loaded();
        new mini.integrations.Url();
        const url = loaded();
        new mini.Api().kind();
        console.log(JSON.stringify({ before, namespace, url, all: loaded() }));`),
    ).toEqual({
      before: ['index.js'],
      namespace: ['index.js', 'integrations/index.js'],
      url: ['index.js', 'integrations/index.js', 'integrations/url.js'],
      all: [
        ...['index.js', 'integrations/index.js', 'integrations/url.js'],
        ...['http/api.js', 'private/names.js', 'private/holds-token.js', 'http/kinds.js'],
      ],
    });
  });

  test('exports exactly the names that its source re-exports', () => {
    const names = program(`console.log(JSON.stringify(Object.keys(require('./lib'))))`) as string[];
    expect(names.filter((name) => !L1.test(name))).toEqual(['Api', 'helper', 'Kind', 'integrations']);
  });

  test('returns the same values for every kind of import', () => {
    expect(
      program(`
        const mini = require('./lib');
        const { Api } = require('./lib/http/api');
        const { Api: destructured } = mini;
        const copies = [mini.Api, destructured, { ...mini }.Api, Object.assign({}, mini).Api, Object.entries(mini)[0][1]];
        console.log(JSON.stringify([copies.every((one) => one === Api), mini.Api === mini.Api, mini.__esModule]));`),
    ).toEqual([true, true, true]);
  });

  test('supports named and namespace imports of ES modules', () => {
    expect(
      program(
        `import { Api, integrations, CfnRoute } from './lib/index.js';
         import * as mini from './lib/index.js';
         console.log(JSON.stringify([new Api().kind(), mini.Api === Api, typeof integrations.Url, CfnRoute.CFN_RESOURCE_TYPE_NAME]));`,
        '--input-type=module',
      ),
    ).toEqual(['A', true, 'function', 'AWS::ApiGatewayV2::Route']);
  });

  test('allows mocks of single exports', () => {
    const mini = jest.requireActual(path.join(project, 'lib/index.js'));
    const spy = jest.spyOn(mini, 'helper').mockReturnValue(2);
    expect(mini.helper()).toBe(2);
    spy.mockRestore();
    expect(mini.helper()).toBe(1);
    mini.helper = () => 3;
    expect(mini.helper()).toBe(3);
  });

  test("re-exports aws-cdk-lib's own L1 classes", () => {
    expect(
      program(`
        const mini = require('./lib');
        const aws = require('aws-cdk-lib/aws-apigatewayv2');
        const names = Object.keys(aws).filter((name) => /^Cfn/.test(name) && name !== 'CfnStage');
        console.log(JSON.stringify([names.length >= 13, names.every((name) => mini[name] === aws[name])]));`),
    ).toEqual([true, true]);
  });

  test('exports its own class if aws-cdk-lib has a class with the same name', () => {
    expect(
      program(`const own = require('./lib/http/api').CfnStage;
        console.log(JSON.stringify(require('./lib').CfnStage === own));`),
    ).toBe(true);
  });

  test('declares the types of its exports', () => {
    // The published package does not contain the TypeScript sources.
    const user = path.join(project, 'user');
    const compiled = (file: string) => !/(?<!\.d)\.ts$/.test(file);
    fs.cpSync(path.join(project, 'lib'), path.join(user, 'lib'), { recursive: true, filter: compiled });
    const right = path.join(user, 'right.ts');
    fs.writeFileSync(
      right,
      `import { Api, CfnRoute, CfnStage, integrations, type CfnRouteProps, type IApiRef, type ApiReference } from './lib';
       import * as aws from 'aws-cdk-lib/aws-apigatewayv2';
       import { CfnStage as OwnStage } from './lib/http/api';
       export const route: typeof aws.CfnRoute = CfnRoute;
       export const stage: typeof OwnStage = CfnStage;
       export const props: CfnRouteProps = { apiId: 'x', routeKey: 'GET /' };
       export const settings: CfnRoute.ParameterConstraintsProperty = { required: true };
       export function ref(api: IApiRef): ApiReference { return api.apiRef; }
       export function awsRef(api: aws.IApiRef): ApiReference { return ref(api) as aws.ApiReference; }
       export const rest = [Api, integrations.Url];`,
    );
    const wrong = path.join(user, 'wrong.ts');
    fs.writeFileSync(wrong, `import { type CfnRouteProps } from './lib'; export const wrong: CfnRouteProps = {};`);
    expect(errors([right, wrong])).toEqual([
      "wrong.ts: Type '{}' is missing the following properties from type 'CfnRouteProps': apiId, routeKey",
    ]);
  });

  test('does not change when the build step runs again', () => {
    const files = ['index.js', 'index.d.ts', 'integrations/index.js', 'http/api.js', 'private/names.js'];
    const read = () => files.map((file) => lib(file));
    const before = read();
    finish();
    expect(read()).toEqual(before);
  });
});

test('the build step fails for a barrel that contains more than re-exports', () => {
  const file = path.join(project, 'lib/integrations/index.ts');
  const source = fs.readFileSync(file, 'utf8');
  fs.appendFileSync(file, 'export const extra = 1;');
  expect(finish).toThrow('a barrel holds re-exports only, found: export const extra = 1;');
  fs.writeFileSync(file, source);
});

function lib(file: string): string {
  return fs.readFileSync(path.join(project, 'lib', file), 'utf8');
}

function errors(files: string[]): string[] {
  const program = ts.createProgram(files, {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${path.basename(file?.fileName ?? '')}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}
