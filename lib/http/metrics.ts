import type { Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';

/**
 * The CloudWatch metrics of an HTTP API and of its stages.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html
 */
export interface IHttpMetrics {
  /**
   * The number of requests with a 4xx response.
   *
   * @default - the sum over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricClientError(props?: MetricOptions): Metric;

  /**
   * The number of requests with a 5xx response.
   *
   * @default - the sum over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricServerError(props?: MetricOptions): Metric;

  /**
   * The amount of data processed, in bytes.
   *
   * @default - the sum over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricDataProcessed(props?: MetricOptions): Metric;

  /**
   * The number of requests.
   *
   * @default - the sample count over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricCount(props?: MetricOptions): Metric;

  /**
   * The time from when API Gateway forwards a request to the integration until API Gateway receives the response, in milliseconds.
   *
   * @default - the average over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricIntegrationLatency(props?: MetricOptions): Metric;

  /**
   * The time from when API Gateway receives a request until it returns the response, in milliseconds.
   *
   * @default - the average over 5 minutes
   * @param props The options of the metric, such as statistic and period
   */
  metricLatency(props?: MetricOptions): Metric;
}
