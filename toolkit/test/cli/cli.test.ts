import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from '../../src/cli/cli';
import { snapshots, temporaryFolder } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';

describe('the help', () => {
  test.each([[], ...commands.map(({ name }) => [name])])(
    'of apigwv2 %s fits on a screen and contains an example',
    async (...command) => {
      const { status, out } = await apigwv2([...command, '--help']);
      const lines = out.split('\n');
      expect(status).toBe(0);
      expect(lines.length).toBeLessThanOrEqual(25);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
      expect(out).toMatch(/Examples?\n {2}apigwv2 /);
    },
  );

  test('is shown if no command is specified, with exit status 2', async () => {
    expect(await apigwv2([])).toMatchObject({ status: 2, out: expect.stringContaining('Usage: apigwv2 COMMAND') });
  });
});

describe('wrong input causes a one-line error, with exit status 2', () => {
  const folder = temporaryFolder();
  const write = (name: string, content: unknown) => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  };
  write('broken.json', '{ "Resources": ');
  write('broken.yaml', 'Resources:\n  A: [1\n');
  write('empty.json', '');
  write('list.json', '[]');
  write('untyped.json', { Resources: { A: {} } });
  write('nested.json', {
    Resources: { N: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'gone.yaml' } } },
  });
  write('model.json', { version: 99, apis: [], stacks: [] });
  const lists = 'stacks domainNames vpcLinks functions permissions usagePlans apiKeys notices'.split(' ');
  const whole = { version: 1, apis: [], ...Object.fromEntries(lists.map((list) => [list, []])) };
  write('cut.json', { ...whole, functions: undefined });
  write('edited.json', { ...whole, apis: [null] });
  write('edited-api.json', { ...whole, apis: [{ id: 'A', source: {}, routes: [{}] }] });
  mkdirSync(join(folder, 'newer'));
  write('newer/manifest.json', { version: '99.0.0', artifacts: {} });
  mkdirSync(join(folder, 'lost'));
  const lost = { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json' } } };
  write('lost/manifest.json', { version: '36.0.0', artifacts: lost });
  mkdirSync(join(folder, 'plain'));

  test.each<[string[], RegExp]>([
    [['gone.json'], /^gone\.json does not exist\.$/],
    [['--assembly', 'gone'], /gone does not exist\.$/],
    [['broken.json'], /broken\.json is not valid JSON: /],
    [['broken.yaml'], /broken\.yaml is not valid YAML: /],
    [['empty.json'], /empty\.json is empty\.$/],
    [['list.json'], /list\.json is not a CloudFormation template: it has no Resources\.$/],
    [['untyped.json'], /The resource A in untyped\.json has no Type\.$/],
    [['nested.json'], /The template of the nested stack nested\/N is missing: .*gone\.yaml does not exist\.$/],
    [['model.json'], /model\.json is a model of version 99/],
    [
      ['cut.json'],
      /cut\.json is not a complete model: the list functions is missing or invalid\. Save the model again with/,
    ],
    [['edited.json'], /edited\.json is not a complete model: the list apis is missing or invalid\./],
    [['edited-api.json'], /edited-api\.json is not a complete model: the list routes is missing or invalid\./],
    [['newer'], /version 99 of the cloud assembly schema, but this release reads versions up to 55\. Update/],
    [['lost'], /The template S\.template\.json of stack S is not in /],
    [['plain'], /plain is not a cloud assembly, because it has no manifest\.json\.$/],
    [[], /^.* does not contain a cdk\.json\. Pass a template, or pass a cloud assembly with --assembly cdk\.out\.$/],
    [['a', 'b'], /^The argument b is not expected\. /],
    [['a', '--assembly', 'b'], /not both\.$/],
    [['--app', 'true', '--assembly', 'newer'], /^Pass --app or --assembly newer, not both\.$/],
    [['--app', 'true', 'list.json'], /^Pass --app or list\.json, not both\.$/],
    [['--nonsense'], /Unknown option '--nonsense'/],
    [['--app', 'true', '-c', 'x'], /--context must be KEY=VALUE, but is x\.$/],
  ])('routes %j', async (args, message) => {
    const { status, out, err } = await apigwv2(['routes', ...args], { cwd: folder });
    expect(err.trim()).toMatch(message);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(err).not.toContain('    at ');
    expect([status, out]).toEqual([2, '']);
  });

  test('--debug shows the stack trace', async () => {
    const { status, err } = await apigwv2(['routes', 'gone.json', '--debug'], { cwd: folder });
    expect(status).toBe(2);
    expect(err).toContain('    at ');
  });

  test('the error for an unknown command lists the commands', async () => {
    expect(await apigwv2(['nonsense'])).toMatchObject({
      status: 2,
      err: expect.stringContaining('Use one of: routes'),
    });
  });

  test('the error for an unknown API lists the APIs', async () => {
    const [, snapshot] = snapshots.find(([name]) => name === 'corrections')!;
    const { status, err } = await apigwv2(['routes', snapshot, '--api', 'nonsense']);
    expect(status).toBe(2);
    expect(err).toMatch(/^No API has the name nonsense\. The APIs are: .*Closed/);
  });
});
