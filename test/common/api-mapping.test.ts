import { CfnParameter } from 'aws-cdk-lib';
import * as awsApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import { Template } from 'aws-cdk-lib/assertions';

import type { IStage } from '../../lib';
import { ApiMapping, DomainName, HttpApi, HttpStage, WebSocketApi, WebSocketStage } from '../../lib';
import { all, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { certificate } from '../parity/fixtures';

const domainOf = (stack: ReturnType<typeof stackOf>, id = 'Domain') =>
  new DomainName(stack, id, {
    domainName: `${id.toLowerCase()}.example.com`,
    certificate: certificate(stack, `${id}Cert`),
  });

test('an API mapping maps the default stage of an HTTP API to the root of a domain name', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api');
  const mapping = new ApiMapping(stack, 'Mapping', { api, domainName: domainOf(stack) });
  expect(one(stack, 'ApiMapping')).toEqual({
    ApiId: stack.resolve(api.apiId),
    DomainName: { Ref: idsOf(stack, 'DomainName')[0] },
    Stage: '$default',
  });
  expect(mapping.mappingKey).toBeUndefined();
  expect(stack.resolve(mapping.apiMappingId)).toEqual({ Ref: idsOf(stack, 'ApiMapping')[0] });
});

test('an API mapping maps a stage to an API mapping key', () => {
  const stack = stackOf();
  const httpApi = new HttpApi(stack, 'Api', { createDefaultStage: false });
  const stage = new HttpStage(stack, 'Stage', { httpApi, stageName: 'beta' });
  const mapping = new ApiMapping(stack, 'Mapping', {
    api: httpApi,
    stage,
    domainName: domainOf(stack),
    apiMappingKey: 'v1/beta',
  });
  expect(one(stack, 'ApiMapping')).toMatchObject({ ApiMappingKey: 'v1/beta', Stage: 'beta' });
  expect(mapping.mappingKey).toBe('v1/beta');
});

test('an API mapping depends on its stage', () => {
  const stack = stackOf();
  new ApiMapping(stack, 'Mapping', { api: new HttpApi(stack, 'Api'), domainName: domainOf(stack) });
  const [mapping] = Object.values(Template.fromStack(stack).findResources('AWS::ApiGatewayV2::ApiMapping'));
  expect(mapping!.DependsOn).toEqual(idsOf(stack, 'Stage'));
});

test('the domain URL of an API mapping consists of the domain name and the API mapping key', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api');
  const domainName = domainOf(stack);
  const name = { Ref: idsOf(stack, 'DomainName')[0] };
  const url = (id: string, apiMappingKey?: string) =>
    stack.resolve(new ApiMapping(stack, id, { api, domainName, apiMappingKey }).domainUrl) as unknown;
  expect(url('Root')).toEqual({ 'Fn::Join': ['', ['https://', name, '/']] });
  expect(url('Key', 'v1')).toEqual({ 'Fn::Join': ['', ['https://', name, '/v1']] });
});

test('an API mapping returns its domain name', () => {
  const stack = stackOf();
  const domainName = domainOf(stack);
  const mapping = new ApiMapping(stack, 'Mapping', { api: new HttpApi(stack, 'Api'), domainName });
  expect(mapping.domainName).toBe(domainName);
  expect(stack.resolve(mapping.apiMappingRef)).toEqual({
    apiMappingId: { Ref: idsOf(stack, 'ApiMapping')[0] },
    domainName: { Ref: idsOf(stack, 'DomainName')[0] },
  });
});

test('an API mapping returns the attributes of an L1 domain name', () => {
  const stack = stackOf();
  const l1 = new awsApigwv2.CfnDomainName(stack, 'L1', { domainName: 'a.example.com' });
  const mapping = new ApiMapping(stack, 'Mapping', { api: new HttpApi(stack, 'Api'), domainName: l1 });
  expect(mapping.domainName).toBe(mapping.domainName);
  expect(stack.resolve([mapping.domainName.name, mapping.domainName.regionalDomainName])).toEqual([
    { Ref: 'L1' },
    { 'Fn::GetAtt': ['L1', 'RegionalDomainName'] },
  ]);
  expect(stack.resolve(mapping.domainName.regionalHostedZoneId)).toEqual({
    'Fn::GetAtt': ['L1', 'RegionalHostedZoneId'],
  });
});

test('an API mapping throws for a domain name that is only a reference', () => {
  const stack = stackOf();
  const { node, env, domainNameRef } = domainOf(stack);
  const mapping = new ApiMapping(stack, 'Mapping', {
    api: new HttpApi(stack, 'Api'),
    domainName: { node, env, domainNameRef } as awsApigwv2.IDomainNameRef,
  });
  expectFailure(() => mapping.domainName, {
    code: 'NotADomainName',
    path: 'Stack/Mapping',
    fix: 'Use `domainNameRef`',
  });
});

