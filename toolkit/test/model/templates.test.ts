import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelOf, parseTemplate, readTemplate, textOf, type Unresolved } from '../../src';
import { apiNamed, routeWith, temporaryFolder } from '../_helpers/apps';
import { expectValid } from '../_helpers/schema';

const plain = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Env: { Type: String, Default: test }
Mappings:
  Hosts:
    eu: { backend: backend.example.com }
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: !Sub 'orders-\${Env}', ProtocolType: HTTP }
  Orders:
    Type: AWS::Lambda::Function
    Properties:
      FunctionName: orders
      Handler: app.handler
      Runtime: python3.13
      Code: { ZipFile: 'def handler(e, c): return 1' }
      Role: !GetAtt Role.Arn
  ByRef:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationUri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Orders.Arn}/invocations
      PayloadFormatVersion: '2.0'
  ByName:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationUri: !Join [':', [arn:aws:lambda, !Ref AWS::Region, !Ref AWS::AccountId, function:orders]]
  ByVariable:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationUri: !Sub 'arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:\${!stageVariables.fn}'
  Backend:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: HTTP_PROXY
      IntegrationMethod: ANY
      IntegrationUri: !Join ['', ['https://', !FindInMap [Hosts, eu, backend], /x]]
  Queue: { Type: AWS::SQS::Queue }
  Send:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationSubtype: SQS-SendMessage
      PayloadFormatVersion: '1.0'
      RequestParameters: { QueueUrl: !Ref Queue, MessageBody: $request.body }
  RouteA:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: GET /a, Target: !Sub 'integrations/\${ByRef}' }
  RouteB:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: !Sub 'GET /\${Env}/b', Target: !Join [/, [integrations, !Ref ByName]] }
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties: { ApiId: !Ref Api, StageName: live, AutoDeploy: 'true', StageVariables: { secret: '{{resolve:ssm:/x}}' } }
  Domain:
    Type: AWS::ApiGatewayV2::DomainName
    Properties: { DomainName: api.example.com }
  Mapping:
    Type: AWS::ApiGatewayV2::ApiMapping
    Properties: { ApiId: !Ref Api, DomainName: !Ref Domain, Stage: !Ref Stage, ApiMappingKey: v1 }
`;

describe('a plain CloudFormation template in YAML', () => {
  const model = modelOf(parseTemplate(plain));
  const [api] = model.apis;
  const target = (logicalId: string) => api.integrations.find(({ source }) => source.logicalId === logicalId)!.target;
  const orders = { id: model.functions[0].id };

  test('resolves the short forms of intrinsic functions', () => {
    expect(textOf(api.name)).toBe('orders-<Env>');
    expect(target('ByRef')).toEqual({ kind: 'function', function: orders });
    expect(target('Backend')).toEqual({ kind: 'http', url: 'https://backend.example.com/x', method: 'ANY' });
    expect(target('Send')).toMatchObject({
      kind: 'service',
      service: 'sqs',
      action: 'SendMessage',
      resource: { unresolved: '<Queue>' },
    });
    expect(routeWith(api, 'GET /a').integration).toEqual({ id: expect.stringMatching(/#ByRef$/) });
  });

  test('finds a function by its name in the same account and Region', () => {
    expect(target('ByName')).toEqual({ kind: 'function', function: orders });
  });

  test('keeps a function as an unresolved value if a stage variable contains the function name', () => {
    const { function: link } = target('ByVariable') as { function: { external: Unresolved } };
    expect(textOf(link.external)).toBe('arn:aws:lambda:<AWS::Region>:<AWS::AccountId>:function:${stageVariables.fn}');
  });

  test('keeps a route whose key is known only at deployment', () => {
    const route = api.routes.find(({ source }) => source.logicalId === 'RouteB')!;
    expect(route.key).toMatchObject({
      unresolved: 'GET /<Env>/b',
      parts: ['GET /', { kind: 'parameter', name: 'Env' }, '/b'],
    });
    expect(route.integration).toEqual({ id: expect.stringMatching(/#ByName$/) });
  });

  test('maps the domain name to the stage by name', () => {
    expect(model.domainNames).toHaveLength(1);
    expect(model.domainNames[0].mappings).toMatchObject([
      { stage: 'live', key: 'v1', url: 'https://api.example.com/v1', api: { id: api.id } },
    ]);
  });

  test('marks dynamic references', () => {
    expect(api.stages[0]).toMatchObject({
      autoDeploy: true,
      variables: {
        secret: { unresolved: '{{resolve:ssm:/x}}', parts: [{ kind: 'dynamic', reference: '{{resolve:ssm:/x}}' }] },
      },
    });
    expectValid(model);
  });
});

test('quick create results in a route, an integration and a stage', () => {
  const model = modelOf(
    parseTemplate(`
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: quick, ProtocolType: HTTP, Target: 'https://example.com' }
  Overrides:
    Type: AWS::ApiGatewayV2::ApiGatewayManagedOverrides
    Properties: { ApiId: !Ref Api, Route: { AuthorizationType: AWS_IAM } }
