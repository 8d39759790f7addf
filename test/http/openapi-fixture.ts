/** An OpenAPI document for HTTP APIs, with the changes that a test specifies. */
export function documentOf(more: object = {}): { [key: string]: unknown } {
  return { openapi: '3.0.3', info: { title: 'Books', version: '1' }, paths: {}, ...more };
}

/** A document whose only operation is `GET /books`. */
export function operationOf(operation: object, more: object = {}): { [key: string]: unknown } {
  return documentOf({ paths: { '/books': { get: operation } }, ...more });
}

/** An operation whose integration has this URI. */
export function calling(uri: unknown, more: object = {}): object {
  return {
    'x-amazon-apigateway-integration': {
      type: 'aws_proxy',
      httpMethod: 'POST',
      payloadFormatVersion: '2.0',
      uri,
      ...more,
    },
  };
}
