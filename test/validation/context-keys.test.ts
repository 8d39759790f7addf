import { CfnResource } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import { codesOf, http, integration, findingsOfProgram } from '../negatives/negative';

const PREFIX = 'cdk-apigatewayv2:';
const warningsFor = (key: string, value: unknown) =>
  findingsOfProgram(() => undefined, { [PREFIX + key]: value }).warnings;

test.each<[string, unknown, string, string]>([
  ['recomended', true, 'ContextKeyUnknown', `Did you mean '${PREFIX}recommended'?`],
  ['disabledRule', {}, 'ContextKeyUnknown', `Did you mean '${PREFIX}disabledRules'?`],
  ['zzz', true, 'ContextKeyUnknown', 'Remove the key.'],
  ['recommended', 'yes', 'ContextValueInvalid', 'must be true or false, got "yes"'],
  [
    'disabledRules',
    'StageNotDeployed',
    'ContextValueInvalid',
    'must be an object with codes as keys and reasons as values',
  ],
  [
    'disabledRules',
    ['StageNotDeployed'],
    'ContextValueInvalid',
    'must be an object with codes as keys and reasons as values',
  ],
  [
    'disabledRules',
    { NoSuchRule: 'a test' },
    'DisabledRuleUnknown',
    "contains 'NoSuchRule', which is not the code of a rule",
  ],
])('the context key %s with the value %j causes a warning', (key, value, code, said) => {
  const warnings = warningsFor(key, value);
  expect(codesOf(warnings)).toEqual([code]);
  expect(warnings[0]).toContain(said);
});

test.each<[string, unknown]>([
  ['recommended', true],
  ['recommended', 'false'],
  ['sharedIntegrationScope', false],
  ['disabledRules', { StageNotDeployed: 'a test' }],
])('the context key %s with the value %j causes no warning', (key, value) => {
  expect(warningsFor(key, value)).toEqual([]);
});

describe('a raw reference', () => {
  const targets: [string, (id: string) => unknown][] = [
    ['Ref', (id) => ({ Ref: id })],
    ['Fn::GetAtt as a list', (id) => ({ 'Fn::GetAtt': [id, 'Id'] })],
    ['Fn::GetAtt as a string', (id) => ({ 'Fn::GetAtt': `${id}.Id` })],
  ];

  test.each(targets)('is resolved: %s', (_, make) => {
    const { errors } = findingsOfProgram((s: Stack) => {
      const api = http(s);
      const target = make(s.resolve(integration(api).logicalId) as string);
      new CfnRoute(s, 'R', { apiId: api.ref, routeKey: 'GET /a' }).addPropertyOverride('Target', target);
    });
    expect(codesOf(errors)).toEqual(['RouteTargetInvalid']);
  });

  test('is an unknown value if no resource has the name', () => {
    const { errors } = findingsOfProgram((s: Stack) => {
      const properties = { ApiId: { Ref: 'Parameter' }, RouteKey: 'GET /a', Target: { Ref: 'Parameter' } };
      new CfnResource(s, 'R', { type: 'AWS::ApiGatewayV2::Route', properties });
    });
    expect(errors).toEqual([]);
  });
});
