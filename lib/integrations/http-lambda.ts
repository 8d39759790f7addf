import type { IFunction } from 'aws-cdk-lib/aws-lambda';

import type { ParameterMapping } from '../common/parameter-mapping';
import { HttpApiHelper } from '../http/api-helper';
import { httpApiRefOf } from '../http/api-ref';
import type {
  HttpRouteIntegrationBindOptions,
  HttpRouteIntegrationConfig,
  IntegrationCredentials,
} from '../http/integration';
import { HttpIntegrationType, HttpRouteIntegration, PayloadFormatVersion } from '../http/integration';
import type { HttpIntegrationOptions } from '../http/integration-options';
import { executeApiArn } from '../common/arns';
import { permitInvoke, permitInvokeByApi } from '../private/lambda-permissions';
import { requireProp } from '../validation/required-prop';

/**
 * Properties of a Lambda integration of an HTTP API.
 */
export interface HttpLambdaIntegrationProps extends HttpIntegrationOptions {
  /**
   * The version of the event that the function gets.
   *
   * @default PayloadFormatVersion.VERSION_2_0
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   */
  readonly payloadFormatVersion?: PayloadFormatVersion;

  /**
   * Changes to the request before the function gets it.
   *
   * @default - the request is passed on as it is
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * Whether each route is permitted by itself to invoke the function. With `false` one permission serves the whole API, which keeps
   * the resource policy of a function that serves many routes under its limit of 20 KB.
   *
   * @default true
   */
  readonly scopePermissionToRoute?: boolean;

  /**
   * Whose credentials the function is invoked with: those of a role, which may be of another account, or of the caller, who must
   * have signed the request. They must be allowed to invoke the function; its resource policy is left alone.
   *
   * @default - the resource policy of the function permits the API
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-integration.html#cfn-apigatewayv2-integration-credentialsarn
   */
  readonly credentials?: IntegrationCredentials;
}

/**
 * Calls a Lambda function.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export class HttpLambdaIntegration extends HttpRouteIntegration {
  private readonly permissionId: string;

  /**
   * @param id the ID of the integration construct
   * @param handler the function, an alias or a version of it
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly handler: IFunction,
    private readonly props: HttpLambdaIntegrationProps = {},
  ) {
    super(id);
    this.permissionId = `${id}-Permission`;
  }

  /**
   * Says that the route calls the function.
   *
   * @param _options the route, and a scope for constructs
   */
  public bind(_options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    return {
      type: HttpIntegrationType.AWS_PROXY,
      uri: (this.handler ?? requireProp(_options.route, 'handler', this.handler)).functionArn,
      payloadFormatVersion: this.props.payloadFormatVersion ?? PayloadFormatVersion.VERSION_2_0,
      parameterMapping: this.props.parameterMapping,
      timeout: this.props.timeout,
      description: this.props.description,
      responseParameterMapping: this.props.responseParameterMapping,
      credentials: this.props.credentials,
    };
  }

  protected override completeBind(options: HttpRouteIntegrationBindOptions): void {
    if (this.props.credentials) {
      return;
    }
    const { route, scope } = options;
    const api = httpApiRefOf(route);
    if (this.props.scopePermissionToRoute ?? true) {
      // Any stage and method: the path alone tells routes apart
      const source = executeApiArn(route, api.apiRef.apiId, `*/*${route.path ?? ''}`);
      permitInvoke(scope, this.permissionId, this.handler, source);
    } else {
      permitInvokeByApi(scope, this.handler, api, () => HttpApiHelper.fromHttpApi(api).arnForExecuteApi());
    }
  }
}
