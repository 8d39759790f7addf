import type { IFunction } from 'aws-cdk-lib/aws-lambda';

import type { ParameterMapping } from '../common/parameter-mapping';
import { HttpApiHelper } from '../http/api-helper';
import { httpApiRefOf } from '../http/api-interface';
import type {
  HttpRouteIntegrationBindOptions,
  HttpRouteIntegrationConfig,
  IntegrationCredentials,
} from '../http/integration';
import { HttpIntegrationType, HttpRouteIntegration, PayloadFormatVersion } from '../http/integration';
import type { HttpIntegrationOptions } from '../http/integration-options';
import { executeApiArn } from '../common/arns';
import { permitInvokeByApi } from '../private/invoke-permission';
import { apiGatewayPrincipal } from '../private/service-principal';
import { requireProp } from '../validation/required-prop';

/**
 * Properties of a Lambda integration of an HTTP API.
 */
export interface HttpLambdaIntegrationProps extends HttpIntegrationOptions {
  /**
   * The payload format version, which determines the format of the event that the function receives.
   *
   * @default PayloadFormatVersion.VERSION_2_0
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
   */
  readonly payloadFormatVersion?: PayloadFormatVersion;

  /**
   * The parameter mapping, which changes the request that the function receives.
   *
   * @default - API Gateway does not change the request
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly parameterMapping?: ParameterMapping;

  /**
   * Whether each route gets its own permission to invoke the function.
   *
   * If false, one permission covers all routes of the API. Use false for a function with many routes, because the resource policy of a
   * function is limited to 20 KB.
   *
   * @default true
   */
  readonly scopePermissionToRoute?: boolean;

  /**
   * The credentials that API Gateway uses to invoke the function: the credentials of a role in the account of the API, or the credentials
   * of the caller, who must sign the request.
   *
   * The role or the caller needs permission to invoke the function. If credentials are set, CDK does not change the resource policy of the
   * function.
   *
   * @default - no credentials. The resource policy of the function permits the API to invoke the function
   * @see
   *   https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-apigatewayv2-integration.html#cfn-apigatewayv2-integration-credentialsarn
   */
  readonly credentials?: IntegrationCredentials;
}

/**
 * An HTTP API integration that invokes a Lambda function.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @example
 * import * as lambda from 'aws-cdk-lib/aws-lambda';
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 * declare const books: lambda.Function;
 *
 * api.addRoutes({ path: '/books', integration: new HttpLambdaIntegration('Books', books) });
 */
export class HttpLambdaIntegration extends HttpRouteIntegration {
  private readonly permissionId: string;

  /**
   * @param id The ID of the integration construct
   * @param handler The function, an alias or a version
   * @param props The properties of the integration
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
   * Returns the configuration of an integration that invokes the function.
   *
   * @param _options The route, and the scope for constructs
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

  /** @param options The route, and the scope for constructs */
  protected override completeBind(options: HttpRouteIntegrationBindOptions): void {
    if (this.props.credentials) {
      return;
    }
    const { route, scope } = options;
    const api = httpApiRefOf(route);
    if (this.props.scopePermissionToRoute ?? true) {
      // The source ARN permits every stage and method of the path
      const sourceArn = executeApiArn(route, api.apiRef.apiId, `*/*${route.path ?? ''}`);
      // This code does not call `permitInvoke`, because each function call adds a frame to the stack trace that the permission records
      this.handler.addPermission(this.permissionId, { scope, principal: apiGatewayPrincipal(), sourceArn });
    } else {
      permitInvokeByApi(scope, this.handler, api, () => HttpApiHelper.fromHttpApi(api).arnForExecuteApi());
    }
  }
}
