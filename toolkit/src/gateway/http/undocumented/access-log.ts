// Not documented by AWS for HTTP APIs.

/** Not documented by AWS: a variable without a value is `-` in the access log. */
export const missingVariable = '-';
