import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { compareTemplates, describeComparison } from '../../src/migrate/compare';
import { ANCHORS } from '../../src/migrate/explain';
import { readTemplates } from '../../src/migrate/templates';
import type { Template } from '../../src/migrate/templates';
import { folderWith } from './folders';

const V2 = 'AWS::ApiGatewayV2::';

function compareResources(before: object, after: object) {
  const template = (resources: object) => new Map([['S', { Resources: resources } as Template]]);
  return compareTemplates(template(before), template(after));
}

function linkOf(type: string, before: object, after: object): string {
  const { differences } = compareResources({ A: { Type: type, ...before } }, { A: { Type: type, ...after } });
  expect(differences).toHaveLength(1);
  return differences[0]!.link.replace(/^.*differences\.md/, '');
}

test('identical templates have no differences', () => {
  const comparison = compareResources(
    { A: { Type: 'T', Properties: { a: [1, { b: 2 }] } } },
    { A: { Properties: { a: [1, { b: 2 }] }, Type: 'T' } },
  );
  expect(describeComparison(comparison)).toBe('0 template differences in 1 stack');
});

test('the list of classes in the CDK metadata is not compared, but its other properties are', () => {
  const metadata = (properties: object) => ({ M: { Type: 'AWS::CDK::Metadata', Properties: properties } });
  expect(compareResources(metadata({ Analytics: 'a' }), metadata({ Analytics: 'b' })).differences).toEqual([]);
  expect(compareResources(metadata({ Other: 'a' }), metadata({ Other: 'b' })).differences).toHaveLength(1);
});

test('a difference contains the stack, path, construct and values', () => {
  const api = (name: string) => ({
    Api1: { Type: `${V2}Api`, Properties: { Name: name }, Metadata: { 'aws:cdk:path': 'S/Api/Resource' } },
  });
  const text = describeComparison(compareResources(api('a'), api('b')));
  expect(text.split('\n').slice(0, 5)).toEqual([
    '1 template difference in 1 stack',
    '',
    'Stack S',
    '  Resources.Api1.Properties.Name (S/Api/Resource)',
    '    before: "a"',
  ]);
  expect(text).toContain('docs/differences.md');
});

test.each([
  ['a removed resource', { A: { Type: 'T' } }, {}, 'Resources.A'],
  ['a new resource', {}, { A: { Type: 'T' } }, 'Resources.A'],
  ['a list of a different length', { A: { Type: 'T', L: [1] } }, { A: { Type: 'T', L: [1, 2] } }, 'Resources.A.L'],
  ['a list instead of an object', { A: { Type: 'T', L: {} } }, { A: { Type: 'T', L: [] } }, 'Resources.A.L'],
])('%s counts as one difference', (_, before, after, path) => {
  expect(compareResources(before, after).differences.map((difference) => difference.path)).toEqual([path]);
});

test('a removed stack counts as one difference', () => {
  const comparison = compareTemplates(
    new Map([
      ['A', {}],
      ['B', {}],
    ]),
    new Map([['A', {}]]),
  );
  expect(comparison.differences).toHaveLength(1);
  expect(describeComparison(comparison)).toContain('1 template difference in 2 stacks');
});

describe('explanations', () => {
  const hash = (digit: string) => `${digit.repeat(64)}.zip`;

  test('state that an asset contains rewritten files', () => {
    const code = (digit: string) => ({ Properties: { Code: { S3Key: hash(digit) } } });
    const { differences } = compareResources({ F: { Type: 'T', ...code('a') } }, { F: { Type: 'T', ...code('b') } });
    expect(differences[0]!.why).toContain('asset');
  });

  test.each([
    [
      'Authorizer',
      { AuthorizerResultTtlInSeconds: 300 },
      { AuthorizerResultTtlInSeconds: 0 },
      '#cache-without-identity-source',
    ],
    ['Route', { AuthorizationScopes: ['a'] }, {}, '#default-scopes'],
    ['Route', { AuthorizationType: 'REQUEST' }, { AuthorizationType: 'CUSTOM' }, '#imported-request-authorizer'],
    ['Route', {}, { AuthorizationType: 'NONE' }, '#websocket-none-authorizer'],
    ['Api', { Name: 'a'.repeat(130) }, { Name: 'a' }, '#name-length'],
    ['Integration', { RequestParameters: {} }, { RequestParameters: { QueueUrl: 'a' } }, '#service-parameters'],
    ['Authorizer', { JwtConfiguration: { Issuer: 'a' } }, { JwtConfiguration: { Issuer: 'b' } }, '#user-pool-issuer'],
    ['Api', { Description: 'a' }, { Description: 'b' }, ''],
  ])('%s %p', (type, before, after, link) => {
    expect(linkOf(`${V2}${type}`, { Properties: before }, { Properties: after })).toBe(link);
  });

  test('link to the row for mappings in the scope of a stage', () => {
    expect(linkOf(`${V2}ApiMapping`, { DependsOn: ['a'] }, {})).toBe('#mappings-in-a-stage');
  });

  test('link only to rows that docs/differences.md contains', () => {
    const page = readFileSync(join(__dirname, '../../../docs/differences.md'), 'utf8');
    for (const anchor of ANCHORS) expect(page).toContain(`id="${anchor}"`);
  });
});

describe('cloud assemblies', () => {
  const stack = (file: string, displayName?: string) => ({
    type: 'aws:cloudformation:stack',
    displayName,
    properties: { templateFile: file },
  });

  test('are read from stacks, stages and nested stacks', () => {
    const nested = { Type: 'AWS::CloudFormation::Stack', Metadata: { 'aws:asset:path': 'n.json' } };
    const folder = folderWith({
      'manifest.json': JSON.stringify({
        artifacts: {
          A: stack('a.json'),
          Assets: { type: 'cdk:asset-manifest' },
          Stage: { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Stage' } },
        },
      }),
      'a.json': JSON.stringify({ Resources: { N: nested } }),
      'n.json': '{}',
      'assembly-Stage/manifest.json': JSON.stringify({ artifacts: { B: stack('b.json', 'Stage/B') } }),
      'assembly-Stage/b.json': '{}',
    });
    expect([...readTemplates(folder).keys()]).toEqual(['A', 'A/N', 'Stage/B']);
  });

  test.each([
    ['a missing manifest', {}, /manifest\.json does not exist/],
    ['an invalid manifest', { 'manifest.json': '{' }, /manifest\.json is not valid JSON/],
    ['an assembly without stacks', { 'manifest.json': '{}' }, /has no stacks/],
    [
      'a missing template',
      { 'manifest.json': JSON.stringify({ artifacts: { A: stack('a.json') } }) },
      /a\.json does not exist/,
    ],
  ])('%s causes an error', (_, files, message) => {
    const folder = folderWith(files as Record<string, string>);
    expect(existsSync(folder)).toBe(true);
    expect(() => readTemplates(folder)).toThrow(message);
  });
});
