// AWS does not document this behavior of access logs for HTTP APIs.

/** Not documented by AWS: a variable without a value is `-` in the access log. */
export const missingVariable = '-';
