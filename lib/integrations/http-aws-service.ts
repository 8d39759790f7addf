import type { ParameterMapping } from '../common/parameter-mapping';
import type { HttpIntegrationSubtype } from '../http/integration';
import { fail } from '../validation/errors';
import type { ServiceAction } from './http-service-base';
import { HttpServiceIntegration } from './http-service-base';
import type { HttpServiceIntegrationOptions } from './http-service-options';

/**
 * Properties of an integration of an HTTP API with any action of an AWS service.
 */
export interface HttpAwsServiceIntegrationProps extends HttpServiceIntegrationOptions {
  /**
   * The action.
   */
  readonly subtype: HttpIntegrationSubtype;

  /**
   * The parameters of the action: those that it requires must be among them.
   *
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services-reference.html
   */
  readonly parameterMapping: ParameterMapping;

  /**
   * The ARNs of what the action acts on: the role is allowed it there.
   *
   * @default - none; `role` must be allowed it already
   */
  readonly resources?: string[];

  /**
   * The IAM actions that the role is allowed.
   *
   * @default - that of the subtype, such as `sqs:SendMessage`
   */
  readonly actions?: string[];

  /**
   * The region that the action happens in.
   *
   * @default - `Region` of `parameterMapping`, or that of the API
   */
  readonly region?: string;
}

// What IAM calls the services of the subtypes, where it is not their name in small letters
const IAM_SERVICES: { readonly [service: string]: string } = { EventBridge: 'events', StepFunctions: 'states' };

/**
 * Calls any action of an AWS service that HTTP APIs know, with parameters and permissions of your own. The other integrations of
 * this module do more by themselves for one service.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-aws-services.html
 */
export class HttpAwsServiceIntegration extends HttpServiceIntegration {
  /**
   * Throws `ServiceResourcesMissing` without both `resources` and `role`.
   *
   * @param id the ID of the integration construct
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly props: HttpAwsServiceIntegrationProps,
  ) {
    super(id, props, 'subtype', 'parameterMapping');
    if (!props.role && !props.resources?.length) {
      fail(
        id,
        'ServiceResourcesMissing',
        `nothing says what '${props.subtype}' acts on, so no role can be made for it. Give 'resources', ARNs such as those of ` +
          "queues, or a 'role' that is allowed it.",
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
