import type { ApiModel } from '../../src';
import { modelOf, readAssembly } from '../../src';
import { diagramOf } from '../../src/report/diagram';
import { modelOfText } from '../_helpers/models';
import { snapshots } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';
import { hostile, hostileTemplate } from '../_helpers/hostile';

// The part of Mermaid's grammar that diagrams use. Labels are in quotation marks. A quotation mark inside a label is
// written as an entity.
const text = /"(?:[^"`<>&#\\[\]\n]|<br\/>|#\d+;)*"/.source;
const id = /[a-z]+\d+/.source;
const statements = [
  /^flowchart LR$/,
  new RegExp(`^ {2}subgraph ${id}_box\\[${text}\\]$`),
  new RegExp(`^ {4}${id}\\(${text}\\)$`),
  new RegExp(`^ {4}${id}\\[${text}\\] --> ${id}$`),
  new RegExp(`^ {4}${id} --> ${id}\\{\\{${text}\\}\\}(?::::(?:public|guarded))?$`),
  new RegExp(`^ {4}${id} --> ${id}\\[${text}\\]$`),
  /^ {2}end$/,
  new RegExp(`^ {2}${id} --> ${id}(?:\\[\\[${text}\\]\\])?$`),
  new RegExp(`^ {2}${id}(?:\\(\\[${text}\\]\\))? -->(?:\\|${text}\\|)? ${id}(?:\\[\\[${text}\\]\\])?$`),
  /^ {2}classDef (?:public|guarded) [-\w#,:]+$/,
];

function expectSyntax(diagram: string): void {
  const wrong = diagram
    .trimEnd()
    .split('\n')
    .filter((line) => !statements.some((statement) => statement.test(line)));
  expect(wrong).toEqual([]);
  expect(diagram).not.toContain('%%');
  expect(diagram).not.toContain('$$');
  expect(diagram.match(/^ {2}subgraph /gm) ?? []).toHaveLength((diagram.match(/^ {2}end$/gm) ?? []).length);
}

test('the diagram shows domain names, stages, callers, routes by target, and targets', () => {
  const diagram = diagramOf(
    modelOfText(`
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: shop, ProtocolType: HTTP, DisableExecuteApiEndpoint: true }
  Login:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties: { ApiId: !Ref Api, Name: login, AuthorizerType: JWT }
  Books: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Target:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Books.Arn }
  List: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /books, Target: !Sub 'integrations/\${Target}' } }
  Get: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: 'GET /books/{id}', Target: !Sub 'integrations/\${Target}' } }
  Put:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      { ApiId: !Ref Api, RouteKey: 'PUT /books/{id}', Target: !Sub 'integrations/\${Target}', AuthorizationType: JWT, AuthorizerId: !Ref Login }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default } }
  Name: { Type: AWS::ApiGatewayV2::DomainName, Properties: { DomainName: api.example.com } }
  Map: { Type: AWS::ApiGatewayV2::ApiMapping, Properties: { ApiId: !Ref Api, DomainName: !Ref Name, Stage: !Ref Stage, ApiMappingKey: v1 } }
  Rest: { Type: AWS::ApiGatewayV2::ApiMapping, Properties: { ApiId: abc, DomainName: !Ref Name, Stage: prod, ApiMappingKey: old } }
  Older: { Type: AWS::ApiGateway::RestApi }
  RestMap: { Type: AWS::ApiGatewayV2::ApiMapping, Properties: { ApiId: !Ref Older, DomainName: !Ref Name, Stage: prod, ApiMappingKey: rest } }
`),
  );
  expectSyntax(diagram);
  expect(diagram).toBe(`flowchart LR
  subgraph api1_box["HTTP API shop"]
    api1("shop")
    stage1["stage $default, default endpoint disabled"] --> api1
    api1 --> callers1{{"everybody"}}:::public
    callers1 --> routes1["GET /books<br/>GET /books/{id}"]
    api1 --> callers2{{"JWT login"}}:::guarded
    callers2 --> routes2["PUT /books/{id}"]
  end
  routes1 --> target1[["Lambda Books"]]
  routes2 --> target1
  subgraph api2_box["API abc (of another app)"]
    api2("abc")
  end
  domain1(["api.example.com"]) -->|"/v1"| stage1
  domain1 -->|"/old, stage prod"| api2
  domain1 -->|"/rest, stage prod"| other1[["API #60;Older#62;"]]
  classDef public fill:#fde8c8,stroke:#b45309,color:#4a2303,stroke-width:2px
  classDef guarded fill:#dcf3e3,stroke:#15803d,color:#0b3d1e
`);
});

test.each(hostile)('the route key %j is shown as text', (key) => {
  expectSyntax(diagramOf(modelOfText(hostileTemplate(key))));
});

test('a node lists at most 40 routes and the number of omitted routes', () => {
  const model = modelOfText(hostileTemplate('GET /0'));
  const [api] = model.apis;
  api.routes = Array.from({ length: 100 }, (_, index) => ({ ...api.routes[0], key: `GET /${index}` }));
  const diagram = diagramOf(model);
  expect(diagram).toContain('GET /38<br/>… and 61 more"]');
  expectSyntax(diagram);
});

test.each(snapshots)('the diagram of the snapshot %s is valid', (_, folder) => {
  expectSyntax(diagramOf(modelOf(readAssembly(folder))));
});

test('apigwv2 diagram --markdown --api prints a code block with the diagram of one API', async () => {
  const [, folder] = snapshots.find(([name]) => name === 'http-authorizers')!;
  const { out: json } = await apigwv2(['routes', folder, '--json']);
  const [first] = (JSON.parse(json) as ApiModel).apis;
  const { status, out } = await apigwv2(['diagram', folder, '--markdown', '--api', first.source.logicalId]);
  expect(status).toBe(0);
  expect(out).toMatch(/^```mermaid\nflowchart LR\n[^]*\n```\n$/);
  expect(out.match(/subgraph/g)).toHaveLength(1);
});
