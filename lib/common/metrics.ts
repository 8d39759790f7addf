import type { IApiRef } from 'aws-cdk-lib/aws-apigatewayv2';
import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';

import { fail } from '../validation/errors';
import type { IStage } from './stage';

/** The name and the default statistic of a metric. If the statistic is undefined, CDK uses the average. */
export type NamedMetric = readonly [name: string, statistic: string | undefined];

/** The metrics that API Gateway publishes for HTTP APIs, with the default statistic of each metric. */
export const HttpMetric = {
  CLIENT_ERROR: ['4xx', 'Sum'],
  SERVER_ERROR: ['5xx', 'Sum'],
  DATA_PROCESSED: ['DataProcessed', 'Sum'],
  COUNT: ['Count', 'SampleCount'],
  INTEGRATION_LATENCY: ['IntegrationLatency', undefined],
  LATENCY: ['Latency', undefined],
} as const;

/** The metrics that API Gateway publishes for WebSocket APIs, with the default statistic of each metric. */
export const WebSocketMetric = {
  CONNECT_COUNT: ['ConnectCount', 'Sum'],
  MESSAGE_COUNT: ['MessageCount', 'Sum'],
  CLIENT_ERROR: ['ClientError', 'Sum'],
  EXECUTION_ERROR: ['ExecutionError', 'Sum'],
  INTEGRATION_ERROR: ['IntegrationError', 'Sum'],
  INTEGRATION_LATENCY: ['IntegrationLatency', undefined],
} as const;

/** Returns a metric in the namespace `AWS/ApiGateway`, attached to the construct that the metric measures. */
export function apiMetric(
  scope: IConstruct,
  metricName: string,
  dimensionsMap: { [name: string]: string },
  statistic?: string,
  props?: MetricOptions,
): Metric {
  return new Metric({
    namespace: 'AWS/ApiGateway',
    metricName,
    ...(statistic ? { statistic } : {}),
    dimensionsMap,
    ...props,
  }).attachTo(scope);
}

/**
 * Returns a metric of a route in a stage. If no stage is passed, the default stage of the API is used. Throws `RouteMetricWithoutStage` if
 * no stage is passed and the API does not have a default stage.
 */
export function routeMetric(
  route: IConstruct,
  api: IApiRef & { readonly defaultStage?: IStage },
  [name, statistic]: NamedMetric,
  dimensions: { [name: string]: string },
  { stage = api.defaultStage, ...options }: MetricOptions & { readonly stage?: IStage } = {},
): Metric {
  if (!stage) {
    fail(
      route,
      'RouteMetricWithoutStage',
      'route metrics need a stage, but this API has no default stage. Pass `stage`.',
    );
  }
  return apiMetric(route, name, { ApiId: api.apiRef.apiId, Stage: stage.stageName, ...dimensions }, statistic, options);
}
