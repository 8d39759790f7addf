import { CfnResource, Fn, Stack } from 'aws-cdk-lib';
import type { CfnApi, CfnStageProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApiGatewayManagedOverrides, CfnDeployment } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { HttpApi, WebSocketApi, WebSocketStage } from '../../../lib';
import { HttpUrlIntegration, WebSocketMockIntegration } from '../../../lib/integrations';
import {
  calls,
  codesOf,
  http,
  integration,
  route,
  stage,
  findingsOfProgram,
  webSocket,
} from '../../negatives/negative';

const FORMAT = '$context.requestId';
const LOG_GROUP = 'arn:aws:logs:eu-west-1:111111111111:log-group:l';

function codes(build: (stack: Stack) => unknown): string[] {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  return codesOf([...errors, ...warnings]).sort();
}

const onHttp = (props: Partial<CfnStageProps>) => (s: Stack) => stage(http(s), 'prod', props);
const onChat = (props: Partial<CfnStageProps>) => (s: Stack) => {
  const api = webSocket(s);
  const only = route(api, '$default', calls(integration(api)));
  stage(api, 'prod', props).addDependency(only);
};
const to = (destinationArn: string) => onHttp({ accessLogSettings: { destinationArn, format: FORMAT } });
const deployed = (api: CfnApi, props: object = {}) => {
  const deployment = new CfnDeployment(api.stack, 'Deployment', { apiId: api.ref, ...props });
  deployment.addDependency(route(api, 'GET /a', calls(integration(api))));
  return deployment;
};
const overriding = (members: object) => (s: Stack) => {
  const { ref: apiId } = http(s, { target: 'https://example.com' });
  new CfnApiGatewayManagedOverrides(s, 'O', { apiId, ...members });
};

describe('properties whose rules share a code', () => {
  test.each<[string, string[], (s: Stack) => unknown]>([
    [
      'a stage without a name',
      ['RequiredPropertyMissing'],
      (s) => onHttp({})(s).addPropertyDeletionOverride('StageName'),
    ],
    ['a stage without an API', ['RequiredPropertyMissing'], (s) => onHttp({})(s).addPropertyDeletionOverride('ApiId')],
    [
      'a deployment without an API',
      ['RequiredPropertyMissing'],
      (s) => new CfnResource(s, 'D', { type: 'AWS::ApiGatewayV2::Deployment' }),
    ],
    [
      'overrides without an API',
      ['RequiredPropertyMissing'],
      (s) => new CfnResource(s, 'O', { type: 'AWS::ApiGatewayV2::ApiGatewayManagedOverrides' }),
    ],
    ['a long description of a stage', ['LengthOutOfRange'], onChat({ description: 'd'.repeat(1025) })],
    ['a description of 1,024 characters', [], onChat({ description: 'd'.repeat(1024) })],
    ['a long stage variable', ['LengthOutOfRange'], onHttp({ stageVariables: { a: 'v'.repeat(513) } })],
    [
      'a stage variable that is too long',
      ['StageVariableInvalid'],
      onHttp({ stageVariables: { a: 'v'.repeat(2049) } }),
    ],
    [
      'a long description of a deployment',
      ['LengthOutOfRange'],
      (s) => deployed(http(s), { description: 'd'.repeat(1025) }),
    ],
    ['a long description in overrides', ['LengthOutOfRange'], overriding({ stage: { description: 'd'.repeat(1025) } })],
    ['a client certificate of an HTTP API', ['WebSocketOnlyProperty'], onHttp({ clientCertificateId: 'abc' })],
    ['a client certificate of a WebSocket API', [], onChat({ clientCertificateId: 'abc' })],
  ])('%s: %j', (_, expected, build) => {
    expect(codes(build)).toEqual(expected);
  });
});

describe('access log destinations', () => {
  test.each<[string, string[], (s: Stack) => unknown]>([
    ['the ARN of a log group', [], to(LOG_GROUP)],
    ['the ARN with an asterisk', [], to(`${LOG_GROUP}:*`)],
    ['a log group of the app', [], (s) => to(new LogGroup(s, 'L').logGroupArn)(s)],
    [
      'a string that contains the region',
      [],
      (s) => to(`arn:${s.partition}:logs:${s.region}:${s.account}:log-group:l`)(s),
    ],
    ['an imported value', [], to(Fn.importValue('arn'))],
    [
      'the name of a log group of the app',
      ['AccessLogDestinationInvalid'],
      (s) => to(new LogGroup(s, 'L').logGroupName)(s),
    ],
    ['a bucket of the app', ['AccessLogDestinationInvalid'], (s) => to(new CfnBucket(s, 'B').attrArn)(s)],
    ['a bucket by Fn::Sub', ['AccessLogDestinationInvalid'], to(Fn.sub('arn:${AWS::Partition}:s3:::logs'))],
    ['a name that is not an ARN', ['AccessLogDestinationInvalid'], to('/aws/logs')],
    [
      'a destination without a format',
      ['AccessLogSettingsIncomplete'],
      onHttp({ accessLogSettings: { destinationArn: LOG_GROUP } }),
    ],
  ])('%s: %j', (_, expected, build) => {
    expect(codes(build)).toEqual(expected);
  });
});

