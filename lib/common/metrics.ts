import type { MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IConstruct } from 'constructs';

/** The metrics the service publishes, each with the statistic that answers the usual question; in one place. */
export const HttpMetric = {
  CLIENT_ERROR: ['4xx', 'Sum'],
  SERVER_ERROR: ['5xx', 'Sum'],
  DATA_PROCESSED: ['DataProcessed', 'Sum'],
  COUNT: ['Count', 'SampleCount'],
  INTEGRATION_LATENCY: ['IntegrationLatency', undefined],
  LATENCY: ['Latency', undefined],
} as const;

/** The same for WebSocket APIs. */
export const WebSocketMetric = {
  CONNECT_COUNT: ['ConnectCount', 'Sum'],
  MESSAGE_COUNT: ['MessageCount', 'Sum'],
  CLIENT_ERROR: ['ClientError', 'Sum'],
  EXECUTION_ERROR: ['ExecutionError', 'Sum'],
  INTEGRATION_ERROR: ['IntegrationError', 'Sum'],
  INTEGRATION_LATENCY: ['IntegrationLatency', undefined],
} as const;

/** A metric in the namespace of API Gateway, attached to the construct it measures. */
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
