import { modelOf, parseTemplate } from '../../src';

const template = (collection: string) => `
Transform: AWS::LanguageExtensions
Parameters:
  Paths: { Type: CommaDelimitedList, Default: 'a,b' }
Mappings:
  Names: { all: { paths: [carts, gift-cards] } }
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP } }
  Fn::ForEach::Routes:
    - Path
    - ${collection}
    - Fn::ForEach::Methods:
        - Method
        - [GET, POST]
        - 'Route\${Method}&{Path}':
            Type: AWS::ApiGatewayV2::Route
            Properties: { ApiId: !Ref Api, RouteKey: !Sub '\${Method} /\${Path}', OperationName: !Ref Path }
`;

test.each([
  ['[carts, gift-cards]', 'a literal list'],
  ['!FindInMap [Names, all, paths]', 'a mapping'],
])('loops over %s (%s) create the expected routes', (collection) => {
  const { apis, notices } = modelOf(parseTemplate(template(collection)));
  expect(apis[0].routes.map(({ source, key, operationName }) => [source.logicalId, key, operationName])).toEqual([
    ['RouteGETcarts', 'GET /carts', 'carts'],
    ['RoutePOSTcarts', 'POST /carts', 'carts'],
    ['RouteGETgiftcards', 'GET /gift-cards', 'gift-cards'],
    ['RoutePOSTgiftcards', 'POST /gift-cards', 'gift-cards'],
  ]);
  expect(notices).toEqual([]);
});

test('a loop over a parameter results in a notice, because the list is known only at deployment', () => {
  const { apis, notices } = modelOf(parseTemplate(template('!Ref Paths')));
  expect(apis[0].routes).toEqual([]);
  expect(notices).toMatchObject([
    { code: 'ResourcesNotRead', message: expect.stringContaining('Fn::ForEach::Routes') },
  ]);
});
