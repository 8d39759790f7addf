import { WebSocketStepFunctionsIntegration, WebSocketValue } from '../../lib/integrations';
import {
  TARGETS,
  stateMachine,
  stackWith,
  MESSAGE,
  REQUEST,
  bodyOf,
  statementsOf,
} from '../_helpers/websocket-services';

describe('Step Functions', () => {
  test('a state machine gets who sent what', () => {
    const stack = stackWith(TARGETS.states!);
    const { input, ...rest } = JSON.parse(bodyOf(stack));
    expect(JSON.parse(input)).toEqual({ connectionId: 'abc=', message: MESSAGE });
    expect(rest).toEqual({ stateMachineArn: 'Machine' });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'states:StartExecution' }]);
  });

  test('input and name can be said', () => {
    const stack = stackWith(
      (scope) =>
        new WebSocketStepFunctionsIntegration('Target', {
          stateMachine: stateMachine(scope),
          input: WebSocketValue.message(),
          executionName: WebSocketValue.context('requestId'),
        }),
    );
    expect(JSON.parse(bodyOf(stack))).toMatchObject({ input: REQUEST.body, name: 'r1' });
  });
});
