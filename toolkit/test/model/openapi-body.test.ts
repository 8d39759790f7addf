import { modelOf, parseTemplate } from '../../src';

const model = (body: string, conditions = '') =>
  modelOf(
    parseTemplate(
      `${conditions}\nResources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      Body: ${body}\n`,
    ),
  );
const document = (path: string, security = '') =>
  `{ "openapi": "3.0.1", "info": { "title": "shop" }, "paths": { "${path}": { "get": { ${security} } } } }`;

test.each([
  ['an object', document('/a')],
  ['a text', `'${document('/a')}'`],
  ['the side of a condition that is known', `!If [Always, ${document('/a')}, ${document('/b')}]`],
])('the Body of an API can be %s', (_, body) => {
  const { apis, notices } = model(body, "Conditions: { Always: !Equals ['x', 'x'] }");
  expect(apis).toMatchObject([{ name: 'shop', protocol: 'HTTP', routes: [{ key: 'GET /a' }] }]);
  expect(notices).toEqual([]);
});

test('a Body that depends on a parameter has a notice', () => {
  const conditions = 'Parameters: { Env: { Type: String } }\nConditions: { IsProd: !Equals [!Ref Env, prod] }';
  const { notices } = model(`!If [IsProd, ${document('/a')}, ${document('/b')}]`, conditions);
  expect(notices).toMatchObject([{ code: 'OpenApiNotRead' }]);
});

test('an operation whose security scheme is not an authorizer is public, and a notice says so', () => {
  const { apis, notices } = model(document('/a', '"security": [{ "login": [] }]'));
  expect(apis[0].routes).toMatchObject([{ authorization: 'NONE' }]);
  expect(notices.map(({ message }) => message)).toEqual([
    'The security scheme login of Api has no x-amazon-apigateway-authorizer, so it is not an authorizer of API Gateway. All callers may call GET /a.',
  ]);
});
