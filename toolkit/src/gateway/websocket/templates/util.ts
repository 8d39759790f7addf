import { decode } from '../../http/decoding';

const escapes: Readonly<Record<string, string>> = {
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** The variable `$util` of mapping templates. */
export const util = {
  /** Escapes a string for JavaScript. As on AWS, `'` becomes `\'`, which is not valid in JSON. */
  escapeJavaScript: (value: unknown): string =>
    textOf(value).replace(/[\\/"']|[\u0000-\u001f]|[^\u0000-\u007e]/g, (one) => {
      if (one === '/' || one === '"' || one === "'" || one === '\\') return `\\${one}`;
      return escapes[one] ?? `\\u${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    }),
  parseJson: (value: unknown): unknown => JSON.parse(textOf(value)),
  /** Encodes a string as HTML forms do: a space becomes `+`. */
  urlEncode: (value: unknown): string =>
    encodeURIComponent(textOf(value))
      .replace(/[!'()~]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
      .replaceAll('%20', '+'),
  urlDecode: (value: unknown): string => decode(textOf(value).replaceAll('+', ' ')),
  base64Encode: (value: unknown): string => Buffer.from(textOf(value)).toString('base64'),
  base64Decode: (value: unknown): string => Buffer.from(textOf(value), 'base64').toString(),
};

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string);
}
