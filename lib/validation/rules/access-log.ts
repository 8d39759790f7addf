import { ERROR_CODES } from '../errors';
import { described } from '../message';
import { judgeFormatLines, judgeFormatSize, judgeRequestId } from '../constraints/stage';
import type { Finding } from '../engine/rule';
import { PAGES } from '../declaration';
import { rules } from '../engine/rule';
import { member } from '../engine/resource-view';
import { settingsOf } from './stage';

const LOGS = PAGES.guide('http-api-logging');
const WEBSOCKET_LOGS = PAGES.guide('websocket-api-logging');

/** Whether a flag is set; templates may write it as a text. */
function isTrue(flag: unknown): boolean {
  return flag === true || flag === 'true';
}

function executionLogs([property, settings]: [string, unknown]): Finding | undefined {
  const level = member(settings, 'LoggingLevel');
  const trace = member(settings, 'DataTraceEnabled');
  const wrong =
    typeof level === 'string' && level !== 'OFF'
      ? `LoggingLevel ${level}`
      : isTrue(trace)
        ? 'DataTraceEnabled'
        : undefined;
  return wrong === undefined
    ? undefined
    : { must: 'hold no execution logs for an HTTP API', given: described(wrong), property };
}

export const ACCESS_LOG_RULES = rules([
  {
    code: 'ExecutionLogsOnHttpApi',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Execution logs are not supported on protocolType HTTP" (terraform-aws-modules comments and eight more (find_string of the message))',
    on: 'stage',
    protocol: 'HTTP',
    property: 'DefaultRouteSettings',
    summary: 'A stage of an HTTP API asks for execution logs, which only WebSocket APIs have.',
    page: LOGS,
    fix: 'Drop the logging level and data tracing; use access logs.',
    check: (stage) => settingsOf(stage).map(executionLogs),
  },
  {
    code: 'DataTraceWithoutLogging',
    severity: 'warning',
    evidence: 'inferred',
    source: 'no rejection found (websocket-api-logging)',
    on: 'stage',
    protocol: 'WEBSOCKET',
    property: 'DefaultRouteSettings',
    summary: ERROR_CODES.DataTraceWithoutLogging,
    page: WEBSOCKET_LOGS,
    fix: 'Write the logging level ERROR or INFO beside it: settings of a route take nothing from those of the stage.',
    check: (stage) =>
      settingsOf(stage).map(([property, settings]) => {
        const level = member(settings, 'LoggingLevel');
        return isTrue(member(settings, 'DataTraceEnabled')) && (level === undefined || level === 'OFF')
          ? { must: 'be ERROR or INFO with DataTraceEnabled', given: level, property: `${property}.LoggingLevel` }
          : undefined;
      }),
  },
  {
    code: 'AccessLogFormatWithoutRequestId',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Access Log format must include either $context.requestId or $context.extendedRequestId" (cdk-preflight:rules/apigatewayv2/pf-apigwv2-access-log-format-request-id)',
    on: 'stage',
    needs: 'AccessLogSettings',
    property: 'AccessLogSettings.Format',
    summary: ERROR_CODES.AccessLogFormatWithoutRequestId,
    page: LOGS,
    fix: 'Add `$context.requestId`.',
    check: (stage) => judgeRequestId(stage.text('AccessLogSettings', 'Format')),
  },
  {
    code: 'AccessLogFormatTooLong',
    severity: 'error',
    evidence: 'documented',
    source: '3 KB, not adjustable; field is validated (AWS limits page)',
    on: 'stage',
    needs: 'AccessLogSettings',
    property: 'AccessLogSettings.Format',
    summary: ERROR_CODES.AccessLogFormatTooLong,
    page: PAGES.guide('limits'),
    fix: 'Log fewer variables: a format has at most 3 KB.',
    check: (stage) => judgeFormatSize(stage.text('AccessLogSettings', 'Format')),
  },
  {
    code: 'AccessLogFormatNotOneLine',
    severity: 'error',
    evidence: 'observed',
    source:
      '"Access Log format must be single line, new line character is allowed only at end of the format" (REST stages; V2 shares the check of the request id, this one unmeasured) (three public reports (find_string of the message))',
    on: 'stage',
    needs: 'AccessLogSettings',
    property: 'AccessLogSettings.Format',
    summary: ERROR_CODES.AccessLogFormatNotOneLine,
    page: LOGS,
    fix: 'Write the format on one line.',
    check: (stage) => judgeFormatLines(stage.text('AccessLogSettings', 'Format')),
  },
  {
    code: 'WebSocketLoggingRole',
    severity: 'warning',
    evidence: 'inferred',
    source: 'account state (websocket-api-logging)',
    on: 'stage',
    protocol: 'WEBSOCKET',
    property: 'AccessLogSettings',
    summary:
      "A stage of a WebSocket API writes logs, and this app does not set the account's role that API Gateway writes them with.",
    page: WEBSOCKET_LOGS,
    fix: 'Write `cloudWatchRole: true` for a WebSocketStage, once an account and region; where the account has one, acknowledge this.',
    check: (stage, index) => {
      const logs =
        !stage.lacks('AccessLogSettings') ||
        settingsOf(stage).some(([, settings]) => ['ERROR', 'INFO'].includes(String(member(settings, 'LoggingLevel'))));
      return logs && index.all('account').length === 0
        ? {
            must: 'come with a CloudWatch role of the account, for a WebSocket API',
            given: described('none in this app'),
          }
        : undefined;
    },
  },
]);
