import type { Connections, IConnectable, IVpc } from 'aws-cdk-lib/aws-ec2';
import { Port } from 'aws-cdk-lib/aws-ec2';
import type { IListenerRef } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IPostProcessor, IResolvable, IResolveContext } from 'aws-cdk-lib/core';
import { CfnResource, DefaultTokenResolver, Reference, StringConcat, Token, Tokenization } from 'aws-cdk-lib/core';
import type { IConstruct } from 'constructs';

import type { HttpRouteIntegrationBindOptions, HttpRouteIntegrationConfig } from '../http/integration';
import { fail } from '../validation/errors';
import { requireProp } from '../validation/required-prop';
import { warn } from '../validation/warnings';
import type { PrivateTarget } from './http-private-base';
import { HttpPrivateIntegration } from './http-private-base';
import type { HttpListenerIntegrationOptions } from './http-private-options';

/** A listener that this app creates. The properties are optional, because an imported listener can lack them. */
interface KnownListener {
  readonly connections?: Connections;
  readonly loadBalancer?: { readonly vpc?: IVpc; readonly connections?: Connections };
}

/** The properties that are read from the L1 of a listener. */
interface ListenerResource {
  readonly protocol?: string;
  readonly port?: number;
  readonly certificates?: unknown;
}

/**
 * The base class of integrations that call a listener of a load balancer. The class opens the port of the listener and sets the TLS server
 * name.
 *
 * @internal
 */
export abstract class HttpListenerIntegration extends HttpPrivateIntegration {
  public constructor(
    id: string,
    private readonly listenerRef: IListenerRef,
    private readonly listenerOptions: HttpListenerIntegrationOptions,
    private readonly what: string,
  ) {
    super(id, listenerOptions);
  }

  /**
   * Returns the configuration of an integration that calls the listener through a VPC link.
   *
   * @param options The route, and the scope for constructs
   */
  public override bind(options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    enforceListener(options.route, this.listenerRef);
    const config = super.bind(options);
    if (this.listenerOptions.openListener) {
      this.open(options.route, this._vpcLink(options));
    }
    return { ...config, secureServerName: config.secureServerName ?? this.serverName(options.route) };
  }

  /** @internal */
  protected _target(): PrivateTarget {
    const { listenerArn } = this.listenerRef.listenerRef;
    return { what: this.what, arn: listenerArn, vpc: this.known().loadBalancer?.vpc };
  }

  private known(): KnownListener {
    return this.listenerRef as KnownListener;
  }

  private resource(): ListenerResource {
    const { listenerRef: listener } = this;
    return ((CfnResource.isCfnResource(listener) ? listener : listener.node.defaultChild) ?? {}) as ListenerResource;
  }

  private open(route: IConstruct, link: object): void {
    const connections = this.known().connections ?? this.known().loadBalancer?.connections;
    const { port } = this.resource();
    const opened = connections?.defaultPort ?? (port === undefined ? undefined : Port.tcp(port));
    if (!connections || !opened) {
      fail(
        route,
        'ListenerPortUnknown',
        `the port or the security groups of the listener '${this.listenerRef.node.path}' are unknown, so the port cannot be opened. ` +
          'Remove `openListener` and open the port where the load balancer is created, or import the listener with `defaultPort`.',
      );
    }
    if (!('connections' in link)) {
      fail(
        route,
        'VpcLinkNotConnectable',
        "the security groups of the VPC link are unknown, so the listener cannot allow traffic from the VPC link. Pass 'securityGroups' when you " +
          'import the VPC link.',
      );
    }
    connections.allowFrom(link as IConnectable, opened, 'API Gateway');
  }

  /**
   * Returns a domain name from the certificate if `serverNameFromCertificate` is set. Otherwise, warns if the protocol of the listener is
   * HTTPS or TLS.
   */
  private serverName(route: IConstruct): string | undefined {
    const { protocol, certificates } = this.resource();
    const isSecure = protocol === 'HTTPS' || protocol === 'TLS';
    const wanted = this.listenerOptions.serverNameFromCertificate;
    if (!isSecure && !wanted) {
      return undefined;
    }
    const name = isSecure ? nameOfCertificates(this.listenerRef, certificates) : undefined;
    const path = this.listenerRef.node.path;
    if (!wanted) {
      warn(
        route,
        'SecureServerNameMissing',
        `The listener '${path}' has the protocol ${protocol}, but API Gateway calls the listener without TLS, because 'secureServerName' is not set. Set ` +
          (name === undefined || Token.isUnresolved(name)
            ? "'secureServerName' to a domain name in the certificate of the listener."
            : `'secureServerName: ${name}', or 'serverNameFromCertificate: true'.`),
      );
      return undefined;
    }
    if (name === undefined) {
      fail(
        route,
        'SecureServerNameUnknown',
        `the listener '${path}' ${isSecure ? 'does not have a certificate that this app creates for a domain name without a wildcard' : 'does not have the protocol HTTPS or TLS'}, ` +
          "so the server name is unknown. Set 'secureServerName' instead of 'serverNameFromCertificate'.",
      );
    }
    return name;
  }
}

/** Throws if a value is not a listener, which is possible in untyped code. */
function enforceListener(route: IConstruct, listener: Partial<IListenerRef> | undefined): void {
  const given = requireProp(route, 'listener', listener);
  if (given.listenerRef === undefined) {
    const what = 'loadBalancerRef' in given || 'loadBalancerArn' in given ? 'a load balancer' : 'another object';
    fail(
      route,
      'PropTypeInvalid',
      `'listener' must be a listener of a load balancer, got ${what}${given.node ? ` '${given.node.path}'` : ''}. ` +
        'Use the listener that loadBalancer.addListener() returns.',
    );
  }
}

/** Collects the constructs that a value refers to. The ARN of a certificate is a token that refers to the certificate construct. */
class TargetFinder extends DefaultTokenResolver {
  public readonly targets: IConstruct[] = [];

  public constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) {
      this.targets.push(token.target);
    }
    return super.resolveToken(token, context, postProcessor) as unknown;
  }
}

interface Certificate extends IConstruct {
  readonly domainName?: string;
  readonly subjectAlternativeNames?: string[];
}

/** Returns the first non-wildcard domain name from the certificates that this app creates. */
function nameOfCertificates(scope: IConstruct, certificates: unknown): string | undefined {
  const finder = new TargetFinder();
  Tokenization.resolve(certificates, { scope, resolver: finder, preparing: false });
  return (finder.targets as Certificate[])
    .flatMap(({ domainName, subjectAlternativeNames = [] }) => [domainName, ...subjectAlternativeNames])
    .find((name) => name !== undefined && !name.startsWith('*.'));
}
