import * as fs from 'node:fs';
import * as path from 'node:path';
import { evaluate } from '../_helpers/velocity';
import { contextOf, ofType, root, synthesize } from './synth';

const directory = path.join(root, 'examples/chat/typescript');
// Throws if the template does not pass aws-cdk-lib's validation.
const template = synthesize(directory, contextOf('chat'), { CDK_VALIDATION: 'true' });

test('the chat has the expected routes, and $connect needs an API key', () => {
  const routes = ofType(template, 'ApiGatewayV2::Route').map(({ RouteKey, ApiKeyRequired }) => [
    RouteKey,
    ApiKeyRequired,
  ]);
  expect(Object.fromEntries(routes)).toMatchObject({
    $connect: true,
    $disconnect: undefined,
    $default: undefined,
    join: undefined,
    send: undefined,
  });
});

test('the chat stores and deletes connections and responds to unknown actions without a function', () => {
  const connected = { context: { connectionId: 'abc=', connectedAt: '1700000000000' } };
  const [put, remove, mock, lambda] = ofType(template, 'ApiGatewayV2::Integration');
  const bodyOf = ({ RequestTemplates: { $default } }: Record<string, any>) =>
    JSON.parse(evaluate($default['Fn::Join'][1].map((part: any) => part.Ref ?? part).join(''), connected));
  expect(bodyOf(put!).Item).toEqual({ connectionId: { S: 'abc=' }, connectedAt: { N: '1700000000000' } });
  expect(bodyOf(remove!).Key).toEqual({ connectionId: { S: 'abc=' } });
  expect([mock!.IntegrationType, lambda!.IntegrationType]).toEqual(['MOCK', 'AWS_PROXY']);
  expect(ofType(template, 'ApiGatewayV2::IntegrationResponse').at(-1)!.ResponseTemplates).toEqual({
    $default: '{"error": "Actions are join and send"}',
  });
});

test('the API may invoke the function of the chat, and the function may only send messages', () => {
  expect(ofType(template, 'Lambda::Permission')).toHaveLength(1);
  const statements = ofType(template, 'IAM::Policy').flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
  const [manage] = statements.filter(({ Action }) => Action === 'execute-api:ManageConnections');
  expect(manage.Resource['Fn::Join'][1].at(-1)).toBe('/live/POST/@connections/*');
});

test('the chat validates messages by models, and its stage has an access log', () => {
  const models = ofType(template, 'ApiGatewayV2::Route').map(({ RouteKey, RequestModels }) => [
    RouteKey,
    RequestModels,
  ]);
  const names = ofType(template, 'ApiGatewayV2::Model').map(({ Name }) => ({ $default: Name }));
  expect(models.filter(([, model]) => model)).toEqual([
    ['join', names[0]],
    ['send', names[1]],
  ]);
  expect(ofType(template, 'ApiGatewayV2::Stage')[0]).toMatchObject({
    AccessLogSettings: expect.anything(),
    DefaultRouteSettings: { LoggingLevel: 'ERROR' },
  });
  expect(ofType(template, 'ApiGateway::Account')).toHaveLength(1);
});

test('the README of the chat example names every output of the template', () => {
  const readme = fs.readFileSync(path.join(directory, 'README.md'), 'utf8');
  for (const name of Object.keys(template.Outputs)) expect(readme).toContain(`\`${name}\``);
});
