import { CfnDeployment, CfnModel } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnDeploymentProps, CfnModelProps } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Stack } from 'aws-cdk-lib';
import { WebSocketModel, WebSocketModelSchema } from '../../lib';
import type { Program } from './program';
import { atRunTime, documented, inferred, observed, stated } from './program';
import { http, httpL2, id, mock, otherStack, override, raw, route, lone, targetOf, ws, wsL2 } from './sound';

type Api = ReturnType<typeof http>;
const deploy = (api: Api, props: Partial<CfnDeploymentProps> = {}) =>
  new CfnDeployment(api.stack, id(api.stack, 'Deployment'), { apiId: api.ref, ...props });
/** A deployment that depends on a route. */
const sound = (api: Api, props: Partial<CfnDeploymentProps> = {}) => {
  const made = deploy(api, props);
  made.node.addDependency(route(api, api.protocolType === 'HTTP' ? 'GET /books' : 'send'));
  return made;
};

export const deployments: Program[] = [
  observed('Deployment', 'WebSocket without routes', (s) => deploy(ws(s))),
  observed('Deployment', 'HTTP without routes', (s) => deploy(http(s))),
  observed('Deployment', 'HTTP with a route without an integration', (s) => {
    const api = http(s);
    const bare = raw(s, 'ApiGatewayV2::Route', { ApiId: api.ref, RouteKey: 'GET /books' });
    deploy(api).node.addDependency(bare);
  }),
  observed('Deployment', 'raw, with a stage that uses it', (s) => {
    const api = ws(s);
    const made = raw(s, 'ApiGatewayV2::Deployment', { ApiId: api.ref });
    lone(api, 'prod', { autoDeploy: false, deploymentId: made.ref });
  }),
  observed('Deployment', 'of a second API that has no routes', (s) => {
    route(ws(s), 'send');
    deploy(ws(s));
  }),
  atRunTime('Deployment', 'does not depend on the routes', (s) => {
    const api = ws(s);
    route(api, 'send');
    deploy(api);
  }),
  atRunTime('Deployment', 'does not depend on the routes, HTTP', (s) => {
    const api = http(s);
    route(api, 'GET /books');
    raw(s, 'ApiGatewayV2::Deployment', { ApiId: api.ref });
  }),
  atRunTime('Deployment', 'does not depend on the routes of an L2', (s) => {
    const api = wsL2(s);
    raw(s, 'ApiGatewayV2::Deployment', { ApiId: api.apiId });
  }),
  atRunTime('Deployment', 'routes in a later stack', (s) => {
    const api = ws(s);
    const later = otherStack(s);
    const target = targetOf(mock(api));
    raw(later, 'ApiGatewayV2::Route', { ApiId: api.ref, RouteKey: 'send', Target: target });
    deploy(api);
  }),
  inferred('Deployment.StageName', 'an unknown stage', (s) => sound(ws(s), { stageName: 'prod' })),
  inferred('Deployment.StageName', 'a stage that is created later', (s) => {
    const api = http(s);
    lone(api, 'prod', { autoDeploy: false });
    sound(api, { stageName: 'prod' });
  }),
  inferred('Deployment.StageName', 'a stage of another API', (s) => {
    const other = lone(http(s), 'prod', { autoDeploy: false });
    sound(http(s), { stageName: other.ref });
  }),
  inferred('Deployment.StageName', 'an automatic stage', (s) => {
    const api = http(s);
    const auto = lone(api, 'prod');
    sound(api, { stageName: auto.ref });
  }),
  inferred('Deployment.StageName', 'only an automatic stage, WebSocket', (s) => {
    const api = ws(s);
    const auto = lone(api, 'prod');
    sound(api, { stageName: 'prod' }).node.addDependency(auto);
  }),
  stated('Deployment.StageName', '129 characters', (s) => sound(http(s), { stageName: 's'.repeat(129) })),
  stated('Deployment.StageName', 'empty', (s) => sound(ws(s), { stageName: '' })),
  stated('Deployment.Description', '1,025 characters', (s) => sound(http(s), { description: 'd'.repeat(1025) })),
  stated('Deployment.Description', '2,000 characters, WebSocket', (s) =>
    sound(ws(s), { description: 'd'.repeat(2000) }),
  ),
  documented('Deployment.ApiId', 'none', (s) => override(sound(ws(s)), 'ApiId', undefined)),
  documented('Deployment.ApiId', 'none, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::Deployment', { Description: 'first' }),
  ),
];

