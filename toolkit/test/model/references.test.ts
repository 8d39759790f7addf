import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelOf, parseTemplate, readTemplate, textOf } from '../../src';
import { known } from '../../src/model/values';
import { routesReport } from '../../src/report/routes';
import { temporaryFolder } from '../_helpers/apps';

const rowsOf = (resources: string) =>
  routesReport(modelOf(parseTemplate(`Resources:\n${resources}`))).apis.flatMap(({ rows }) => rows);

const api = `
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP } }
  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Version: { Type: AWS::Lambda::Version, Properties: { FunctionName: !Ref Fn } }
  Alias: { Type: AWS::Lambda::Alias, Properties: { FunctionName: !Ref Fn, FunctionVersion: !GetAtt Version.Version, Name: live } }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /a, Target: !Sub 'integrations/\${Call}' } }`;

test.each([
  ['!GetAtt Fn.Arn', 'Lambda Fn'],
  ['!Ref Alias', 'Lambda Fn:live'],
  ['!Ref Version', 'Lambda Fn:<Version.Version>'],
  ["!Sub '${Fn.Arn}:7'", 'Lambda Fn:7'],
  ["!Sub 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Alias}/invocations'", 'Lambda Fn:live'],
  [
    'arn:aws:lambda:eu-west-1:111122223333:function:other:live',
    'Lambda arn:aws:lambda:eu-west-1:111122223333:function:other:live',
  ],
])('the target of an integration with the URI %s is %s', (uri, target) => {
  const integration = `  Call: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: ${uri} } }`;
  expect(rowsOf(`${api}\n${integration}`)).toMatchObject([{ target }]);
});

test.each([
  ["!Sub 'https://${AWS::Region}.example.com'", 'HTTP_PROXY'],
  ['https://example.com', 'HTTP_PROXY'],
  ['!GetAtt Fn.Arn', 'AWS_PROXY'],
])('quick create with the target %s has an %s integration', (target, type) => {
  const quick = `  Quick: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: q, ProtocolType: HTTP, RouteKey: GET /q, Target: ${target} } }`;
  const { apis } = modelOf(parseTemplate(`Resources:${api}\n${quick}`));
  expect(apis.find(({ name }) => name === 'q')!.integrations).toMatchObject([{ type }]);
});

test('route keys determine the protocol of an imported API', () => {
  const route = (id: string, key: string) =>
    `  ${id}: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !ImportValue ${id.slice(0, -1)}, RouteKey: ${key} } }\n`;
  const { apis } = routesReport(
    modelOf(
      parseTemplate(
        `Resources:\n${route('Chat1', 'sendMessage')}${route('Chat2', '$default')}${route('Shop1', 'GET /a')}`,
      ),
    ),
  );
  expect(apis.map(({ title, rows }) => [title, ...rows.map(({ callers }) => callers)])).toEqual([
    ['WebSocket API <Chat> (of another app)', 'connected clients', 'connected clients'],
    ['HTTP API <Shop> (of another app)', 'everybody'],
  ]);
});

test('the settings of a route replace the default settings of all routes', () => {
  const stage = `
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties:
      ApiId: !Ref Api
      StageName: $default
      DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 }
      RouteSettings: { GET /a: { ThrottlingBurstLimit: 3 } }
  Other: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /b } }`;
  expect(rowsOf(`${api}${stage}`)).toMatchObject([{ throttling: 'burst 3' }, { throttling: '100/s, burst 200' }]);
});

test('the properties of a resource with a condition are resolved as if the condition were true', () => {
  const text = `
Parameters: { Env: { Type: String } }
Conditions: { IsProd: !Equals [!Ref Env, prod], IsTest: !Not [!Condition IsProd] }
Resources:
${api.replace('{ Type: AWS::ApiGatewayV2::Route, Properties: { ApiId', '{ Type: AWS::ApiGatewayV2::Route, Condition: IsProd, Properties: { AuthorizationType: !If [IsTest, NONE, AWS_IAM], ApiId')}`;
  const [{ rows }] = routesReport(modelOf(parseTemplate(text))).apis;
  expect(rows).toMatchObject([{ callers: 'IAM', condition: 'IsProd' }]);
});

test('a resource is found if an intrinsic function returns its logical ID, which AWS::LanguageExtensions supports', () => {
  const template = `
Transform: AWS::LanguageExtensions
Mappings: { Names: { all: { call: Call } } }
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP } }
  Fn: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Call: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: { Ref: { Fn::Sub: Api } }, IntegrationType: AWS_PROXY, IntegrationUri: { Fn::GetAtt: [!Sub Fn, Arn] } } }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /a, Target: !Join [/, [integrations, Ref: !FindInMap [Names, all, call]]] } }
`;
  const { apis } = routesReport(modelOf(parseTemplate(template)));
  expect(apis.map(({ rows }) => rows)).toMatchObject([[{ target: 'Lambda Fn' }]]);
});

describe('a nested stack with a parameter that is a list', () => {
  const origins = (passed: string, type = 'CommaDelimitedList', fallback = '') => {
    const folder = temporaryFolder();
    writeFileSync(
      join(folder, 'child.yaml'),
      `Parameters: { Origins: { Type: ${type}${fallback} } }
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: !Select [1, !Ref Origins], ProtocolType: HTTP, CorsConfiguration: { AllowOrigins: !Ref Origins } } }
`,
    );
    writeFileSync(
      join(folder, 'template.yaml'),
      `Parameters: { Others: { Type: CommaDelimitedList }, Other: { Type: String } }
Resources:
  Bucket: { Type: AWS::S3::Bucket }
  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: child.yaml, Parameters: { ${passed} } } }
`,
    );
    const [{ name, cors }] = modelOf(readTemplate(join(folder, 'template.yaml'))).apis;
    return [textOf(name), known(cors)!.allowOrigins];
  };

  test.each([
    [
      'a string',
      'Origins: "https://a.example, https://b.example"',
      'https://b.example',
      ['https://a.example', 'https://b.example'],
    ],
    [
      'a list',
      'Origins: [https://a.example, https://b.example]',
      'https://b.example',
      ['https://a.example', 'https://b.example'],
    ],
  ])('gets the items of %s', (_, passed, second, all) => {
    expect(origins(passed)).toEqual([second, all]);
    expect(origins(passed, "'List<String>'")).toEqual([second, all]);
  });

  test('gets the items of its default value', () => {
    expect(origins('', 'CommaDelimitedList', ', Default: "a,b"')).toEqual(['b', ['a', 'b']]);
  });

  test('gets references among the items', () => {
    expect(origins('Origins: !Sub "https://${Bucket},*"')).toEqual([
      '*',
      [expect.objectContaining({ unresolved: expect.stringMatching(/^https:\/\/<.*Bucket>$/) }), '*'],
    ]);
  });

  test('does not split a string with a parameter, because the value of the parameter can contain commas', () => {
    expect(origins('Origins: !Sub "${Other},*"')[1]).toMatchObject({ unresolved: '<Other>,*' });
  });

  test('does not split a reference to a list', () => {
    expect(origins('Origins: !Ref Others')[1]).toMatchObject({ unresolved: '<Others>' });
  });
});

test('the items of a list that a stack exports as one string are found', () => {
  const shared = `{ Fn::Split: ["||", !Join ["||", [!GetAtt Fn.Arn, !GetAtt Other.Arn]]] }`;
  const call = `  Other: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Call: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !Select [1, ${shared}] } }`;
  expect(rowsOf(`${api}\n${call}`)).toMatchObject([{ target: 'Lambda Other' }]);
});