`),
  );
  const api = apiNamed(model, 'quick');
  expect(routeWith(api, '$default')).toMatchObject({
    authorization: 'AWS_IAM',
    integration: { id: api.integrations[0].id },
  });
  expect(api.integrations[0].target).toMatchObject({ kind: 'http', url: 'https://example.com' });
  expect(api.stages.map(({ name }) => name)).toEqual(['$default']);
  expect(model.notices).toEqual([]);
  expectValid(model);
});

describe('an OpenAPI body', () => {
  const document = `
openapi: 3.0.1
info: { title: books, version: '1', description: All books }
x-amazon-apigateway-cors: { allowOrigins: ['*'] }
security: [{ tokens: [books/read] }]
paths:
  /books:
    get:
      operationId: listBooks
      x-amazon-apigateway-integration: { $ref: '#/components/x-amazon-apigateway-integrations/backend' }
    post:
      security: [{ iam: [] }]
      x-amazon-apigateway-integration: { $ref: '#/components/x-amazon-apigateway-integrations/backend' }
  /open:
    x-amazon-apigateway-any-method:
      security: []
      x-amazon-apigateway-integration:
        type: http_proxy
        httpMethod: GET
        uri: https://example.com
        payloadFormatVersion: '1.0'
        responseParameters: { '200': { 'overwrite:header.x': a } }
  /$default:
    x-amazon-apigateway-any-method: { isDefaultRoute: true, security: [] }
