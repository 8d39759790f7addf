import type { Text, Unresolved } from '../../src';
import { concat, encode } from '../../src/model/texts';
import { unresolved } from '../../src/model/unresolved';

const queue = unresolved('<Queue>', {
  kind: 'resource',
  id: 'Shop#Queue',
  type: 'AWS::SQS::Queue',
  attribute: 'QueueName',
}) as unknown as Unresolved;
const region = unresolved('<AWS::Region>', { kind: 'pseudo', name: 'AWS::Region', stack: 'Shop' }) as unknown as Text;

test('known strings are concatenated', () => {
  expect(concat(['a', '', 'b'])).toBe('ab');
});

test('a string with references has one part for each reference, and adjacent literals are one part', () => {
  const text = concat(['arn:', 'aws:', queue, '/', 'x']) as Unresolved;
  expect(text.unresolved).toBe('arn:aws:<Queue>/x');
  expect(text.parts).toEqual(['arn:aws:', queue.parts[0], '/x']);
});

test('the value for the template is an Fn::Join, unless a value is passed', () => {
  expect((concat(['a', region]) as Unresolved).raw).toEqual({ 'Fn::Join': ['', ['a', (region as Unresolved).raw]] });
  expect((concat(['a', region], { 'Fn::Sub': 'a${AWS::Region}' }) as Unresolved).raw).toEqual({
    'Fn::Sub': 'a${AWS::Region}',
  });
});

test('an encoded string has one character for each reference', () => {
  const value = concat(['https://', queue, '.', region, '/x']);
  const { text, references, decode, reference } = encode(value);
  expect(text).toMatch(/^https:\/\/[\ue000-\uf8ff]\.[\ue000-\uf8ff]\/x$/);
  expect(references.map(({ kind }) => kind)).toEqual(['resource', 'pseudo']);
  expect(reference(text[8])).toBe(references[0]);
  expect(decode(text)).toBe(value);
});

test('a part of an encoded string can be decoded, and contains the intrinsic functions of its references', () => {
  const { text, decode } = encode(concat(['https://', queue, '.', region, '/x']));
  expect(decode('/x')).toBe('/x');
  expect(decode(text.slice(8, 9))).toMatchObject({
    unresolved: '<Queue>',
    raw: { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Queue', 'QueueName'] }]] },
  });
  expect(decode(text.slice(10))).toMatchObject({
    unresolved: '<AWS::Region>/x',
    raw: { 'Fn::Join': ['', [{ Ref: 'AWS::Region' }, '/x']] },
  });
});
