import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';

import { sortedEntries } from '../private/sorted-entries';

/**
 * Returns an access log format that consists of one JSON object on one line. Each value is a string, because API Gateway logs `-` for a
 * variable without a value.
 */
export function jsonAccessLogFormat(
  fields: { readonly [key: string]: unknown } | undefined,
  defaults: { readonly [key: string]: unknown },
): AccessLogFormat {
  const entries = fields ? sortedEntries(fields) : Object.entries(defaults);
  const members = entries.map(([key, value]) => `${JSON.stringify(key)}:"${String(value)}"`);
  return AccessLogFormat.custom(`{${members.join(',')}}`);
}
