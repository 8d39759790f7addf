import type { ParameterMapping } from '../common/parameter-mapping';
import type { HttpRouteIntegrationBindOptions, HttpRouteIntegrationConfig } from '../http/integration';
import { HttpIntegrationType, HttpRouteIntegration, PayloadFormatVersion } from '../http/integration';
import type { HttpIntegrationOptions } from '../http/integration-options';
import { HttpMethod } from '../http/route-key';

/**
 * Properties of a URL integration of an HTTP API.
 */
export interface HttpUrlIntegrationProps extends HttpIntegrationOptions {
  /**
   * The HTTP method of the request to the endpoint. With `HttpMethod.ANY`, API Gateway uses the method of the client's request.
   *
   * @default HttpMethod.ANY
   */
  readonly method?: HttpMethod;

  /**
   * The parameter mapping, which changes the request that the endpoint receives.
   *
   * @default - API Gateway does not change the request
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly parameterMapping?: ParameterMapping;
}

/**
 * An HTTP API integration that calls a public HTTP endpoint.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
 * @example
 * import { HttpApi } from 'cdk-apigatewayv2';
 * import { HttpUrlIntegration } from 'cdk-apigatewayv2/integrations';
 *
 * declare const api: HttpApi;
 *
 * api.addRoutes({ path: '/books', integration: new HttpUrlIntegration('Books', 'https://books.example.com') });
 */
export class HttpUrlIntegration extends HttpRouteIntegration {
  /**
   * @param id The ID of the integration construct
   * @param url The URL, which can contain path parameters of the route, such as `https://example.com/{proxy}`
   * @param props The properties of the integration
   */
  public constructor(
    id: string,
    private readonly url: string,
    private readonly props: HttpUrlIntegrationProps = {},
  ) {
    super(id);
  }

  /**
   * Returns the configuration of an integration that calls the URL.
   *
   * @param _options The route, and the scope for constructs
   */
  public bind(_options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    return {
      type: HttpIntegrationType.HTTP_PROXY,
      uri: this.url,
      method: this.props.method ?? HttpMethod.ANY,
      payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
      parameterMapping: this.props.parameterMapping,
      timeout: this.props.timeout,
      description: this.props.description,
      responseParameterMapping: this.props.responseParameterMapping,
    };
  }
}
