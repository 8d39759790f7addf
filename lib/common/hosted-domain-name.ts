import type { aws_certificatemanager, aws_route53 } from 'aws-cdk-lib/interfaces';
import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Lazy } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { injected } from '../private/injection';
import { enforce } from '../validation/constraint';
import { DOMAIN_IN_ZONE } from '../validation/constraints/domain-name';
import { requireProp } from '../validation/required-prop';
import { IpAddressType } from './api';
import type { MTLSConfig, RoutingMode } from './domain-name';
import { DomainName } from './domain-name';

/**
 * Properties of `HostedDomainName`.
 */
export interface HostedDomainNameProps {
  /**
   * The domain name: lowercase letters, digits, hyphens and dots, or a wildcard such as `*.example.com`. A domain name has at most 253
   * characters, and must be the name of the hosted zone or a subdomain of that name.
   */
  readonly domainName: string;

  /**
   * The public hosted zone. CDK creates the alias records in this zone and, for a new certificate, also the validation record.
   */
  readonly hostedZone: aws_route53.IHostedZoneRef;

  /**
   * An existing certificate, which was issued by AWS Certificate Manager (ACM) or imported into ACM. The certificate must be in the
   * region and account of the domain name.
   *
   * @default - a new certificate for the domain name, which ACM validates with a record in the hosted zone
   */
  readonly certificate?: aws_certificatemanager.ICertificateRef;

  /**
   * The IP address types that clients can use. With `DUAL_STACK`, CDK also creates an AAAA record.
   *
   * @default - IPv4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
   */
  readonly ipAddressType?: IpAddressType;

  /**
   * The truststore for mutual TLS. With mutual TLS, clients must present a certificate.
   *
   * @default - no mutual TLS
   */
  readonly mtls?: MTLSConfig;

  /**
   * The routing mode, which determines whether API Gateway uses API mappings, routing rules or both.
   *
   * @default - API mappings
   */
  readonly routingMode?: RoutingMode;
}

/**
 * A custom domain name with a certificate, and with alias records in a Route 53 hosted zone.
 *
 * The deployment waits until ACM has validated a new certificate. Validation usually takes a few minutes. ACM can validate the certificate
 * only if the hosted zone is authoritative for the domain in public DNS.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 * @resource AWS::ApiGatewayV2::DomainName
 * @example
 * import * as route53 from 'aws-cdk-lib/aws-route53';
 * import { HostedDomainName, HttpApi } from 'cdk-apigatewayv2';
 *
 * declare const hostedZone: route53.IHostedZone;
 *
 * const domainName = new HostedDomainName(this, 'Domain', { domainName: 'api.example.com', hostedZone });
 * new HttpApi(this, 'Shop', { defaultDomainMapping: { domainName } });
 */
export class HostedDomainName extends DomainName {
  /** The ID by which property injectors identify this class. */
  public static override readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.HostedDomainName';

  /** The certificate of the domain name: the certificate that was passed, or a new certificate. */
  public readonly certificate: aws_certificatemanager.ICertificateRef;

  /**
   * Throws `DomainNameOutsideZone` if the domain name is not in the hosted zone.
   *
   * @param scope The scope of the domain name
   * @param id The ID of the construct in the scope
   * @param props The properties of the domain name
   */
  public constructor(scope: Construct, id: string, props: HostedDomainNameProps) {
    props = injected(HostedDomainName.PROPERTY_INJECTION_ID, scope, id, props);
    const { domainName, hostedZone, ipAddressType, mtls, routingMode } = props;
    let certificate = props.certificate;
    // The certificate is a child of the domain name, but the domain name depends on the certificate
    const certificateArn = Lazy.string({ produce: () => (certificate as CfnCertificate).ref });
    super(scope, id, {
      domainName,
      certificate:
        certificate ?? ({ certificateRef: { certificateArn } } as unknown as aws_certificatemanager.ICertificateRef),
      ipAddressType,
      mtls,
      routingMode,
    });

    const { hostedZoneId } = requireProp(this, 'hostedZone', hostedZone).hostedZoneRef;
    // A reference to a hosted zone does not contain the zone name
    const zone = (hostedZone as { readonly zoneName?: string }).zoneName;
    enforce(this, DOMAIN_IN_ZONE, 'domainName', { name: domainName, zone });
    certificate ??= new CfnCertificate(this, 'Certificate', {
      domainName,
      domainValidationOptions: [{ domainName, hostedZoneId }],
      validationMethod: 'DNS',
    });
    this.certificate = certificate;
    for (const type of ipAddressType === IpAddressType.DUAL_STACK ? ['A', 'AAAA'] : ['A']) {
      new CfnRecordSet(this, `${type}Record`, {
        name: domainName,
        type,
        hostedZoneId,
        aliasTarget: { dnsName: this.regionalDomainName, hostedZoneId: this.regionalHostedZoneId },
      });
    }
  }
}
