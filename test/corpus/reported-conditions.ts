import { Aws, CfnCondition, CfnParameter, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import * as l1 from 'aws-cdk-lib/aws-apigatewayv2';
import * as route53 from 'aws-cdk-lib/aws-route53';
import { HttpApi } from '../../lib';
import * as b from './builders';
import type { Entry } from './entry';
import { att, functionWithRole, permission, ref, sub, v2 } from './template';

const httpApi = { Api: v2('Api', { Name: 'web', ProtocolType: 'HTTP' }) };
const lambdaInt = {
  I: v2('Integration', {
    ApiId: ref('Api'),
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: att('HelloFunction'),
    PayloadFormatVersion: '2.0',
  }),
};
const perm = { P: permission('HelloFunction', sub('arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*')) };

const cond = (s: Stack) => new CfnCondition(s, 'C', { expression: Fn.conditionEquals(Aws.REGION, 'eu-west-1') });

/** Templates with conditions, parameters, and references in every form. */
export const entries: Entry[] = [
  {
    title: 'user app: Boolean values and numbers that are strings, as in converted YAML',
    template: {
      Api: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: 'x',
          ProtocolType: 'HTTP',
          DisableExecuteApiEndpoint: 'false',
          CorsConfiguration: { AllowOrigins: ['*'], MaxAge: '600', AllowCredentials: 'false' },
        },
      },
      I: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: { Ref: 'Api' },
          IntegrationType: 'HTTP_PROXY',
          IntegrationMethod: 'GET',
          IntegrationUri: 'https://example.com',
          PayloadFormatVersion: '1.0',
          TimeoutInMillis: '29000',
        },
      },
      R: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Api' },
          RouteKey: 'GET /',
          ApiKeyRequired: 'false',
          Target: { 'Fn::Sub': 'integrations/${I}' },
        },
      },
      S: {
        Type: 'AWS::ApiGatewayV2::Stage',
        Properties: {
          ApiId: { Ref: 'Api' },
          StageName: '$default',
          AutoDeploy: 'true',
          DefaultRouteSettings: {
            ThrottlingBurstLimit: '100',
            ThrottlingRateLimit: '50.5',
            DetailedMetricsEnabled: 'true',
          },
        },
      },
    },
  },
  {
    title:
      'user app: an authorizer and a protected route under one condition, and a public route under the opposite condition',
    template: {
      Parameters: { Auth: { Type: 'String', Default: 'no' } },
      Conditions: {
        HasAuth: { 'Fn::Equals': [{ Ref: 'Auth' }, 'yes'] },
        NoAuth: { 'Fn::Not': [{ Condition: 'HasAuth' }] },
      },
      Resources: {
        Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'x', ProtocolType: 'HTTP' } },
        I: {
          Type: 'AWS::ApiGatewayV2::Integration',
          Properties: {
            ApiId: { Ref: 'Api' },
            IntegrationType: 'HTTP_PROXY',
            IntegrationMethod: 'GET',
            IntegrationUri: 'https://example.com',
            PayloadFormatVersion: '1.0',
          },
        },
        Z: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Condition: 'HasAuth',
          Properties: {
            ApiId: { Ref: 'Api' },
            Name: 'z',
            AuthorizerType: 'JWT',
            IdentitySource: ['$request.header.Authorization'],
            JwtConfiguration: { Issuer: 'https://issuer.example.com', Audience: ['a'] },
          },
        },
        R1: {
          Type: 'AWS::ApiGatewayV2::Route',
          Condition: 'HasAuth',
          Properties: {
            ApiId: { Ref: 'Api' },
            RouteKey: 'GET /',
            AuthorizationType: 'JWT',
            AuthorizerId: { Ref: 'Z' },
            Target: { 'Fn::Sub': 'integrations/${I}' },
          },
        },
        R2: {
          Type: 'AWS::ApiGatewayV2::Route',
          Condition: 'NoAuth',
          Properties: { ApiId: { Ref: 'Api' }, RouteKey: 'GET /', Target: { 'Fn::Sub': 'integrations/${I}' } },
        },
        R3: {
          Type: 'AWS::ApiGatewayV2::Route',
          Properties: {
            ApiId: { Ref: 'Api' },
            RouteKey: 'POST /',
            AuthorizationType: { 'Fn::If': ['HasAuth', 'JWT', 'NONE'] },
            AuthorizerId: { 'Fn::If': ['HasAuth', { Ref: 'Z' }, { Ref: 'AWS::NoValue' }] },
            Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'I' }]] },
          },
        },
        S: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: { ApiId: { Ref: 'Api' }, StageName: '$default', AutoDeploy: true },
        },
      },
    },
  },
  {
    title: 'user app: an L1 distribution whose origin is an Fn::Sub',
    template: {
      ...httpApi,
      D: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            Enabled: true,
            DefaultCacheBehavior: { TargetOriginId: 'a', ViewerProtocolPolicy: 'https-only', CachePolicyId: 'x' },
            Origins: [
              {
                Id: 'a',
                DomainName: sub('${Api}.execute-api.${AWS::Region}.amazonaws.com'),
                CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
              },
            ],
          },
        },
      },
    },
  },
  {
    title: 'user app: a template with many DependsOn, Fn::Sub and Fn::GetAtt',
    template: {
      ...httpApi,
      ...functionWithRole(),
      ...lambdaInt,
      ...perm,
      R: v2(
        'Route',
        { ApiId: ref('Api'), RouteKey: 'GET /', Target: sub('integrations/${I}') },
        { DependsOn: ['I', 'P'] },
      ),
      S: v2('Stage', { ApiId: att('Api', 'ApiId'), StageName: '$default', AutoDeploy: true }, { DependsOn: 'R' }),
    },
  },
  {
    title: 'user app: outputs of every attribute',
    template: {
      Resources: { ...httpApi, L: v2('VpcLink', { Name: 'l', SubnetIds: ['subnet-1'] }) },
      Outputs: {
        A: { Value: att('Api', 'ApiEndpoint') },
        B: { Value: att('Api', 'ApiId') },
        C: { Value: att('L', 'VpcLinkId') },
        D: { Value: sub('${Api.ApiEndpoint}/prod') },
      },
    },
  },
  {
    title: 'user app: references to parameters, mappings and pseudo parameters',
    template: {
      Parameters: { Name: { Type: 'String' }, Env: { Type: 'String', Default: 'dev' } },
      Mappings: { Envs: { dev: { Stage: 'dev' }, prod: { Stage: 'prod' } } },
      Resources: {
        Api: v2('Api', { Name: sub('${Name}-${AWS::StackName}'), ProtocolType: 'HTTP', Tags: { env: ref('Env') } }),
        S: v2('Stage', {
          ApiId: ref('Api'),
          StageName: { 'Fn::FindInMap': ['Envs', ref('Env'), 'Stage'] },
          AutoDeploy: true,
        }),
      },
    },
  },
  {
    title: 'user app: a template whose resources all have the same condition',
    template: {
      Conditions: { Web: { 'Fn::Equals': [ref('AWS::Region'), 'eu-west-1'] } },
      Resources: {
        Api: v2('Api', { Name: 'a', ProtocolType: 'HTTP' }, { Condition: 'Web' }),
        I: v2(
          'Integration',
          {
            ApiId: ref('Api'),
            IntegrationType: 'HTTP_PROXY',
            IntegrationMethod: 'GET',
            IntegrationUri: 'https://example.com',
            PayloadFormatVersion: '1.0',
          },
          { Condition: 'Web' },
        ),
        R: v2(
          'Route',
          { ApiId: ref('Api'), RouteKey: 'GET /', Target: sub('integrations/${I}') },
          { Condition: 'Web' },
        ),
        S: v2(
          'Stage',
          { ApiId: ref('Api'), StageName: '$default', AutoDeploy: true },
          { Condition: 'Web', DependsOn: 'R' },
        ),
      },
      Outputs: { U: { Condition: 'Web', Value: att('Api', 'ApiEndpoint') } },
    },
  },
  {
    title: 'user app: a dependency on a resource with a condition',
    build: (s) => {
      const api = b.http(s);
      const r = b.route(api, 'GET /a', b.to(b.url(api)));
      r.cfnOptions.condition = cond(s);
      b.stage(api).addDependency(r);
    },
  },
  {
    title: 'user app: an authorizer with a condition, to which a route refers with Fn::If',
    build: (s) => {
      const api = b.http(s);
      const c = cond(s);
      const a = b.jwt(api, 'https://issuer.example.com');
      a.cfnOptions.condition = c;
      b.route(api, 'GET /a', {
        ...b.to(b.url(api)),
        authorizationType: Fn.conditionIf(c.logicalId, 'JWT', 'NONE').toString(),
        authorizerId: Fn.conditionIf(c.logicalId, a.ref, Aws.NO_VALUE).toString(),
      });
    },
  },
  {
    title: 'user app: a domain name, a mapping and a record with the same condition',
    build: (s) => {
      const c = cond(s);
      const api = b.http(s);
      b.route(api, 'GET /a', b.to(b.url(api)));
      const d = b.domain(s);
      d.cfnOptions.condition = c;
      const m = b.mapping(b.stage(api), d);
      m.cfnOptions.condition = c;
      const r = new route53.CfnRecordSet(s, 'R', {
        name: 'api.example.com',
        hostedZoneId: 'Z1',
        type: 'A',
        aliasTarget: { dnsName: d.attrRegionalDomainName, hostedZoneId: d.attrRegionalHostedZoneId },
      });
      r.cfnOptions.condition = c;
    },
  },
  {
    title: 'user app: a mapping whose condition implies the condition of its domain name',
    template: {
      Conditions: {
        A: { 'Fn::Equals': ['a', ref('AWS::Region')] },
        AB: { 'Fn::And': [{ Condition: 'A' }, { 'Fn::Equals': ['b', ref('AWS::AccountId')] }] },
      },
      Resources: {
        ...httpApi,
        D: v2(
          'DomainName',
          {
            DomainName: 'api.example.com',
            DomainNameConfigurations: [{ CertificateArn: b.CERTIFICATE, EndpointType: 'REGIONAL' }],
          },
          { Condition: 'A' },
        ),
        S: v2('Stage', { ApiId: ref('Api'), StageName: 'p', AutoDeploy: true }),
        M: v2('ApiMapping', { ApiId: ref('Api'), Stage: ref('S'), DomainName: ref('D') }, { Condition: 'AB' }),
      },
    },
  },
  {
    title: 'user app: overrides with a Ref to a parameter and a Ref to the logical ID of a construct',
    build: (s) => {
      const p = new CfnParameter(s, 'Burst', { type: 'Number', default: 5 });
      const api = new HttpApi(s, 'A', { defaultIntegration: b.urlIntegration() });
      const st = api.defaultStage!.node.defaultChild as l1.CfnStage;
      st.addPropertyOverride('DefaultRouteSettings', {
        ThrottlingBurstLimit: { Ref: 'Burst' },
        ThrottlingRateLimit: 5,
      });
      st.addPropertyOverride('StageVariables', { api: { Ref: s.getLogicalId(api.node.defaultChild as l1.CfnApi) } });
      void p;
    },
  },
  {
    title: 'user app: overrideLogicalId and a Ref to the new logical ID',
    build: (s) => {
      const api = b.http(s);
      api.overrideLogicalId('MainApi');
      b.route(api, 'GET /a', b.to(b.url(api)));
      new l1.CfnStage(s, 'S', { apiId: Fn.ref('MainApi'), stageName: '$default', autoDeploy: true });
    },
  },
  {
    title: 'user app: a Ref to a resource that SAM creates',
    build: (s) => {
      s.addTransform('AWS::Serverless-2016-10-31');
      new l1.CfnApiMapping(s, 'M', {
        apiId: Fn.ref('ServerlessHttpApi'),
        stage: Fn.ref('ServerlessHttpApiApiGatewayDefaultStage'),
        domainName: 'api.example.com',
      });
    },
  },
  {
    title: 'user app: a reference that a parameter passes to a nested stack',
    build: (s) => {
      const n = new NestedStack(s, 'N', { parameters: { ApiId: b.http(s).ref } });
      const p = new CfnParameter(n, 'ApiId');
      new l1.CfnRoute(n, 'R', { apiId: p.valueAsString, routeKey: 'GET /a' });
    },
  },
  {
    title: 'user app: an API of another stack in an escape hatch',
    build: (s, app) => {
      const o = new Stack(app, 'O');
      const api = new HttpApi(o, 'A', { defaultIntegration: b.urlIntegration() });
      const r = new l1.CfnRoute(s, 'R', { apiId: api.apiId, routeKey: 'GET /x' });
      r.addPropertyOverride('ApiId', api.apiId);
    },
  },
  {
    title: 'user app: the output of SAM for AutoPublishAlias',
    template: {
      ...httpApi,
      ...functionWithRole(),
      V: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: ref('HelloFunction') } },
      L: {
        Type: 'AWS::Lambda::Alias',
        Properties: { FunctionName: ref('HelloFunction'), FunctionVersion: att('V', 'Version'), Name: 'live' },
      },
      I: v2('Integration', {
        ApiId: ref('Api'),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: ref('L'),
        PayloadFormatVersion: '2.0',
      }),
      P: permission('L', sub('arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/*')),
    },
  },
];
