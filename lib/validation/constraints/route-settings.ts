import { constraint } from '../constraint';
import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkOneOf, isNumber } from '../values';

const THROTTLING = PAGES.guide('http-api-throttling');
const WEBSOCKET_LOGS = PAGES.guide('websocket-api-logging');

/** The members of the settings of a route. CloudFormation does not validate their names. */
const MEMBERS = [
  'DataTraceEnabled',
  'DetailedMetricsEnabled',
  'LoggingLevel',
  'ThrottlingBurstLimit',
  'ThrottlingRateLimit',
];

export const BURST_LIMIT = constraint<unknown>({
  code: 'ThrottleInvalid',
  severity: 'error',
  evidence: 'documented',
  source: 'The CloudFormation schema: the type of ThrottlingBurstLimit is integer, which CloudFormation validates',
  summary: 'The burst limit of a throttle is not a whole number.',
  fix: 'Use a whole number.',
  page: THROTTLING,
  check: (limit) =>
    isNumber(limit) && !Number.isInteger(limit)
      ? { must: 'be a whole number', given: limit, instead: `Use ${Math.max(0, Math.round(limit))}, for example.` }
      : undefined,
});

export const THROTTLE_LIMIT = constraint<unknown>({
  code: 'ThrottleUnusual',
  severity: 'warning',
  evidence: 'inferred',
  source: 'A limit counts requests. Stages of REST APIs use -1 to turn throttling off; HTTP and WebSocket APIs do not.',
  summary: 'A limit of a throttle is negative, or not a number.',
  fix: 'Use a number from 0, or remove the limit to get the limit of the account. With 0, API Gateway rejects every request.',
  page: THROTTLING,
  check: (limit) =>
    (isNumber(limit) && limit < 0) || (typeof limit === 'string' && !/^\d+(\.\d+)?$/.test(limit))
      ? { must: 'be a number from 0', given: limit }
      : undefined,
});

export const LOGGING_LEVEL = constraint<unknown>({
  code: 'LoggingLevelUnknown',
  severity: 'error',
  evidence: 'documented',
  source: 'The API reference: the enumeration LoggingLevel has the values OFF, ERROR and INFO',
  summary: 'The logging level of a WebSocket stage or route is not `OFF`, `ERROR` or `INFO`.',
  fix: 'Use `OFF`, `ERROR` or `INFO`.',
  page: WEBSOCKET_LOGS,
  check: (level) => (level === '' ? undefined : checkOneOf(level, ['ERROR', 'INFO', 'OFF'])),
});

export const DATA_TRACE = constraint<{ readonly dataTrace?: unknown; readonly level?: unknown }>({
  code: 'DataTraceWithoutLogging',
  severity: 'warning',
  evidence: 'inferred',
  source: 'The guide: data tracing adds to the execution log, which the logging level turns on',
  summary: 'Data tracing is enabled for a WebSocket stage or route whose execution log is off, so it has no effect.',
  fix: 'Set the logging level to `ERROR` or `INFO`. The settings of a route do not inherit the level of the stage.',
  page: WEBSOCKET_LOGS,
  check: ({ dataTrace, level }) =>
    (dataTrace === true || dataTrace === 'true') && (level === undefined || level === 'OFF')
      ? { must: 'be ERROR or INFO if data tracing is enabled', given: level }
      : undefined,
});

export const EXECUTION_LOGS = constraint<{ readonly dataTrace?: unknown; readonly level?: unknown }>({
  code: 'ExecutionLogsOnHttpApi',
  severity: 'error',
  evidence: 'observed',
  source: 'AWS: "Execution logs are not supported on protocolType HTTP"',
  summary: 'A stage of an HTTP API has execution logs, which API Gateway supports for WebSocket APIs only.',
  fix: 'Remove the logging level and data tracing, and use access logs.',
  page: PAGES.guide('http-api-logging'),
  check: ({ dataTrace, level }) => {
    const wrong =
      typeof level === 'string' && level !== 'OFF' && level !== ''
        ? `LoggingLevel ${level}`
        : dataTrace === true || dataTrace === 'true'
          ? 'DataTraceEnabled true'
          : undefined;
    return wrong === undefined
      ? undefined
      : { must: 'have no execution logs for an HTTP API', given: described(wrong) };
  },
});

export const ROUTE_SETTINGS_MEMBERS = constraint<readonly string[]>({
  code: 'RouteSettingsMemberUnknown',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'CloudFormation passes `RouteSettings` on as JSON, whose members have names such as ThrottlingBurstLimit; others have no effect',
  summary: 'The settings of a route have a member that API Gateway does not know, such as `throttlingBurstLimit`.',
  fix: `Use ${MEMBERS.map((name) => `\`${name}\``).join(', ')}.`,
  page: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
  check: (names) =>
    names
      .filter((name) => !MEMBERS.includes(name))
      .map((name) => {
        const meant = MEMBERS.find((known) => known.toLowerCase() === name.toLowerCase());
        return {
          must: 'have members of the API reference, in their upper and lower case',
          given: name,
          instead: meant && `Did you mean '${meant}'?`,
        };
      }),
});

export const ROUTE_SETTINGS_UNKNOWN_ROUTE: Declaration = {
  code: 'RouteSettingsUnknownRoute',
  severity: 'error',
  evidence: 'observed',
  source:
    'AWS: "Unable to find Route by key … within the provided RouteSettings"; `$default`, `$connect` and `$disconnect` are accepted without such a route',
  summary: 'A stage has settings for a route that the API does not have.',
  fix: 'Use the key of a route exactly as it is written there.',
  page: THROTTLING,
};

export const ROUTE_SETTINGS_WITHOUT_DEPENDENCY: Declaration = {
  code: 'RouteSettingsWithoutDependency',
  severity: 'warning',
  evidence: 'observed',
  source:
    'AWS: "Unable to find Route by key … within the provided RouteSettings", in first deployments of stages that do not wait for their routes',
  summary: 'A stage has settings for a route that CloudFormation may create after the stage, which then fails.',
  fix: 'Let the stage depend on the route: `stage.node.addDependency(route)`.',
  page: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
};
