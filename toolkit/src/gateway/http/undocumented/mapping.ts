// Not documented by AWS: each function is one assumption about parameter mapping.

/** Not documented by AWS: a parameter whose value is missing is left out. */
export const missingParameter = undefined;

/** Not documented by AWS: `overwrite:path` does not change events, which keep the path of the request. */
export function pathOfEvent(requestPath: string, _mappedPath: string | undefined): string {
  return requestPath;
}

/** Not documented by AWS: the header fields that API Gateway adds to requests to HTTP targets. */
export function forwardedFields(host: string, sourceIp: string): [name: string, value: string][] {
  return [
    ['forwarded', `by=3.3.3.3;for=${sourceIp};host=${host};proto=https`],
    ['via', 'HTTP/1.1 AmazonAPIGateway'],
  ];
}
