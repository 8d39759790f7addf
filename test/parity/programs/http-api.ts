import { Stack } from 'aws-cdk-lib';
import type { Program } from '../modules';

export const programs: Program[] = [
  {
    name: 'http api: no props',
    build: ({ apigwv2 }, app) => {
      const stack = new Stack(app, 'Stack');
      const api = new apigwv2.HttpApi(stack, 'Api');
      return { url: api.url, count: api.metricCount(), stage: api.defaultStage };
    },
  },
  {
    name: 'fails: http api: two of one id',
    build: ({ apigwv2 }, app) => {
      const stack = new Stack(app, 'Stack');
      new apigwv2.HttpApi(stack, 'Api');
      new apigwv2.HttpApi(stack, 'Api');
    },
  },
];