describe('settings of routes', () => {
  test.each<[string, string[], (s: Stack) => unknown]>([
    [
      'a negative limit of a stage',
      ['ThrottleUnusual'],
      onHttp({ defaultRouteSettings: { throttlingBurstLimit: -1 } }),
    ],
    [
      'a negative fraction',
      ['ThrottleInvalid', 'ThrottleUnusual'],
      onHttp({ defaultRouteSettings: { throttlingBurstLimit: -0.5 } }),
    ],
    [
      'a limit that is a string',
      ['ThrottleUnusual'],
      onHttp({ routeSettings: { $default: { ThrottlingRateLimit: 'many' } } }),
    ],
    ['a number that is a string', [], onHttp({ routeSettings: { $default: { ThrottlingRateLimit: '10' } } })],
    [
      'members in lower case',
      ['RouteSettingsMemberUnknown'],
      onChat({ routeSettings: { $default: { loggingLevel: 'OFF' } } }),
    ],
    [
      'data tracing of a route of an HTTP API',
      ['ExecutionLogsOnHttpApi'],
      onHttp({ routeSettings: { $default: { DataTraceEnabled: true } } }),
    ],
    [
      'an unknown level in overrides',
      ['ExecutionLogsOnHttpApi'],
      overriding({ stage: { defaultRouteSettings: { loggingLevel: 'INFO' } } }),
    ],
    [
      'a fraction in overrides',
      ['ThrottleInvalid'],
      overriding({ stage: { defaultRouteSettings: { throttlingBurstLimit: 1.5 } } }),
    ],
    [
      'a format in overrides',
      ['AccessLogFormatWithoutRequestId'],
      overriding({ stage: { accessLogSettings: { destinationArn: LOG_GROUP, format: 'x' } } }),
    ],
    ['variables in overrides', ['StageVariableInvalid'], overriding({ stage: { stageVariables: { 'a-b': 'x' } } })],
  ])('%s: %j', (_, expected, build) => {
    expect(codes(build)).toEqual(expected);
  });

  test('can depend on a route through the deployment of the stage', () => {
    const build = (s: Stack) => {
      const api = http(s);
      const routeSettings = { 'GET /a': { ThrottlingRateLimit: 1 } };
      stage(api, 'prod', { autoDeploy: false, deploymentId: deployed(api).ref, routeSettings });
    };
    expect(codes(build)).toEqual([]);
  });
});

describe('deployments', () => {
  test.each<[string, string[], (s: Stack) => unknown]>([
    [
      'of an HTTP API whose route has no integration',
      ['DeploymentWithoutRoutes'],
      (s) => {
        const api = http(s);
        new CfnDeployment(s, 'D', { apiId: api.ref }).addDependency(route(api, 'GET /a'));
      },
    ],
    [
      'that does not depend on a route',
      ['DeploymentWithoutDependency'],
      (s) => {
        const api = http(s);
        route(api, 'GET /a', calls(integration(api)));
        new CfnDeployment(s, 'D', { apiId: api.ref });
      },
    ],
    [
      'that depends on its routes by an escape hatch',
      [],
      (s) => {
        const api = http(s);
        const books = route(api, 'GET /a', calls(integration(api)));
        new CfnDeployment(s, 'D', { apiId: api.ref }).addOverride('DependsOn', [s.getLogicalId(books)]);
      },
    ],
    [
      'of routes in a later stack',
      ['DeploymentWithoutDependency'],
      (s) => {
        const api = webSocket(s);
        new CfnDeployment(s, 'D', { apiId: api.ref });
        const { ref: apiId } = api;
        const later = new Stack(s.node.root, 'Later');
        new CfnResource(later, 'R', {
          type: 'AWS::ApiGatewayV2::Route',
          properties: { ApiId: apiId, RouteKey: 'send' },
        });
      },
    ],
    [
      'of routes in an earlier stack',
      [],
      (s) => {
        const api = webSocket(s);
        route(api, 'send', calls(integration(api)));
        new CfnDeployment(new Stack(s.node.root, 'Later'), 'D', { apiId: api.ref });
      },
    ],
    ['of an existing API', [], (s) => new CfnDeployment(s, 'D', { apiId: 'abc', stageName: 'prod' })],
    [
      'of an API that a document defines',
      [],
      (s) => {
        const api = http(s, {
          name: undefined,
          protocolType: undefined,
          body: { openapi: '3.0.1', info: { title: 'Books' }, paths: {} },
        });
        new CfnDeployment(s, 'D', { apiId: api.ref });
      },
    ],
  ])('%s: %j', (_, expected, build) => {
    expect(codes(build)).toEqual(expected);
  });
});

