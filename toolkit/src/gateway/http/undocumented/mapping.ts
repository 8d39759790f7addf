// AWS does not document these behaviors of parameter mapping. Each function or constant in this file is one assumption.

/** Not documented by AWS: a mapped parameter without a value is omitted. */
export const missingParameter = undefined;

/** Not documented by AWS: the mapping `overwrite:path` does not change the path in events. */
export function pathOfEvent(requestPath: string, _mappedPath: string | undefined): string {
  return requestPath;
}

/** Not documented by AWS: API Gateway adds these header fields to requests to HTTP targets. */
export function forwardedFields(host: string, sourceIp: string): [name: string, value: string][] {
  return [
    ['forwarded', `by=3.3.3.3;for=${sourceIp};host=${host};proto=https`],
    ['via', 'HTTP/1.1 AmazonAPIGateway'],
  ];
}
