import type { ParameterMapping } from '../api/parameter-mapping';
import type { HttpIntegrationOptions } from '../http/integration-options';
import type { HttpMethod } from '../http/route-key';
import type { IVpcLink } from '../http/vpc-link';

/**
 * What the integrations that go through a VPC link share.
 */
export interface HttpPrivateIntegrationOptions extends HttpIntegrationOptions {
  /**
   * The VPC link to go through.
   *
   * @default - one that the API makes for the VPC of the target, where that is known
   */
  readonly vpcLink?: IVpcLink;

  /**
   * The method that the target is called with. `HttpMethod.ANY` keeps that of the request.
   *
   * @default HttpMethod.ANY
   */
  readonly method?: HttpMethod;

  /**
   * The name that the certificate of the target must bear. With it the target is called over HTTPS.
   *
   * @default - the target is called over HTTP
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigatewayv2-integration-tlsconfig.html
   */
  readonly secureServerName?: string;

  /**
   * Changes to the request before the target gets it.
   *
   * @default - the request is passed on as it is
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly parameterMapping?: ParameterMapping;
}
