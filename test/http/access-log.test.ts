import { Lazy, Token } from 'aws-cdk-lib';

import { HttpAccessLogFormat, HttpAccessLogVariable } from '../../lib';
import { expectFailure } from '../_helpers/failure';

const VARIABLES = Object.values(HttpAccessLogVariable) as HttpAccessLogVariable[];

// As AWS documents them
const FORMATS = {
  json:
    '{"requestId":"$context.requestId","ip":"$context.identity.sourceIp","requestTime":"$context.requestTime",' +
    '"httpMethod":"$context.httpMethod","routeKey":"$context.routeKey","status":"$context.status",' +
    '"protocol":"$context.protocol","responseLength":"$context.responseLength"}',
  clf:
    '$context.identity.sourceIp - - [$context.requestTime] "$context.httpMethod $context.routeKey $context.protocol" ' +
    '$context.status $context.responseLength $context.requestId',
  xml:
    '<request id="$context.requestId"> <ip>$context.identity.sourceIp</ip> <requestTime>$context.requestTime</requestTime> ' +
    '<httpMethod>$context.httpMethod</httpMethod> <routeKey>$context.routeKey</routeKey> <status>$context.status</status> ' +
    '<protocol>$context.protocol</protocol> <responseLength>$context.responseLength</responseLength> </request>',
  csv:
    '$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,$context.protocol,' +
    '$context.status,$context.responseLength,$context.requestId',
} as const;

test.each(Object.entries(FORMATS))('the format %s is that of the documentation', (name, format) => {
  expect(HttpAccessLogFormat[name as keyof typeof FORMATS]().toString()).toBe(format);
});

test('there are 50 variables, each of a name of its own', () => {
  expect(new Set(VARIABLES.map(String)).size).toBe(50);
});

test.each(VARIABLES.map((variable) => [variable.reference, variable] as const))(
  '%s is a variable that a format of its own may hold',
  (reference, variable) => {
    expect(reference).toMatch(/^\$context\.\w+(\.\w+)*$/);
    expect(`${variable}`).toBe(reference);
    expect(HttpAccessLogFormat.custom(`${reference} $context.requestId`).toString()).toContain(reference);
  },
);

test('claims and the context of an authorizer are variables', () => {
  const format = HttpAccessLogFormat.json({
    id: HttpAccessLogVariable.REQUEST_ID,
    'the "user"': HttpAccessLogVariable.authorizerClaim('cognito:username'),
    tenant: HttpAccessLogVariable.authorizerContext('tenant'),
  }).toString();
  expect(format).toBe(
    '{"id":"$context.requestId","tenant":"$context.authorizer.tenant","the \\"user\\"":"$context.authorizer.claims.cognito:username"}',
  );
  expect(HttpAccessLogFormat.custom(format).toString()).toBe(format);
});

test.each([
  '$context.extendedRequestId',
  '$context.requestId.',
  '($context.requestId)',
  '$context.requestId-$context.status-x',
])('a format may be %s', (format) => expect(HttpAccessLogFormat.custom(format).toString()).toBe(format));

test('a format that is a token is not judged', () => {
  const format = Lazy.string({ produce: () => 'x' });
  expect(Token.isUnresolved(HttpAccessLogFormat.custom(format).toString())).toBe(true);
});

test.each(['connectionId', 'resourcePath', 'identity.apiKey', 'authorizer.a.b', 'requestIdx', 'waf.status'])(
  'fails for a format with $context.%s',
  (name) => {
    expectFailure(() => HttpAccessLogFormat.custom(`$context.requestId $context.${name}`), {
      code: 'AccessLogVariableUnknown',
      given: `access logs of HTTP APIs have no variable '$context.${name}'`,
      fix: 'Take one of HttpAccessLogVariable',
    });
  },
);

test.each(['\n', '\r'])('fails for a format of several lines (%j)', (end) => {
  expectFailure(() => HttpAccessLogFormat.custom(`$context.requestId${end}$context.status`), {
    code: 'AccessLogFormatNotOneLine',
    fix: 'must be one line',
  });
});

test.each([
  ['a format of its own', () => HttpAccessLogFormat.custom('$context.status')],
  ['JSON', () => HttpAccessLogFormat.json({ status: HttpAccessLogVariable.STATUS })],
  ['JSON without fields', () => HttpAccessLogFormat.json({})],
])('fails for %s without the ID of the request', (_, act) => {
  expectFailure(act, { code: 'AccessLogFormatWithoutRequestId', fix: 'Add one of the two' });
});
