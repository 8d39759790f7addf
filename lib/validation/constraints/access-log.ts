import type { Constraint } from '../constraint';
import { constraint } from '../constraint';
import { PAGES } from '../declaration';
import type { Protocol } from '../engine/kinds';
import { described } from '../message';
import { isText } from '../value-checks';
import { meantVariable, unknownVariables } from './access-log-variables';

const LOGS = PAGES.guide('http-api-logging');
const MAX_FORMAT_BYTES = 3 * 1024;
const LOG_GROUP_ARN = /^arn:[^:]*:logs:[^:]*:[^:]*:log-group:[A-Za-z0-9_\-/.#*]+(:\*)?$/;

export const FORMAT_REQUEST_ID = constraint<unknown>({
  code: 'AccessLogFormatWithoutRequestId',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Access Log format must include either $context.requestId or $context.extendedRequestId"',
  summary: 'An access log format contains neither `$context.requestId` nor `$context.extendedRequestId`.',
  fix: 'Add `$context.requestId`.',
  page: LOGS,
  check: (format) =>
    isText(format) && !/\$\{?context\.(requestId|extendedRequestId)\b/.test(format)
      ? { must: 'contain $context.requestId or $context.extendedRequestId', given: format }
      : undefined,
});

export const FORMAT_SIZE = constraint<unknown>({
  code: 'AccessLogFormatTooLong',
  severity: 'error',
  evidence: 'documented',
  source:
    'The API Gateway quotas allow at most 3 KB for an access log format. AWS cannot raise this quota, and API Gateway validates the format',
  summary: 'An access log format is larger than 3 KB (3,072 bytes).',
  fix: 'Remove variables from the format.',
  page: PAGES.guide('limits'),
  check: (format) => {
    const size = isText(format) ? Buffer.byteLength(format) : 0;
    return size > MAX_FORMAT_BYTES
      ? { must: `be at most ${MAX_FORMAT_BYTES} bytes`, given: described(`${size} bytes`) }
      : undefined;
  },
});

export const FORMAT_LINES = constraint<unknown>({
  code: 'AccessLogFormatNotOneLine',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS, for REST APIs: "Access Log format must be single line, new line character is allowed only at end of the format", and API Gateway validates the formats of HTTP and WebSocket APIs in the same way',
  summary: 'An access log format contains line breaks.',
  fix: 'Write JSON without line breaks: `JSON.stringify(…)` without a third argument.',
  page: LOGS,
  check: (format) =>
    isText(format) && /[\r\n]/.test(format.trimEnd()) ? { must: 'be one line', given: format } : undefined,
});

function variables(
  protocol: Protocol,
  declaration: Omit<Constraint<unknown>, 'check' | 'fix'> & { readonly name: string; readonly variables: string },
): Constraint<unknown> {
  const { name, variables: source, ...declared } = declaration;
  return constraint<unknown>({
    ...declared,
    fix: `Use a variable of \`${source}\`.`,
    check: (format) => {
      const unknown = isText(format) ? unknownVariables(format, protocol) : [];
      const meant = unknown.length > 0 ? meantVariable(unknown[0], protocol) : undefined;
      return unknown.length > 0
        ? {
            must: `contain only variables that the access logs of ${name} APIs support`,
            given: unknown.map((variable) => `$context.${variable}`).join(', '),
            instead: meant === undefined ? undefined : `Did you mean '$context.${meant}'?`,
          }
        : undefined;
    },
  });
}

export const HTTP_FORMAT_VARIABLES = variables('HTTP', {
  code: 'AccessLogVariableUnknown',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "The following context variables are not supported: [$context.request.header.…]"',
  summary: 'An access log format of an HTTP API contains a variable that HTTP APIs do not support.',
  page: PAGES.guide('http-api-logging-variables'),
  name: 'HTTP',
  variables: 'HttpAccessLogVariable',
});

export const WEBSOCKET_FORMAT_VARIABLES = variables('WEBSOCKET', {
  code: 'WebSocketAccessLogVariableUnknown',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide lists the variables, and according to a public report, API Gateway logs "-" for any other variable',
  summary: 'An access log format of a WebSocket API contains a variable that WebSocket APIs do not support.',
  page: PAGES.guide('websocket-api-logging'),
  name: 'WebSocket',
  variables: 'WebSocketAccessLogVariable',
});

/** The constraints on an access log format that apply to both HTTP and WebSocket APIs. */
export const FORMAT_CONSTRAINTS = [FORMAT_REQUEST_ID, FORMAT_SIZE, FORMAT_LINES] as const;

export const LOG_DESTINATION = constraint<unknown>({
  code: 'AccessLogDestinationInvalid',
  severity: 'error',
  evidence: 'observed',
  source:
    `AWS: "Access log destination must only contain characters a-z, A-Z, 0-9, '_', '-', '/', '.': …", ` +
    'for the ARN of a delivery stream or a bucket, and for the name of a log group',
  summary: 'The destination of access logs is not the ARN of a log group.',
  fix: 'Use the ARN of a log group: `logGroup.logGroupArn` for an L2 construct, `logGroup.attrArn` for an L1 construct.',
  page: LOGS,
  check: (arn) =>
    isText(arn) && !LOG_GROUP_ARN.test(arn)
      ? { must: "be the ARN of a log group, such as 'arn:aws:logs:<region>:<account>:log-group:<name>'", given: arn }
      : undefined,
});

export const LOG_DESTINATION_ELSEWHERE = constraint<{
  readonly arn: unknown;
  readonly region: unknown;
  readonly account: unknown;
}>({
  code: 'AccessLogDestinationElsewhere',
  severity: 'warning',
  evidence: 'inferred',
  source: 'CloudWatch Logs delivers access logs only to a log group in the account and region of the stage',
  summary: 'The log group for access logs is not in the account and region of the stage.',
  fix: 'Use a log group in the account and region of the stage.',
  page: LOGS,
  check: ({ arn, region, account }) => {
    const [, theirRegion, theirAccount] =
      (isText(arn) ? /^arn:[^:]*:logs:([^:]*):([^:]*):/.exec(arn) : undefined) ?? [];
    return [
      differ(theirRegion, region) ? { must: `be in the region '${String(region)}'`, given: arn } : undefined,
      differ(theirAccount, account) ? { must: `be in the account '${String(account)}'`, given: arn } : undefined,
    ];
  },
});

/** Whether a part of an ARN and the expected value are both known and differ. */
function differ(theirs: string | undefined, ours: unknown): boolean {
  return theirs !== undefined && !['', '*'].includes(theirs) && isText(ours) && theirs !== ours;
}

export const LOG_SETTINGS = constraint<{ readonly destination: boolean; readonly format: boolean }>({
  code: 'AccessLogSettingsIncomplete',
  severity: 'error',
  evidence: 'documented',
  source:
    'AWS: "Access Log value missing. Expected destinationArn and format", even if only one of the two values is missing',
  summary: 'Access log settings specify a destination without a format, or a format without a destination.',
  fix: 'Specify both `DestinationArn` and `Format`, or remove the access log settings.',
  page: LOGS,
  check: ({ destination, format }) =>
    destination === format
      ? undefined
      : {
          must: 'contain both DestinationArn and Format',
          given: described(destination ? 'a destination without a format' : 'a format without a destination'),
        },
});

export const FORMAT_TEXT = constraint<unknown>({
  code: 'AccessLogFormatNotText',
  severity: 'error',
  evidence: 'documented',
  source: 'In the CloudFormation schema, the type of Format is string, and CloudFormation validates the type',
  summary: 'An access log format is a JSON object or a list instead of a string.',
  fix: 'Use a string: `JSON.stringify(format)`.',
  page: LOGS,
  check: (format) =>
    typeof format === 'object' && format !== null
      ? { must: 'be a string', given: described(Array.isArray(format) ? 'a list' : 'a JSON object') }
      : undefined,
});
