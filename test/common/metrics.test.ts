import { Duration } from 'aws-cdk-lib';

import { HttpApi, HttpStage, WebSocketApi } from '../../lib';
import { ENV, stackOf } from '../_helpers/app';

const METRICS = [
  ['metricClientError', '4xx', 'Sum'],
  ['metricServerError', '5xx', 'Sum'],
  ['metricDataProcessed', 'DataProcessed', 'Sum'],
  ['metricCount', 'Count', 'SampleCount'],
  ['metricIntegrationLatency', 'IntegrationLatency', 'Average'],
  ['metricLatency', 'Latency', 'Average'],
] as const;

const api = () => HttpApi.fromHttpApiAttributes(stackOf({ env: ENV }), 'Api', { httpApiId: 'abc' });

describe.each(METRICS)('%s', (method, metricName, statistic) => {
  test('of an API returns a metric with the expected name and statistic, and with the API as its dimension', () => {
    expect(api()[method]()).toMatchObject({
      namespace: 'AWS/ApiGateway',
      metricName,
      statistic,
      dimensions: { ApiId: 'abc' },
      period: Duration.minutes(5),
    });
  });

  test('of a stage returns a metric with the API and the stage as dimensions, even if other dimensions are passed', () => {
    const { stack } = api();
    const httpApi = HttpApi.fromHttpApiAttributes(stack, 'Other', { httpApiId: 'abc' });
    const stage = new HttpStage(stack, 'Stage', { httpApi, stageName: 'dev' });
    const dimensions = { ApiId: 'abc', Stage: 'dev' };
    expect(stage[method]()).toMatchObject({ metricName, statistic, dimensions });
    expect(stage[method]({ dimensionsMap: { Other: 'x' } }).dimensions).toEqual(dimensions);
  });

  test('accepts a different statistic and period', () => {
    const props = { statistic: 'p99', period: Duration.minutes(1) };
    expect(api()[method](props)).toMatchObject(props);
  });
});

test('metric() of an API or stage returns the average by default', () => {
  const stack = stackOf({ env: ENV });
  const webSocket = WebSocketApi.fromWebSocketApiAttributes(stack, 'Api', { webSocketId: 'ws' });
  expect(webSocket.metric('ConnectCount')).toMatchObject({
    metricName: 'ConnectCount',
    statistic: 'Average',
    dimensions: { ApiId: 'ws' },
  });
  expect(api().metric('Count', { dimensionsMap: { Own: 'x' } }).dimensions).toEqual({ Own: 'x' });
});

test('a metric has the environment of its stack', () => {
  const metric = api().metricCount();
  expect(metric.toMetricConfig().metricStat).toMatchObject({ account: ENV.account, region: ENV.region });
});
