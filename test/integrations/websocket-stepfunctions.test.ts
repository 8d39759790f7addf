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

describe('a WebSocket Step Functions integration', () => {
  test('starts the state machine with the connection and the message', () => {
    const stack = stackWith(TARGETS.states!);
    const { input, ...rest } = JSON.parse(bodyOf(stack));
    expect(JSON.parse(input)).toEqual({ connectionId: 'abc=', message: MESSAGE });
    expect(rest).toEqual({ stateMachineArn: 'Machine' });
    expect(statementsOf(stack)).toMatchObject([{ Action: 'states:StartExecution' }]);
  });

  test('accepts an input and a name', () => {
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
