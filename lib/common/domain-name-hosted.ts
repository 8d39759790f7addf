import type { aws_certificatemanager, aws_route53 } from 'aws-cdk-lib/interfaces';
import { CfnCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import { Lazy, Token } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { IpAddressType } from './api';
import type { MTLSConfig, RoutingMode } from './domain-name';
import { DomainName } from './domain-name';

/**
 * Properties of a domain name in a hosted zone of Route 53.
 */
export interface HostedDomainNameProps {
  /**
   * The domain name, which is that of the zone or below it: lower case, without underscores, or a wildcard such as `*.example.com`.
   */
  readonly domainName: string;

  /**
   * The public hosted zone that gets the records: those that prove who owns the name, and those that lead clients to it.
   */
  readonly hostedZone: aws_route53.IHostedZoneRef;

  /**
   * A certificate that there is already, issued by ACM or imported into it, in the region of the API.
   *
   * @default - one for the domain name, which ACM validates by a record in the zone
   */
  readonly certificate?: aws_certificatemanager.ICertificateRef;

  /**
   * The IP address types that the endpoint answers on. With `DUAL_STACK` there is an AAAA record too.
   *
   * @default - IPv4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
   */
  readonly ipAddressType?: IpAddressType;

  /**
   * Mutual TLS: clients show a certificate too.
   *
   * @default - clients show no certificate
   */
  readonly mtls?: MTLSConfig;

  /**
   * Whether API mappings, routing rules or both find the API that takes a request.
   *
   * @default - API mappings
   */
  readonly routingMode?: RoutingMode;
}

/**
 * A custom domain name with all that it needs: a certificate, and records that lead to it.
 *
 * The deployment waits until ACM has seen its record, which takes some minutes. The zone must answer for the domain in public DNS by then.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 * @resource AWS::ApiGatewayV2::DomainName
 */
export class HostedDomainName extends DomainName {
  /** The ID under which property injectors know this class. */
  public static override readonly PROPERTY_INJECTION_ID: string = 'cdk-apigatewayv2.HostedDomainName';

  /** The certificate of the domain name: the one that was given, or the one that was made. */
  public readonly certificate: aws_certificatemanager.ICertificateRef;

  /**
   * Throws `DomainNameOutsideZone` where the name is not in the zone.
   *
   * @param scope the construct that the domain name belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: HostedDomainNameProps) {
    props = injected(HostedDomainName.PROPERTY_INJECTION_ID, scope, id, props);
    const { domainName, hostedZone, ipAddressType, mtls, routingMode } = props;
    let certificate = props.certificate;
    // The certificate is a child of the domain name, which is not there before it has one
    const certificateArn = Lazy.string({ produce: () => (certificate as CfnCertificate).ref });
    super(scope, id, {
      domainName,
      certificate:
        certificate ?? ({ certificateRef: { certificateArn } } as unknown as aws_certificatemanager.ICertificateRef),
      ipAddressType,
      mtls,
      routingMode,
    });

    this.checkZone(domainName, hostedZone);
    const { hostedZoneId } = hostedZone.hostedZoneRef;
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

  private checkZone(domainName: string, hostedZone: aws_route53.IHostedZoneRef): void {
    // A reference alone does not tell the name
    const zoneName = (hostedZone as { readonly zoneName?: string }).zoneName?.replace(/\.$/, '');
    if (zoneName === undefined || Token.isUnresolved(zoneName) || Token.isUnresolved(domainName)) {
      return;
    }
    if (domainName !== zoneName && !domainName.endsWith(`.${zoneName}`)) {
      fail(
        this,
        'DomainNameOutsideZone',
        `the domain name must be in the hosted zone '${zoneName}', got '${domainName}'. ` +
          `Write a name such as 'api.${zoneName}', or give the zone of the name.`,
      );
    }
  }
}
