import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';

import { HttpIntegrationSubtype, ParameterMapping } from '../../lib';
import { HttpStepFunctionsIntegration } from '../../lib/integrations';
import { ENV, idsOf, one, stackOf } from '../_helpers/app';
import {
  STEPFUNCTIONS_START_EXECUTION,
  STEPFUNCTIONS_START_SYNC_EXECUTION,
  STEPFUNCTIONS_STOP_EXECUTION,
  serve,
  statement,
  routeTo,
  parameters,
  statements,
} from '../_helpers/http-services';

describe('a Step Functions integration', () => {
  const ARN = 'arn:aws:states:us-east-1:222222222222:stateMachine:m';
  const machineOf = (stack: ReturnType<typeof stackOf>, stateMachineType?: sfn.StateMachineType) =>
    new sfn.StateMachine(stack, 'Machine', {
      definitionBody: sfn.DefinitionBody.fromChainable(new sfn.Succeed(stack, 'Done')),
      stateMachineType,
    });
  const importOf = (stack: ReturnType<typeof stackOf>) =>
    sfn.StateMachine.fromStateMachineArn(stack, 'Machine', ARN) as sfn.StateMachine;

  test.each([
    [undefined, 'StartExecution'],
    [STEPFUNCTIONS_START_EXECUTION, 'StartExecution'],
    [STEPFUNCTIONS_START_SYNC_EXECUTION, 'StartSyncExecution'],
  ])('%s starts the state machine', (subtype, action) => {
    const stack = stackOf();
    const stateMachine = machineOf(stack, sfn.StateMachineType.EXPRESS);
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine, subtype }));
    const Ref = idsOf(stack, 'AWS::StepFunctions::StateMachine')[0];
    expect(one(stack, 'Integration')).toMatchObject({
      IntegrationSubtype: `StepFunctions-${action}`,
      RequestParameters: { StateMachineArn: { Ref } },
    });
    expect(JSON.stringify(one(stack, 'AWS::IAM::Policy'))).toContain(`"states:${action}"`);
  });

  test('stops the execution that the request specifies', () => {
    const stack = stackOf({ env: ENV });
    const stateMachine = machineOf(stack);
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine, subtype: STEPFUNCTIONS_STOP_EXECUTION }));
    expect(one(stack, 'Integration').RequestParameters).toEqual({ ExecutionArn: '$request.body.ExecutionArn' });
    const [id] = idsOf(stack, 'AWS::StepFunctions::StateMachine');
    expect(JSON.stringify(one(stack, 'AWS::IAM::Policy'))).toContain(
      JSON.stringify([':states:eu-west-1:111111111111:execution:', { 'Fn::GetAtt': [id, 'Name'] }, ':*']).slice(1, -1),
    );
  });

  test('stops executions of an imported state machine in the region of the state machine', () => {
    const stack = stackOf({ env: ENV });
    const stateMachine = importOf(stack);
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine, subtype: STEPFUNCTIONS_STOP_EXECUTION }));
    expect(statement(stack)).toMatchObject({
      Action: 'states:StopExecution',
      Resource: 'arn:aws:states:us-east-1:222222222222:execution:m:*',
    });
  });

  test.each([
    [STEPFUNCTIONS_START_EXECUTION, { Input: 'i', StateMachineArn: ARN }],
    [STEPFUNCTIONS_STOP_EXECUTION, { Input: 'i', ExecutionArn: '$request.body.ExecutionArn' }],
  ])('%s adds required parameters to a mapping', (subtype, expected) => {
    const stack = stackOf({ context: { 'cdk-apigatewayv2:disabledRules': { RequestMappingKeyInvalid: 'a test' } } });
    const parameterMapping = new ParameterMapping().custom('Input', 'i');
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine: importOf(stack), subtype, parameterMapping }));
    expect(one(stack, 'Integration').RequestParameters).toEqual(expected);
    expect(parameterMapping.mappings).toEqual({ Input: 'i' });
  });

  test('causes a warning for a synchronous execution of a standard state machine', () => {
    const stack = stackOf();
    const stateMachine = machineOf(stack, sfn.StateMachineType.STANDARD);
    const subtype = STEPFUNCTIONS_START_SYNC_EXECUTION;
    serve(stack, new HttpStepFunctionsIntegration('I', { stateMachine, subtype }));
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('StateMachineTypeUnsupported'));
    expect(found.map(({ entry }) => entry.data)).toEqual([expect.stringContaining("'Stack/Machine' of type STANDARD")]);
  });
});

describe('an integration with a reference to a state machine', () => {
  const definition = { roleArn: 'arn:role', definitionString: '{}' };
  test('accepts an L1 state machine', () => {
    const stack = routeTo(
      (scope) =>
        new HttpStepFunctionsIntegration('I', { stateMachine: new sfn.CfnStateMachine(scope, 'M', definition) }),
    );
    expect(parameters(stack)).toEqual({ StateMachineArn: { Ref: 'M' } });
    expect(statements(stack)[0].Resource).toEqual({ Ref: 'M' });
  });

  test('accepts an imported state machine without a cast', () => {
    const arn = 'arn:aws:states:eu-west-1:111111111111:stateMachine:m';
    const stack = routeTo(
      (scope) =>
        new HttpStepFunctionsIntegration('I', {
          stateMachine: sfn.StateMachine.fromStateMachineArn(scope, 'M', arn),
          subtype: HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION,
        }),
    );
    expect(JSON.stringify(statements(stack)[0].Resource)).toContain('states:eu-west-1:111111111111:execution:m:*');
  });

  test('causes a warning for a synchronous execution of a standard L1 state machine', () => {
    const stack = routeTo((scope) => {
      const stateMachine = new sfn.CfnStateMachine(scope, 'M', { ...definition, stateMachineType: 'STANDARD' });
      const subtype = HttpIntegrationSubtype.STEPFUNCTIONS_START_SYNC_EXECUTION;
      return new HttpStepFunctionsIntegration('I', { stateMachine, subtype });
    });
    const found = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('StateMachineTypeUnsupported'));
    expect(found).toHaveLength(1);
  });
});
