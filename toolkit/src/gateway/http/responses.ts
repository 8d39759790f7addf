import { isObject } from '../../model/template';
import type { GatewayResponse, HeaderField } from '../contracts';
import { Rejection } from './errors';
import { valuesOf } from './fields';
import {
  bodyOfNull,
  headerText,
  isBody,
  isStatusCode,
  oversizedPayloadStatus,
  statusOfText,
} from './undocumented/responses';

/** The maximum payload size of a synchronous invocation, in bytes. */
const maximumPayload = 6 * 1024 * 1024;

/**
 * Converts the payload that a function returned to an HTTP response. Throws a `Rejection` if the payload is not a valid
 * response.
 */
export function responseOfPayload(payload: string, version: string): GatewayResponse {
  if (Buffer.byteLength(payload) > maximumPayload) {
    throw new Rejection(oversizedPayloadStatus, 'The response of the function is larger than 6 MB.');
  }
  return version === '1.0' ? responseOfVersion1(payload) : responseOfVersion2(payload);
}

function responseOfVersion2(payload: string): GatewayResponse {
  let result: unknown;
  try {
    result = payload === '' ? '' : JSON.parse(payload);
  } catch {
    return plain(payload);
  }
  if (typeof result === 'string') return plain(result);
  if (result === null) return plain(bodyOfNull);
  if (!isObject(result) || !('statusCode' in result)) return plain(payload);
  const { headers, cookies } = result;
  return {
    status: statusOf(result.statusCode),
    headers: withDefaultType([
      ...(Array.isArray(cookies) ? cookies.map((cookie): HeaderField => ['set-cookie', String(cookie)]) : []),
      ...fieldsOf(headers),
    ]),
    body: bodyOf(result),
  };
}

function responseOfVersion1(payload: string): GatewayResponse {
  let result: unknown;
  try {
    result = JSON.parse(payload);
  } catch {
    throw new Rejection(500, 'The response of the function is not valid JSON. Return a JSON object with a statusCode.');
  }
  if (!isObject(result))
    throw new Rejection(500, 'The response of the function is not an object. Return an object with a statusCode.');
  if (result.statusCode === undefined)
    throw new Rejection(
      500,
      'The response of the function has no statusCode, which payload format version 1.0 requires.',
    );
  const { headers, multiValueHeaders } = result;
  const several = isObject(multiValueHeaders) ? Object.entries(multiValueHeaders) : [];
  return {
    status: statusOf(result.statusCode),
    headers: withDefaultType([
      ...fieldsOf(headers),
      ...several.flatMap(([name, values]): HeaderField[] =>
        (Array.isArray(values) ? values : [values]).map((value) => [name.toLowerCase(), String(value)]),
      ),
    ]),
    body: bodyOf(result),
  };
}

/** The response for a function result without a status code: the result is the response body. */
function plain(body: string): GatewayResponse {
  return { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(body) };
}

function statusOf(value: unknown): number {
  const status = typeof value === 'string' ? statusOfText(value) : value;
  if (typeof status === 'number' && isStatusCode(status)) return status;
  throw new Rejection(
    500,
    `The function returned the statusCode ${JSON.stringify(value)}, which is not a valid status code. Return a number from 200 to 599.`,
  );
}

function bodyOf({ body, isBase64Encoded }: Record<string, unknown>): Uint8Array {
  if (!isBody(body))
    throw new Rejection(
      500,
      'The function returned a body that is not a string. Convert the body to a string, for example with JSON.stringify.',
    );
  return Buffer.from(body ?? '', isBase64Encoded === true ? 'base64' : 'utf8');
}

function fieldsOf(headers: unknown): HeaderField[] {
  if (!isObject(headers)) return [];
  return Object.entries(headers).flatMap(([name, value]): HeaderField[] => {
    const text = headerText(value);
    return text === undefined ? [] : [[name.toLowerCase(), text]];
  });
}

function withDefaultType(headers: HeaderField[]): HeaderField[] {
  if (valuesOf(headers, 'content-type').length > 0) return headers;
  return [...headers, ['content-type', 'text/plain; charset=utf-8']];
}
