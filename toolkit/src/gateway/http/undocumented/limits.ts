// AWS does not document these status codes of exceeded quotas.

/**
 * Not documented by AWS: if the request line and the header values have more than 10,240 bytes, API Gateway returns
 * status 431.
 */
export const headersTooLargeStatus = 431;

/** Not documented by AWS: if an HTTP target returns more than 10 MB, API Gateway returns status 500. */
export const oversizedResponseStatus = 500;
