import { policyOf } from '../../../src/gateway/authorizers/policy';
import { PolicyError } from '../../../src/gateway/authorizers/policy-error';

const action = 'execute-api:Invoke';
const arn = 'arn:aws:execute-api:eu-west-1:111122223333:a1b2c3/$default/GET/books';
const allow = { Effect: 'Allow', Action: action, Resource: arn };
const policy = (...statements: object[]) => policyOf({ Version: '2012-10-17', Statement: statements });
const allows = (...statements: object[]) => policy(...statements).allows(action, arn, {});

test('a policy allows a request that a statement allows and no statement denies', () => {
  expect(allows(allow)).toBe(true);
  expect(allows({ ...allow, Effect: 'Deny' })).toBe(false);
  expect(allows(allow, { ...allow, Effect: 'Deny' })).toBe(false);
  expect(allows(allow, { ...allow, Effect: 'Deny', Resource: `${arn}/1` })).toBe(true);
});

test.each([
  ['another action', { ...allow, Action: 'execute-api:ManageConnections' }],
  ['another resource', { ...allow, Resource: `${arn}/1` }],
  ['a resource in another case', { ...allow, Resource: arn.toUpperCase() }],
  ['a resource that has only the same beginning', { ...allow, Resource: arn.slice(0, -1) }],
])('a statement for %s does not allow a request', (_, statement) => {
  expect(allows(statement)).toBe(false);
});

test.each([
  ['an action in another case', { ...allow, Action: 'EXECUTE-API:invoke' }],
  ['wildcards', { ...allow, Action: 'execute-api:*', Resource: 'arn:*:a1b2c3/*/GET/book?' }],
  ['lists', { ...allow, Action: ['s3:GetObject', action], Resource: ['arn:aws:s3:::b', arn] }],
  ['NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
  ['NotResource', { Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::*' }],
])('a statement with %s allows a request', (_, statement) => {
  expect(allows(statement)).toBe(true);
});

test('a single statement can be specified without a list', () => {
  expect(policyOf({ Version: '2012-10-17', Statement: allow }).allows(action, arn, {})).toBe(true);
});

test('policy variables are replaced, except in policies with the version 2008-10-17', () => {
  const statement = { ...allow, Resource: 'arn:${aws:username}' };
  const keys = { 'aws:username': 'alice' };
  expect(policy(statement).allows(action, 'arn:alice', keys)).toBe(true);
  expect(policy(statement).allows(action, 'arn:bob', keys)).toBe(false);
  const first = policyOf({ Version: '2008-10-17', Statement: statement });
  expect(first.allows(action, 'arn:alice', keys)).toBe(false);
});

test.each<[string, unknown, string]>([
  ['no object', 'allow', 'The IAM policy document is not an object.'],
  ['no statement', {}, 'The policy document has no statement, or a statement that is not an object.'],
  ['an unknown effect', { Statement: { ...allow, Effect: 'Maybe' } }, '"Maybe"'],
  ['Action and NotAction', { Statement: { ...allow, NotAction: 's3:*' } }, 'either Action or NotAction'],
  ['no resource', { Statement: { Effect: 'Allow', Action: action } }, 'either Resource or NotResource'],
  ['an action that is a number', { Statement: { ...allow, Action: 7 } }, '`Action` of a policy statement'],
])('a policy document with %s causes an error', (_, document, message) => {
  expect(() => policyOf(document)).toThrow(PolicyError);
  expect(() => policyOf(document)).toThrow(message);
});
