// Step Functions integrations of an HTTP API: routes that start executions asynchronously or synchronously, and routes
// that stop executions, with default and custom mappings.
//
// Verify the deployed app with its outputs:
//   curl -s -X POST $Url/orders                an executionArn
//   curl -s -X POST $Url/orders/7 -d '{"book":1}'    an executionArn that ends in 7; its input is {"book":1}
//   curl -s -X DELETE $Url/orders -H 'content-type: application/json' -d '{"ExecutionArn":"..."}'    a stopDate
//   curl -s -X POST $Url/prices -d '{"book":1}' | jq .output       "{\"price\":12}"
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import { HttpApi, HttpIntegrationSubtype, HttpMethod, MappingValue, ParameterMapping } from 'cdk-apigatewayv2';
import { HttpStepFunctionsIntegration } from 'cdk-apigatewayv2/integrations';

const app = new App();
const stack = new Stack(app, 'IntegHttpStepFunctions');
const api = new HttpApi(stack, 'Api');
const orders = new sfn.StateMachine(stack, 'Orders', {
  definitionBody: sfn.DefinitionBody.fromChainable(
    new sfn.Wait(stack, 'Deliver', { time: sfn.WaitTime.duration(Duration.minutes(10)) }),
  ),
});
const prices = new sfn.StateMachine(stack, 'Prices', {
  stateMachineType: sfn.StateMachineType.EXPRESS,
  definitionBody: sfn.DefinitionBody.fromChainable(
    new sfn.Pass(stack, 'Price', { result: sfn.Result.fromObject({ price: 12 }) }),
  ),
});

api.addRoutes({
  path: '/orders',
  methods: [HttpMethod.POST],
  integration: new HttpStepFunctionsIntegration('Start', { stateMachine: orders }),
});
api.addRoutes({
  path: '/orders/{id}',
  methods: [HttpMethod.POST],
  integration: new HttpStepFunctionsIntegration('StartNamed', {
    stateMachine: orders,
    subtype: HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION,
    parameterMapping: new ParameterMapping()
      .custom('StateMachineArn', orders.stateMachineArn)
      .custom('Name', MappingValue.requestPathParam('id').value)
      .custom('Input', '$request.body'),
  }),
});
api.addRoutes({
  path: '/orders',
  methods: [HttpMethod.DELETE],
  integration: new HttpStepFunctionsIntegration('Stop', {
    stateMachine: orders,
    subtype: HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION,
    parameterMapping: new ParameterMapping()
      .custom('ExecutionArn', '$request.body.ExecutionArn')
      .custom('Cause', 'cancelled'),
  }),
});
api.addRoutes({
  path: '/prices',
  methods: [HttpMethod.POST],
  integration: new HttpStepFunctionsIntegration('StartSync', {
    stateMachine: prices,
    subtype: HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION,
  }),
});

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });

new IntegTest(app, 'HttpStepFunctions', { testCases: [stack] });
