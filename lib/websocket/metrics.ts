import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * What CloudWatch measures of a WebSocket API and of its stages.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html
 */
export interface IWebSocketMetrics {
  /**
   * The number of connections that were opened.
   *
   * @default - the sum over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricConnectCount(props?: MetricOptions): Metric;

  /**
   * The number of messages, to and from clients.
   *
   * @default - the sum over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricMessageCount(props?: MetricOptions): Metric;

  /**
   * Requests that were answered with a 4xx status before the integration was called.
   *
   * @default - the sum over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricClientError(props?: MetricOptions): Metric;

  /**
   * Calls of the integration that failed in API Gateway.
   *
   * @default - the sum over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricExecutionError(props?: MetricOptions): Metric;

  /**
   * Requests that the integration answered with a 4xx or 5xx status.
   *
   * @default - the sum over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricIntegrationError(props?: MetricOptions): Metric;

  /**
   * The time from calling the integration to having its answer, in milliseconds.
   *
   * @default - the average over 5 minutes
   * @param props the options of the metric, such as statistic and period
   */
  metricIntegrationLatency(props?: MetricOptions): Metric;
}
