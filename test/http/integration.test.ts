import { Duration } from 'aws-cdk-lib';
import * as awsApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as iam from 'aws-cdk-lib/aws-iam';

import type { HttpIntegrationProps, HttpRouteIntegrationBindOptions, HttpRouteIntegrationConfig } from '../../lib';
import {
  HttpApi,
  HttpConnectionType,
  HttpIntegration,
  HttpIntegrationType,
  HttpMethod,
  HttpRouteIntegration,
  IntegrationCredentials,
  MappingValue,
  ParameterMapping,
  PayloadFormatVersion,
} from '../../lib';
import { all, idsOf, one, stackOf } from '../_helpers/app';
import { expectFailure } from '../_helpers/failure';
import { role } from '../parity/fixtures';

const PROXY = { integrationType: HttpIntegrationType.HTTP_PROXY, integrationUri: 'https://example.com' };
const integrationOf = (stack: ReturnType<typeof stackOf>, props: Omit<HttpIntegrationProps, 'httpApi'>) =>
  new HttpIntegration(stack, 'I', {
    httpApi: HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' }),
    ...props,
  });

test('an integration passes every property to CloudFormation', () => {
  const stack = stackOf();
  integrationOf(stack, {
    ...PROXY,
    connectionId: 'link',
    connectionType: HttpConnectionType.VPC_LINK,
    integrationUri: 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-1',
    method: HttpMethod.GET,
    parameterMapping: new ParameterMapping().overwritePath(MappingValue.custom('/x')),
    payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
    secureServerName: 'internal.example.com',
    timeout: Duration.seconds(10),
  });
  expect(one(stack, 'Integration')).toEqual({
    ApiId: 'abc',
    ConnectionId: 'link',
    ConnectionType: 'VPC_LINK',
    IntegrationMethod: 'GET',
    IntegrationType: 'HTTP_PROXY',
    IntegrationUri: 'arn:aws:servicediscovery:eu-west-1:111111111111:service/srv-1',
    PayloadFormatVersion: '1.0',
    RequestParameters: { 'overwrite:path': '/x' },
    TimeoutInMillis: 10_000,
    TlsConfig: { ServerNameToVerify: 'internal.example.com' },
  });
});

test('an integration returns its ID and its API', () => {
  const stack = stackOf();
  const integration = integrationOf(stack, { ...PROXY, method: HttpMethod.ANY });
  const Ref = idsOf(stack, 'Integration')[0];
  expect(integration.httpApi.apiId).toBe('abc');
  expect(stack.resolve([integration.integrationId, integration.integrationRef])).toEqual([
    { Ref },
    { apiId: 'abc', integrationId: { Ref } },
  ]);
});

test('an integration of an L1 API throws when its API is read', () => {
  const stack = stackOf();
  const l1 = new awsApigwv2.CfnApi(stack, 'L1', { name: 'a', protocolType: 'HTTP' });
  const integration = new HttpIntegration(stack, 'I', { ...PROXY, httpApi: Object.assign(l1, { isHttpApi: true }) });
  expect(stack.resolve(integration.integrationRef.apiId)).toEqual({ Ref: 'L1' });
  expectFailure(() => integration.httpApi, { code: 'NotAnHttpApi', path: 'Stack/I', fix: 'pass an HttpApi' });
});

test.each([undefined, ''])('an integration without a subtype fails for the URI %p', (integrationUri) => {
  expectFailure(() => integrationOf(stackOf(), { ...PROXY, integrationUri }), {
    code: 'IntegrationTargetMissing',
    path: 'Stack/I',
    given: 'got nothing',
    fix: 'Specify the URI or, on an HTTP API, the subtype',
  });
});

test('an integration fails for a payload format that is a string, which untyped code can pass', () => {
  const payloadFormatVersion = '2.0' as unknown as PayloadFormatVersion;
  expectFailure(() => integrationOf(stackOf(), { ...PROXY, payloadFormatVersion }), {
    code: 'PropTypeInvalid',
    path: 'Stack/I',
    given: "got the string '2.0'",
    fix: 'PayloadFormatVersion.VERSION_1_0',
  });
});

describe('the credentials of an integration', () => {
  test('can be those of an L1 or L2 role', () => {
    const stack = stackOf();
    const l1 = new iam.CfnRole(stack, 'L1', { assumeRolePolicyDocument: {} });
    const arns = [role(stack), l1].map((each) => IntegrationCredentials.fromRole(each).credentialsArn);
    expect(stack.resolve(arns)).toEqual([
      { 'Fn::GetAtt': [expect.stringMatching(/^Role/), 'Arn'] },
      { 'Fn::GetAtt': ['L1', 'Arn'] },
    ]);
  });

  test('can be those of the caller, in any partition', () => {
    expect(stackOf().resolve(IntegrationCredentials.useCallerIdentity().credentialsArn)).toEqual({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::*:user/*']],
    });
  });
});

test.each([
  [PayloadFormatVersion.VERSION_1_0, '1.0'],
  [PayloadFormatVersion.VERSION_2_0, '2.0'],
  [PayloadFormatVersion.custom('3.0'), '3.0'],
])('the payload format version %j is rendered as %s', (version, expected) => {
  expect(version.version).toBe(expected);
});

describe('a custom integration class', () => {
  class Own extends HttpRouteIntegration {
    public readonly calls: string[] = [];
    public broken = false;

    public bind({ route }: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
      this.calls.push(`bind ${route.path}`);
      if (this.broken) {
        throw new Error('broken');
      }
      return {
        type: HttpIntegrationType.HTTP_PROXY,
        method: HttpMethod.ANY,
        payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
        uri: 'https://example.com',
      };
    }

    protected override completeBind({ route }: HttpRouteIntegrationBindOptions): void {
      this.calls.push(`complete ${route.path}`);
    }
  }

  test('is bound for the first route, and completed for each route', () => {
    const stack = stackOf();
    const integration = new Own('Own');
    const api = new HttpApi(stack, 'Api');
    api.addRoutes({ path: '/a', integration });
    api.addRoutes({ path: '/b', integration });
    expect(integration.calls).toEqual(['bind /a', 'complete /a', 'complete /b']);
    expect(all(stack, 'Integration')).toHaveLength(1);
  });

  test('can be bound to another API after bind has failed', () => {
    const stack = stackOf();
    const integration = new Own('Own');
    integration.broken = true;
    expect(() => new HttpApi(stack, 'One').addRoutes({ path: '/a', integration })).toThrow('broken');
    integration.broken = false;
    new HttpApi(stack, 'Two').addRoutes({ path: '/b', integration });
    expect(integration.calls).toEqual(['bind /a', 'bind /b', 'complete /b']);
  });

  test('accepts a route that is a different implementation of IHttpRoute', () => {
    const stack = stackOf();
    const httpApi = HttpApi.fromHttpApiAttributes(stack, 'Api', { httpApiId: 'abc' });
    const route = new awsApigwv2.HttpRoute(stack, 'Theirs', {
      httpApi,
      routeKey: awsApigwv2.HttpRouteKey.with('/theirs', awsApigwv2.HttpMethod.GET),
      integration: new Own('Own') as unknown as awsApigwv2.HttpRouteIntegration,
    });
    expect(route.path).toBe('/theirs');
    expect(one(stack, 'Integration').ApiId).toBe('abc');
  });
});
