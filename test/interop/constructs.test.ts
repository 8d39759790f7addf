import * as awsApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as awsIntegrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import * as eventTargets from 'aws-cdk-lib/aws-events-targets';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as route53Targets from 'aws-cdk-lib/aws-route53-targets';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import * as sfnTasks from 'aws-cdk-lib/aws-stepfunctions-tasks';
import { Fn } from 'aws-cdk-lib';

import type { HttpRouteIntegration, WebSocketStage } from '../../lib';
import { ApiMapping, HttpApi, HttpMethod, HttpRoute, HttpRouteKey, HttpStage, WebSocketApi } from '../../lib';
import { HttpNlbIntegration, HttpUrlIntegration } from '../../lib/integrations';
import { AwsCdkLib } from '../../lib/interop';
import { all, ENV, idsOf, one, stackOf } from '../_helpers/app';
import { domain } from '../parity/fixtures';
import { ours } from '../parity/modules';

const url = () => new HttpUrlIntegration('Url', 'https://example.com');

/** The templates that one program creates with an API of each library. */
function sameAs(build: (stack: ReturnType<typeof stackOf>, api: awsApigwv2.IHttpApi) => void): void {
  const [mine, theirs] = [stackOf({ env: ENV }), stackOf({ env: ENV })];
  const api = new HttpApi(mine, 'Api');
  build(mine, AwsCdkLib.httpApi(api));
  build(theirs, new awsApigwv2.HttpApi(theirs, 'Api'));
  const template = (stack: ReturnType<typeof stackOf>) =>
    ['AWS::Events::Rule', 'AWS::StepFunctions::StateMachine', 'AWS::IAM::Policy', 'Api', 'Stage'].map((type) =>
      all(stack, type),
    );
  expect(template(mine)).toEqual(template(theirs));
  expect(template(mine).flat().length).toBeGreaterThan(2);
}

describe('aws-cdk-lib accepts constructs of this library', () => {
  test('as the target of an EventBridge rule', () => {
    sameAs((stack, api) => {
      const rule = new events.Rule(stack, 'Rule', { schedule: events.Schedule.cron({}) });
      rule.addTarget(new eventTargets.ApiGatewayV2(api, { path: '/clean-up', method: 'POST', stage: 'dev' }));
    });
  });

  test('as the API of a Step Functions task', () => {
    sameAs((stack, api) => {
      const task = new sfnTasks.CallApiGatewayHttpApiEndpoint(stack, 'Task', {
        apiId: api.apiId,
        apiStack: stack,
        method: sfnTasks.HttpMethod.GET,
        stageName: 'dev',
      });
      new sfn.StateMachine(stack, 'Machine', { definitionBody: sfn.DefinitionBody.fromChainable(task) });
    });
  });

  test('as one reference object for each API, without additional resources', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    expect(AwsCdkLib.httpApi(api)).toBe(AwsCdkLib.httpApi(api));
    const chat = WebSocketApi.fromWebSocketApiAttributes(stack, 'Chat', { webSocketId: 'abc' });
    expect(AwsCdkLib.webSocketApi(chat)).toBe(AwsCdkLib.webSocketApi(chat));
    expect(AwsCdkLib.webSocketApi(chat).apiId).toBe('abc');
    expect(Object.keys(one(stack, 'Api'))).toEqual(['Name', 'ProtocolType']);
    expect(api.node.findAll().map(({ node }) => node.id)).toEqual(['Api', 'Resource', 'DefaultStage', 'Resource']);
  });

  test('as a reference to an API with a disabled default endpoint', () => {
    const api = new HttpApi(stackOf(), 'Api', { disableExecuteApiEndpoint: true });
    expect(AwsCdkLib.httpApi(api).apiId).toBe(api.apiId);
    expect(() => AwsCdkLib.httpApi(api).apiEndpoint).toThrow();
  });

  test('as the target of a Route 53 record', () => {
    const stack = stackOf();
    const { regionalDomainName, regionalHostedZoneId } = domain(ours, stack);
    new route53.ARecord(stack, 'Record', {
      zone: route53.HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z1', zoneName: 'example.com' }),
      target: route53.RecordTarget.fromAlias(
        new route53Targets.ApiGatewayv2DomainProperties(regionalDomainName, regionalHostedZoneId),
      ),
    });
    const [id] = idsOf(stack, 'DomainName');
    expect(one(stack, 'AWS::Route53::RecordSet').AliasTarget).toEqual({
      DNSName: { 'Fn::GetAtt': [id, 'RegionalDomainName'] },
      HostedZoneId: { 'Fn::GetAtt': [id, 'RegionalHostedZoneId'] },
    });
  });

  test('as an origin of CloudFront', () => {
    const stack = stackOf({ env: ENV });
    const api = new HttpApi(stack, 'Api');
    const host = Fn.select(2, Fn.split('/', api.apiEndpoint));
    new cloudfront.Distribution(stack, 'Cdn', { defaultBehavior: { origin: new origins.HttpOrigin(host) } });
    expect(one(stack, 'AWS::CloudFront::Distribution').DistributionConfig.Origins).toMatchObject([
      {
        DomainName: {
          'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': [idsOf(stack, 'Api')[0], 'ApiEndpoint'] }] }],
        },
      },
    ]);
  });

  test('as references for its mappings, stages and authorizers', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    const stage = new awsApigwv2.HttpStage(stack, 'Stage', { httpApi: api, stageName: 'dev' });
    new awsApigwv2.ApiMapping(stack, 'Mapping', { api, stage, domainName: domain(ours, stack) });
    new awsApigwv2.HttpAuthorizer(stack, 'Auth', {
      httpApi: api,
      type: awsApigwv2.HttpAuthorizerType.JWT,
      identitySource: ['$request.header.Authorization'],
      jwtAudience: ['a'],
      jwtIssuer: 'https://issuer.example.com',
    });
    const ApiId = { Ref: idsOf(stack, 'Api')[0] };
    for (const type of ['ApiMapping', 'Authorizer']) {
      expect(one(stack, type).ApiId).toEqual(ApiId);
    }
    expect(all(stack, 'Stage').map((properties) => properties.ApiId as unknown)).toEqual([ApiId, ApiId]);
  });
});

