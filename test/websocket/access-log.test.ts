import { Lazy, Token } from 'aws-cdk-lib';

import { WebSocketAccessLogFormat, WebSocketAccessLogVariable } from '../../lib';
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

test.each(Object.entries(FORMATS))('the format %s is what it is documented to be', (name, format) => {
  expect(WebSocketAccessLogFormat[name as keyof typeof FORMATS]().toString()).toBe(format);
});

test('there are 52 variables, each of a name of its own', () => {
  expect(new Set(VARIABLES.map(String)).size).toBe(52);
});

test.each(VARIABLES.map((variable) => [variable.reference, variable] as const))(
  '%s is a variable that a format of its own may hold',
  (reference, variable) => {
    expect(reference).toMatch(/^\$context\.\w+(\.\w+)*$/);
    expect(`${variable}`).toBe(reference);
    expect(WebSocketAccessLogFormat.custom(`${reference} $context.requestId`).toString()).toContain(reference);
  },
);

test('the context of an authorizer is a variable', () => {
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
])('a format may be %s', (format) => expect(WebSocketAccessLogFormat.custom(format).toString()).toBe(format));

test('a format that is a token is not judged', () => {
  const format = Lazy.string({ produce: () => 'x' });
  expect(Token.isUnresolved(WebSocketAccessLogFormat.custom(format).toString())).toBe(true);
});

test.each([
  'httpMethod',
  'path',
  'responseLength',
  'identity.clientCert.subjectDN',
  'authorizer.claims.sub',
  'requestIdx',
])('fails for a format with $context.%s', (name) => {
  expectFailure(() => WebSocketAccessLogFormat.custom(`$context.requestId $context.${name}`), {
    code: 'AccessLogVariableUnknown',
    given: `access logs of WebSocket APIs have no variable '$context.${name}'`,
    fix: 'Take one of WebSocketAccessLogVariable',
  });
});

test.each(['\n', '\r'])('fails for a format of several lines (%j)', (end) => {
  expectFailure(() => WebSocketAccessLogFormat.custom(`$context.requestId${end}$context.status`), {
    code: 'AccessLogFormatNotOneLine',
    fix: 'must be one line',
  });
});

test.each([
  ['a format of its own', () => WebSocketAccessLogFormat.custom('$context.status')],
  ['JSON', () => WebSocketAccessLogFormat.json({ status: WebSocketAccessLogVariable.STATUS })],
  ['JSON without fields', () => WebSocketAccessLogFormat.json({})],
])('fails for %s without the ID of the request', (_, act) => {
  expectFailure(act, { code: 'AccessLogFormatWithoutRequestId', fix: 'Add one of the two' });
});
