import { isUnresolved, partsOf } from './values';
import type { Json, Part, Text } from './types';

/** Concatenates strings. `raw` is the value in the template, by default an `Fn::Join` of the strings. */
export function concat(texts: Text[], raw?: Json): Text {
  if (!texts.some(isUnresolved)) return texts.join('');
  const parts: Part[] = [];
  let text = '';
  for (const one of texts) {
    text += isUnresolved(one) ? one.unresolved : one;
    for (const part of partsOf(one)) {
      if (typeof part === 'string' && typeof parts.at(-1) === 'string') parts.push(`${parts.pop() as string}${part}`);
      else parts.push(part);
    }
  }
  const join = () => ({ 'Fn::Join': ['', texts.map((one) => (isUnresolved(one) ? one.raw : one))] });
  return { unresolved: text, parts, raw: raw === undefined ? join() : raw };
}

/**
 * Encodes a string so that regular expressions can match it. Each reference becomes one character of the Unicode
 * private use area. `decode` converts a piece of the encoded text back to a string.
 */
export function encode(value: Text): Encoded {
  const references: Reference[] = [];
  const pieces = partsOf(value).map((part) => {
    return typeof part === 'string' ? part : String.fromCharCode(0xe000 + references.push(part) - 1);
  });
  const text = pieces.join('');
  const decode = (piece: string): Text => {
    if (piece === text) return value;
    const texts = piece.split(/([\ue000-\uf8ff])/).filter((one) => one !== '');
    return concat(
      texts.map((one) => {
        const part = references[one.charCodeAt(0) - 0xe000];
        return part === undefined ? one : { unresolved: part.text, parts: [part], raw: rawOf(part) };
      }),
    );
  };
  return { text, references, decode, reference: (char) => references[char.charCodeAt(0) - 0xe000] };
}

/** A string that is encoded for regular expressions. */
export interface Encoded {
  readonly text: string;
  readonly references: Reference[];
  /** Converts a piece of the encoded text back to a string. */
  readonly decode: (piece: string) => Text;
  /** Returns the reference that a character of the encoded text represents. */
  readonly reference: (character: string) => Reference | undefined;
}

type Reference = Exclude<Part, string>;

function rawOf(part: Exclude<Part, string>): Json {
  switch (part.kind) {
    case 'resource': {
      const logicalId = part.id.slice(part.id.indexOf('#') + 1);
      return part.attribute === undefined ? { Ref: logicalId } : { 'Fn::GetAtt': [logicalId, part.attribute] };
    }
    case 'pseudo':
    case 'parameter':
      return { Ref: part.name };
    case 'import':
      return { 'Fn::ImportValue': part.name };
    case 'dynamic':
      return part.reference;
    case 'condition':
      return { 'Fn::If': [part.condition, part.then ?? { Ref: 'AWS::NoValue' }, part.else ?? { Ref: 'AWS::NoValue' }] };
    case 'intrinsic':
      return { [part.name]: part.value };
  }
}
