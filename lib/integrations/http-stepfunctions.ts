import type { IStateMachineRef } from 'aws-cdk-lib/aws-stepfunctions';
import { ArnFormat, Stack } from 'aws-cdk-lib/core';

import { ParameterMapping } from '../common/parameter-mapping';
import type { HttpRouteIntegrationBindOptions } from '../http/integration';
import { HttpIntegrationSubtype } from '../http/integration';
import type { ServiceAction } from './http-service-base';
import { checkSubtype, HttpServiceIntegration } from './http-service-base';
import type { HttpServiceIntegrationOptions } from './http-service-options';

/**
 * Properties of a Step Functions integration of an HTTP API.
 */
export interface HttpStepFunctionsIntegrationProps extends HttpServiceIntegrationOptions {
  /**
   * The parameters of the action.
   *
   * If you do not specify `StateMachineArn` (to start an execution) or `ExecutionArn` (to stop an execution), the integration adds it.
   *
   * @default - `StateMachineArn` to start an execution, or `ExecutionArn` from the request body to stop an execution
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * The action: a subtype that begins with `STEPFUNCTIONS_`. A synchronous execution requires an Express state machine.
   *
   * @default HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION
   */
  readonly subtype?: HttpIntegrationSubtype;

  /**
   * The state machine: an L2 construct, an imported state machine or an L1 construct.
   */
  readonly stateMachine: IStateMachineRef;
}

/**
 * An HTTP API integration that starts or stops executions of an AWS Step Functions state machine.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
 * @example
 * import * as stepfunctions from 'aws-cdk-lib/aws-stepfunctions';
 * import { HttpApi, HttpMethod, ParameterMapping } from 'cdk-apigatewayv2';
 * import { HttpStepFunctionsIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const stateMachine: stepfunctions.StateMachine;
 *
 * api.addRoutes({
 *   path: '/checkout',
 *   methods: [HttpMethod.POST],
 *   integration: new HttpStepFunctionsIntegration('Checkout', {
 *     stateMachine,
 *     parameterMapping: new ParameterMapping().custom('Input', '$request.body'),
 *   }),
 * });
 */
export class HttpStepFunctionsIntegration extends HttpServiceIntegration {
  private readonly subtype: HttpIntegrationSubtype;

  /**
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: HttpStepFunctionsIntegrationProps,
  ) {
    super(id, props, 'stateMachine');
    this.subtype = props.subtype ?? HttpIntegrationSubtype.STEPFUNCTIONS_START_EXECUTION;
    checkSubtype(id, this.subtype, 'StepFunctions');
  }

  /** @internal */
  protected _action(options: HttpRouteIntegrationBindOptions): ServiceAction {
    const { stateMachineArn } = this.props.stateMachine.stateMachineRef;
    const stop = this.subtype === HttpIntegrationSubtype.STEPFUNCTIONS_STOP_EXECUTION;
    const required: { [key: string]: string } = stop
      ? { ExecutionArn: '$request.body.ExecutionArn' }
      : { StateMachineArn: stateMachineArn };
    return {
      subtype: this.subtype,
      actions: [`states:${this.subtype.slice('StepFunctions-'.length)}`],
      resources: [stop ? this.executionsArn(options) : stateMachineArn],
      sid: 'AllowStepFunctionsExecution',
      parameterMapping: this.props.parameterMapping ?? Object.assign(new ParameterMapping(), { mappings: required }),
      required,
      region: this.props.stateMachine.env.region,
    };
  }

  private executionsArn({ scope }: HttpRouteIntegrationBindOptions): string {
    const { stateMachineArn } = this.props.stateMachine.stateMachineRef;
    const { stateMachineName } = this.props.stateMachine as { readonly stateMachineName?: string };
    const stack = Stack.of(scope);
    // An imported state machine does not have a name, and the name of an L1 is optional
    const arn =
      stateMachineName === undefined
        ? stack.splitArn(stateMachineArn, ArnFormat.COLON_RESOURCE_NAME)
        : { resourceName: stateMachineName };
    return stack.formatArn({
      ...arn,
      service: 'states',
      resource: 'execution',
      resourceName: `${arn.resourceName}:*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
  }
}
