import { createHash, createHmac } from 'node:crypto';
import type { HeaderField } from '../contracts';
import { decode } from '../http/decoding';
import { valuesOf } from '../http/fields';

/** The parts of a request that Signature Version 4 signs. */
export interface SignedParts {
  readonly method: string;
  /** The path as the client sent it. */
  readonly path: string;
  /** The query string as the client sent it, without `?`. */
  readonly query: string;
  /** The header fields, including `host`. All names are in lower case. */
  readonly headers: readonly HeaderField[];
  readonly body: Uint8Array;
}

/** The time and Region of a signature. */
export interface Scope {
  /** The time, such as `20250414T221435Z`. */
  readonly time: string;
  readonly region: string;
}

export const algorithm = 'AWS4-HMAC-SHA256';

/** The credential scope of a signature: its date, Region and service. */
export function scopeText({ time, region }: Scope): string {
  return `${time.slice(0, 8)}/${region}/execute-api/aws4_request`;
}

/** The signature of a request. Throws if a signed header is missing. */
export function signatureOf(
  parts: SignedParts,
  signedHeaders: readonly string[],
  scope: Scope,
  secretAccessKey: string,
): string {
  const headers = signedHeaders.map((name) => {
    const values = valuesOf(parts.headers, name);
    if (values.length === 0) throw new Error(`The signed header ${name} is missing.`);
    return `${name}:${values.map((value) => value.trim().replace(/ +/g, ' ')).join(',')}\n`;
  });
  const canonical = [
    parts.method,
    canonicalPath(parts.path),
    canonicalQuery(parts.query),
    headers.join(''),
    signedHeaders.join(';'),
    sha256(parts.body),
  ].join('\n');
  const toSign = [algorithm, scope.time, scopeText(scope), sha256(canonical)].join('\n');
  const keyParts = [scope.time.slice(0, 8), scope.region, 'execute-api', 'aws4_request'];
  const key = keyParts.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`);
  return hmac(key, toSign).toString('hex');
}

/** Converts a time in milliseconds to a format such as `20250414T221435Z`. */
export function amzDate(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** Converts a time such as `20250414T221435Z` to milliseconds. Returns NaN for a string in a different format. */
export function timeOfAmzDate(text: string): number {
  const [, year, month, day, hour, minute, second] =
    text.match(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/)?.map(Number) ?? [];
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The canonical path: without `.`, `..` and empty segments, and with each segment encoded a second time. */
function canonicalPath(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(encode(segment));
  }
  const end = segments.length > 0 && path.endsWith('/') ? '/' : '';
  return `/${segments.join('/')}${end}`;
}

/** The canonical query string: all parameters except the signature, sorted by name and value. */
function canonicalQuery(query: string): string {
  const text = (part: string) => encode(decode(part.replaceAll('+', ' ')));
  const pairs = query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? [text(part), ''] : [text(part.slice(0, equals)), text(part.slice(equals + 1))];
    })
    .filter(([name]) => name !== 'X-Amz-Signature');
  const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  return pairs
    .sort(([a, x], [b, y]) => order(a, b) || order(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
