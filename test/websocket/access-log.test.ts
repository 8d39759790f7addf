import { App, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import type { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';

import {
  AccessLog,
  WebSocketAccessLogFormat,
  WebSocketAccessLogVariable,
  WebSocketApi,
  WebSocketStage,
} from '../../lib';
import { WebSocketMockIntegration } from '../../lib/integrations';
import { expectFailure } from '../_helpers/failure';

const VARIABLES = Object.values(WebSocketAccessLogVariable) as WebSocketAccessLogVariable[];

const FORMATS = {
  json:
    '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","caller":"$context.identity.caller",' +
    '"user":"$context.identity.user","requestTime":"$context.requestTime","eventType":"$context.eventType",' +
    '"routeKey":"$context.routeKey","status":"$context.status","connectionId":"$context.connectionId"}',
  clf:
    '$context.identity.sourceIp $context.identity.caller $context.identity.user [$context.requestTime] ' +
    '"$context.eventType $context.routeKey $context.connectionId" $context.status $context.requestId',
} as const;

test.each(Object.entries(FORMATS))('the format %s matches the example in the AWS documentation', (name, format) => {
  expect(WebSocketAccessLogFormat[name as keyof typeof FORMATS]().toString()).toBe(format);
});

test('the library has 52 variables with unique names', () => {
  expect(new Set(VARIABLES.map(String)).size).toBe(52);
});

test.each(VARIABLES.map((variable) => [variable.reference, variable] as const))(
  '%s is a variable that a custom format accepts',
  (reference, variable) => {
    expect(reference).toMatch(/^\$context\.\w+(\.\w+)*$/);
    expect(`${variable}`).toBe(reference);
    expect(WebSocketAccessLogFormat.custom(`${reference} $context.requestId`).toString()).toContain(reference);
  },
);

test('a format accepts a variable from the authorizer context', () => {
  const format = WebSocketAccessLogFormat.json({
    id: WebSocketAccessLogVariable.REQUEST_ID,
    tenant: WebSocketAccessLogVariable.authorizerContext('tenant'),
  }).toString();
  expect(format).toBe('{"id":"$context.requestId","tenant":"$context.authorizer.tenant"}');
  expect(WebSocketAccessLogFormat.custom(format).toString()).toBe(format);
});

test.each([
  '$context.extendedRequestId',
  '$context.requestId.',
  '($context.requestId)',
  '$context.requestId-$context.status-x',
])('a format can be %s', (format) => expect(WebSocketAccessLogFormat.custom(format).toString()).toBe(format));

test('a format that is a token is not validated', () => {
  const format = Lazy.string({ produce: () => 'x' });
  expect(Token.isUnresolved(WebSocketAccessLogFormat.custom(format).toString())).toBe(true);
});

/** The warnings of a stage that logs in a format. */
function warningsOf(format: AccessLogFormat): string {
  const stack = new Stack(new App(), 'Stack');
  const accessLog = AccessLog.toLogGroup(LogGroup.fromLogGroupName(stack, 'Logs', 'logs'), format);
  const api = new WebSocketApi(stack, 'Api');
  api.addRoute('$default', { integration: new WebSocketMockIntegration('Mock') });
  new WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'prod', autoDeploy: true, accessLog });
  const found = Annotations.fromStack(stack).findWarning('*', Match.anyValue());
  return found.map(({ entry }) => String(entry.data)).join('\n');
}

test.each([
  'httpMethod',
  'path',
  'responseLength',
  'identity.clientCert.subjectDN',
  'authorizer.claims.sub',
  'requestIdx',
])('a format with $context.%s causes a warning', (name) => {
  expect(warningsOf(WebSocketAccessLogFormat.custom(`$context.requestId $context.${name}`))).toContain(
    `must contain only variables that the access logs of WebSocket APIs support, got '$context.${name}'`,
  );
});

test.each(VARIABLES.map(({ reference }) => reference))('a format with %s causes no warning', (reference) => {
  const format = WebSocketAccessLogFormat.custom(`$context.requestId ${reference}`);
  expect(warningsOf(format)).not.toContain('WebSocketAccessLogVariableUnknown');
});

test.each(['\n', '\r'])('a stage fails for a format with several lines (%j)', (end) => {
  expectFailure(() => warningsOf(WebSocketAccessLogFormat.custom(`$context.requestId${end}$context.status`)), {
    code: 'AccessLogFormatNotOneLine',
    path: 'Stack/Stage',
    fix: 'JSON without line breaks',
  });
});

test.each([
  ['a custom format', () => WebSocketAccessLogFormat.custom('$context.status')],
  ['JSON', () => WebSocketAccessLogFormat.json({ status: WebSocketAccessLogVariable.STATUS })],
  ['JSON without fields', () => WebSocketAccessLogFormat.json({})],
])('a stage fails for %s without the request ID', (_, make) => {
  const failure = { code: 'AccessLogFormatWithoutRequestId', path: 'Stack/Stage', fix: 'Add' } as const;
  expectFailure(() => warningsOf(make()), failure);
});