test('an API mapping accepts an L1 API, an imported domain name and a stage from aws-cdk-lib', () => {
  const stack = stackOf();
  const api = new awsApigwv2.CfnApi(stack, 'Api', { name: 'a', protocolType: 'HTTP' });
  const stage = awsApigwv2.HttpStage.fromHttpStageAttributes(stack, 'Stage', {
    stageName: 'theirs',
    api: awsApigwv2.HttpApi.fromHttpApiAttributes(stack, 'Theirs', { httpApiId: 'x' }),
  }) as unknown as IStage;
  const domainName = DomainName.fromDomainNameAttributes(stack, 'Domain', {
    name: 'i.example.com',
    regionalDomainName: 'd',
    regionalHostedZoneId: 'z',
  });
  const mapping = new ApiMapping(stack, 'Mapping', { api, stage, domainName });
  expect(one(stack, 'ApiMapping')).toEqual({ ApiId: { Ref: 'Api' }, DomainName: 'i.example.com', Stage: 'theirs' });
  expect(mapping.domainName).toBe(domainName);
});

test('an API mapping accepts a key that is a token', () => {
  const stack = stackOf();
  const apiMappingKey = new CfnParameter(stack, 'Key').valueAsString;
  new ApiMapping(stack, 'Mapping', { api: new HttpApi(stack, 'Api'), domainName: domainOf(stack), apiMappingKey });
  expect(one(stack, 'ApiMapping').ApiMappingKey).toEqual({ Ref: 'Key' });
});

test('the first of several mappings determines the domain URL of the stage', () => {
  const stack = stackOf();
  const api = new WebSocketApi(stack, 'Api');
  const stage = new WebSocketStage(stack, 'Stage', { webSocketApi: api, stageName: 'dev' });
  const http = new HttpApi(stack, 'Http');
  const domainName = domainOf(stack);
  const chat = new ApiMapping(stack, 'W', { api, stage, domainName: domainOf(stack, 'Chat'), apiMappingKey: 'chat' });
  const first = new ApiMapping(stack, 'A', { api: http, domainName, apiMappingKey: 'a' });
  new ApiMapping(stack, 'B', { api: http, domainName, apiMappingKey: 'b' });
  expect(http.defaultStage!.domainUrl).toBe(first.domainUrl);
  expect(stage._tryDomainUrl()).toBe(chat.domainUrl);
  expect(all(stack, 'ApiMapping')).toHaveLength(3);
});

test('an API mapping accepts an empty key as the root of the domain name', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api');
  const mapping = new ApiMapping(stack, 'Mapping', { api, domainName: domainOf(stack), apiMappingKey: '' });
  expect(one(stack, 'ApiMapping')).toMatchObject({ ApiMappingKey: '', Stage: '$default' });
  expect(mapping.domainUrl).toMatch(/\/$/);
});

test.each([
  ['/v1', "Did you mean 'v1'?"],
  ['v1/', "Did you mean 'v1'?"],
  ['a//b', "Did you mean 'a/b'?"],
  ['/', 'Remove the key to map the root of the domain name.'],
  ['my books', "Did you mean 'my-books'?"],
  ['{version}', "Did you mean 'version'?"],
  ['k'.repeat(301), 'Shorten the key.'],
])('an API mapping fails for the key %s', (apiMappingKey, fix) => {
  const stack = stackOf();
  const props = { api: new HttpApi(stack, 'Api'), domainName: domainOf(stack), apiMappingKey };
  expectFailure(() => new ApiMapping(stack, 'Mapping', props), {
    code: 'ApiMappingKeyInvalid',
    path: 'Stack/Mapping',
    given: `got '${apiMappingKey.slice(0, 100)}`,
    fix,
  });
});

test.each(['a WebSocket API', 'an HTTP API without a default stage', 'an imported HTTP API'])(
  'an API mapping without a stage fails for %s',
  (kind) => {
    const stack = stackOf();
    const api =
      kind === 'a WebSocket API'
        ? new WebSocketApi(stack, 'Api')
        : kind === 'an imported HTTP API'
          ? HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'a' })
          : new HttpApi(stack, 'Api', { createDefaultStage: false });
    expectFailure(() => new ApiMapping(stack, 'Mapping', { api, domainName: domainOf(stack) }), {
      code: 'StageMissing',
      path: 'Stack/Mapping',
      fix: 'Pass `stage`',
    });
  },
);

describe('an imported mapping', () => {
  test('has the ID and the domain name that were passed', () => {
    const stack = stackOf();
    const mapping = ApiMapping.fromApiMappingAttributes(stack, 'Mapping', { apiMappingId: 'm', domainName: 'd' });
    expect(mapping.apiMappingId).toBe('m');
    expect(mapping.apiMappingRef.apiMappingId).toBe('m');
    expect(mapping.apiMappingRef.domainName).toBe('d');
    expect(idsOf(stack, 'ApiMapping')).toEqual([]);
  });

  test('throws for a domain name that was not passed', () => {
    const mapping = ApiMapping.fromApiMappingAttributes(stackOf(), 'Mapping', { apiMappingId: 'm' });
    expect(mapping.apiMappingRef.apiMappingId).toBe('m');
    expectFailure(() => mapping.apiMappingRef.domainName, {
      code: 'DomainNameUnknown',
      path: 'Stack/Mapping',
      fix: 'Pass `domainName` to `fromApiMappingAttributes`',
    });
  });
});

test('an API mapping fails for a domain name that is a string, and the error contains the string', () => {
  const stack = stackOf();
  const api = new HttpApi(stack, 'Api');
  expectFailure(() => new ApiMapping(stack, 'Mapping', { api, domainName: 'api.example.com' as never }), {
    code: 'PropTypeInvalid',
    path: 'Stack/Mapping',
    given: "got the text 'api.example.com'",
    fix: 'DomainName.fromDomainNameAttributes()',
  });
});
