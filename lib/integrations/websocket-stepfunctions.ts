import type { aws_stepfunctions } from 'aws-cdk-lib/interfaces';

import { AwsServiceUri } from './aws-service-uri';
import type { ServiceCall } from './websocket-service-base';
import { ContentType, WebSocketServiceIntegration } from './websocket-service-base';
import type { WebSocketServiceIntegrationOptions } from './websocket-service-options';
import { connectionAndMessage, jsonTemplate } from './websocket-template';
import type { WebSocketValue } from './websocket-value';

/**
 * Properties of a Step Functions integration of a WebSocket API.
 */
export interface WebSocketStepFunctionsIntegrationProps extends WebSocketServiceIntegrationOptions {
  /**
   * The state machine: an L2 construct, an imported state machine or an L1 construct.
   */
  readonly stateMachine: aws_stepfunctions.IStateMachineRef;

  /**
   * The input of the execution, which must be JSON.
   *
   * @default - an object with two members: the connection ID as `connectionId`, and the JSON message of the client as `message`
   */
  readonly input?: WebSocketValue;

  /**
   * The name of the execution. A Standard state machine requires names that are unique for 90 days.
   *
   * @default - Step Functions generates a name
   */
  readonly executionName?: WebSocketValue;
}

/**
 * A WebSocket API integration that starts an execution of an AWS Step Functions state machine, without waiting for the end of the
 * execution.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 * @example
 * import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
 * import { WebSocketApi } from 'cdk-apigatewayv2';
 * import { WebSocketStepFunctionsIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: WebSocketApi;
 * declare const stateMachine: stepfunctions.StateMachine;
 *
 * api.addRoute('checkout', {
 *   integration: new WebSocketStepFunctionsIntegration('Checkout', { stateMachine }),
 * });
 */
export class WebSocketStepFunctionsIntegration extends WebSocketServiceIntegration {
  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: WebSocketStepFunctionsIntegrationProps,
  ) {
    super(id, props, 'stateMachine');
  }

  /** @internal */
  protected _call(): ServiceCall {
    const { executionName, input, stateMachine } = this.props;
    return {
      uri: AwsServiceUri.action('states', 'StartExecution', { region: stateMachine.env.region }),
      headers: { 'Content-Type': ContentType.JSON_1_0 },
      template: jsonTemplate({
        stateMachineArn: stateMachine.stateMachineRef.stateMachineArn,
        name: executionName,
        input: input ?? connectionAndMessage(),
      }),
      actions: ['states:StartExecution'],
      resources: [stateMachine.stateMachineRef.stateMachineArn],
    };
  }
}
