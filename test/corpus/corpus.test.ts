import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { App, DefaultStackSynthesizer, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { Rules } from '../../lib/rules';
import { http, route } from './builders';
import type { Entry } from './entry';

const entries: Entry[] = fs
  .readdirSync(__dirname)
  .filter(
    (file) => file.endsWith('.ts') && !['builders.ts', 'entry.ts', 'template.ts', 'corpus.test.ts'].includes(file),
  )
  .flatMap((file) => jest.requireActual<{ entries: Entry[] }>(path.join(__dirname, file)).entries);

/** Adds a template to a stack with `CfnInclude`. */
function include(stack: Stack, template: object): void {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'corpus-'));
  const templateFile = path.join(directory, 'template.json');
  try {
    fs.writeFileSync(templateFile, JSON.stringify('Resources' in template ? template : { Resources: template }));
    new CfnInclude(stack, 'Template', { templateFile });
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

/** The errors of an entry and the codes of its warnings, from constructors and from rules. */
function findings({ build, template, env }: Entry): { errors: string[]; warnings: string[] } {
  const app = new App({ analyticsReporting: false, treeMetadata: false, stackTraces: false });
  Rules.of(app).check();
  const synthesizer = new DefaultStackSynthesizer({ generateBootstrapVersionRule: false });
  const stack = new Stack(app, 'Stack', { env, synthesizer: template ? synthesizer : undefined });
  try {
    build?.(stack, app);
    if (template) {
      include(stack, template);
    }
    const messages = app.synth().stacksRecursively.flatMap((one) => one.messages.map((m) => String(m.entry.data)));
    const codes = messages.flatMap((message) => /\[ack: cdk-apigatewayv2:(\w+)\]/.exec(message)?.[1] ?? []);
    return { errors: [], warnings: [...new Set(codes)] };
  } catch (error) {
    return { errors: [(error as Error).message], warnings: [] };
  }
}

test('the corpus contains many entries with unique titles', () => {
  const titles = entries.map((entry) => entry.title);
  expect(titles.length).toBeGreaterThanOrEqual(350);
  expect(titles.filter((title, i) => titles.indexOf(title) !== i)).toEqual([]);
});

test.each(entries.map((entry) => [entry.title, entry] as const))('%s', (_, entry) => {
  const { errors, warnings } = findings(entry);
  expect(errors).toEqual([]);
  expect(warnings.filter((code) => !entry.warnings?.includes(code))).toEqual([]);
});

test('an entry that violates a rule is reported: a wrong route key as an error, a missing deployment as a warning', () => {
  const wrong = findings({ title: '', build: (s) => route(http(s), 'get /books') });
  expect(wrong.errors.join()).toContain('[RouteKeyInvalid]');
  const Api = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'shop', ProtocolType: 'HTTP' } };
  const Stage = { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: 'prod' } };
  expect(findings({ title: '', template: { Api, Stage } })).toEqual({ errors: [], warnings: ['StageNotDeployed'] });
});

test('an error that a constructor throws is reported', () => {
  const build = (): void => {
    throw new Error('[Some] error');
  };
  expect(findings({ title: '', build }).errors).toEqual(['[Some] error']);
});
