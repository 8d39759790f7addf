import * as events from 'aws-cdk-lib/aws-events';

import { ParameterMapping } from '../../lib';
import { HttpEventBridgeIntegration } from '../../lib/integrations';
import { ENV, one, stackOf } from '../_helpers/app';
import { EVENTBRIDGE_PUT_EVENTS, serve, statement, routeTo, parameters } from '../_helpers/http-services';

describe('an EventBridge integration', () => {
  const busOf = (stack: ReturnType<typeof stackOf>) =>
    events.EventBus.fromEventBusName(stack, 'Bus', 'bus').eventBusRef;

  test('reads the event from the request', () => {
    const stack = stackOf();
    serve(stack, new HttpEventBridgeIntegration('I', { eventBusRef: busOf(stack), subtype: EVENTBRIDGE_PUT_EVENTS }));
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationSubtype: 'EventBridge-PutEvents',
      RequestParameters: {
        Detail: '$request.body.Detail',
        DetailType: '$request.body.DetailType',
        EventBusName: 'bus',
        Source: '$request.body.Source',
      },
    });
    expect(statement(stack)).toMatchObject({ Action: 'events:PutEvents', Sid: 'AllowEventBridgePutEvents' });
  });

  test('uses the event bus that the parameter mapping sets', () => {
    const stack = stackOf();
    const parameterMapping = new ParameterMapping()
      .custom('Detail', 'd')
      .custom('DetailType', 't')
      .custom('Source', 's')
      .custom('EventBusName', 'own');
    serve(stack, new HttpEventBridgeIntegration('I', { eventBusRef: busOf(stack), parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters.EventBusName).toBe('own');
  });
});

test.each([
  [false, true],
  [true, false],
])(
  'with eventBridgeMappingCopy %p, the event bus is added to the mapping object of the caller: %p',
  (eventBridgeMappingCopy, named) => {
    const context = { 'cdk-apigatewayv2:eventBridgeMappingCopy': eventBridgeMappingCopy };
    const parameterMapping = new ParameterMapping()
      .custom('Detail', '{}')
      .custom('DetailType', 't')
      .custom('Source', 's');
    const stack = routeTo(
      (scope) => {
        const { eventBusRef } = new events.EventBus(scope, 'Bus');
        return new HttpEventBridgeIntegration('I', { eventBusRef, parameterMapping });
      },
      stackOf({ env: ENV, context }),
    );
    expect('EventBusName' in parameterMapping.mappings).toBe(named);
    expect(parameters(stack)).toMatchObject({ Detail: '{}', EventBusName: { Ref: expect.stringMatching(/^Bus/) } });
  },
);
