import type { GatewayRequest, HeaderField } from '../contracts';
import { newTraceId } from '../ids';
import { valueOf, without } from './fields';

/** Header fields of one connection, which API Gateway does not pass on. */
const hopByHop = ['connection', 'te', 'transfer-encoding', 'upgrade', 'expect', 'proxy-authenticate', 'keep-alive'];

/** Header fields that API Gateway sets itself. */
const own = ['host', 'content-length', 'x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto'];

/** The header fields of a request as an integration sees them. */
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

/** The form of a header name in payload 1.0, such as `X-Amzn-Trace-Id`. */
export function titleCase(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => `${dash}${letter.toUpperCase()}`);
}
