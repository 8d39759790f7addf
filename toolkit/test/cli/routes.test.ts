import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { snapshots, temporaryFolder } from '../_helpers/apps';
import { apigwv2 } from '../_helpers/cli';
import type { ApiModel } from '../../src';
import { expectValid } from '../_helpers/schema';

const template = `
Resources:
  Api:
    Type: AWS::ApiGatewayV2::Api
    Properties: { Name: shop, ProtocolType: HTTP, DisableExecuteApiEndpoint: true }
  Login:
    Type: AWS::ApiGatewayV2::Authorizer
    Properties: { ApiId: !Ref Api, Name: login, AuthorizerType: JWT, IdentitySource: [$request.header.Authorization] }
  Books: { Type: AWS::Lambda::Function, Properties: { Handler: a.b, Runtime: nodejs22.x, Code: { ZipFile: x } } }
  Target:
    Type: AWS::ApiGatewayV2::Integration
    Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Books.Arn }
  Get:
    Type: AWS::ApiGatewayV2::Route
    Properties: { ApiId: !Ref Api, RouteKey: 'GET /books/{id}', Target: !Sub 'integrations/\${Target}' }
  Put:
    Type: AWS::ApiGatewayV2::Route
    Properties:
      ApiId: !Ref Api
      RouteKey: PUT /books/{id}
      Target: !Sub integrations/\${Target}
      AuthorizationType: JWT
      AuthorizerId: !Ref Login
      AuthorizationScopes: [write, admin]
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties:
      ApiId: !Ref Api
      StageName: $default
      DefaultRouteSettings: { ThrottlingRateLimit: 100 }
      RouteSettings: { 'PUT /books/{id}': { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 5 } }
  Chat: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: chat, ProtocolType: WEBSOCKET } }
  Connect: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: $connect, AuthorizationType: AWS_IAM } }
  Send: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Chat, RouteKey: send, ApiKeyRequired: true } }
`;

test('apigwv2 routes prints the tables of a template', async () => {
  const { status, out } = await apigwv2(['routes', '-'], { input: template });
  expect(status).toBe(0);
  expect(out).toBe(`HTTP API shop  Api
  method   path          who may call it                   target         throttle
  GET      /books/{id}   everybody                         Lambda Books   100/s
  PUT      /books/{id}   JWT login, scope write or admin   Lambda Books   10/s, burst 5

  stage      URL
  $default   https://<Api>.execute-api.<AWS::Region>.<AWS::URLSuffix>/   disabled

WebSocket API chat  Chat
  route      who may call it                      target    throttle
  $connect   IAM                                  nothing
  send       connected clients, with an API key   nothing
`);
});

test('apigwv2 routes prints Markdown', async () => {
  const { out } = await apigwv2(['routes', '-', '--markdown', '--api', 'shop'], { input: template });
  expect(out).toBe(`### HTTP API shop

| method | path | who may call it | target | throttle |
| --- | --- | --- | --- | --- |
| GET | \`/books/{id}\` | everybody | Lambda Books | 100/s |
| PUT | \`/books/{id}\` | JWT login, scope write or admin | Lambda Books | 10/s, burst 5 |

| stage | URL |  |
| --- | --- | --- |
| \`$default\` | \`https://<Api>.execute-api.<AWS::Region>.<AWS::URLSuffix>/\` | disabled |
`);
});

test('colors are printed only to a terminal that supports them', async () => {
  expect((await apigwv2(['routes', '-'], { input: template })).out).not.toContain('\u001b');
  expect((await apigwv2(['routes', '-'], { input: template, color: true })).out).toContain('\u001b[1mHTTP API shop');
});

test.each(['shop', 'Api'])('--api %s shows one API', async (name) => {
  const { out } = await apigwv2(['routes', '-', '--api', name], { input: template });
  expect(out).toContain('HTTP API shop');
  expect(out).not.toContain('chat');
});

test('--json prints the model, which can be read again', async () => {
  const [, snapshot] = snapshots.find(([name]) => name === 'http-authorizers')!;
  const { out } = await apigwv2(['routes', snapshot, '--json']);
  expectValid(JSON.parse(out) as ApiModel);
  const file = join(temporaryFolder(), 'model.json');
  writeFileSync(file, out);
  expect((await apigwv2(['routes', file])).out).toBe((await apigwv2(['routes', snapshot])).out);
});

test('apigwv2 routes prints a message for an app without APIs', async () => {
  const { status, out } = await apigwv2(['routes', '-'], { input: '{"Resources":{}}' });
  expect([status, out]).toEqual([0, 'The app has no API Gateway v2 APIs.\n']);
});
