// AWS does not document these status codes for exceeded quotas.

/**
 * Not documented by AWS: if the request line and the header values exceed 10,240 bytes in total, API Gateway returns
 * status 431.
 */
export const headersTooLargeStatus = 431;

/**
 * Not documented by AWS: if the response body of an HTTP target is larger than 10 MB, API Gateway returns status 500.
 */
export const oversizedResponseStatus = 500;
