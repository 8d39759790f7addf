// SQS integrations of an HTTP API: every action, default and custom mappings, and a FIFO queue.
//
// Verify the deployed app with its outputs:
//   curl -s -X POST $Url/messages -H 'content-type: application/json' -d '{"MessageBody":"hello"}'    a MessageId
//   curl -s $Url/messages                      the message and its ReceiptHandle
//   curl -i -X DELETE $Url/messages -H 'content-type: application/json' -d '{"ReceiptHandle":"..."}'    200
//   curl -i -X POST $Url/orders/7 -d '{"book":1}'; aws sqs receive-message --queue-url $OrdersUrl          {"book":1}
//   curl -i -X POST $Url/purge                 200
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { HttpApi, HttpIntegrationSubtype, HttpMethod, MappingValue, ParameterMapping } from 'cdk-apigatewayv2';
import { HttpSqsIntegration } from 'cdk-apigatewayv2/integrations';

const app = new App();
const stack = new Stack(app, 'IntegHttpSqs');
const api = new HttpApi(stack, 'Api');
const queue = new Queue(stack, 'Queue');
const orders = new Queue(stack, 'Orders', { fifo: true, contentBasedDeduplication: true });

const route = (path: string, method: HttpMethod, integration: HttpSqsIntegration) =>
  api.addRoutes({ path, methods: [method], integration });
route('/messages', HttpMethod.POST, new HttpSqsIntegration('Send', { queue }));
const actions = [
  ['/messages', HttpMethod.GET, HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE],
  ['/messages', HttpMethod.DELETE, HttpIntegrationSubtype.SQS_DELETE_MESSAGE],
  ['/purge', HttpMethod.POST, HttpIntegrationSubtype.SQS_PURGE_QUEUE],
] as const;
for (const [path, method, subtype] of actions) {
  route(path, method, new HttpSqsIntegration(subtype, { queue, subtype }));
}
route(
  '/orders/{customer}',
  HttpMethod.POST,
  new HttpSqsIntegration('Order', {
    queue: orders,
    subtype: HttpIntegrationSubtype.SQS_SEND_MESSAGE,
    parameterMapping: new ParameterMapping()
      .custom('QueueUrl', orders.queueUrl)
      .custom('MessageBody', '$request.body')
      .custom('MessageGroupId', MappingValue.requestPathParam('customer').value),
  }),
);

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });
new CfnOutput(stack, 'OrdersUrl', { value: orders.queueUrl });

new IntegTest(app, 'HttpSqs', { testCases: [stack] });
