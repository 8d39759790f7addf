import type { GatewayResponse, HeaderField } from '../contracts';

const messages: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  426: 'Upgrade Required',
  429: 'Too Many Requests',
  431: 'Request Header Fields Too Large',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** An error response of API Gateway: a JSON object with the key `message`. */
export function errorResponse(
  status: number,
  message: string = messages[status],
  headers: readonly HeaderField[] = [],
): GatewayResponse {
  return {
    status,
    headers: [['content-type', 'application/json'], ...headers],
    body: Buffer.from(JSON.stringify({ message })),
  };
}

/** The error message for a status code. */
export function messageOf(status: number): string {
  return messages[status];
}

/**
 * The error for a request that API Gateway rejects without calling the integration. The reason is written to the log,
 * but it is not sent to the client.
 */
export class Rejection extends Error {
  constructor(
    readonly status: number,
    reason: string,
    readonly fields: { readonly headers?: readonly HeaderField[]; readonly message?: string | undefined } = {},
  ) {
    super(reason);
    this.name = 'Rejection';
  }

  get response(): GatewayResponse {
    return errorResponse(this.status, this.fields.message, this.fields.headers);
  }
}
