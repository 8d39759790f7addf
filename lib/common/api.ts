import type { ApiReference, IApi as IAwsApi, IApiRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ResourceProps } from 'aws-cdk-lib/core';
import { Resource } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import { installRules } from '../validation/install';
import type { NamedMetric } from './metrics';
import { apiMetric } from './metrics';

/**
 * An HTTP API or a WebSocket API.
 */
export interface IApi extends IAwsApi {}

/**
 * The IP address types that clients can use to call an API or a domain name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-ip-address-type.html
 */
export enum IpAddressType {
  /** Clients can use IPv4 only. */
  IPV4 = 'ipv4',
  /** Clients can use IPv4 and IPv6. */
  DUAL_STACK = 'dualstack',
}

/**
 * The base class of HTTP and WebSocket APIs.
 *
 * @internal
 */
export abstract class ApiBase extends Resource implements IApi {
  public abstract readonly apiId: string;
  public abstract readonly apiEndpoint: string;

  public constructor(scope: Construct, id: string, props?: ResourceProps) {
    super(scope, id, props);
    installRules(this);
  }

  /** The reference to this API. */
  public get apiRef(): ApiReference {
    return { apiId: this.apiId };
  }

  /**
   * Returns a metric of this API.
   *
   * @default - the average over 5 minutes
   * @param metricName The name of the metric in the namespace `AWS/ApiGateway`
   * @param props The options of the metric, such as statistic and period
   */
  public metric(metricName: string, props?: MetricOptions): Metric {
    return apiMetric(this, metricName, { ApiId: this.apiId }, undefined, props);
  }

  /** @internal */
  protected _metricOf([name, statistic]: NamedMetric, props?: MetricOptions): Metric {
    return apiMetric(this, name, { ApiId: this.apiId }, statistic, props);
  }
}

const FULL_APIS = {
  HTTP: { code: 'NotAnHttpApi', what: 'an HTTP API', type: 'an HttpApi' },
  WEBSOCKET: { code: 'NotAWebSocketApi', what: 'a WebSocket API', type: 'a WebSocketApi' },
} as const;

/** Returns the API construct that a reference belongs to. Throws if the construct is not an API from this library or from aws-cdk-lib. */
export function fullApi<T extends IApi>(scope: IConstruct, ref: IApiRef, protocol: keyof typeof FULL_APIS): T {
  if (!('apiEndpoint' in ref)) {
    const { code, what, type } = FULL_APIS[protocol];
    fail(
      scope,
      code,
      `'${ref.node.path}' is a reference to ${what}, but the construct of the API is required. Use 'apiRef' of the reference, or pass ${type} or an imported API.`,
    );
  }
  return ref as T;
}
