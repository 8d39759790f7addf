import { plusInQuery, valueWithoutEquals } from './undocumented/decoding';

/** Decodes the percent-encoded characters in a string. */
export function decode(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (sequence) => Buffer.from(sequence.replaceAll('%', ''), 'hex').toString());
}

/** Decodes a path. As in API Gateway, the path ends before a decoded `?`. */
export function decodePath(path: string): string {
  const decoded = decode(path);
  const end = decoded.indexOf('?');
  return end < 0 ? decoded : decoded.slice(0, end);
}

/** The decoded parameters of a query string, in their original order. */
export function parseQuery(query: string): [name: string, value: string][] {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      const text = (piece: string) => decode(plusInQuery(piece));
      return equals < 0
        ? [text(part), valueWithoutEquals]
        : [text(part.slice(0, equals)), text(part.slice(equals + 1))];
    });
}
