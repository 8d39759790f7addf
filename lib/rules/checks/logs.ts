import { ERROR_CODES } from '../../private/errors';
import { prose } from '../../private/judge';
import { judgeFormatLines, judgeFormatSize, judgeRequestId } from '../../private/judge-stage';
import type { Finding } from '../rule';
import { PAGES, rules } from '../rule';
import { member } from '../view';
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
    : { must: 'hold no execution logs for an HTTP API', given: prose(wrong), property };
}

export const LOG_RULES = rules([
  {
    code: 'ExecutionLogsOnHttpApi',
    severity: 'error',
    on: 'stage',
    protocol: 'HTTP',
    property: 'DefaultRouteSettings',
    what: 'A stage of an HTTP API asks for execution logs, which only WebSocket APIs have.',
    why: LOGS,
    fix: 'Drop the logging level and data tracing; use access logs.',
    check: (stage) => settingsOf(stage).map(executionLogs),
  },
  {
    code: 'DataTraceWithoutLogging',
    severity: 'warning',
    on: 'stage',
    protocol: 'WEBSOCKET',
    property: 'DefaultRouteSettings',
    what: ERROR_CODES.DataTraceWithoutLogging,
    why: WEBSOCKET_LOGS,
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
    on: 'stage',
    needs: 'AccessLogSettings',
    property: 'AccessLogSettings.Format',
    what: ERROR_CODES.AccessLogFormatWithoutRequestId,
    why: LOGS,
    fix: 'Add `$context.requestId`.',
    check: (stage) => judgeRequestId(stage.text('AccessLogSettings', 'Format')),
  },
  {
    code: 'AccessLogFormatTooLong',
    severity: 'error',
    on: 'stage',
    needs: 'AccessLogSettings',
    property: 'AccessLogSettings.Format',
    what: ERROR_CODES.AccessLogFormatTooLong,
    why: PAGES.guide('limits'),
    fix: 'Log fewer variables: a format has at most 3 KB.',
    check: (stage) => judgeFormatSize(stage.text('AccessLogSettings', 'Format')),
  },
  {
    code: 'AccessLogFormatNotOneLine',
    severity: 'error',
    on: 'stage',
    needs: 'AccessLogSettings',
    property: 'AccessLogSettings.Format',
    what: ERROR_CODES.AccessLogFormatNotOneLine,
    why: LOGS,
    fix: 'Write the format on one line.',
    check: (stage) => judgeFormatLines(stage.text('AccessLogSettings', 'Format')),
  },
  {
    code: 'WebSocketLoggingRole',
    severity: 'warning',
    on: 'stage',
    protocol: 'WEBSOCKET',
    property: 'AccessLogSettings',
    what: "A stage of a WebSocket API writes logs, and this app does not set the account's role that API Gateway writes them with.",
    why: WEBSOCKET_LOGS,
    fix: 'Write `cloudWatchRole: true` for a WebSocketStage, once an account and region; where the account has one, acknowledge this.',
    check: (stage, world) => {
      const logs =
        !stage.lacks('AccessLogSettings') ||
        settingsOf(stage).some(([, settings]) => ['ERROR', 'INFO'].includes(String(member(settings, 'LoggingLevel'))));
      return logs && world.all('account').length === 0
        ? { must: 'come with a CloudWatch role of the account, for a WebSocket API', given: prose('none in this app') }
        : undefined;
    },
  },
]);
