import { Token, Tokenization } from 'aws-cdk-lib/core';

import { sortedEntries } from '../private/entries';
import { fail } from '../validation/errors';
import { WebSocketValue } from './websocket-value';

type Source = WebSocketValue['_source'];

/** A piece of a template: text, or an expression that yields text. */
type Piece = { readonly text: string } | { readonly expression: string };

/** The template of a JSON document. */
export function jsonTemplate(value: unknown): string {
  return json(value, 0)
    .map((piece) => ('text' in piece ? piece.text : piece.expression))
    .join('');
}

/** The template of a body of the kind that forms have, in the order of the fields. */
export function formTemplate(fields: { [name: string]: string | WebSocketValue }): string {
  return Object.entries(fields)
    .map(([name, value]) => {
      const source = typeof value === 'string' ? { literal: value } : value._source;
      return `${name}=${content(source, 0).map(formPiece).join('')}`;
    })
    .join('&');
}

/** The template of a text in base64. Only what is one piece can be encoded. */
export function base64Value(scope: string, value: WebSocketValue): WebSocketValue {
  const source = value._source;
  if ('object' in source || 'json' in source) {
    fail(
      scope,
      'TemplateValueInvalid',
      'the data is encoded in base64, which takes a text. Give WebSocketValue.message(), field() or literal().',
    );
  }
  const text = 'literal' in source ? quoted(source.literal, scope) : source.text;
  return WebSocketValue._expression(`$util.base64Encode(${text})`);
}

/** The fields of message attributes, which SQS and SNS name alike but for the prefix. */
export function attributeFields(
  prefix: string,
  attributes: { [name: string]: WebSocketValue } = { connectionId: WebSocketValue.connectionId() },
): { [name: string]: string | WebSocketValue } {
  const fields = sortedEntries(attributes).flatMap(([name, value], i) => [
    [`${prefix}.${i + 1}.Name`, name],
    [`${prefix}.${i + 1}.Value.DataType`, 'String'],
    [`${prefix}.${i + 1}.Value.StringValue`, value],
  ]);
  return Object.fromEntries(fields) as { [name: string]: string | WebSocketValue };
}

/** What an event or execution is told where the user says nothing: who sent what. */
export function connectionAndMessage(): WebSocketValue {
  return WebSocketValue.object({ connectionId: WebSocketValue.connectionId(), message: WebSocketValue.json() });
}

function json(value: unknown, depth: number): Piece[] {
  if (value instanceof WebSocketValue) {
    const source = value._source;
    return 'json' in source ? content(source, depth) : [quote(depth), ...content(source, depth + 1), quote(depth)];
  }
  if (typeof value === 'string' || Tokenization.isResolvable(value)) {
    return [quote(depth), ...content({ literal: Token.asString(value) }, depth + 1), quote(depth)];
  }
  if (Array.isArray(value)) {
    return wrap(
      '[',
      value.map((item) => json(item, depth)),
      ']',
    );
  }
  if (typeof value === 'object' && value !== null) {
    const members = sortedEntries(value as { [name: string]: unknown })
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [...json(name, depth), { text: ':' }, ...json(member, depth)]);
    return wrap('{', members, '}');
  }
  if (typeof value === 'number' && Token.isUnresolved(value)) {
    return [{ text: Tokenization.stringifyNumber(value) }];
  }
  return [{ text: JSON.stringify(value) }];
}

function wrap(open: string, items: Piece[][], close: string): Piece[] {
  const parted = items.flatMap((item, i) => (i === 0 ? item : [{ text: ',' }, ...item]));
  return [{ text: open }, ...parted, { text: close }];
}

/** What stands between quotes, escaped once for each pair of quotes around it. */
function content(source: Source, depth: number): Piece[] {
  if ('object' in source) {
    return json(source.object, depth);
  }
  if ('literal' in source) {
    return [{ text: escapeText(source.literal, depth) }];
  }
  if ('text' in source && source.plain !== undefined && depth > 0) {
    return [{ expression: source.plain }];
  }
  let expression = 'text' in source ? source.text : source.json;
  for (let i = 0; i < depth; i++) {
    // JSON knows no \', which JavaScript does
    expression = `$util.escapeJavaScript(${expression}).replaceAll("\\\\'","'")`;
  }
  return [{ expression }];
}

function escapeText(text: string, depth: number): string {
  if (Token.isUnresolved(text)) {
    return text;
  }
  for (let i = 0; i < depth; i++) {
    // The signs of the template language stand for nothing but themselves
    text = JSON.stringify(text).slice(1, -1).replaceAll('$', '\\u0024').replaceAll('#', '\\u0023');
  }
  return text;
}

function quote(depth: number): Piece {
  return { text: escapeText('"', depth) };
}

function formPiece(piece: Piece): string {
  if ('expression' in piece) {
    return `$util.urlEncode(${piece.expression})`;
  }
  return Token.isUnresolved(piece.text) ? `$util.urlEncode('${piece.text}')` : encodeURIComponent(piece.text);
}

function quoted(text: string, scope: string): string {
  if (/['$#]/.test(text) && !Token.isUnresolved(text)) {
    fail(
      scope,
      'TemplateValueInvalid',
      `the text '${text}' holds a sign of the template language: ', $ or #. Leave it out, or take the text from the request.`,
    );
  }
  return `'${text}'`;
}
