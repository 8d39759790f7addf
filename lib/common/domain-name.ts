import type { aws_certificatemanager } from 'aws-cdk-lib/interfaces';
import type { DomainNameReference, IDomainName as IAwsDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { Lazy, Resource, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { isCorrected } from '../private/corrections';
import { injected } from '../private/injection';
import { enforce } from '../validation/constraint';
import { DOMAIN_CONFIGURATIONS, DOMAIN_NAME, DOMAIN_TLS } from '../validation/constraints/domain-name';
import { installRules } from '../validation/install';
import { requireProp } from '../validation/required-prop';
import type { IpAddressType } from './api';

/**
 * The oldest TLS version that a domain name accepts.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
 */
export enum SecurityPolicy {
  /** TLS 1.0, which API Gateway does not support for domain names of HTTP and WebSocket APIs. */
  TLS_1_0 = 'TLS_1_0',
  /** TLS 1.2 or TLS 1.3. */
  TLS_1_2 = 'TLS_1_2',
}

/**
 * The type of a domain name's endpoint.
 */
export enum EndpointType {
  /** An edge-optimized endpoint, which only the domain names of `aws-cdk-lib/aws-apigateway` support. */
  EDGE = 'EDGE',
  /** A Regional endpoint, the only type for HTTP and WebSocket APIs. */
  REGIONAL = 'REGIONAL',
}

/**
 * The routing mode of a domain name, which determines how API Gateway selects the API for a request.
 *
 * Changing the mode deletes neither API mappings nor routing rules. API Gateway ignores the API mappings or routing rules that the mode
 * does not use.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/rest-api-routing-mode.html
 */
export enum RoutingMode {
  /** API Gateway uses API mappings only. `API_MAPPING_ONLY` is the default routing mode. */
  API_MAPPING_ONLY = 'API_MAPPING_ONLY',
  /** API Gateway uses only routing rules. Routing rules support only REST APIs. */
  ROUTING_RULE_ONLY = 'ROUTING_RULE_ONLY',
  /** API Gateway uses routing rules first, and API mappings if no rule matches. */
  ROUTING_RULE_THEN_API_MAPPING = 'ROUTING_RULE_THEN_API_MAPPING',
}

/**
 * A custom domain name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 */
export interface IDomainName extends IAwsDomainName {}

/**
 * The attributes of an existing domain name.
 */
export interface DomainNameAttributes {
  /**
   * The custom domain name, such as `api.example.com`.
   */
  readonly name: string;

  /**
   * The host name of the Regional endpoint.
   */
  readonly regionalDomainName: string;

  /**
   * The ID of the Route 53 hosted zone of the Regional endpoint.
   */
  readonly regionalHostedZoneId: string;
}

/**
 * Options for an endpoint of a domain name.
 */
export interface EndpointOptions {
  /**
   * The certificate, which was issued by AWS Certificate Manager (ACM) or imported into ACM.
   *
   * The certificate must cover the domain name, and must be in the region and account of the domain name.
   */
  readonly certificate: aws_certificatemanager.ICertificateRef;

  /**
   * A name for the certificate: 1 to 128 characters.
   *
   * @default - no name
   */
  readonly certificateName?: string;

  /**
   * The type of the endpoint. API Gateway supports `REGIONAL` only.
   *
   * @default EndpointType.REGIONAL
   */
  readonly endpointType?: EndpointType;

  /**
   * The oldest TLS version that the endpoint accepts. API Gateway supports `TLS_1_2` only.
   *
   * @default SecurityPolicy.TLS_1_2
   */
  readonly securityPolicy?: SecurityPolicy;

  /**
   * A public ACM certificate that proves that you own the domain.
   *
   * Mutual TLS requires this certificate if `certificate` is imported or issued by a private CA. The certificate has no effect without
   * `mtls`.
   *
   * @default - no ownership certificate
   */
  readonly ownershipCertificate?: aws_certificatemanager.ICertificateRef;

  /**
   * The IP address types that clients can use.
   *
   * @default - IPv4
   * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
   */
  readonly ipAddressType?: IpAddressType;
}

/**
 * Properties of `DomainName`.
 */
export interface DomainNameProps extends EndpointOptions {
  /**
   * The domain name: lowercase letters, digits, hyphens and dots, or a wildcard such as `*.example.com`. A domain name has at most 253
   * characters.
   */
  readonly domainName: string;

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
 * The truststore for mutual TLS.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-mutual-tls.html
 */
export interface MTLSConfig {
  /**
   * The bucket that contains the truststore. The bucket must be in the region of the domain name.
   */
  readonly bucket: IBucket;

  /**
   * The object key of the truststore in the bucket. The truststore is a PEM file that contains the CA certificates that API Gateway
   * trusts.
   *
   * The truststore must exist in the bucket when the domain name is created.
   */
  readonly key: string;

  /**
   * The version of the truststore: 1 to 64 characters. If you specify a version, versioning must be enabled for the bucket.
   *
   * @default - the latest version
   */
  readonly version?: string;

  /**
   * Whether to disable the default endpoints of the APIs that are mapped to the domain name.
   *
   * A default endpoint does not require a client certificate.
   *
   * If true, CDK sets `disableExecuteApiEndpoint` to true for each mapped API that this app creates, unless the API specifies
   * `disableExecuteApiEndpoint`. If an API sets `disableExecuteApiEndpoint` to false, mapping it to this domain name throws
   * `DefaultEndpointKept`. CDK cannot change imported APIs.
   *
   * @default false
   */
  readonly disableDefaultEndpoints?: boolean;
}

/**
 * A custom domain name for HTTP, WebSocket and REST APIs.
 *
 * A custom domain name needs a certificate and a DNS record. `HostedDomainName` creates the certificate, and creates the record in a Route
 * 53 hosted zone.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-custom-domain-names.html
 * @resource AWS::ApiGatewayV2::DomainName
 * @example
 * import * as acm from 'aws-cdk-lib/aws-certificatemanager';
 * import { DomainName, HttpApi } from 'cdk-apigatewayv2';
 *
 * declare const certificate: acm.ICertificate;
 *
 * const domainName = new DomainName(this, 'Domain', { domainName: 'api.example.com', certificate });
 * new HttpApi(this, 'Shop', { defaultDomainMapping: { domainName } });
 */
export class DomainName extends Resource implements IDomainName {
  /** The ID by which property injectors identify this class. */
  public static readonly PROPERTY_INJECTION_ID: string = 'aws-cdk-lib.aws-apigatewayv2.DomainName';

  /**
   * Imports an existing domain name.
   *
   * @param scope The scope of the import
   * @param id The ID of the construct in the scope
   * @param attrs The attributes of the domain name
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
            // The ARN of a domain name does not contain an account ID
            ...(isCorrected(this, 'importedDomainNameArn') ? { account: '' } : {}),
            resource: '/domainnames',
            resourceName: this.name,
          }),
        };
      }
    }
    return new Import(scope, id);
  }

  /** The custom domain name, such as `api.example.com`. */
  public readonly name: string;

  /** The routing mode of the domain name, or undefined if it is not specified. */
  public readonly routingMode?: RoutingMode;

  /** @internal */
  public readonly _disablesDefaultEndpoints: boolean;

  private readonly endpoints: CfnDomainName.DomainNameConfigurationProperty[] = [];
  private readonly resource: CfnDomainName;

  /**
   * Throws `DomainNameInvalid` if `domainName` is not a host name, `DomainTlsUnsupported` for TLS 1.0, and `RequiredPropMissing` if
   * `domainName` or `certificate` is missing.
   *
   * @param scope The scope of the domain name
   * @param id The ID of the construct in the scope
   * @param props The properties of the domain name
   */
  public constructor(scope: Construct, id: string, props: DomainNameProps) {
    props = injected(DomainName.PROPERTY_INJECTION_ID, scope, id, props);
    super(scope, id);

    installRules(this);
    enforce(this, DOMAIN_NAME, 'domainName', requireProp(this, 'domainName', props.domainName));
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

  /** The host name of the Regional endpoint. The DNS record of the domain name points to this host name. */
  public get regionalDomainName(): string {
    return this.resource.attrRegionalDomainName;
  }

  /** The ID of the Route 53 hosted zone of the Regional endpoint. */
  public get regionalHostedZoneId(): string {
    return this.resource.attrRegionalHostedZoneId;
  }

  /** The ARN of the domain name. For an imported domain name, use `domainNameRef.domainNameArn`. */
  public get domainNameArn(): string {
    return this.resource.attrDomainNameArn;
  }

  /** The reference to this domain name. */
  public get domainNameRef(): DomainNameReference {
    return { domainName: this.name, domainNameArn: this.resource.attrDomainNameArn };
  }

  /**
   * Adds an endpoint whose type differs from the types of the existing endpoints.
   *
   * API Gateway v2 supports exactly one endpoint for each domain name, so synthesis reports `DomainConfigurationCount` for a domain name
   * with several endpoints. Throws `DomainConfigurationCount` if the domain name already has an endpoint of that type.
   *
   * @param options The options of the endpoint
   */
  public addEndpoint(options: EndpointOptions): void {
    const endpointType = options.endpointType ?? EndpointType.REGIONAL;
    const types = this.endpoints.map((endpoint) => endpoint.endpointType);
    if (types.includes(endpointType)) {
      enforce(this, DOMAIN_CONFIGURATIONS, 'addEndpoint', {
        count: types.length + 1,
        types: [...types, endpointType],
      });
    }
    enforce(this, DOMAIN_TLS, 'securityPolicy', options.securityPolicy);
    this.endpoints.push({
      certificateArn: certificateArn(requireProp(this, 'certificate', options.certificate)),
      certificateName: options.certificateName,
      endpointType,
      ipAddressType: options.ipAddressType,
      ownershipVerificationCertificateArn: options.ownershipCertificate && certificateArn(options.ownershipCertificate),
      securityPolicy: options.securityPolicy,
    });
  }
}

/**
 * Returns the ARN of a certificate. Before aws-cdk-lib 2.264.0, `certificateRef` contained the ARN in `certificateId`, not in
 * `certificateArn`.
 */
function certificateArn({ certificateRef }: aws_certificatemanager.ICertificateRef): string | undefined {
  const reference: { readonly certificateArn?: string; readonly certificateId?: string } = certificateRef;
  return reference.certificateArn ?? reference.certificateId;
}
