import type { aws_certificatemanager } from 'aws-cdk-lib/interfaces';
import type { DomainNameReference, IDomainName as IAwsDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Lazy, Resource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { isCorrected } from '../private/corrections';
import { fail } from '../validation/errors';
import { injected } from '../private/injection';
import { installRules } from '../validation/install';
import type { IpAddressType } from './api';

/**
 * The oldest TLS version that a domain name accepts.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
 */
export enum SecurityPolicy {
  /** TLS 1.0, which HTTP and WebSocket APIs no longer take. */
  TLS_1_0 = 'TLS_1_0',
  /** TLS 1.2; TLS 1.3 is accepted too. */
  TLS_1_2 = 'TLS_1_2',
}

/**
 * The type of a domain name's endpoint.
 */
export enum EndpointType {
  /** Edge-optimized, which only REST APIs take. */
  EDGE = 'EDGE',
  /** Regional. */
  REGIONAL = 'REGIONAL',
}

/**
 * How a domain name finds the API that takes a request.
 *
 * Switching hides what the new mode does not read, and deletes nothing.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html
 */
export enum RoutingMode {
  /** By API mappings. This is the mode of a domain name that names none. */
  API_MAPPING_ONLY = 'API_MAPPING_ONLY',
  /** By routing rules, which lead to REST APIs only. */
  ROUTING_RULE_ONLY = 'ROUTING_RULE_ONLY',
  /** By routing rules, and by API mappings where no rule matches. */
  ROUTING_RULE_THEN_API_MAPPING = 'ROUTING_RULE_THEN_API_MAPPING',
}

/**
 * A custom domain name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 */
export interface IDomainName extends IAwsDomainName {}

/**
 * What identifies an existing domain name.
 */
export interface DomainNameAttributes {
  /**
   * The domain name itself.
   */
  readonly name: string;

  /**
   * The host name of its regional endpoint.
   */
  readonly regionalDomainName: string;

  /**
   * The ID of the Route 53 hosted zone of its regional endpoint.
   */
  readonly regionalHostedZoneId: string;
}

/**
 * An endpoint of a domain name.
 */
export interface EndpointOptions {
  /**
   * The certificate, issued by ACM or imported into it, in the region of the API.
   */
  readonly certificate: aws_certificatemanager.ICertificateRef;

  /**
   * A name for the certificate.
   *
   * @default - none
   */
  readonly certificateName?: string;

  /**
   * The type of the endpoint. HTTP and WebSocket APIs take `REGIONAL` only.
   *
   * @default EndpointType.REGIONAL
   */
  readonly endpointType?: EndpointType;

  /**
   * The oldest TLS version that is accepted.
   *
   * @default SecurityPolicy.TLS_1_2
   */
  readonly securityPolicy?: SecurityPolicy;

  /**
   * A public certificate of ACM that proves who owns the domain. Needed only for mutual TLS where `certificate` is imported or
   * from a private CA.
   *
   * @default - none
   */
  readonly ownershipCertificate?: aws_certificatemanager.ICertificateRef;

  /**
   * The IP address types that the endpoint answers on.
   *
   * @default - IPv4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
   */
  readonly ipAddressType?: IpAddressType;
}

/**
 * Properties of a domain name.
 */
export interface DomainNameProps extends EndpointOptions {
  /**
   * The domain name: lower case, without underscores, or a wildcard such as `*.example.com`.
   */
  readonly domainName: string;

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
 * Where the trust store of mutual TLS is.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html
 */
export interface MTLSConfig {
  /**
   * The bucket that holds the trust store.
   */
  readonly bucket: IBucket;

  /**
   * The key of the trust store in the bucket: a PEM file with the certificates of the authorities.
   */
  readonly key: string;

  /**
   * The version of the object. The bucket must be versioned then.
   *
   * @default - the newest
   */
  readonly version?: string;

  /**
   * Whether the APIs of this app that are mapped to the domain name lose their default endpoint, which asks for no certificate.
   *
   * It sets `disableExecuteApiEndpoint` of those that do not set it; one that sets it to false is refused with
   * `DefaultEndpointKept`. APIs that exist already stay as they are.
   *
   * @default false
   */
  readonly disableDefaultEndpoints?: boolean;
}

/**
 * A custom domain name for HTTP, WebSocket and REST APIs.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 * @resource AWS::ApiGatewayV2::DomainName
 */
export class DomainName extends Resource implements IDomainName {
  /** The ID under which property injectors know this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.DomainName';

  /**
   * Refers to an existing domain name.
   *
   * @param scope the construct that the reference belongs to
   * @param id its ID in that scope
   * @param attrs what identifies the domain name
   */
  public static fromDomainNameAttributes(scope: Construct, id: string, attrs: DomainNameAttributes): IDomainName {
    class Import extends Resource implements IDomainName {
      public readonly name = attrs.name;
      public readonly regionalDomainName = attrs.regionalDomainName;
      public readonly regionalHostedZoneId = attrs.regionalHostedZoneId;

      public get domainNameRef(): DomainNameReference {
        return {
          domainName: this.name,
          domainNameArn: Stack.of(this).formatArn({
            service: 'apigateway',
            // The ARN of a domain name holds no account.
            ...(isCorrected(this, 'importedDomainNameArn') ? { account: '' } : {}),
            resource: '/domainnames',
            resourceName: this.name,
          }),
        };
      }
    }
    return new Import(scope, id);
  }

  /** The domain name itself. */
  public readonly name: string;

  /** How the domain name finds the API that takes a request; undefined where it was not given. */
  public readonly routingMode?: RoutingMode;

  /** @internal */
  public readonly _disablesDefaultEndpoints: boolean;

  private readonly endpoints: CfnDomainName.DomainNameConfigurationProperty[] = [];
  private readonly resource: CfnDomainName;

  /**
   * @param scope the construct that the domain name belongs to
   * @param id its ID in that scope
   * @param props its properties
   */
  public constructor(scope: Construct, id: string, props: DomainNameProps) {
    props = injected(DomainName.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    if (props.domainName === '') {
      fail(
        this,
        'DomainNameEmpty',
        "`domainName` must not be ''. Give the name that clients use, such as 'api.example.com'.",
      );
    }
    if (props.ownershipCertificate && !props.mtls) {
      fail(
        this,
        'OwnershipCertificateWithoutMtls',
        "'ownershipCertificate' is only for mutual TLS, and there is no 'mtls'. Give 'mtls' too, or drop the certificate.",
      );
    }
    this.resource = new CfnDomainName(this, 'Resource', {
      domainName: props.domainName,
      domainNameConfigurations: Lazy.any({ produce: () => this.endpoints }),
      mutualTlsAuthentication: props.mtls && {
        truststoreUri: props.mtls.bucket.s3UrlForObject(props.mtls.key),
        truststoreVersion: props.mtls.version,
      },
      routingMode: props.routingMode,
    });
    this.name = this.resource.ref;
    this.routingMode = props.routingMode;
    this._disablesDefaultEndpoints = props.mtls?.disableDefaultEndpoints ?? false;
    this.addEndpoint(props);
  }

  /** The host name of the regional endpoint, which DNS records point to. */
  public get regionalDomainName(): string {
    return this.resource.attrRegionalDomainName;
  }

  /** The ID of the Route 53 hosted zone of the regional endpoint. */
  public get regionalHostedZoneId(): string {
    return this.resource.attrRegionalHostedZoneId;
  }

  /** The ARN of the domain name. An imported one has it in `domainNameRef`. */
  public get domainNameArn(): string {
    return this.resource.attrDomainNameArn;
  }

  /** The reference to this domain name. */
  public get domainNameRef(): DomainNameReference {
    return { domainName: this.name, domainNameArn: this.resource.attrDomainNameArn };
  }

  /**
   * Adds an endpoint of another type, to move a domain name from one type to the other.
   *
   * Throws `EndpointTypeDuplicate` where the domain name has an endpoint of that type.
   *
   * @param options the endpoint
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-regional-api-custom-domain-migrate.html
   */
  public addEndpoint(options: EndpointOptions): void {
    const endpointType = options.endpointType ?? EndpointType.REGIONAL;
    if (this.endpoints.some((endpoint) => endpoint.endpointType === endpointType)) {
      fail(
        this,
        'EndpointTypeDuplicate',
        `the domain name already has an endpoint of type ${endpointType}. A domain name takes one endpoint of each type.`,
      );
    }
    this.endpoints.push({
      certificateArn: certificateArn(options.certificate),
      certificateName: options.certificateName,
      endpointType,
      ipAddressType: options.ipAddressType,
      ownershipVerificationCertificateArn: options.ownershipCertificate && certificateArn(options.ownershipCertificate),
      securityPolicy: options.securityPolicy,
    });
  }
}

/** Before aws-cdk-lib 2.264.0 the reference of a certificate named its ARN `certificateId`. */
function certificateArn({ certificateRef }: aws_certificatemanager.ICertificateRef): string | undefined {
  const reference: { readonly certificateArn?: string; readonly certificateId?: string } = certificateRef;
  return reference.certificateArn ?? reference.certificateId;
}
