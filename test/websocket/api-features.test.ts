import { Stack } from 'aws-cdk-lib';
import { CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';

import { ApiMapping } from '../../lib/common/api-mapping';
import { DomainName } from '../../lib/common/domain-name';
import { WebSocketMockIntegration } from '../../lib/integrations/websocket-mock';
import type { WebSocketApiProps } from '../../lib/websocket/api';
import { WebSocketApi } from '../../lib/websocket/api';
import { WebSocketModelSchema } from '../../lib/websocket/model';
import { WebSocketLoggingLevel } from '../../lib/websocket/stage';
import { all, ENV, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

const apiOf = (props?: WebSocketApiProps) => new WebSocketApi(stackOf({ env: ENV }), 'Api', props);
/** An API that can be deployed: it has a route. */
const servingApiOf = (props: WebSocketApiProps) =>
  apiOf({ defaultRouteOptions: { integration: new WebSocketMockIntegration('Mock') }, ...props });
const importOf = () => WebSocketApi.fromWebSocketApiAttributes(stackOf({ env: ENV }), 'Api', { webSocketId: 'abc' });

test('an API can have a version and a disabled default endpoint', () => {
  const api = apiOf({ version: '1.2', disableExecuteApiEndpoint: true });
  expect(one(Stack.of(api), 'Api')).toMatchObject({ DisableExecuteApiEndpoint: true, Version: '1.2' });
  expectFailure(() => api.apiEndpoint, {
    code: 'ApiEndpointDisabled',
    path: 'Stack/Api',
    fix: 'Use the custom domain name',
  });
});

describe('a default stage', () => {
  test('is not created by default', () => {
    const api = servingApiOf({});
    expect(api.defaultStage).toBeUndefined();
    expect(all(Stack.of(api), 'Stage')).toEqual([]);
  });

  test('makes the API serve in one construct', () => {
    const api = servingApiOf({ defaultStageOptions: {} });
    expect(one(Stack.of(api), 'Stage')).toMatchObject({ AutoDeploy: true, StageName: 'prod' });
    expect(api.defaultStage!.url).toMatch(/^wss:.*\/prod$/);
  });

  test('accepts all options of a stage', () => {
    const defaultStageOptions = {
      stageName: 'live',
      autoDeploy: false,
      loggingLevel: WebSocketLoggingLevel.ERROR,
      cloudWatchRole: true,
    };
    const stack = Stack.of(servingApiOf({ defaultStageOptions }));
    expect(one(stack, 'Stage')).toMatchObject({
      AutoDeploy: false,
      DefaultRouteSettings: { LoggingLevel: 'ERROR' },
      StageName: 'live',
    });
    expect(all(stack, 'AWS::ApiGateway::Account')).toHaveLength(1);
  });

  test('with a deployment deploys nothing by itself, and follows what the API is', () => {
    const idOf = (text: string) => {
      const api = servingApiOf({ defaultStageOptions: { deploymentOptions: {} } });
      const integration = new WebSocketMockIntegration('Mock', {
        responses: [{ responseTemplates: { $default: text } }],
      });
      api.addRoute('ping', { integration, returnResponse: true });
      return one(Stack.of(api), 'Stage');
    };
    expect(idOf('a')).toMatchObject({ AutoDeploy: false, DeploymentId: { Ref: expect.any(String) } });
    expect(idOf('a')).toEqual(idOf('a'));
    expect(idOf('a')).not.toEqual(idOf('b'));
  });

  test('can serve an existing deployment', () => {
    const stack = stackOf({ env: ENV });
    const deployment = new CfnDeployment(stack, 'Deployment', { apiId: 'abc' });
    new WebSocketApi(stack, 'Api', {
      defaultRouteOptions: { integration: new WebSocketMockIntegration('Mock') },
      defaultStageOptions: { deployment },
    });
    expect(one(stack, 'Stage')).toMatchObject({
      AutoDeploy: false,
      DeploymentId: { Ref: 'Deployment' },
    });
  });

  test('is what a domain name maps where nothing else is said', () => {
    const api = servingApiOf({ defaultStageOptions: {} });
    const domainName = DomainName.fromDomainNameAttributes(Stack.of(api), 'Domain', {
      name: 'ws.example.com',
      regionalDomainName: 'd-1.execute-api.eu-west-1.amazonaws.com',
      regionalHostedZoneId: 'Z1',
    });
    new ApiMapping(Stack.of(api), 'Mapping', { api, domainName });
    expect(one(Stack.of(api), 'ApiMapping').Stage).toEqual(Stack.of(api).resolve(api.defaultStage!.stageName));
    expect(api.defaultStage!.domainUrl).toBe('wss://ws.example.com/');
  });
});

describe.each([
  ['own', apiOf],
  ['imported', importOf],
])('an %s API', (_kind, make) => {
  test('adds routes, stages and models', () => {
    const api = make();
    const model = api.addModel('Text', { schema: WebSocketModelSchema.fromInline({}) });
    const route = api.addRoute('send', {
      integration: new WebSocketMockIntegration('Mock'),
      requestModels: { $default: model },
    });
    const stage = api.addStage('Prod', { stageName: 'prod' });
    expect([route.webSocketApi, stage.api]).toEqual([api, api]);
    const stack = Stack.of(api);
    const apis = ['Route', 'Stage', 'Model', 'Integration'].map((type) => one(stack, type).ApiId);
    expect(new Set(apis.map((id) => JSON.stringify(id)))).toEqual(new Set([JSON.stringify(stack.resolve(api.apiId))]));
    expect(stage.url).toMatch(/^wss:\/\/.*\.execute-api\.eu-west-1\..*\/prod$/);
  });

  test('knows its ARNs', () => {
    const api = make();
    const ends = [api.arnForExecuteApiV2(), api.arnForExecuteApiV2('send'), api.arnForExecuteApiV2('$connect', 'prod')];
    expect(ends.map((arn) => arn.split('/').slice(1).join('/'))).toEqual(['*/*', '*/send', 'prod/$connect']);
  });

  test.each([
    ['grantConnect', 'execute-api:Invoke', '/*/$connect'],
    ['grantManageConnections', 'execute-api:ManageConnections', '/*/*/@connections/*'],
    ['grantSend', 'execute-api:ManageConnections', '/*/POST/@connections/*'],
    ['grantReadConnections', 'execute-api:ManageConnections', '/*/GET/@connections/*'],
    ['grantDisconnect', 'execute-api:ManageConnections', '/*/DELETE/@connections/*'],
  ] as const)('with %s allows %s on every stage', (method, Action, rest) => {
    const api = make();
    const role = new Role(Stack.of(api), 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    expect(api[method](role).success).toBe(true);
    const [statement] = one(Stack.of(api), 'AWS::IAM::Policy').PolicyDocument.Statement;
    expect(statement.Action).toBe(Action);
    expect(statement.Resource['Fn::Join'][1].at(-1)).toMatch(new RegExp(`${rest.replace(/[*$]/g, '\\$&')}$`));
  });
});
