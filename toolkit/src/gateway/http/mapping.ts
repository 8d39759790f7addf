import type { GatewayResponse, HeaderField, RoutedRequest } from '../contracts';
import { Rejection } from './errors';
import { evaluate, type ExpressionScope } from './expressions';
import { without } from './fields';

/** The values of parameter mappings, keyed by the parameter to change, such as `append:header.x`. */
export type Mappings = Readonly<Record<string, string>>;

/** The parts of a request that parameter mappings can change, with the mapped values. */
export interface MappedRequest {
  readonly headers: readonly HeaderField[];
  readonly queryParameters: readonly (readonly [name: string, value: string])[];
  /** The value of the mapping `overwrite:path`. */
  readonly path?: string;
  /** Whether a mapping changed the query string. */
  readonly changedQuery: boolean;
}

/** The header fields that parameter mappings cannot change. */
const reserved =
  /^(access-control-.*|apigw-.*|authorization|connection|content-encoding|content-length|content-location|forwarded|keep-alive|origin|proxy-authenticate|proxy-authorization|te|trailers|transfer-encoding|upgrade|x-amz-.*|x-amzn-.*|x-forwarded-(for|host|proto)|via)$/;

/** Applies parameter mappings to a request. */
export function mapRequest(request: RoutedRequest, mappings: Mappings, scope: ExpressionScope): MappedRequest {
  let { headers, queryParameters } = request;
  let path: string | undefined;
  let changedQuery = false;
  for (const [key, expression] of Object.entries(mappings)) {
    const { action, kind, name } = parse(key);
    const value = action === 'remove' ? undefined : evaluate(expression, scope);
    if (kind === 'header') headers = change(headers, action, checked(name), value);
    else if (kind === 'querystring') {
      queryParameters = change(queryParameters, action, name, value);
      changedQuery = true;
    } else if (kind === 'path' && action === 'overwrite') path = value ?? path;
    else throw unsupported(key);
  }
  return { headers, queryParameters, changedQuery, ...(path === undefined ? {} : { path }) };
}

/** Applies parameter mappings to a response. The status code of the response selects the mappings. */
export function mapResponse(
  response: GatewayResponse,
  mappings: Readonly<Record<string, Mappings>>,
  scope: ExpressionScope,
): GatewayResponse {
  let { status, headers } = response;
  for (const [key, expression] of Object.entries(mappings[String(response.status)] ?? {})) {
    const { action, kind, name } = parse(key);
    const value = action === 'remove' ? undefined : evaluate(expression, { ...scope, response });
    if (kind === 'header') headers = change(headers, action, checked(name), value);
    else if (kind === 'statuscode' && action === 'overwrite') status = statusOf(value, status);
    else throw unsupported(key);
  }
  return { ...response, status, headers };
}

type Pairs = readonly (readonly [string, string])[];

function change(pairs: Pairs, action: string, name: string, value: string | undefined): Pairs {
  if (action === 'remove') return without(pairs, name);
  if (value === undefined) return pairs;
  return [...(action === 'overwrite' ? without(pairs, name) : pairs), [name, value]];
}

function parse(key: string): { action: string; kind: string; name: string } {
  const [, action, kind, name = ''] =
    key.match(/^(append|overwrite|remove):(header|querystring|path|statuscode)(?:\.(.+))?$/s) ?? [];
  if (action === undefined) throw unsupported(key);
  return { action, kind, name: kind === 'header' ? name.toLowerCase() : name };
}

function checked(name: string): string {
  if (!reserved.test(name)) return name;
  throw new Rejection(
    500,
    `The header ${name} is reserved, so API Gateway rejects parameter mappings for this header. Remove the mapping.`,
  );
}

function unsupported(key: string): Rejection {
  return new Rejection(500, `API Gateway does not support the parameter mapping ${key}.`);
}

function statusOf(value: string | undefined, status: number): number {
  if (value === undefined) return status;
  const mapped = Number(value);
  if (Number.isInteger(mapped) && mapped >= 200 && mapped <= 599) return mapped;
  throw new Rejection(
    500,
    `The mapping of the response status code has the value ${value}. Use a number from 200 to 599.`,
  );
}
