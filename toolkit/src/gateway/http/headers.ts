import type { GatewayRequest, HeaderField } from '../contracts';
import { newTraceId } from '../ids';
import { valueOf, without } from './fields';

/**
 * The hop-by-hop header fields, which apply only to one network connection. API Gateway does not send these fields to
 * integrations.
 */
const hopByHop = ['connection', 'te', 'transfer-encoding', 'upgrade', 'expect', 'proxy-authenticate', 'keep-alive'];

/** The header fields that API Gateway sets. */
const own = ['host', 'content-length', 'x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'];

/** The header fields of a request that an integration receives. */
export function receivedHeaders(request: GatewayRequest, time: number): HeaderField[] {
  const { headers, host, body, sourceIp } = request;
  const forwarded = valueOf(headers, 'x-forwarded-for', ', ');
  return [
    ...without(headers, ...hopByHop, ...own),
    ['content-length', String(body.length)],
    ['host', host],
    ['x-amzn-trace-id', valueOf(headers, 'x-amzn-trace-id') ?? newTraceId(time)],
    ['x-forwarded-for', forwarded === undefined ? sourceIp : `${forwarded}, ${sourceIp}`],
    ['x-forwarded-port', '443'],
    ['x-forwarded-proto', 'https'],
  ];
}

/** Converts a header name to the form in payload format version 1.0, such as `X-Amzn-Trace-Id`. */
export function titleCase(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`);
}
