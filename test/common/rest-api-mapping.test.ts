import { CfnRestApi, MockIntegration, RestApi, Stage } from 'aws-cdk-lib/aws-apigateway';
import type { Stack } from 'aws-cdk-lib';

import { DomainName, HttpApi, RestApiMapping } from '../../lib';
import { all, idsOf, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { certificate } from '../parity/fixtures';

const domainOf = (stack: Stack) =>
  new DomainName(stack, 'Domain', { domainName: 'a.example.com', certificate: certificate(stack) });

function restOf(stack: Stack, id = 'Rest'): RestApi {
  const api = new RestApi(stack, id, { cloudWatchRole: false });
  api.root.addMethod('GET', new MockIntegration());
  return api;
}

test('a REST API mapping maps the deployment stage to a domain name that an HTTP API also uses', () => {
  const stack = stackOf();
  const domainName = domainOf(stack);
  new HttpApi(stack, 'Http', { defaultDomainMapping: { domainName, mappingKey: 'v2' } });
  const restApi = restOf(stack);
  const mapping = new RestApiMapping(stack, 'Mapping', { restApi, domainName, apiMappingKey: 'v1' });
  const [domain] = idsOf(stack, 'DomainName');
  expect(all(stack, 'ApiMapping').find((one) => one.ApiMappingKey === 'v1')).toEqual({
    ApiId: stack.resolve(restApi.restApiId),
    ApiMappingKey: 'v1',
    DomainName: { Ref: domain },
    Stage: stack.resolve(restApi.deploymentStage.stageName),
  });
  expect(mapping.mappingKey).toBe('v1');
  expect(stack.resolve(mapping.domainUrl)).toEqual({ 'Fn::Join': ['', ['https://', { Ref: domain }, '/v1']] });
  expect(stack.resolve(mapping.apiMappingRef)).toEqual({
    apiMappingId: stack.resolve(mapping.apiMappingId),
    domainName: { Ref: domain },
  });
});

test('a REST API mapping maps an imported REST API and stage to the root of a domain name', () => {
  const stack = stackOf();
  const restApi = RestApi.fromRestApiId(stack, 'Rest', 'abc');
  const stage = Stage.fromStageAttributes(stack, 'Stage', { restApi, stageName: 'live' });
  const mapping = new RestApiMapping(stack, 'Mapping', { restApi, stage, domainName: domainOf(stack) });
  expect(all(stack, 'ApiMapping')).toEqual([
    { ApiId: 'abc', DomainName: { Ref: idsOf(stack, 'DomainName')[0] }, Stage: 'live' },
  ]);
  expect(stack.resolve(mapping.domainUrl)).toMatchObject({ 'Fn::Join': ['', ['https://', expect.anything(), '/']] });
});

test('a REST API mapping fails without a stage', () => {
  const stack = stackOf();
  const restApi = new CfnRestApi(stack, 'Rest', { name: 'rest' });
  expectFailure(() => new RestApiMapping(stack, 'Mapping', { restApi, domainName: domainOf(stack) }), {
    code: 'StageMissing',
    path: 'Stack/Mapping',
    given: 'Stack/Rest',
    fix: 'Pass `stage`',
  });
});

test('a REST API mapping accepts an empty key as the root of the domain name', () => {
  const stack = stackOf();
  const props = { restApi: restOf(stack), domainName: domainOf(stack), apiMappingKey: '' };
  expect(new RestApiMapping(stack, 'Mapping', props).domainUrl).toMatch(/\/$/);
  expect(all(stack, 'ApiMapping').map((one) => one.ApiMappingKey as string)).toEqual(['']);
});

test('a REST API mapping fails for a key that ends with a slash', () => {
  const stack = stackOf();
  const props = { restApi: restOf(stack), domainName: domainOf(stack), apiMappingKey: 'v1/' };
  expectFailure(() => new RestApiMapping(stack, 'Mapping', props), {
    code: 'ApiMappingKeyInvalid',
    path: 'Stack/Mapping',
    given: "got 'v1/'",
    fix: "Did you mean 'v1'?",
  });
});
