import type { ParameterMapping } from '../common/parameter-mapping';
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

/**
 * What the integrations with a listener of a load balancer share.
 */
export interface HttpListenerIntegrationOptions extends HttpPrivateIntegrationOptions {
  /**
   * Whether the security groups of the load balancer let the VPC link reach the port of the listener. A link without security
   * groups gets one for that, which replaces the link.
   *
   * Throws `ListenerPortUnknown` where the port or the load balancer is not known, and `VpcLinkNotConnectable` for an imported link
   * whose security groups are not known.
   *
   * @default false
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
   */
  readonly openListener?: boolean;

  /**
   * Whether `secureServerName` is the first name without a wildcard that the listener's certificate bears. The certificate and the
   * listener must be of this app; otherwise it throws `SecureServerNameUnknown`.
   *
   * @default false; a warning at listeners that speak HTTPS or TLS, where `secureServerName` is not given
   */
  readonly serverNameFromCertificate?: boolean;
}
