import type { Stack } from 'aws-cdk-lib';
import { App, Duration } from 'aws-cdk-lib';
import { HttpApi as AwsHttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Distribution, OriginIpAddressType } from 'aws-cdk-lib/aws-cloudfront';

import { HttpApi, HttpStage } from '../../lib';
import type { HttpApiOriginProps } from '../../lib/cloudfront';
import { HttpApiOrigin } from '../../lib/cloudfront';
import type { IHttpApiRef } from '../../lib/http/api-interface';
import { idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';

/** Creates a distribution with an origin for the API, and returns the rendered origin without its ID. */
function originOf(stack: Stack, api: IHttpApiRef, props?: HttpApiOriginProps) {
  new Distribution(stack, 'Distribution', { defaultBehavior: { origin: new HttpApiOrigin(api, props) } });
  const { DistributionConfig } = one(stack, 'AWS::CloudFront::Distribution');
  const { Id, ...origin } = DistributionConfig.Origins[0];
  expect(DistributionConfig.DefaultCacheBehavior.TargetOriginId).toBe(Id);
  return origin;
}

test('an origin uses the default endpoint over HTTPS', () => {
  const stack = stackOf();
  const origin = originOf(stack, new HttpApi(stack, 'Api'));
  expect(origin).toEqual({
    CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
    DomainName: {
      'Fn::Join': [
        '',
        [{ Ref: idsOf(stack, 'Api')[0] }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }],
      ],
    },
  });
});

test('an origin accepts headers and timeouts', () => {
  const stack = stackOf();
  const origin = originOf(stack, new HttpApi(stack, 'Api'), {
    customHeaders: { 'x-from': 'cloudfront' },
    ipAddressType: OriginIpAddressType.DUALSTACK,
    keepaliveTimeout: Duration.seconds(20),
    readTimeout: Duration.seconds(29),
  });
  expect(origin).toMatchObject({
    CustomOriginConfig: { IpAddressType: 'dualstack', OriginKeepaliveTimeout: 20, OriginReadTimeout: 29 },
    OriginCustomHeaders: [{ HeaderName: 'x-from', HeaderValue: 'cloudfront' }],
  });
});

test.each([
  ['$default', undefined, undefined],
  ['$default', '/books', '/books'],
  ['beta', undefined, '/beta'],
  ['beta', '/books', '/beta/books'],
  ['beta', 'books', '/beta/books'],
])('an origin with the stage %p and the path %p has the origin path %p', (stageName, originPath, expected) => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
  const stage = api.addStage('Stage', { stageName });
  expect(originOf(stack, api, { stage, originPath }).OriginPath).toBe(expected);
});

test('the domain name of an origin contains the region of the API, not the region of the distribution', () => {
  const app = new App();
  const account = '111111111111';
  const there = stackOf({ app, id: 'There', env: { account, region: 'eu-west-1' } });
  const here = stackOf({ app, id: 'Here', env: { account, region: 'us-east-1' } });
  const api = HttpApi.fromHttpApiAttributes(there, 'Api', { httpApiId: 'abc' });
  const stage = HttpStage.fromHttpStageAttributes(there, 'Stage', { api, stageName: 'live' });
  const origin = originOf(here, api, { stage });
  expect(origin.DomainName).toEqual({ 'Fn::Join': ['', ['abc.execute-api.eu-west-1.', { Ref: 'AWS::URLSuffix' }]] });
  expect(origin.OriginPath).toBe('/live');
});

test('an origin accepts an API from aws-cdk-lib', () => {
  const stack = stackOf();
  const api = new AwsHttpApi(stack, 'Api') as unknown as IHttpApiRef;
  expect(originOf(stack, api)).not.toHaveProperty('OriginPath');
});

test('an origin fails for an API without a stage', () => {
  const stack = stackOf();
  expectFailure(() => new HttpApiOrigin(new HttpApi(stack, 'Api', { createDefaultStage: false })), {
    code: 'StageMissing',
    path: 'Stack/Api',
    given: 'no default stage',
    fix: 'Set `stage`',
  });
});

test('an origin fails for a stage of another API', () => {
  const stack = stackOf();
  const stage = new HttpApi(stack, 'Other').defaultStage!;
  expectFailure(() => new HttpApiOrigin(new HttpApi(stack, 'Api'), { stage }), {
    code: 'StageOfAnotherApi',
    path: 'Stack/Api',
    given: 'Stack/Other/DefaultStage',
    fix: 'Pass a stage of this API',
  });
});

test('an origin fails for an API with a disabled default endpoint', () => {
  const stack = stackOf();
  expectFailure(() => new HttpApiOrigin(new HttpApi(stack, 'Api', { disableExecuteApiEndpoint: true })), {
    code: 'ApiEndpointDisabled',
    path: 'Stack/Api',
    given: 'disableExecuteApiEndpoint: true',
    fix: 'custom domain name',
  });
});
