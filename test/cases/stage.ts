import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Stack } from 'aws-cdk-lib';
import { WebSocketStage } from '../../lib';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import { drop, http, httpL2, httpStageL2, id, override, raw, route, serve, stage, ws, wsL2, wsStageL2 } from './sound';

type Props = Partial<CfnStageProps>;
const onHttp = (props: Props) => (s: Stack) => {
  stage(http(s), 'prod', props);
};
const named = (stageName: string) => (s: Stack) => {
  stage(http(s), stageName);
};
const ofL2 = (property: string, value: unknown) => (s: Stack) => {
  override(httpStageL2(httpL2(s), 'prod'), property, value);
};
const ofWsL2 = (property: string, value: unknown) => (s: Stack) => {
  override(wsStageL2(wsL2(s), 'prod'), property, value);
};
const deployment = (api: ReturnType<typeof http>) => {
  const made = new CfnDeployment(api.stack, id(api.stack, 'Deployment'), { apiId: api.ref });
  made.node.addDependency(route(api, api.protocolType === 'HTTP' ? 'GET /books' : 'send'));
  return made;
};

export const stages: Program[] = [
  observed('Stage.StageName', 'a space', named('my stage')),
  observed('Stage.StageName', 'a dot', named('v1.0')),
  observed('Stage.StageName', 'a slash', named('api/v1')),
  observed('Stage.StageName', 'a leading slash, L2', (s) => httpStageL2(httpL2(s), '/prod')),
  observed('Stage.StageName', '$prod', named('$prod')),
  observed('Stage.StageName', 'a dot, WebSocket L2', (s) => wsStageL2(wsL2(s), 'chat.prod')),
  observed('Stage.StageName', 'default of another case', (s) => override(stage(http(s), 'x'), 'StageName', '$Default')),
  observed('Stage.StageName', 'a non-ASCII letter, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::Stage', { ApiId: serve(ws(s)).ref, StageName: 'prüfen', AutoDeploy: true }),
  ),
  documented('Stage.StageName', 'empty', named('')),
  documented('Stage.StageName', '129 characters', named('s'.repeat(129))),
  documented('Stage.StageName', 'none', (s) => drop(stage(ws(s), 'prod'), 'StageName')),
  documented('Stage.ApiId', 'none', (s) => drop(stage(http(s), 'prod'), 'ApiId')),
  documented('Stage.StageName', 'twice', (s) => {
    const api = http(s);
    stage(api, 'prod');
    stage(api, 'prod');
  }),
  documented('Stage.StageName', 'a raw $default together with the one of an L2', (s) => {
    const { apiId } = httpL2(s);
    raw(s, 'ApiGatewayV2::Stage', { ApiId: apiId, StageName: '$default', AutoDeploy: true });
  }),
  documented('Stage.StageName', 'twice, WebSocket L2', (s) => {
    const api = wsL2(s);
    wsStageL2(api, 'prod');
    new WebSocketStage(s, 'Again', { webSocketApi: api, stageName: 'prod', autoDeploy: true });
  }),
  stated('Stage.Description', '1,025 characters', onHttp({ description: 'd'.repeat(1025) })),
  stated(
    'Stage.Description',
    '1,100 characters, WebSocket L2',
    (s) =>
      new WebSocketStage(s, 'Stage', {
        webSocketApi: wsL2(s),
        stageName: 'prod',
        autoDeploy: true,
        description: 'd'.repeat(1100),
      }),
  ),
  stated('Stage.AutoDeploy', 'neither automatic nor a deployment', onHttp({ autoDeploy: false })),
  stated(
    'Stage.AutoDeploy',
    'neither, WebSocket L2',
    (s) => new WebSocketStage(s, 'Stage', { webSocketApi: wsL2(s), stageName: 'prod' }),
  ),
  observed('Stage.DeploymentId', 'with AutoDeploy', (s) => {
    const api = http(s);
    stage(api, 'prod', { deploymentId: deployment(api).ref });
  }),
  observed('Stage.DeploymentId', 'with AutoDeploy, WebSocket', (s) => {
    const api = ws(s);
    stage(api, 'prod', { deploymentId: deployment(api).ref });
  }),
  observed('Stage.DeploymentId', 'with AutoDeploy, L2', ofL2('DeploymentId', 'abc123')),
  inferred('Stage.DeploymentId', 'of another API', (s) => {
    stage(http(s), 'prod', { autoDeploy: false, deploymentId: deployment(http(s)).ref });
  }),
  inferred('Stage.DeploymentId', 'of another API, WebSocket override', (s) => {
    const other = deployment(ws(s));
    const own = new WebSocketStage(s, 'Stage', { webSocketApi: wsL2(s), stageName: 'prod' });
    override(own, 'DeploymentId', { Ref: s.getLogicalId(other) });
  }),
  documented('Stage.ClientCertificateId', 'HTTP', onHttp({ clientCertificateId: 'abc123' })),
  documented('Stage.ClientCertificateId', 'HTTP L2', ofL2('ClientCertificateId', 'abc123')),
  observed('Stage.Tags', 'a key with the prefix aws:', onHttp({ tags: { 'aws:x': 'y' } })),
  documented('Stage.Tags', 'a list of key-value pairs', ofWsL2('Tags', [{ Key: 'a', Value: 'b' }])),
];
