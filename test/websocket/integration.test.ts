import { Duration } from 'aws-cdk-lib';
import { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';

import type { WebSocketRouteIntegrationBindOptions, WebSocketRouteIntegrationConfig } from '../../lib';
import {
  ContentHandling,
  PassthroughBehavior,
  WebSocketApi,
  WebSocketIntegration,
  WebSocketIntegrationType,
  WebSocketRouteIntegration,
} from '../../lib';
import { all, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { role } from '../parity/fixtures';

test('a WebSocket integration passes every property to CloudFormation', () => {
  const stack = stackOf();
  const webSocketApi = WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'abc' });
  const integration = new WebSocketIntegration(stack, 'I', {
    webSocketApi,
    contentHandling: ContentHandling.CONVERT_TO_TEXT,
    credentialsRole: role(stack),
    integrationMethod: 'POST',
    integrationType: WebSocketIntegrationType.AWS,
    integrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestParameters: { 'integration.request.header.x': "'static'" },
    requestTemplates: { $default: '{}' },
    templateSelectionExpression: '\\$default',
    timeout: Duration.seconds(1),
  });
  expect(one(stack, 'Integration')).toEqual({
    ApiId: 'abc',
    ContentHandlingStrategy: 'CONVERT_TO_TEXT',
    CredentialsArn: { 'Fn::GetAtt': [idsOf(stack, 'AWS::IAM::Role')[0], 'Arn'] },
    IntegrationMethod: 'POST',
    IntegrationType: 'AWS',
    IntegrationUri: 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem',
    PassthroughBehavior: 'NEVER',
    RequestParameters: { 'integration.request.header.x': "'static'" },
    RequestTemplates: { $default: '{}' },
    TemplateSelectionExpression: '\\$default',
    TimeoutInMillis: 1000,
  });
  expect(integration.webSocketApi).toBe(webSocketApi);
  const Ref = idsOf(stack, 'Integration')[0];
  expect(stack.resolve([integration.integrationId, integration.integrationRef])).toEqual([
    { Ref },
    { apiId: 'abc', integrationId: { Ref } },
  ]);
});

test('a WebSocket integration of an L1 API throws when its API is read', () => {
  const stack = stackOf();
  const l1 = new CfnApi(stack, 'L1', { name: 'a', protocolType: 'WEBSOCKET' });
  const integration = new WebSocketIntegration(stack, 'I', {
    webSocketApi: Object.assign(l1, { isWebsocketApi: true }),
    integrationType: WebSocketIntegrationType.MOCK,
    integrationUri: '',
  });
  expect(stack.resolve(integration.integrationRef.apiId)).toEqual({ Ref: 'L1' });
  const given = { code: 'NotAWebSocketApi', path: 'Stack/I', fix: 'pass a WebSocketApi' } as const;
  expectFailure(() => integration.webSocketApi, given);
});

describe('a custom WebSocket integration class', () => {
  class Own extends WebSocketRouteIntegration {
    public readonly calls: string[] = [];
    public broken = false;

    public bind({ route }: WebSocketRouteIntegrationBindOptions): WebSocketRouteIntegrationConfig {
      this.calls.push(route.routeKey);
      if (this.broken) {
        throw new Error('broken');
      }
      return { type: WebSocketIntegrationType.MOCK, uri: '' };
    }
  }

  test('is bound for every route, and its resource is created for the first route', () => {
    const stack = stackOf();
    const integration = new Own('Own');
    const api = new WebSocketApi(stack, 'Api');
    api.addRoute('a', { integration });
    api.addRoute('b', { integration });
    expect(integration.calls).toEqual(['a', 'b']);
    expect(all(stack, 'Integration')).toHaveLength(1);
  });

  test('can be bound to another API after bind has failed', () => {
    const stack = stackOf();
    const integration = new Own('Own');
    integration.broken = true;
    expect(() => new WebSocketApi(stack, 'One').addRoute('a', { integration })).toThrow('broken');
    integration.broken = false;
    new WebSocketApi(stack, 'Two').addRoute('b', { integration });
    expect(integration.calls).toEqual(['a', 'b']);
  });
});
