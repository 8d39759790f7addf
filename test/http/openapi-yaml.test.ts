import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

import { parseYaml, YamlError } from '../../lib/http/openapi-yaml';

const failureOf = (text: string): YamlError => {
  try {
    parseYaml(text);
  } catch (error) {
    if (error instanceof YamlError) return error;
    throw error;
  }
  throw new Error(`taken: ${text}`);
};

describe('YAML', () => {
  test.each<[string, string, unknown]>([
    [
      'block style',
      'info:\n  title: Books\npaths:\n  /a:\n    get: {}\n',
      { info: { title: 'Books' }, paths: { '/a': { get: {} } } },
    ],
    ['flow style', '# c\n{ a: [1, "x"], b: {c: ~} }', { a: [1, 'x'], b: { c: null } }],
    ['an empty value, which is null', 'a:\nb: [null, 1]\nc: {d: null}', { a: null, b: [null, 1], c: { d: null } }],
    [
      'strings of several lines',
      "a: |\n  1\n   2\n\n  3\nb: >-\n  f\n  g\nc: 'm\n  n'",
      { a: '1\n 2\n\n3\n', b: 'f g', c: 'm n' },
    ],
    ['strings that keep their last line break', 'a: |2+\n    x\n\n', { a: '  x\n\n' }],
    ['anchors and aliases', 'a: &x {b: 1}\nc: *x\nd: [*x]', { a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }] }],
    ['keys that are numbers', 'responses:\n  200: {}\n  4XX: {}', { responses: { 200: {}, '4XX': {} } }],
    [
      'Boolean words of YAML 1.1, which are strings',
      'a: yes\nb: on\nc: 2020-01-01\nd: 1:30',
      { a: 'yes', b: 'on', c: '2020-01-01', d: '1:30' },
    ],
    ['true and false', 'a: true\nb: False', { a: true, b: false }],
    [
      'words with a meaning in templates',
      'a: {Ref: x}\nb: !Sub x${Y}\nc: {"Fn::If": [d]}\nResources: 1\nType: 2',
      { a: { Ref: 'x' }, b: { 'Fn::Sub': 'x${Y}' }, c: { 'Fn::If': ['d'] }, Resources: 1, Type: 2 },
    ],
    ['a byte order mark and other line endings', '\uFEFFa: |\r\n  1\r\n  2\r\nb: 3\r\n', { a: '1\n2\n', b: 3 }],
    ['directives and document markers', '# c\n%YAML 1.2\n---\na: 1\n...\n# end\n---\n', { a: 1 }],
    ['a document marker with a comment', '--- # c\na: 1', { a: 1 }],
    ['a document marker on the line of the document', '--- {a: 1}', { a: 1 }],
    ['tabs after the indent', 'a:\t1\t# c\nb: "\tx"', { a: 1, b: '\tx' }],
    ['document markers in strings', 'a: |\n  ---\n  ...\n  %x\n', { a: '---\n...\n%x\n' }],
    ['a list instead of an object', '- a', ['a']],
    ['a string', 'a', 'a'],
    ['an empty document', '# only this\n', null],
    ['an empty file', '', null],
  ])('is read: %s', (_, text, value) => {
    expect(parseYaml(text)).toEqual(value);
  });

  test('resolves merge keys: the first of several maps has precedence, and explicit members replace merged members', () => {
    const text = 'a: &a {x: 1, y: 1}\nb: &b {<<: *a, y: 2, z: 2}\nc:\n  <<: [*b, *a]\n  z: 3';
    expect(parseYaml(text)).toMatchObject({ b: { x: 1, y: 2, z: 2 }, c: { x: 1, y: 2, z: 3 } });
  });

  test.each([
    ['openapi: 3.0', { openapi: '3.0' }],
    ['info: {title: x, version: 1.10}', { info: { title: 'x', version: '1.10' } }],
    ['info:\n  "version":   1.0 # the first', { info: { version: '1.0' } }],
    ['info: {? version\n : 1.0}', { info: { version: '1' } }],
    ['payloadFormatVersion: 2.0', { payloadFormatVersion: '2.0' }],
    ['authorizerPayloadFormatVersion: 1.0', { authorizerPayloadFormatVersion: '1.0' }],
    ['x-amazon-apigateway-importexport-version: 1.0', { 'x-amazon-apigateway-importexport-version': '1.0' }],
    ['version: "1.0"\nminimum: 1.0', { version: '1.0', minimum: 1 }],
  ])('keeps versions as they were written: %s', (text, value) => {
    expect(parseYaml(text)).toEqual(value);
  });

  test('leaves no temporary files', () => {
    const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'yaml-'));
    const made = jest.spyOn(jest.requireActual<typeof os>('node:os'), 'tmpdir').mockReturnValue(directory);
    try {
      parseYaml('a: 1');
      failureOf('a: [');
      expect(made).toHaveBeenCalledTimes(2);
      expect(fs.readdirSync(directory)).toEqual([]);
    } finally {
      made.mockRestore();
      fs.rmSync(directory, { recursive: true });
    }
  });

  test.each([
    ['a: 1\nb: [\n  c: }\n', 2, 'unexpected }'],
    ['a: 1\n\nb:\n\t- 1', 4, 'tab'],
    ["%YAML 1.2\n---\na: 'x", 3, 'quote'],
    ['a: 1\nb: 1\na: 2', 1, '"a" is repeated'],
    ['a: *b', 1, 'anchor not found: b'],
    ['a: 1\n---\n# c\nb: 1', 4, 'the file contains a second document'],
    ['a: 1\n...\nb: 1', 3, 'the file contains a second document'],
    ['a: &x [1, *x]', undefined, 'an anchor refers to itself'],
  ])('fails for %p, and the error contains the line number', (text, line, problem) => {
    expect(failureOf(text)).toMatchObject({ line, problem: expect.stringContaining(problem) });
  });

  test.each([
    [
      'text that is not YAML',
      Object.assign(new Error('odd'), { name: 'YAMLParseError' }),
      { problem: 'odd', line: undefined },
    ],
    ['an error of another kind', new Error('no place left'), { name: 'Error', message: 'no place left' }],
  ])('fails if the YAML parser in aws-cdk-lib throws an error: %s', (_, error, expected) => {
    jest.isolateModules(() => {
      jest.doMock('aws-cdk-lib/cloudformation-include', () => ({
        CfnInclude: jest.fn(() => {
          throw error;
        }),
      }));
      const isolated = jest.requireActual<typeof import('../../lib/http/openapi-yaml')>('../../lib/http/openapi-yaml');
      expect(() => isolated.parseYaml('a: 1')).toThrow(expect.objectContaining(expected));
    });
    jest.dontMock('aws-cdk-lib/cloudformation-include');
  });
});
