import { constraint } from '../constraint';
import type { Declaration } from '../declaration';
import { PAGES } from '../declaration';
import { described } from '../message';
import { checkOneOf, isNumber } from '../value-checks';

const THROTTLING = PAGES.guide('http-api-throttling');
const WEBSOCKET_LOGS = PAGES.guide('websocket-api-logging');

/** The members of route settings. CloudFormation does not validate the names of these members. */
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
  source:
    'In the CloudFormation schema, the type of ThrottlingBurstLimit is integer, and CloudFormation validates the type',
  summary: 'The burst limit of a throttle setting is not a whole number.',
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
  source:
    'A throttle limit is a number of requests, so the limit cannot be negative. In stages of REST APIs, -1 disables throttling, but HTTP and WebSocket APIs do not support -1.',
  summary: 'A limit of a throttle setting is negative, or not a number.',
  fix: 'Use a number that is at least 0, or remove the limit so that the limit of the account applies. If the limit is 0, API Gateway rejects every request.',
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
  source: 'The API reference lists OFF, ERROR and INFO as the values of LoggingLevel',
  summary: 'The logging level of a WebSocket stage or route is not `OFF`, `ERROR` or `INFO`.',
  fix: 'Use `OFF`, `ERROR` or `INFO`.',
  page: WEBSOCKET_LOGS,
  check: (level) => (level === '' ? undefined : checkOneOf(level, ['ERROR', 'INFO', 'OFF'])),
});

export const DATA_TRACE = constraint<{ readonly dataTrace?: unknown; readonly level?: unknown }>({
  code: 'DataTraceWithoutLogging',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'The API Gateway guide states that data tracing adds details to the execution logs, which the logging level enables',
  summary:
    'Data tracing is enabled for a WebSocket stage or route without execution logs, so data tracing has no effect.',
  fix: 'Set the logging level to `ERROR` or `INFO`. A route with its own settings does not inherit the logging level of the stage.',
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
  summary: 'A stage of an HTTP API enables execution logs, which API Gateway supports for WebSocket APIs only.',
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
      : { must: 'not enable execution logs for an HTTP API', given: described(wrong) };
  },
});

export const ROUTE_SETTINGS_MEMBERS = constraint<readonly string[]>({
  code: 'RouteSettingsMemberUnknown',
  severity: 'warning',
  evidence: 'inferred',
  source:
    'CloudFormation passes `RouteSettings` to API Gateway as JSON, so only members with names from the API reference, such as ThrottlingBurstLimit, have an effect',
  summary: 'Route settings contain a member whose name API Gateway ignores, such as `throttlingBurstLimit`.',
  fix: `Use ${MEMBERS.map((name) => `\`${name}\``).join(', ')}.`,
  page: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
  check: (names) =>
    names
      .filter((name) => !MEMBERS.includes(name))
      .map((name) => {
        const meant = MEMBERS.find((known) => known.toLowerCase() === name.toLowerCase());
        return {
          must: 'contain only members whose names are spelled and capitalized as in the API reference',
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
    'AWS: "Unable to find Route by key … within the provided RouteSettings", but API Gateway accepts `$default`, `$connect` and `$disconnect` without a route with this key',
  summary: 'A stage has settings for a route that does not exist in the API.',
  fix: 'Use the exact key of a route of the API.',
  page: THROTTLING,
};

export const ROUTE_SETTINGS_WITHOUT_DEPENDENCY: Declaration = {
  code: 'RouteSettingsWithoutDependency',
  severity: 'warning',
  evidence: 'observed',
  source:
    'AWS: "Unable to find Route by key … within the provided RouteSettings", in the first deployment of a stage that does not depend on its routes',
  summary:
    'A stage has settings for a route that CloudFormation may create after the stage, so the deployment may fail.',
  fix: 'Make the stage depend on the route: `stage.node.addDependency(route)`.',
  page: PAGES.cloudFormation('aws-resource-apigatewayv2-stage'),
};