describe('this library accepts constructs from aws-cdk-lib', () => {
  test('as the L1 or L2 API of stages and routes', () => {
    const stack = stackOf();
    const l1 = new awsApigwv2.CfnApi(stack, 'L1', { name: 'a', protocolType: 'HTTP' });
    for (const [id, httpApi] of [
      ['Of1', Object.assign(l1, { isHttpApi: true })],
      ['Of2', new awsApigwv2.HttpApi(stack, 'L2', { createDefaultStage: false })],
    ] as const) {
      new HttpStage(stack, `${id}Stage`, { httpApi });
      new HttpRoute(stack, `${id}Route`, { httpApi, routeKey: HttpRouteKey.DEFAULT, integration: url() });
    }
    const ids = idsOf(stack, 'Api').map((Ref) => ({ Ref }));
    for (const type of ['Stage', 'Route', 'Integration']) {
      expect(all(stack, type).map(({ ApiId }) => ApiId as unknown)).toEqual(ids);
    }
  });

  test('as the L1 or L2 API of mappings', () => {
    const stack = stackOf();
    const theirs = new awsApigwv2.HttpApi(stack, 'Theirs');
    const domainName = new awsApigwv2.DomainName(stack, 'Domain', {
      domainName: 'a.example.com',
      certificate: Certificate.fromCertificateArn(stack, 'Cert', 'arn:aws:acm:eu-west-1:111111111111:certificate/c'),
    });
    const stage = new HttpStage(stack, 'Stage', { httpApi: theirs, stageName: 'dev' });
    const mapping = new ApiMapping(stack, 'Mapping', { api: theirs, stage, domainName });
    expect(mapping.domainName).toBe(domainName);
    expect(one(stack, 'ApiMapping').Stage).toBe('dev');
  });

  test('as the VPC link of a private integration', () => {
    const stack = stackOf();
    const vpcLink = awsApigwv2.VpcLink.fromVpcLinkAttributes(stack, 'Link', { vpcLinkId: 'theirs', vpc: {} as never });
    const listener = elbv2.NetworkListener.fromNetworkListenerArn(
      stack,
      'Listener',
      'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/net/nlb/1/2',
    );
    new HttpApi(stack, 'Api', { defaultIntegration: new HttpNlbIntegration('Nlb', listener, { vpcLink }) });
    expect(one(stack, 'Integration').ConnectionId).toBe('theirs');
  });

  test('as the integration and the authorizer of a route, after a cast', () => {
    const stack = stackOf();
    const api = new HttpApi(stack, 'Api');
    const theirs = new awsIntegrations.HttpUrlIntegration('Theirs', 'https://example.com');
    api.addRoutes({
      path: '/x',
      methods: [HttpMethod.GET],
      integration: theirs as unknown as HttpRouteIntegration,
      authorizer: new awsApigwv2.HttpNoneAuthorizer() as never,
    });
    expect(one(stack, 'Integration').IntegrationUri).toBe('https://example.com');
    expect(one(stack, 'Route').AuthorizationType).toBe('NONE');
  });

  test('as the WebSocket stage of a mapping', () => {
    const stack = stackOf();
    const webSocketApi = new awsApigwv2.WebSocketApi(stack, 'Api');
    const stage = new awsApigwv2.WebSocketStage(stack, 'Stage', { webSocketApi, stageName: 'dev' });
    new ApiMapping(stack, 'Mapping', {
      api: webSocketApi,
      stage: stage as unknown as WebSocketStage,
      domainName: domain(ours, stack),
    });
    expect(one(stack, 'ApiMapping').ApiId).toEqual({ Ref: idsOf(stack, 'Api')[0] });
  });
});
