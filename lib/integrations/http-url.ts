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
   * The method that the endpoint is called with. `HttpMethod.ANY` keeps that of the request.
   *
   * @default HttpMethod.ANY
   */
  readonly method?: HttpMethod;

  /**
   * Changes to the request before the endpoint gets it.
   *
   * @default - the request is passed on as it is
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly parameterMapping?: ParameterMapping;
}

/**
 * Calls an HTTP endpoint on the internet.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-http.html
 */
export class HttpUrlIntegration extends HttpRouteIntegration {
  /**
   * @param id the ID of the integration construct
   * @param url the URL, which can hold path parameters of the route, as in `https://example.com/{proxy}`
   * @param props its properties
   */
  public constructor(
    id: string,
    private readonly url: string,
    private readonly props: HttpUrlIntegrationProps = {},
  ) {
    super(id);
  }

  /**
   * Says that the route calls the URL.
   *
   * @param _options the route, and a scope for constructs
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