describe('web ACLs', () => {
  const protect = (s: Stack, ResourceArn: string) =>
    new CfnResource(s, 'Acl', { type: 'AWS::WAFv2::WebACLAssociation', properties: { ResourceArn, WebACLArn: 'arn' } });
  test.each<[string, string[], (s: Stack) => unknown]>([
    [
      'a literal ARN',
      ['WebAclOnHttpApi'],
      (s) => protect(s, 'arn:aws:apigateway:eu-west-1::/apis/abc/stages/$default'),
    ],
    [
      'an HTTP API as if it were a REST API',
      ['WebAclOnHttpApi'],
      (s) => protect(s, `arn:aws:apigateway:eu-west-1::/restapis/${http(s).ref}/stages/prod`),
    ],
    ['a WebSocket API', [], (s) => protect(s, `arn:aws:apigateway:eu-west-1::/apis/${webSocket(s).ref}/stages/prod`)],
    ['a REST API', [], (s) => protect(s, 'arn:aws:apigateway:eu-west-1::/restapis/abc/stages/prod')],
    ['an imported value', [], (s) => protect(s, Fn.importValue('arn'))],
  ])('of %s: %j', (_, expected, build) => {
    expect(codes(build)).toEqual(expected);
  });
});

describe('stages', () => {
  test.each<[string, string[], (s: Stack) => unknown]>([
    [
      'a second $default stage with quick create',
      ['QuickCreateConflict'],
      (s) => stage(http(s, { target: 'https://example.com' }), '$default'),
    ],
    ['automatic deployment before the first route', ['StageWithoutRoutes'], (s) => stage(webSocket(s), 'prod')],
    ['of an existing API', [], (s) => stage({ ref: 'abc', stack: s } as never, 'prod', { autoDeploy: false })],
    [
      'tags that are a list',
      ['TagsInvalid'],
      (s) => onHttp({})(s).addPropertyOverride('Tags', [{ Key: 'a', Value: 'b' }]),
    ],
    ['a space in a variable', [], onHttp({ stageVariables: { a: 'b c' } })],
  ])('%s: %j', (_, expected, build) => {
    expect(codes(build)).toEqual(expected);
  });

  test('several WebSocket stages with logs cause one warning about the account role', () => {
    const { warnings } = findingsOfProgram((s) => {
      const api = webSocket(s);
      route(api, '$default', calls(integration(api)));
      for (const name of ['dev', 'test', 'prod']) {
        stage(api, name, { defaultRouteSettings: { loggingLevel: 'ERROR' } });
      }
    });
    expect(codesOf(warnings)).toEqual(['WebSocketLoggingRole']);
    expect(warnings).toHaveLength(1);
  });

  test('a WebSocketStage with cloudWatchRole causes no warning, and another stage must depend on the role', () => {
    const build = (others: object) => (s: Stack) => {
      const webSocketApi = new WebSocketApi(s, 'Api');
      webSocketApi.addRoute('$default', { integration: new WebSocketMockIntegration('Mock') });
      const logging = { webSocketApi, autoDeploy: true, loggingLevel: 'ERROR' as never };
      new WebSocketStage(s, 'Prod', { ...logging, stageName: 'prod', cloudWatchRole: true });
      new WebSocketStage(s, 'Test', { ...logging, stageName: 'test', ...others });
    };
    expect(codes(build({ cloudWatchRole: true }))).toEqual([]);
    expect(codes(build({}))).toEqual(['LoggingStageWithoutDependency']);
  });

  test('an HttpApi with a route causes no findings', () => {
    const build = (s: Stack) =>
      new HttpApi(s, 'Api').addRoutes({ path: '/a', integration: new HttpUrlIntegration('U', 'https://example.com') });
    expect(codes(build)).toEqual([]);
  });
});