components:
  x-amazon-apigateway-integrations:
    backend: { type: http_proxy, httpMethod: ANY, uri: https://backend.example.com, payloadFormatVersion: '1.0' }
  securitySchemes:
    iam: { type: apiKey, name: Authorization, in: header, x-amazon-apigateway-authtype: awsSigv4 }
    tokens:
      type: oauth2
      x-amazon-apigateway-authorizer:
        type: jwt
        identitySource: $request.header.Authorization
        jwtConfiguration: { issuer: https://issuer.example.com, audience: books }
`;
  const expectBooks = (model: ReturnType<typeof modelOf>) => {
    const api = apiNamed(model, 'books');
    expect(api.routes.map(({ key }) => key)).toEqual(['GET /books', 'POST /books', 'ANY /open', '$default']);
    expect(routeWith(api, 'GET /books')).toMatchObject({
      operationName: 'listBooks',
      authorization: 'JWT',
      authorizer: { id: api.authorizers[0].id },
      scopes: ['books/read'],
      source: { logicalId: 'Api', pointer: '/paths/~1books/get' },
    });
    expect(routeWith(api, 'POST /books').authorization).toBe('AWS_IAM');
    expect(routeWith(api, 'POST /books').integration).toEqual(routeWith(api, 'GET /books').integration);
    expect(routeWith(api, 'ANY /open').authorization).toBe('NONE');
    expect(api.authorizers).toMatchObject([
      { name: 'tokens', type: 'JWT', jwt: { issuer: 'https://issuer.example.com', audience: ['books'] } },
    ]);
    expect(api.integrations.map(({ responseParameters }) => responseParameters)).toContainEqual({
      200: { 'overwrite:header.x': 'a' },
    });
    expect(api).toMatchObject({ protocol: 'HTTP', description: 'All books', cors: { allowOrigins: ['*'] } });
    expectValid(model);
  };

  test('inside the template becomes routes', () => {
    const body = document
      .trim()
      .split('\n')
      .map((line) => `        ${line}`)
      .join('\n');
    const model = modelOf(
      parseTemplate(`Resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties:\n      Body:\n${body}\n`),
    );
    expectBooks(model);
    expect(model.apis[0].openApi).toMatchObject({ kind: 'inline', document: { info: { title: 'books' } } });
  });

  test('in a file in the folder of the template becomes routes', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'books.yaml'), document);
    writeFileSync(
      join(folder, 'template.yaml'),
      'Resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties: { BodyS3Location: books.yaml }\n',
    );
    const model = modelOf(readTemplate(join(folder, 'template.yaml')));
    expectBooks(model);
    expect(model.apis[0].openApi).toMatchObject({ kind: 'file', path: 'books.yaml' });
  });

  test('in a bucket results in a notice', () => {
    const model = modelOf(
      parseTemplate(
        'Resources:\n  Api:\n    Type: AWS::ApiGatewayV2::Api\n    Properties: { BodyS3Location: { Bucket: b, Key: k.yaml } }\n',
      ),
    );
    expect(model.apis[0].openApi).toEqual({ kind: 's3', location: 's3://b/k.yaml' });
    expect(model.notices).toMatchObject([
      { code: 'OpenApiNotRead', message: expect.stringContaining('is in an S3 bucket') },
    ]);
  });
});

describe('a SAM template', () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'src'));
  writeFileSync(
    join(folder, 'template.yaml'),
    `
AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Globals:
  Function: { Runtime: nodejs22.x, Timeout: 5, Environment: { Variables: { A: '1' } } }
Resources:
  Shop:
    Type: AWS::Serverless::HttpApi
    Properties:
      StageName: live
      CorsConfiguration: { AllowOrigins: [https://example.com] }
      Auth:
        DefaultAuthorizer: Tokens
        Authorizers:
          Tokens:
            AuthorizationScopes: [shop]
            IdentitySource: $request.header.Authorization
            JwtConfiguration: { issuer: https://issuer.example.com, audience: [shop] }
          Check:
            FunctionArn: !GetAtt Orders.Arn
            Identity: { Headers: [X-Key], ReauthorizeEvery: 30 }
            AuthorizerPayloadFormatVersion: '2.0'
            EnableSimpleResponses: true
  Orders:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: orders.handler
      Environment: { Variables: { B: !Ref Shop } }
      Events:
        Get: { Type: HttpApi, Properties: { ApiId: !Ref Shop, Path: '/orders/{id}', Method: get } }
        Put: { Type: HttpApi, Properties: { ApiId: !Ref Shop, Path: /orders, Method: put, Auth: { Authorizer: Check } } }
        Open: { Type: HttpApi, Properties: { ApiId: !Ref Shop, Path: /open, Method: any, Auth: { Authorizer: NONE } } }
        Implicit: { Type: HttpApi }
        Timer: { Type: Schedule, Properties: { Schedule: rate(1 hour) } }
`,
  );
  const model = modelOf(readTemplate(join(folder, 'template.yaml')));
  const [shop, implicit] = model.apis;

  test('results in the APIs, routes and authorizers that the SAM transform creates', () => {
    expect(model.apis.map(({ source }) => source.logicalId)).toEqual(['Shop', 'ServerlessHttpApi']);
    expect(shop.routes.map(({ key }) => key)).toEqual(['GET /orders/{id}', 'PUT /orders', 'ANY /open']);
    expect(routeWith(shop, 'GET /orders/{id}')).toMatchObject({ authorization: 'JWT', scopes: ['shop'] });
    expect(routeWith(shop, 'PUT /orders')).toMatchObject({ authorization: 'CUSTOM', scopes: [] });
    expect(routeWith(shop, 'ANY /open').authorization).toBe('NONE');
    expect(shop.authorizers).toMatchObject([
      { name: 'Tokens', type: 'JWT' },
      {
        name: 'Check',
        type: 'REQUEST',
        identitySources: ['$request.header.X-Key'],
        resultTtlSeconds: 30,
        function: { id: model.functions[0].id },
      },
    ]);
    expect(shop.stages.map(({ name }) => name)).toEqual(['live']);
    expect(implicit.routes.map(({ key }) => key)).toEqual(['$default']);
    expect(implicit.stages.map(({ name }) => name)).toEqual(['$default']);
  });

  test('results in functions with the settings of Globals', () => {
    expect(model.functions).toMatchObject([
      {
        handler: 'orders.handler',
        runtime: 'nodejs22.x',
        timeoutSeconds: 5,
        code: { kind: 'path', path: 'src' },
        environment: { A: '1', B: { unresolved: '<Shop>' } },
        source: { logicalId: 'Orders', sam: true },
      },
    ]);
    for (const { integrations } of model.apis) {
      for (const { target } of integrations)
        expect(target).toEqual({ kind: 'function', function: { id: model.functions[0].id } });
    }
    expectValid(model);
  });
});

test('resources that the model cannot read result in a notice', () => {
  const model = modelOf(parseTemplate('Transform: MyMacro\nResources:\n  X:\n    Type: AWS::ApiGatewayV2::Brandnew\n'));
  expect(model.notices.map(({ code }) => code)).toEqual(['MacroNotRun', 'TypeNotRead']);
});
