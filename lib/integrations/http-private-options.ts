import type { ParameterMapping } from '../common/parameter-mapping';
import type { HttpIntegrationOptions } from '../http/integration-options';
import type { HttpMethod } from '../http/route-key';
import type { IVpcLink } from '../http/vpc-link';

/**
 * Options of integrations that use a VPC link.
 */
export interface HttpPrivateIntegrationOptions extends HttpIntegrationOptions {
  /**
   * The VPC link through which API Gateway calls the target.
   *
   * @default - a VPC link that the API creates for the VPC of the target. If the VPC is unknown, the route throws `VpcLinkUnknown`
   */
  readonly vpcLink?: IVpcLink;

  /**
   * The HTTP method of the request to the target. With `HttpMethod.ANY`, API Gateway uses the method of the client's request.
   *
   * @default HttpMethod.ANY
   */
  readonly method?: HttpMethod;

  /**
   * The server name that the certificate of the target must contain. If the server name is set, API Gateway calls the target over HTTPS.
   *
   * @default - API Gateway calls the target over HTTP
   * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-apigatewayv2-integration-tlsconfig.html
   */
  readonly secureServerName?: string;

  /**
   * The parameter mapping, which changes the request that the target receives.
   *
   * @default - API Gateway does not change the request
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-parameter-mapping.html
   */
  readonly parameterMapping?: ParameterMapping;
}

/**
 * Options of integrations that call a listener of a load balancer.
 */
export interface HttpListenerIntegrationOptions extends HttpPrivateIntegrationOptions {
  /**
   * Whether to permit traffic from the VPC link to the port of the listener, with a rule in the security groups of the load balancer.
   *
   * If the VPC link does not have a security group, CDK creates one. If this VPC link is already deployed, CloudFormation then replaces
   * the VPC link.
   *
   * Throws `ListenerPortUnknown` if the port or the security groups of the listener are unknown, and `VpcLinkNotConnectable` if the VPC
   * link is imported without security groups.
   *
   * @default false
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vpc-links.html
   */
  readonly openListener?: boolean;

  /**
   * Whether to set `secureServerName` to the first non-wildcard domain name in the certificate of the listener.
   *
   * Throws `SecureServerNameUnknown` if this app does not create the listener and its certificate, if the protocol of the listener is not
   * HTTPS or TLS, or if every domain name in the certificate has a wildcard.
   *
   * @default - false. A listener with HTTPS or TLS causes the warning `SecureServerNameMissing` if `secureServerName` is not set
   */
  readonly serverNameFromCertificate?: boolean;
}
