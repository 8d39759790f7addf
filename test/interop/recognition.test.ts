import * as aws from 'aws-cdk-lib/aws-apigatewayv2';
import * as awsAuthorizers from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import * as awsIntegrations from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { CfnIntegration } from 'aws-cdk-lib/aws-apigatewayv2';

import * as ours from '../../lib';
import * as authorizers from '../../lib/authorizers';
import * as integrations from '../../lib/integrations';
import { AwsCdkLib } from '../../lib/interop';
import { one, stackOf } from '../_helpers/app';

const url = () => new integrations.HttpUrlIntegration('Url', 'https://example.com');

class TheirsExtended extends aws.HttpApi {}

/** Instances of this library, each with its counterpart in aws-cdk-lib. */
function pairs(): [object, abstract new (...args: never[]) => object][] {
  const stack = stackOf();
  const api = new ours.HttpApi(stack, 'Api', { defaultIntegration: url() });
  const webSocketApi = new ours.WebSocketApi(stack, 'Chat', {
    defaultRouteOptions: { integration: new integrations.WebSocketMockIntegration('Mock') },
  });
  return [
    [api, aws.HttpApi],
    [api.defaultStage!, aws.HttpStage],
    [api.node.findChild('DefaultRoute'), aws.HttpRoute],
    [webSocketApi, aws.WebSocketApi],
    [webSocketApi.addStage('Stage', { stageName: 'dev' }), aws.WebSocketStage],
    [webSocketApi.node.findChild('$default-Route'), aws.WebSocketRoute],
    [new integrations.WebSocketMockIntegration('Mock'), awsIntegrations.WebSocketMockIntegration],
    [url(), awsIntegrations.HttpUrlIntegration],
    [new authorizers.HttpIamAuthorizer(), awsAuthorizers.HttpIamAuthorizer],
    [new ours.ParameterMapping(), aws.ParameterMapping],
    [
      new ours.SpecHttpApi(stack, 'Spec', {
        apiDefinition: ours.HttpApiDefinition.fromInline({
          openapi: '3.0.1',
          info: { title: 'Spec', version: '1' },
          paths: {},
        }),
      }),
      aws.HttpApi,
    ],
  ];
}

test('instanceof with aws-cdk-lib classes accepts constructs of this library only after recognize()', () => {
  const before = pairs();
  expect(before.filter(([instance, theirs]) => instance instanceof theirs)).toEqual([]);
  AwsCdkLib.recognize();
  for (const [instance, theirs] of [...before, ...pairs()]) {
    expect([theirs.name, instance instanceof theirs]).toEqual([theirs.name, true]);
  }
});

test('recognize() does not change other classes', () => {
  AwsCdkLib.recognize();
  const stack = stackOf();
  const [mine, theirs] = [new ours.HttpApi(stack, 'Mine'), new TheirsExtended(stack, 'Theirs')];
  expect([mine, theirs].map((api) => api instanceof TheirsExtended)).toEqual([false, true]);
  expect([mine, theirs].map((api) => api instanceof ours.HttpApi)).toEqual([true, false]);
  expect([theirs, {}, null, undefined].map((value) => value instanceof aws.HttpApi)).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(mine).not.toBeInstanceOf(aws.WebSocketApi);
});

test('the declared base classes are correct even if recognize() is not called', () => {
  expect(url()).toBeInstanceOf(aws.HttpRouteIntegration);
  expect(new integrations.WebSocketMockIntegration('Mock')).toBeInstanceOf(aws.WebSocketRouteIntegration);
});

test('a bound WebSocket integration stores its construct in the field that other libraries read', () => {
  const stack = stackOf();
  const integration = new integrations.WebSocketMockIntegration('Mock');
  new ours.WebSocketApi(stack, 'Api', { defaultRouteOptions: { integration } });
  const bound = (integration as unknown as { integration: aws.WebSocketIntegration }).integration;
  expect(bound.integrationId).toBeDefined();
  (bound.node.defaultChild as CfnIntegration).requestTemplates = { $default: '{"statusCode":200}' };
  expect(one(stack, 'Integration').RequestTemplates).toEqual({ $default: '{"statusCode":200}' });
});