const model = (api: Api, props: Partial<CfnModelProps> = {}) =>
  new CfnModel(api.stack, id(api.stack, 'Model'), {
    apiId: api.ref,
    name: 'Message',
    contentType: 'application/json',
    schema: { $schema: 'http://json-schema.org/draft-04/schema#', type: 'object' },
    ...props,
  });
const on = (props: Partial<CfnModelProps>) => (s: Stack) => {
  model(ws(s), props);
};
const l2 = (s: Stack, modelName?: string) =>
  new WebSocketModel(s, 'Model', {
    webSocketApi: wsL2(s),
    modelName,
    schema: WebSocketModelSchema.fromInline({ type: 'object' }),
  });

export const models: Program[] = [
  observed('Model', 'HTTP', (s) => model(http(s))),
  observed('Model', 'HTTP L2, CfnResource model', (s) =>
    raw(s, 'ApiGatewayV2::Model', {
      ApiId: httpL2(s).apiId,
      Name: 'Book',
      Schema: { type: 'object' },
      ContentType: 'application/json',
    }),
  ),
  observed('Model.Name', 'a hyphen', on({ name: 'chat-message' })),
  observed('Model.Name', 'an underscore', on({ name: 'chat_message' })),
  observed('Model.Name', 'a dot, L2', (s) => l2(s, 'chat.message')),
  observed('Model.Name', 'a space, override', (s) => override(l2(s), 'Name', 'Chat Message')),
  observed('Model.Name', 'a non-ASCII letter', on({ name: 'Größe' })),
  documented('Model.Name', 'empty', on({ name: '' })),
  documented('Model.Name', 'none', (s) => override(model(ws(s)), 'Name', undefined)),
  stated('Model.Name', '129 characters', on({ name: 'm'.repeat(129) })),
  documented('Model.Schema', 'none', (s) => override(model(ws(s)), 'Schema', undefined)),
  documented('Model.Schema', 'none, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::Model', { ApiId: ws(s).ref, Name: 'A', ContentType: 'application/json' }),
  ),
  documented('Model.Schema', 'a string that is not JSON', (s) => override(model(ws(s)), 'Schema', 'type: object')),
  documented('Model.Schema', 'a list', on({ schema: [{ type: 'object' }] })),
  stated('Model.Schema', 'an unknown type', on({ schema: { type: 'map' } })),
  stated('Model.Schema', 'properties that are a list', on({ schema: { type: 'object', properties: ['a', 'b'] } })),
  documented('Model.Schema', 'an invalid string of an L2', (s) => override(l2(s), 'Schema', '{"type":"object"')),
  stated('Model.Schema', 'more than 32 KB', on({ schema: { type: 'object', description: 'd'.repeat(33_000) } })),
  stated('Model.Schema', 'more than 32 KB, override', (s) => override(l2(s), 'Schema.description', 'd'.repeat(40_000))),
  documented('Model.ContentType', 'no slash', on({ contentType: 'json' })),
  documented('Model.ContentType', 'capital letters and no slash, L2', (s) => override(l2(s), 'ContentType', 'JSON')),
  stated('Model.ContentType', '257 characters', on({ contentType: `application/${'j'.repeat(250)}` })),
  stated('Model.ContentType', 'empty', on({ contentType: '' })),
  stated('Model.Description', '1,025 characters', on({ description: 'd'.repeat(1025) })),
  stated('Model.Description', '1,300 characters, L2', (s) => override(l2(s), 'Description', 'd'.repeat(1300))),
];
