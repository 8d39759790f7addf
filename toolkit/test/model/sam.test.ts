import { modelOf, parseTemplate } from '../../src';
import { routesReport } from '../../src/report/routes';
import { apiNamed } from '../_helpers/apps';

const callers = (text: string) =>
  Object.fromEntries(
    routesReport(modelOf(parseTemplate(text))).apis.flatMap(({ title, rows }) =>
      rows.map(({ method, path, callers: who }) => [`${title}: ${method} ${path}`, who]),
    ),
  );

const globals = `
Transform: AWS::Serverless-2016-10-31
Globals:
  HttpApi:
    Auth:
      DefaultAuthorizer: Tokens
      EnableIamAuthorizer: true
      Authorizers:
        Tokens:
          AuthorizationScopes: [shop]
          IdentitySource: $request.header.Authorization
          JwtConfiguration: { issuer: https://issuer.example.com, audience: [shop] }
        Check:
          FunctionArn: !GetAtt Orders.Arn
          AuthorizerPayloadFormatVersion: 2.0
          Identity: { Headers: [X-Key] }
`;

const withEvents = `${globals}
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: orders.handler
      Runtime: nodejs22.x
      AutoPublishAlias: live
      Events:
        Default: { Type: HttpApi, Properties: { Path: /a, Method: get } }
        Check: { Type: HttpApi, Properties: { Path: /b, Method: get, Auth: { Authorizer: Check } } }
        Iam: { Type: HttpApi, Properties: { Path: /c, Method: get, Auth: { Authorizer: AWS_IAM } } }
        Open: { Type: HttpApi, Properties: { Path: /d, Method: get, Auth: { Authorizer: NONE } } }
        Slow: { Type: HttpApi, Properties: { Path: /e, Method: get, RouteSettings: { ThrottlingBurstLimit: 2 } } }
`;

test('events use the default authorizer of Globals unless they specify another authorizer', () => {
  const api = 'HTTP API ServerlessHttpApi: GET';
  expect(callers(withEvents)).toEqual({
    [`${api} /a`]: 'JWT Tokens, scope shop',
    [`${api} /b`]: 'Lambda Check',
    [`${api} /c`]: 'IAM',
    [`${api} /d`]: 'everybody',
    [`${api} /e`]: 'JWT Tokens, scope shop',
  });
});

test('events call the alias that SAM publishes, and the payload format version of the authorizer is a string, as SAM writes it', () => {
  const { apis } = modelOf(parseTemplate(withEvents));
  for (const { target } of apis[0].integrations) expect(target).toMatchObject({ function: { qualifier: 'live' } });
  const [, check] = apis[0].authorizers;
  expect(check).toMatchObject({
    payloadFormatVersion: '2.0',
    uri: { unresolved: expect.stringMatching(/\/functions\/<Orders\.Arn>\/invocations$/) },
  });
});

test('the route settings of an event become route settings of the stage', () => {
  const { apis } = modelOf(parseTemplate(withEvents));
  expect(apis[0].stages[0].routeSettings).toEqual({ 'GET /e': { throttlingBurstLimit: 2 } });
});

const withDocument = `${globals}
Resources:
  Shop:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefinitionBody:
        openapi: 3.0.1
        info: { title: shop, version: '1' }
        paths:
          /a: { get: { x-amazon-apigateway-integration: { type: http_proxy, uri: https://example.com, httpMethod: GET } } }
          /b: { get: { security: [], x-amazon-apigateway-integration: { type: http_proxy, uri: https://example.com } } }
          /c: { get: { security: [{ Check: [] }], x-amazon-apigateway-integration: { type: http_proxy, uri: https://example.com } } }
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: orders.handler
      Events:
        More: { Type: HttpApi, Properties: { ApiId: !Ref Shop, Path: /more, Method: get } }
`;

test('the default authorizer also protects the operations of a DefinitionBody', () => {
  expect(callers(withDocument)).toEqual({
    'HTTP API shop: GET /a': 'JWT Tokens, scope shop',
    'HTTP API shop: GET /b': 'everybody',
    'HTTP API shop: GET /c': 'Lambda Check',
    'HTTP API shop: GET /more': 'JWT Tokens, scope shop',
  });
  const shop = apiNamed(modelOf(parseTemplate(withDocument)), 'shop');
  expect(shop.authorizers.map(({ name, type }) => [name, type])).toEqual([
    ['Tokens', 'JWT'],
    ['Check', 'REQUEST'],
  ]);
});

test('a WebSocket API of SAM results in a notice', () => {
  const { notices } = modelOf(parseTemplate('Resources:\n  X:\n    Type: AWS::Serverless::WebSocketApi\n'));
  expect(notices.map(({ code }) => code)).toEqual(['TypeNotRead']);
});

const withNames = `
Transform: AWS::Serverless-2016-10-31
Parameters: { StageName: { Type: String } }
Globals:
  HttpApi:
    RouteSettings: { GET /a: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } }
Resources:
  Shop: { Type: AWS::Serverless::HttpApi, Properties: { StageName: !Ref StageName } }
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: orders.handler
      AutoPublishAlias: live
      Events:
        A: { Type: HttpApi, Properties: { ApiId: !Ref Shop, Path: /a, Method: get, RouteSettings: { ThrottlingBurstLimit: 9 } } }
  ByRef: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Shop, IntegrationType: AWS_PROXY, IntegrationUri: !Ref Orders.Alias } }
  BySub:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Shop
      IntegrationType: AWS_PROXY
      IntegrationUri: !Sub arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/\${Orders.Alias}/invocations
  ByVersion: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Shop, IntegrationType: AWS_PROXY, IntegrationUri: !Ref Orders.Version } }
  Mapping: { Type: AWS::ApiGatewayV2::ApiMapping, Properties: { ApiId: !Ref Shop, DomainName: api.example.com, Stage: !Ref Shop.Stage } }
Outputs:
  Url: { Value: !Sub "\${Shop.Stage}/\${Orders.Alias.Name}" }
`;

test('references to resources that SAM adds are resolved: the alias and the version of a function, and the stage of an API', () => {
  const model = modelOf(parseTemplate(withNames));
  const qualifiers = Object.fromEntries(
    model.apis[0].integrations.map(({ source: { logicalId }, target }) => [
      logicalId,
      target.kind === 'function' ? [target.function.qualifier, 'id' in target.function && target.function.id] : target,
    ]),
  );
  const orders = 'Template#Orders';
  expect(qualifiers).toEqual({
    OrdersAIntegration: ['live', orders],
    ByRef: ['live', orders],
    BySub: ['live', orders],
    ByVersion: [expect.objectContaining({ unresolved: '<OrdersVersion.Version>' }), orders],
  });
  expect(model.domainNames[0].mappings[0].stage).toMatchObject({ unresolved: '<StageName>' });
  expect(model.stacks[0].outputs[0].value).toMatchObject({ unresolved: '<StageName>/<OrdersAliaslive.Name>' });
});

test('the route settings of an event are merged with those of the API', () => {
  const { apis } = modelOf(parseTemplate(withNames));
  expect(apis[0].stages[0].routeSettings).toEqual({
    'GET /a': { throttlingRateLimit: 1, throttlingBurstLimit: 9 },
  });
});
