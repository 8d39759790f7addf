import type { ApiReference, IApi as IAwsApi } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { ResourceProps } from 'aws-cdk-lib/core';
import { Resource } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

import { installRules } from '../validation/install';
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
  /** IPv4 only. */
  IPV4 = 'ipv4',
  /** IPv4 and IPv6. */
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

  public metric(metricName: string, props?: MetricOptions): Metric {
    return apiMetric(this, metricName, { ApiId: this.apiId }, undefined, props);
  }
}
