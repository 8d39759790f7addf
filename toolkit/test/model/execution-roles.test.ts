import { modelOf, parseTemplate } from '../../src';

const allow = { Effect: 'Allow', Action: 'execute-api:ManageConnections', Resource: '*' };
const unrelated = { Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: '*' };
const inline = (...statements: object[]) => [{ PolicyName: 'p', PolicyDocument: { Statement: statements } }];

/** Returns the policy statements that the model contains for a function with the specified role. */
function statementsOf(role: object, others: object = {}, attributes: object = {}, template: object = {}) {
  const { functions } = modelOf(
    parseTemplate(
      JSON.stringify({
        ...template,
        Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'AWS::StackName' }, 'prod'] } },
        Resources: {
          Chat: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'chat', ProtocolType: 'WEBSOCKET' } },
          Role: { Type: 'AWS::IAM::Role', Properties: role, ...attributes },
          Fn: { Type: 'AWS::Lambda::Function', Properties: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Code: {} } },
          ...others,
        },
      }),
    ),
  );
  return functions[0].connectionStatements;
}

test('only statements that can apply to @connections are kept', () => {
  expect(statementsOf({ Policies: inline(unrelated, allow) })).toEqual([allow]);
  expect(statementsOf({ Policies: inline(unrelated) })).toEqual([]);
  expect(statementsOf({ Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: allow } }] })).toEqual([allow]);
});

test.each([
  ['all actions', { ...allow, Action: '*' }],
  ['actions of the service', { ...allow, Action: ['s3:GetObject', 'EXECUTE-API:*'] }],
  ['a denial', { ...allow, Effect: 'Deny' }],
  ['all other actions', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
])('a statement with %s is kept', (_, statement) => {
  expect(statementsOf({ Policies: inline(statement) })).toEqual([statement]);
});

test.each(['AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'])('the statements of an attached %s are included', (Type) => {
  const Properties = { Roles: [{ Ref: 'Role' }], PolicyName: 'p', PolicyDocument: { Statement: [allow] } };
  expect(statementsOf({}, { Policy: { Type, Properties } })).toEqual([allow]);
  expect(statementsOf({}, { Policy: { Type, Properties: { ...Properties, Roles: ['Other'] } } })).toEqual([]);
});

test('a managed policy of AWS makes the statements unknown, unless its actions are unrelated', () => {
  const arn = (name: string) => ({ ManagedPolicyArns: [`arn:aws:iam::aws:policy/${name}`] });
  expect(statementsOf(arn('service-role/AWSLambdaBasicExecutionRole'))).toEqual([]);
  expect(statementsOf(arn('AmazonAPIGatewayInvokeFullAccess'))).toBeUndefined();
});

test.each<[string, () => unknown]>([
  ['the role has a permissions boundary', () => statementsOf({ PermissionsBoundary: 'arn:aws:iam::1:policy/b' })],
  ['the role has a condition', () => statementsOf({}, {}, { Condition: 'IsProd' })],
  ['a transform can change the role', () => statementsOf({}, {}, {}, { Transform: 'Macro' })],
  [
    'a policy has a condition',
    () => {
      const Properties = { Roles: [{ Ref: 'Role' }], PolicyDocument: { Statement: [allow] } };
      return statementsOf({}, { Policy: { Type: 'AWS::IAM::Policy', Condition: 'IsProd', Properties } });
    },
  ],
])('the statements are not known if %s', (_, statements) => {
  expect(statements()).toBeUndefined();
});
