import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * The CloudWatch metrics of a WebSocket API and of its stages.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-logging.html
 */
export interface IWebSocketMetrics {
  /**
   * The number of connections that were opened.
   *
   * @default - the sum over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricConnectCount(props?: MetricOptions): Metric;

  /**
   * The number of messages that clients sent or received.
   *
   * @default - the sum over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricMessageCount(props?: MetricOptions): Metric;

  /**
   * The number of requests that API Gateway rejected with a 4xx status before it called the integration.
   *
   * @default - the sum over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricClientError(props?: MetricOptions): Metric;

  /**
   * The number of errors that occurred when API Gateway called the integration.
   *
   * @default - the sum over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricExecutionError(props?: MetricOptions): Metric;

  /**
   * The number of requests for which the integration returned a 4xx or 5xx status.
   *
   * @default - the sum over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricIntegrationError(props?: MetricOptions): Metric;

  /**
   * The time between the request to the integration and the response, in milliseconds.
   *
   * @default - the average over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricIntegrationLatency(props?: MetricOptions): Metric;
}
