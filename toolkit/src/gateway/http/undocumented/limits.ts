// Not documented by AWS.

/** Not documented by AWS: a request line with headers over 10,240 bytes gets status 431. */
export const headersTooLargeStatus = 431;
