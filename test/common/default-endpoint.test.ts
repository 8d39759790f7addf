import { MockIntegration, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { CfnApi, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib';
import { CfnParameter, Token } from 'aws-cdk-lib';

import { ApiMapping, DomainName, HttpApi, RestApiMapping } from '../../lib';
import { one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { certificate } from '../parity/fixtures';

const domainOf = (stack: Stack, disableDefaultEndpoints?: boolean) =>
  new DomainName(stack, 'Domain', {
    domainName: 'a.example.com',
    certificate: certificate(stack),
    mtls: { bucket: Bucket.fromBucketName(stack, 'Bucket', 'trust'), key: 'ca.pem', disableDefaultEndpoints },
  });

test('an API has no default endpoint if it is mapped to a domain name that disables default endpoints', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: domainOf(stack, true) } });
  expect(one(stack, 'Api').DisableExecuteApiEndpoint).toBe(true);
  expectFailure(() => api.apiEndpoint, { code: 'ApiEndpointDisabled', path: 'Stack/Api', fix: 'custom domain name' });
});

test.each([undefined, false])('an API keeps its default endpoint if `disableDefaultEndpoints` is %p', (choice) => {
  const stack = stackOf();
  new HttpApi(stack, 'Api', { defaultDomainMapping: { domainName: domainOf(stack, choice) } });
  expect(one(stack, 'Api')).not.toHaveProperty('DisableExecuteApiEndpoint');
});

test('a REST API has no default endpoint if its domain name disables default endpoints', () => {
  const stack = stackOf();
  const restApi = new RestApi(stack, 'Rest', { cloudWatchRole: false });
  restApi.root.addMethod('GET', new MockIntegration());
  new RestApiMapping(stack, 'Mapping', { restApi, domainName: domainOf(stack, true) });
  expect(one(stack, 'AWS::ApiGateway::RestApi').DisableExecuteApiEndpoint).toBe(true);
});

test('an L1 API has no default endpoint if its domain name disables default endpoints', () => {
  const stack = stackOf();
  const api = new CfnApi(stack, 'Api', { name: 'api', protocolType: 'HTTP' });
  const stage = new CfnStage(stack, 'Stage', { apiId: api.ref, stageName: 'live' });
  new ApiMapping(stack, 'Mapping', {
    api,
    stage: Object.assign(stage, { stageName: 'live' }) as never,
    domainName: domainOf(stack, true),
  });
  expect(one(stack, 'Api').DisableExecuteApiEndpoint).toBe(true);
});

test('an API keeps a setting of its endpoint that is known only at deployment', () => {
  const stack = stackOf();
  const parameter = Token.asAny(new CfnParameter(stack, 'Off').value) as never;
  new HttpApi(stack, 'Api', {
    disableExecuteApiEndpoint: parameter,
    defaultDomainMapping: { domainName: domainOf(stack, true) },
  });
  expect(one(stack, 'Api').DisableExecuteApiEndpoint).toEqual({ Ref: 'Off' });
});

test('the endpoint of an imported API does not change', () => {
  const stack = stackOf();
  const api = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc', apiEndpoint: 'https://abc' });
  api.addStage('Live', { stageName: 'live', domainMapping: { domainName: domainOf(stack, true) } });
  expect(api.apiEndpoint).toBe('https://abc');
});

test('an API mapping fails for an API that explicitly keeps its default endpoint', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api', { disableExecuteApiEndpoint: false });
  expectFailure(() => new ApiMapping(stack, 'Mapping', { api, domainName: domainOf(stack, true) }), {
    code: 'DefaultEndpointKept',
    path: 'Stack/Mapping',
    given: "'disableExecuteApiEndpoint: false' for 'Stack/Api'",
    fix: "Remove this property, or 'mtls.disableDefaultEndpoints'",
  });
});
