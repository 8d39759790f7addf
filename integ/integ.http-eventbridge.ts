// EventBridge integrations of an HTTP API: custom and default event buses, and custom and default mappings.
//
// Verify the deployed app with its outputs:
//   curl -s -X POST $Url/events -H 'content-type: application/json' \
//     -d '{"Detail":"{\"id\":1}","DetailType":"created","Source":"integ"}'       an EventId, FailedEntryCount 0
//   curl -s -X POST $Url/orders/7 -d '{"book":1}'                                   the same
//   aws sqs receive-message --queue-url $QueueUrl --max-number-of-messages 10      both events, the second with detail-type "7"
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { HttpApi, HttpIntegrationSubtype, HttpMethod, MappingValue, ParameterMapping } from 'cdk-apigatewayv2';
import { HttpEventBridgeIntegration } from 'cdk-apigatewayv2/integrations';

const app = new App();
const stack = new Stack(app, 'IntegHttpEventBridge');
const api = new HttpApi(stack, 'Api');
const bus = new EventBus(stack, 'Bus');
const queue = new Queue(stack, 'Queue');
new Rule(stack, 'All', {
  eventBus: bus,
  eventPattern: { account: [stack.account] },
  targets: [new SqsQueue(queue)],
});

api.addRoutes({
  path: '/events',
  methods: [HttpMethod.POST],
  integration: new HttpEventBridgeIntegration('Events', { eventBusRef: bus.eventBusRef }),
});
api.addRoutes({
  path: '/orders/{id}',
  methods: [HttpMethod.POST],
  integration: new HttpEventBridgeIntegration('Orders', {
    eventBusRef: bus.eventBusRef,
    subtype: HttpIntegrationSubtype.EVENTBRIDGE_PUT_EVENTS,
    parameterMapping: new ParameterMapping()
      .custom('Detail', '$request.body')
      .custom('DetailType', MappingValue.requestPathParam('id').value)
      .custom('Source', 'integ'),
  }),
});
api.addRoutes({
  path: '/default-bus',
  methods: [HttpMethod.POST],
  integration: new HttpEventBridgeIntegration('DefaultBus', {
    eventBusRef: EventBus.fromEventBusName(stack, 'Default', 'default').eventBusRef,
  }),
});

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'QueueUrl', { value: queue.queueUrl });

new IntegTest(app, 'HttpEventBridge', { testCases: [stack] });
