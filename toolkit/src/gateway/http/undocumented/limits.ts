// Not documented by AWS.

/** Not documented by AWS: a request line with headers over 10,240 bytes gets status 431. */
export const headersTooLargeStatus = 431;

/** Not documented by AWS: a target that returns over 10 MB results in status 500. */
export const oversizedResponseStatus = 500;
