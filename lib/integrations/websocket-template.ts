import { Token, Tokenization } from 'aws-cdk-lib/core';

import { sortedEntries } from '../private/sorted-entries';
import { fail } from '../validation/errors';
import { WebSocketValue } from './websocket-value';

type Source = WebSocketValue['_source'];

/** A part of a template: literal text, or an expression of the template language that returns text. */
type Piece = { readonly text: string } | { readonly expression: string };

/** Returns the mapping template that renders a JSON document. */
export function jsonTemplate(value: unknown): string {
  return json(value, 0)
    .map((piece) => ('text' in piece ? piece.text : piece.expression))
    .join('');
}

/** Returns the mapping template that renders a form-encoded body. The order of the fields does not change. */
export function formTemplate(fields: { [name: string]: string | WebSocketValue }): string {
  return Object.entries(fields)
    .map(([name, value]) => {
      const source = typeof value === 'string' ? { literal: value } : value._source;
      return `${name}=${content(source, 0).map(formPiece).join('')}`;
    })
    .join('&');
}

/** Returns an expression that encodes a string in Base64. Throws `TemplateValueInvalid` if the value is JSON or an object. */
export function base64Value(scope: string, value: WebSocketValue): WebSocketValue {
  const source = value._source;
  if ('object' in source || 'json' in source) {
    fail(
      scope,
      'TemplateValueInvalid',
      'the data must be a string, because the integration encodes the data in Base64. Use WebSocketValue.message(), field() or literal().',
    );
  }
  const text = 'literal' in source ? quoted(source.literal, scope) : source.text;
  return WebSocketValue._expression(`$util.base64Encode(${text})`);
}

/** Returns the form fields for message attributes. SQS and SNS use the same field names with different prefixes. */
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

/** Returns an object with the connection ID and the JSON message: the default event detail and the default execution input. */
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

/**
 * Returns the template parts that print a value without enclosing quotes. The value is escaped `depth` times: once for each enclosing pair
 * of quotes.
 */
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
    // escapeJavaScript returns \' for a single quote, which is invalid in JSON
    expression = `$util.escapeJavaScript(${expression}).replaceAll("\\\\'","'")`;
  }
  return [{ expression }];
}

function escapeText(text: string, depth: number): string {
  if (Token.isUnresolved(text)) {
    return text;
  }
  for (let i = 0; i < depth; i++) {
    // The characters $ and # have a special meaning in the template language
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
      `the text '${text}' must not contain ', $ or #, which have a special meaning in the template language. Remove these characters, or use a value from the request, such as WebSocketValue.field().`,
    );
  }
  return `'${text}'`;
}
