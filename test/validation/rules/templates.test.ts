import { CfnResource, CustomResource, Fn, NestedStack, Stack } from 'aws-cdk-lib';
import { CfnDeployment as RestDeployment, CfnDomainName as RestDomainName, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { CfnApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  CfnApiMapping,
  CfnDeployment,
  CfnIntegrationResponse,
  CfnRoute,
  CfnRouteResponse,
  CfnStage,
  CfnVpcLink,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { Alias, Code, Function, Runtime } from 'aws-cdk-lib/aws-lambda';
import { DnsValidatedCertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool } from 'aws-cdk-lib/aws-cognito';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  authorizer,
  calls,
  codesOf,
  domain,
  http,
  integration,
  jwt,
  mapping,
  route,
  stage,
  findingsOfProgram,
  webSocket,
} from '../../negatives/negative';

const findings = (build: (stack: Stack) => unknown): string[] => {
  const { errors, warnings } = findingsOfProgram((stack) => void build(stack));
  return codesOf([...errors, ...warnings]).sort();
};

const generic = (kind: string, properties: object) => (s: Stack) =>
  new CfnResource(s, 'Generic', { type: `AWS::ApiGatewayV2::${kind}`, properties });
const function_ = (s: Stack): Function =>
  new Function(s, 'Function', { runtime: Runtime.NODEJS_22_X, handler: 'i.h', code: Code.fromInline('x') });
const parameter = (s: Stack): string => StringParameter.fromStringParameterName(s, 'Parameter', '/p').stringValue;
const custom = (s: Stack): string => new CustomResource(s, 'Custom', { serviceToken: 'arn' }).getAttString('Id');
const ROLE = 'arn:aws:iam::111111111111:role/api';
const privately = (connectionId: string) => ({
  connectionType: 'VPC_LINK',
  connectionId,
  integrationUri: 'arn:aws:elasticloadbalancing:eu-west-1:111111111111:listener/app/a/b/c',
});
const mapped = (props: object) => (s: Stack) => {
  const api = http(s);
  new CfnApiMapping(s, 'Mapping', {
    apiId: api.ref,
    domainName: domain(s).ref,
    stage: stage(api, 'prod').ref,
    ...props,
  });
};
const onChat = (make: (api: CfnApi) => unknown) => (s: Stack) => {
  const api = webSocket(s);
  make(api);
};

describe('properties of escape hatches and generic resources', () => {
  test.each<[string, string[], (s: Stack) => unknown]>([
    ['a number that is a string', [], (s) => integration(http(s)).addPropertyOverride('TimeoutInMillis', '3000')],
    [
      'a number in words',
      ['PropertyTypeInvalid'],
      (s) => integration(http(s)).addPropertyOverride('TimeoutInMillis', '3s'),
    ],
    ['a Boolean value that is a string', [], (s) => stage(http(s), 'a').addPropertyOverride('AutoDeploy', 'True')],
    [
      'a Boolean value in words',
      ['PropertyTypeInvalid'],
      (s) => stage(http(s), 'a').addPropertyOverride('AutoDeploy', 'no'),
    ],
    [
      'a Boolean value that is a number',
      ['PropertyTypeInvalid'],
      (s) => stage(http(s), 'a').addPropertyOverride('AutoDeploy', 1),
    ],
    ['a string that is a number', [], (s) => http(s).addPropertyOverride('Version', 1)],
    ['a string that is a list', ['PropertyTypeInvalid'], (s) => http(s).addPropertyOverride('Version', ['1'])],
    [
      'an element of a list',
      [],
      (s) => domain(s).addPropertyOverride('DomainNameConfigurations.0.CertificateName', 'x'),
    ],
    [
      'an unknown member of an element',
      ['PropertyUnknown'],
      (s) => domain(s).addPropertyOverride('DomainNameConfigurations.0.Arn', 'x'),
    ],
    ['a removed property', [], (s) => http(s).addPropertyDeletionOverride('Unknown')],
    [
      'a value that depends on a condition',
      [],
      (s) => http(s).addPropertyOverride('CorsConfiguration', Fn.conditionIf('C', {}, {})),
    ],
    [
      'a list that depends on a condition',
      [],
      generic('VpcLink', { Name: 'l', SubnetIds: { 'Fn::If': ['C', ['a'], ['b']] } }),
    ],
    ['a list that is imported', [], generic('VpcLink', { Name: 'l', SubnetIds: Fn.split(',', Fn.importValue('S')) })],
    [
      'a string instead of a map',
      ['PropertyTypeInvalid'],
      (s) => stage(http(s), 'a').addPropertyOverride('StageVariables', 'a'),
    ],
    ['a JSON schema that is a string', [], (s) => http(s).addPropertyOverride('Body', '{}')],
    [
      'a member in camel case',
      ['PropertyCaseInvalid'],
      (s) => http(s).addPropertyOverride('CorsConfiguration.maxAge', 1),
    ],
    ['a property of an L1', [], (s) => http(s, { corsConfiguration: { maxAge: 1 } })],
    [
      'a resource of a type without a known schema',
      [],
      (s) => new CfnResource(s, 'R', { type: 'AWS::Lambda::Function', properties: { x: 1 } }),
    ],
  ])('%s: %p', (_, codes, build) => {
    const found = findings(build).filter((code) => code.startsWith('Property'));
    expect(found).toEqual(codes);
  });
});

describe('references', () => {
  const wrong: [string, string, (s: Stack) => unknown][] = [
    [
      'the API of a stage',
      'ApiIdInvalid',
      (s) => new CfnStage(s, 'S', { apiId: http(s).attrApiEndpoint, stageName: 'a' }),
    ],
    [
      'the API of a route (a URL)',
      'ApiIdInvalid',
      (s) => new CfnRoute(s, 'R', { apiId: 'https://abc.execute-api.x', routeKey: 'GET /' }),
    ],
    ['the stage of a mapping', 'ReferenceOfOtherType', (s) => mapped({ stage: new Bucket(s, 'B').bucketName })(s)],
    [
      'the domain name of a mapping',
      'ReferenceOfOtherType',
      (s) => mapped({ domainName: new Bucket(s, 'B').bucketName })(s),
    ],
    [
      'the stage of a deployment',
      'ReferenceOfOtherType',
      onChat((api) => new CfnDeployment(api.stack, 'D', { apiId: api.ref, stageName: api.ref })),
    ],
    ['the VPC link of an integration', 'ReferenceOfOtherType', (s) => integration(http(s), privately('vpc-1'))],
    [
      'the integration of a response',
      'ReferenceOfOtherType',
      onChat(
        (api) =>
          new CfnIntegrationResponse(api.stack, 'R', {
            apiId: api.ref,
            integrationId: route(api, 'a').ref,
            integrationResponseKey: '$default',
          }),
      ),
    ],
    [
      'the route of a response',
      'ReferenceOfOtherType',
      onChat(
        (api) =>
          new CfnRouteResponse(api.stack, 'R', {
            apiId: api.ref,
            routeId: integration(api).ref,
            routeResponseKey: '$default',
          }),
      ),
    ],
    [
      'the deployment of a stage',
      'ReferenceOfOtherType',
      (s) =>
        stage(http(s), 'a', { autoDeploy: false, deploymentId: new RestDeployment(s, 'D', { restApiId: 'a' }).ref }),
    ],
    [
      'the authorizer of a route',
      'RouteAuthorizerTypeMismatch',
      (s) => route(http(s), 'GET /', { authorizationType: 'JWT', authorizerId: function_(s).functionArn }),
    ],
    [
      'the credentials',
      'CredentialsArnInvalid',
      (s) => integration(http(s), { credentialsArn: function_(s).functionArn }),
    ],
  ];
  test.each(wrong)('%s of the wrong type: %s', (_, code, build) => {
    expect(findings(build)).toContain(code);
  });

  const right: [string, (s: Stack) => unknown][] = [
    [
      'a parameter as every ID',
      (s) => {
        const [value, api] = [parameter(s), http(s)];
        new CfnRoute(s, 'R', {
          apiId: value,
          routeKey: 'GET /',
          authorizationType: 'JWT',
          authorizerId: value,
          target: `integrations/${value}`,
        });
        new CfnStage(s, 'S', { apiId: value, stageName: 'a', deploymentId: value });
        mapped({ stage: value, domainName: value, apiId: value })(s);
        integration(api, { ...privately(value), integrationUri: value, credentialsArn: value });
      },
    ],
    [
      'an attribute of a custom resource as every ID',
      (s) => {
        const [value, api] = [custom(s), http(s)];
        new CfnRoute(s, 'R', { apiId: value, routeKey: 'GET /', authorizationType: 'CUSTOM', authorizerId: value });
        mapped({ stage: value, domainName: value, apiId: value })(s);
        integration(api, { integrationType: 'AWS_PROXY', integrationUri: value, credentialsArn: value });
      },
    ],
    [
      'an API in a nested stack',
      (s) => {
        const api = http(new NestedStack(s, 'Nested'));
        new CfnStage(s, 'S', { apiId: api.attrApiId, stageName: 'a', autoDeploy: true });
      },
    ],
    [
      'a REST API in a mapping',
      (s) => {
        const rest = new RestApi(s, 'Rest');
        rest.root.addMethod('GET');
        mapped({ apiId: rest.restApiId, stage: rest.deploymentStage.stageName })(s);
      },
    ],
    [
      'a VPC link',
      (s) => {
        const link = new CfnVpcLink(s, 'Link', { name: 'l', subnetIds: ['subnet-1'] });
        integration(http(s), privately(link.attrVpcLinkId));
      },
    ],
    [
      'an alias with a role',
      (s) => {
        const fn = function_(s);
        const alias = new Alias(s, 'Alias', { aliasName: 'live', version: fn.currentVersion });
        const call = {
          integrationType: 'AWS_PROXY',
          integrationMethod: 'POST',
          payloadFormatVersion: '2.0',
          credentialsArn: ROLE,
        };
        integration(http(s), { ...call, integrationUri: alias.functionArn });
        integration(http(s), { ...call, integrationUri: fn.functionArn });
      },
    ],
    [
      'an invocation ARN',
      (s) => {
        const uri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${function_(s).functionArn}/invocations`;
        authorizer(http(s), { authorizerUri: uri, authorizerCredentialsArn: ROLE });
        const call = { integrationType: 'AWS_PROXY', integrationMethod: 'POST', credentialsArn: ROLE };
        integration(webSocket(s), { ...call, integrationUri: uri });
      },
    ],
    [
      'the website of a bucket, and the URL of a function',
      (s) => {
        const bucket = new Bucket(s, 'Bucket', { websiteIndexDocument: 'index.html' });
        integration(http(s), { integrationUri: bucket.bucketWebsiteUrl });
        integration(http(s), { integrationUri: `${bucket.bucketWebsiteUrl}/books` });
        integration(http(s), { integrationUri: function_(s).addFunctionUrl().url });
        integration(http(s), { integrationUri: http(s).attrApiEndpoint });
      },
    ],
    [
      'a deployment of the API',
      (s) => {
        const api = http(s);
        const to = route(api, 'GET /', calls(integration(api)));
        const deployment = new CfnDeployment(s, 'D', { apiId: api.ref });
        deployment.addDependency(to);
        stage(api, 'a', { autoDeploy: false, deploymentId: deployment.attrDeploymentId });
      },
    ],
  ];
  test.each(right)('%s causes no finding', (_, build) => {
    const codes =
      /^(ApiIdInvalid|ReferenceOfOtherType|RouteAuthorizerTypeMismatch|CredentialsArnInvalid|FunctionUriInvalid|IntegrationUrlInvalid|AuthorizerUriInvalid)$/;
    expect(findings(build).filter((code) => codes.test(code))).toEqual([]);
  });
});

test.each<[string, (s: Stack) => unknown]>([
  ['an issuer with its scheme in upper case', (s) => jwt(http(s), {}, { issuer: 'HTTPS://ISSUER.EXAMPLE.COM' })],
  [
    'the issuer of a user pool',
    (s) => jwt(http(s), {}, { issuer: `https://${new UserPool(s, 'P').userPoolProviderName}` }),
  ],
  [
    'a stage whose name looks like the ID of a subnet',
    (s) => {
      const api = http(s);
      const to = stage(api, 'subnet-1');
      mapping(api, domain(s)).stage = to.ref;
      new CfnApiMapping(s, 'M', { apiId: api.ref, domainName: 'x', stage: 'subnet-1' }).addDependency(to);
    },
  ],
  [
    'a validated certificate of the same region',
    (s) => {
      const stack = new Stack(s.node.root, 'Europe', { env: { account: '111111111111', region: 'eu-west-1' } });
      const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Z', {
        hostedZoneId: 'Z',
        zoneName: 'example.com',
      });
      const props = { domainName: 'api.example.com', hostedZone };
      for (const region of [undefined, 'eu-west-1']) {
        const certificate = new DnsValidatedCertificate(stack, `C${region}`, { ...props, region });
        domain(stack, { certificateArn: certificate.certificateArn });
      }
    },
  ],
  [
    'one domain name in both versions of API Gateway, in two regions',
    (s) => {
      const [here, there] = ['eu-west-1', 'us-east-1'].map(
        (region) => new Stack(s.node.root, region, { env: { account: '111111111111', region } }),
      );
      domain(here);
      new RestDomainName(there, 'Rest', {
        domainName: 'api.example.com',
        endpointConfiguration: { types: ['REGIONAL'] },
      });
    },
  ],
])('%s causes no finding of any rule', (_, build) => {
  expect(findings(build)).toEqual([]);
});

test('a validated certificate of another region causes an error', () => {
  const build = (s: Stack) => {
    const stack = new Stack(s.node.root, 'Europe', { env: { account: '111111111111', region: 'eu-west-1' } });
    const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Z', { hostedZoneId: 'Z', zoneName: 'example.com' });
    const props = { domainName: 'api.example.com', hostedZone, region: 'us-east-1' };
    domain(stack, { certificateArn: new DnsValidatedCertificate(stack, 'C', props).certificateArn });
  };
  expect(findings(build)).toEqual(['CertificateOfOtherRegion']);
});

test('for several methods in one string, the message proposes separate items', () => {
  const { warnings } = findingsOfProgram((s) => void http(s, { corsConfiguration: { allowMethods: ['GET, POST'] } }));
  expect(warnings.join()).toContain("List each method separately: ['GET', 'POST'].");
});
