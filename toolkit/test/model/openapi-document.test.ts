import { modelOf, parseTemplate } from '../../src';

const model = (body: string, conditions = '') =>
  modelOf(
    parseTemplate(
      `${conditions}\nResources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      Body: ${body}\n`,
    ),
  );
const document = (path: string) =>
  `{ "openapi": "3.0.1", "info": { "title": "shop" }, "paths": { "${path}": { "get": {} } } }`;

test.each([
  ['an object', document('/a')],
  ['a string', `'${document('/a')}'`],
  ['the value of an Fn::If whose condition is known', `!If [Always, ${document('/a')}, ${document('/b')}]`],
])('the Body of an API can be %s', (_, body) => {
  const { apis, notices } = model(body, "Conditions: { Always: !Equals ['x', 'x'] }");
  expect(apis).toMatchObject([{ name: 'shop', protocol: 'HTTP', routes: [{ key: 'GET /a' }] }]);
  expect(notices).toEqual([]);
});

test('a Body that depends on a parameter causes a notice', () => {
  const conditions = 'Parameters: { Env: { Type: String } }\nConditions: { IsProd: !Equals [!Ref Env, prod] }';
  const { notices } = model(`!If [IsProd, ${document('/a')}, ${document('/b')}]`, conditions);
  expect(notices).toMatchObject([{ code: 'OpenApiNotRead' }]);
});
