import type { ParameterMapping } from '../common/parameter-mapping';
import type { HttpIntegrationSubtype } from '../http/integration';
import { fail } from '../validation/errors';
import type { ServiceAction } from './http-service-base';
import { HttpServiceIntegration } from './http-service-base';
import type { HttpServiceIntegrationOptions } from './http-service-options';

/**
 * Properties of an HTTP API integration that calls an action of an AWS service.
 */
export interface HttpAwsServiceIntegrationProps extends HttpServiceIntegrationOptions {
  /**
   * The action, such as `HttpIntegrationSubtype.SQS_SEND_MESSAGE`.
   */
  readonly subtype: HttpIntegrationSubtype;

  /**
   * The parameters of the action. The mapping must contain all parameters that the action requires.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
   */
  readonly parameterMapping: ParameterMapping;

  /**
   * The ARNs of the resources that the action uses. The role gets permission for these resources.
   *
   * @default - none. `credentialsRole` must already have the permission
   */
  readonly resources?: string[];

  /**
   * The IAM actions that the role gets permission for.
   *
   * @default - the action of the subtype, such as `sqs:SendMessage`
   */
  readonly actions?: string[];

  /**
   * The region in which API Gateway calls the action.
   *
   * @default - `Region` of `parameterMapping`, otherwise the region of the API
   */
  readonly region?: string;
}

// The IAM prefixes of these services differ from the lowercase names in the subtypes
const IAM_SERVICES: { readonly [service: string]: string } = { EventBridge: 'events', StepFunctions: 'states' };

/**
 * An HTTP API integration that calls any supported AWS service action, with your own parameters and permissions.
 *
 * If this module has an integration for the service, prefer that integration, because it sets parameters and permissions for you.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
 * @example
 * import * as sqs from 'aws-cdk-lib/aws-sqs';
 * import { HttpApi, HttpIntegrationSubtype, HttpMethod, ParameterMapping } from 'cdk-apigatewayv2';
 * import { HttpAwsServiceIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const queue: sqs.Queue;
 *
 * api.addRoutes({
 *   path: '/orders',
 *   methods: [HttpMethod.GET],
 *   integration: new HttpAwsServiceIntegration('Orders', {
 *     subtype: HttpIntegrationSubtype.SQS_RECEIVE_MESSAGE,
 *     parameterMapping: new ParameterMapping().custom('QueueUrl', queue.queueUrl),
 *     resources: [queue.queueArn],
 *   }),
 * });
 */
export class HttpAwsServiceIntegration extends HttpServiceIntegration {
  /**
   * Throws `ServiceResourcesMissing` if neither `resources` nor `credentialsRole` is set.
   *
   * @param id The ID of the integration construct
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly props: HttpAwsServiceIntegrationProps,
  ) {
    super(id, props, 'subtype', 'parameterMapping');
    if (!props.credentialsRole && !props.resources?.length) {
      fail(
        id,
        'ServiceResourcesMissing',
        `neither 'resources' nor 'credentialsRole' is set, so no role can be created for '${props.subtype}'. Set 'resources' to the ARNs of the ` +
          "resources that the action uses, such as queues, or 'credentialsRole' to a role that has the permission.",
      );
    }
  }

  /** @internal */
  protected _action(): ServiceAction {
    const { actions, parameterMapping, region, resources, subtype } = this.props;
    const [service, action] = subtype.split('-');
    return {
      subtype,
      actions: actions ?? [`${IAM_SERVICES[service] ?? service.toLowerCase()}:${action}`],
      resources: resources ?? [],
      sid: `Allow${service}${action}`,
      parameterMapping,
      required: region === undefined ? undefined : { Region: region },
    };
  }
}
