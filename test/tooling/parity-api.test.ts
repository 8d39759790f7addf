import * as path from 'node:path';
import { run } from './run';

interface Difference {
  readonly id: string;
  readonly what: string;
}

/** Runs `apiDifferences` of the script over a reference of one class, changed by `change` on our side. */
function differences(change: (ours: any) => void): string[] {
  const type = (prefix: string, name: string) => ({ type: { fqn: `${prefix}.${name}` } });
  const assembly = (name: string, prefix: string) => ({
    name,
    types: {
      [`${prefix}.Base`]: { fqn: `${prefix}.Base`, name: 'Base', kind: 'class', initializer: {} },
      [`${prefix}.Api`]: {
        fqn: `${prefix}.Api`,
        name: 'Api',
        kind: 'class',
        base: `${prefix}.Base`,
        initializer: { parameters: [{ name: 'id', type: { primitive: 'string' } }] },
        methods: [
          {
            name: 'add',
            parameters: [{ name: 'options', ...type(prefix, 'Options') }],
            returns: { type: { collection: { kind: 'array', elementtype: { fqn: `${prefix}.Base` } } } },
          },
        ],
        properties: [{ name: 'id', immutable: true, type: { primitive: 'string' } }],
      },
      [`${prefix}.Options`]: {
        fqn: `${prefix}.Options`,
        name: 'Options',
        kind: 'interface',
        datatype: true,
        properties: [{ name: 'path', abstract: true, immutable: true, optional: true, type: { primitive: 'string' } }],
      },
      [`${prefix}.Kind`]: {
        fqn: `${prefix}.Kind`,
        name: 'Kind',
        kind: 'enum',
        members: [{ name: 'A' }, { name: 'B' }],
      },
    },
  });
  const ours = assembly('ours', 'ours');
  change(ours.types);
  const script = `
    import { apiDifferences } from ${JSON.stringify(path.resolve(__dirname, '../../scripts/api-difference.mjs'))};
    const { reference, ours } = JSON.parse(process.argv[1]);
    const rename = (fqn) => fqn.replace('theirs.mod.', 'ours.');
    console.log(JSON.stringify(apiDifferences(reference, ours, rename)));`;
  const input = JSON.stringify({ reference: assembly('theirs', 'theirs.mod'), ours });
  const result = JSON.parse(run(process.execPath, ['--input-type=module', '-e', script, input]));
  expect(result).toMatchObject({ types: 4, members: 7 });
  return result.differences.map(({ id, what }: Difference) => `${id}: ${what}`);
}

describe('the comparison of two APIs', () => {
  test('has no findings for equal APIs', () => {
    expect(differences(() => {})).toEqual([]);
  });

  test('accepts further types, members and optional last parameters', () => {
    const found = differences((ours) => {
      ours['ours.Extra'] = { fqn: 'ours.Extra', name: 'Extra', kind: 'class' };
      ours['ours.Kind'].members.push({ name: 'C' });
      ours['ours.Api'].methods.push({ name: 'more' });
      ours['ours.Api'].methods[0].parameters.push({ name: 'x', optional: true, type: { primitive: 'string' } });
    });
    expect(found).toEqual([]);
  });

  test('accepts a member that is inherited now', () => {
    const found = differences((ours) => {
      ours['ours.Base'].methods = ours['ours.Api'].methods;
      delete ours['ours.Api'].methods;
    });
    expect(found).toEqual([]);
  });

  test.each<[string, (ours: any) => void, string]>([
    ['a type', (ours) => delete ours['ours.Options'], 'Options: is missing'],
    ['a member', (ours) => (ours['ours.Api'].methods = []), 'Api.add: is missing'],
    ['an enum member', (ours) => ours['ours.Kind'].members.pop(), 'Kind.B: is missing'],
    ['a constructor', (ours) => delete ours['ours.Api'].initializer, 'Api.constructor: is missing'],
    ['a base', (ours) => delete ours['ours.Api'].base, 'Api: does not descend from ours.Base'],
  ])('reports that %s is missing', (_, change, difference) => {
    expect(differences(change)).toEqual([difference]);
  });

  test.each<[string, (ours: any) => void, string]>([
    ['kind', (ours) => (ours['ours.Options'].kind = 'class'), 'Options: is a class, not a interface'],
    ['abstract-ness', (ours) => (ours['ours.Api'].abstract = true), 'Api: abstract is true'],
    ['staticness', (ours) => (ours['ours.Api'].methods[0].static = true), 'Api.add: static is true'],
    ['optionality', (ours) => delete ours['ours.Options'].properties[0].optional, 'Options.path: optional is false'],
    ['mutability', (ours) => delete ours['ours.Api'].properties[0].immutable, 'Api.id: immutable is false'],
    [
      'a type',
      (ours) => (ours['ours.Api'].properties[0].type = { primitive: 'number' }),
      'Api.id: type is number, not string',
    ],
    [
      'a return type',
      (ours) => delete ours['ours.Api'].methods[0].returns,
      'Api.add: type is void, not Array<ours.Base>',
    ],
    [
      'the name of a parameter',
      (ours) => (ours['ours.Api'].methods[0].parameters[0].name = 'props'),
      'Api.add: parameter 1 (options) is named props',
    ],
    [
      'the type of a parameter',
      (ours) => (ours['ours.Api'].methods[0].parameters[0].type = { fqn: 'ours.Base' }),
      'Api.add: parameter 1 (options): type is ours.Base, not ours.Options',
    ],
    [
      'the number of required parameters',
      (ours) => ours['ours.Api'].initializer.parameters.push({ name: 'x', type: { primitive: 'any' } }),
      'Api.constructor: parameter x is new and required',
    ],
  ])('reports that %s differs', (_, change, difference) => {
    expect(differences(change)).toEqual([difference]);
  });
});

test('every entry of the allow list is necessary and has a reason', () => {
  const script = `
    import { judge } from ${JSON.stringify(path.resolve(__dirname, '../../scripts/api-difference.mjs'))};
    const differences = [{ id: 'Api.a', what: 'is missing' }, { id: 'Api.b', what: 'is missing' }];
    console.log(JSON.stringify(judge(differences, { 'Api.a: is missing': 'because', 'Api.c: is missing': '' })));`;
  expect(JSON.parse(run(process.execPath, ['--input-type=module', '-e', script]))).toEqual({
    explained: ['Api.a: is missing'],
    unexplained: ['Api.b: is missing'],
    stale: ['Api.c: is missing'],
    unreasoned: ['Api.c: is missing'],
  });
});
