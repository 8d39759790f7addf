import { App, Lazy, Stack, Token } from 'aws-cdk-lib';
import type { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';

import { AccessLog, HttpAccessLogFormat, HttpAccessLogVariable, HttpApi, HttpStage } from '../../lib';
import { expectFailure } from '../_helpers/failure';

const VARIABLES = Object.values(HttpAccessLogVariable) as HttpAccessLogVariable[];

// The formats in AWS's documentation
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

test.each(Object.entries(FORMATS))('the format %s matches the example in the AWS documentation', (name, format) => {
  expect(HttpAccessLogFormat[name as keyof typeof FORMATS]().toString()).toBe(format);
});

test('the library has 50 variables with unique names', () => {
  expect(new Set(VARIABLES.map(String)).size).toBe(50);
});

test.each(VARIABLES.map((variable) => [variable.reference, variable] as const))(
  '%s is a variable that a custom format accepts',
  (reference, variable) => {
    expect(reference).toMatch(/^\$context\.\w+(\.\w+)*$/);
    expect(`${variable}`).toBe(reference);
    expect(HttpAccessLogFormat.custom(`${reference} $context.requestId`).toString()).toContain(reference);
  },
);

test('claims and the context of an authorizer are valid variables', () => {
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
])('a format can be %s', (format) => expect(HttpAccessLogFormat.custom(format).toString()).toBe(format));

test('a format that is a token is not validated', () => {
  const format = Lazy.string({ produce: () => 'x' });
  expect(Token.isUnresolved(HttpAccessLogFormat.custom(format).toString())).toBe(true);
});

/** A stage with an access log in the given format. */
function stageWith(format: AccessLogFormat): HttpStage {
  const stack = new Stack(new App(), 'Stack');
  const accessLog = AccessLog.toLogGroup(LogGroup.fromLogGroupName(stack, 'Logs', 'logs'), format);
  return new HttpStage(stack, 'Stage', { httpApi: new HttpApi(stack, 'Api'), stageName: 'prod', accessLog });
}

test.each(['connectionId', 'identity.apiKey', 'requestIdx', 'waf.status', 'request.header.host'])(
  'a stage fails for a format with $context.%s',
  (name) => {
    expectFailure(() => stageWith(HttpAccessLogFormat.custom(`$context.requestId $context.${name}`)), {
      code: 'AccessLogVariableUnknown',
      path: 'Stack/Stage',
      given: `accessLog.format must contain only variables that the access logs of HTTP APIs support, got '$context.${name}'`,
      fix: 'HttpAccessLogVariable',
    });
  },
);

test.each(VARIABLES.map(({ reference }) => reference))('a stage accepts %s', (reference) => {
  expect(() => stageWith(HttpAccessLogFormat.custom(`$context.requestId ${reference}`))).not.toThrow();
});

test.each(['resourcePath', 'authorizer.a.b', 'authorizer.my-key'])('a stage accepts $context.%s', (name) => {
  expect(() => stageWith(HttpAccessLogFormat.custom(`\${context.requestId} $context.${name}`))).not.toThrow();
});

test.each(['\n', '\r'])('a stage fails for a format with several lines (%j)', (end) => {
  expectFailure(() => stageWith(HttpAccessLogFormat.custom(`$context.requestId${end}$context.status`)), {
    code: 'AccessLogFormatNotOneLine',
    path: 'Stack/Stage',
    fix: 'JSON without line breaks',
  });
});

test.each([
  ['a custom format', () => HttpAccessLogFormat.custom('$context.status')],
  ['JSON', () => HttpAccessLogFormat.json({ status: HttpAccessLogVariable.STATUS })],
  ['JSON without fields', () => HttpAccessLogFormat.json({})],
])('a stage fails for %s without the request ID', (_, make) => {
  const failure = { code: 'AccessLogFormatWithoutRequestId', path: 'Stack/Stage', fix: 'Add' } as const;
  expectFailure(() => stageWith(make()), failure);
});
