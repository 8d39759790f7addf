import { CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import type { CfnDomainName } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnApiMapping, CfnRoutingRule, CfnStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { CERTIFICATE, domain, http, lambda, mapping, resource, route, stage, to, webSocket } from './builders';
import type { Entry } from './entry';

const regional = (title: string, name: string, configuration: object = {}, props: object = {}): Entry => ({
  title: `domain name: ${title}`,
  build: (s) => mapping(stage(http(s)), domain(s, name, configuration, props)),
});
const keys = (title: string, ...list: (string | undefined)[]): Entry => ({
  title: `mapping key: ${title}`,
  build: (s) => {
    const [one, on] = [stage(http(s)), domain(s)];
    list.forEach((key) => mapping(one, on, key));
  },
});
const rule = (s: Stack, on: CfnDomainName, priority: number, conditions: object[], apiId: string, name = 'prod') =>
  new CfnRoutingRule(s, `Rule${priority}`, {
    domainNameArn: on.attrDomainNameArn,
    priority,
    conditions,
    actions: [{ invokeApi: { apiId, stage: name, stripBasePath: true } }],
  });
/** A REST API with a stage. */
const rest = (s: Stack) => {
  const restApi = resource(s, 'AWS::ApiGateway::RestApi', { Name: 'rest' });
  const api = restApi.ref;
  const method = resource(s, 'AWS::ApiGateway::Method', {
    RestApiId: api,
    ResourceId: restApi.getAtt('RootResourceId'),
    HttpMethod: 'GET',
    AuthorizationType: 'NONE',
    Integration: { Type: 'MOCK' },
  });
  const deployment = resource(s, 'AWS::ApiGateway::Deployment', { RestApiId: api });
  deployment.node.addDependency(method);
  const name = resource(s, 'AWS::ApiGateway::Stage', {
    RestApiId: api,
    StageName: 'prod',
    DeploymentId: deployment.ref,
  }).ref;
  return { api, stage: name };
};

const names: Entry[] = [
  regional('TLS 1.2 (Terraform acceptance test)', 'api.example.com', { securityPolicy: 'TLS_1_2' }),
  regional('no endpoint type', 'api.example.com', { endpointType: undefined }),
  regional('a wildcard', '*.example.com'),
  regional('hyphens, digits and many labels', 'my-api-1.eu-west-1.2.shop.example.co.uk'),
  regional('an internationalized name in its ASCII form', 'api.xn--bcher-kva.example'),
  regional('both address types and a certificate name', 'api.example.com', {
    ipAddressType: 'dualstack',
    certificateName: 'c',
  }),
  regional('tags', 'api.example.com', {}, { tags: { Name: 'shop' } }),
  regional(
    'an explicit routing mode for API mappings only',
    'api.example.com',
    {},
    { routingMode: 'API_MAPPING_ONLY' },
  ),
  {
    title: 'domain name: mutual TLS and a disabled default endpoint (developer guide)',
    build: (s) => {
      const mutualTlsAuthentication = { truststoreUri: 's3://bucket/path/truststore.pem', truststoreVersion: 'abc' };
      const on = domain(s, 'api.example.com', { securityPolicy: 'TLS_1_2' }, { mutualTlsAuthentication });
      mapping(stage(http(s, { disableExecuteApiEndpoint: true })), on);
    },
  },
  {
    title: 'domain name: mutual TLS with an ownership certificate (Terraform acceptance test)',
    build: (s) => {
      const ownershipVerificationCertificateArn = CERTIFICATE.replace(/1111$/, '2222');
      const mutualTlsAuthentication = { truststoreUri: 's3://bucket/truststore.pem' };
      domain(s, 'api.example.com', { ownershipVerificationCertificateArn }, { mutualTlsAuthentication });
    },
  },
  {
    title: 'domain name: certificates from the stack, a parameter and an export',
    build: (s) => {
      const made = resource(s, 'AWS::CertificateManager::Certificate', { DomainName: 'a.example.com' }).ref;
      const given = new CfnParameter(s, 'Certificate').valueAsString;
      domain(s, 'a.example.com', { certificateArn: made });
      domain(s, 'b.example.com', { certificateArn: given });
      domain(s, new CfnParameter(s, 'Name').valueAsString, { certificateArn: Fn.importValue('Certificate') });
    },
  },
  {
    title: 'domain name: an alias record with the regional name and zone (developer guide)',
    build: (s) => {
      const on = domain(s);
      resource(s, 'AWS::Route53::RecordSet', {
        Name: 'api.example.com.',
        Type: 'A',
        HostedZoneId: 'Z0123456789',
        AliasTarget: { DNSName: on.attrRegionalDomainName, HostedZoneId: on.attrRegionalHostedZoneId },
      });
    },
  },
  {
    title: 'domain name: domain names in several regions, GovCloud and China',
    build: (_, app) => {
      for (const [partition, region] of [
        ['aws', 'us-east-1'],
        ['aws-us-gov', 'us-gov-west-1'],
        ['aws-cn', 'cn-north-1'],
      ] as const) {
        const stack = new Stack(app, region, { env: { account: '111111111111', region } });
        const certificateArn = `arn:${partition}:acm:${region}:111111111111:certificate/11111111-1111-1111-1111-111111111111`;
        mapping(stage(http(stack)), domain(stack, 'api.example.com', { certificateArn }));
      }
    },
  },
  {
    title: 'domain name: a Regional domain name of REST APIs with TLS 1.2 for an HTTP API',
    build: (s) => {
      const on = resource(s, 'AWS::ApiGateway::DomainName', {
        DomainName: 'api.example.com',
        RegionalCertificateArn: CERTIFICATE,
        EndpointConfiguration: { Types: ['REGIONAL'] },
        SecurityPolicy: 'TLS_1_2',
      });
      const one = stage(http(s));
      new CfnApiMapping(s, 'Mapping', { apiId: one.apiId, domainName: on.ref, stage: one.ref });
    },
  },
];

const mappings: Entry[] = [
  keys('no key and a key with several levels', undefined, 'orders', 'orders/v1/items', 'orders/v2', 'a/b/c/d/e'),
  keys('the text of a variable (Terraform acceptance test)', '$context.domainName', '$context.apiId'),
  keys('every character', "a-b_c.d!e*f'g(h)i,j$k+l", 'V1', '1'),
  keys('the empty key, which is the root', ''),
  keys('spaces, which AWS treats as no key', ' '),
  keys('300 characters', 'k'.repeat(300)),
  {
    title: 'mapping: two HTTP APIs and a REST API on one domain name (developer guide)',
    build: (s) => {
      const on = domain(s);
      mapping(stage(http(s)), on, 'orders');
      mapping(stage(http(s), 'v1'), on, 'books/v1');
      const { api, stage: name } = rest(s);
      new CfnApiMapping(s, 'Rest', { apiId: api, domainName: on.ref, stage: name, apiMappingKey: 'legacy' });
    },
  },
  {
    title: 'mapping: two WebSocket APIs on one domain name',
    build: (s) => {
      const on = domain(s, 'ws.example.com');
      for (const key of ['news', 'chat']) {
        const api = webSocket(s);
        route(api, '$default', to(lambda(api)));
        mapping(stage(api, 'prod'), on, key);
      }
    },
  },
  {
    title: 'mapping: one stage with two domain names, and two stages with one domain name',
    build: (s) => {
      const api = http(s);
      const [a, b] = [stage(api), stage(api, 'beta')];
      mapping(a, domain(s, 'a.example.com'));
      const on = domain(s, 'b.example.com');
      mapping(a, on);
      mapping(b, on, 'beta');
    },
  },
  {
    title: 'mapping: a stage and a domain name by their names, with dependencies',
    build: (s) => {
      const [one, on] = [stage(http(s), 'prod'), domain(s)];
      const props = { apiId: one.apiId, domainName: 'api.example.com', stage: 'prod' };
      const by = new CfnApiMapping(s, 'Mapping', props);
      by.node.addDependency(one);
      by.node.addDependency(on);
    },
  },
  {
    title: 'mapping: an existing API, stage and domain name',
    build: (s) => {
      new CfnApiMapping(s, 'A', { apiId: 'a1b2c3d4e5', domainName: 'api.example.com', stage: 'prod' });
      const domainName = Fn.importValue('DomainName');
      new CfnApiMapping(s, 'B', { apiId: Fn.importValue('Api'), domainName, stage: '$default', apiMappingKey: 'v1' });
    },
  },
  {
    title: 'mapping: an API and a domain name of other stacks of the app',
    build: (s, app) => {
      const on = domain(s);
      const other = new Stack(app, 'Other');
      const api = http(new Stack(app, 'Api'));
      const one = new CfnStage(other, 'Stage', { apiId: api.ref, stageName: '$default', autoDeploy: true });
      mapping(one, on, 'v1');
    },
  },
];

const rules: Entry[] = [
  {
    title: 'routing rules: the maximum number of each condition (Terraform acceptance test)',
    build: (s) => {
      const on = domain(s, 'api.example.com', {}, { routingMode: 'ROUTING_RULE_ONLY' });
      const { api, stage: name } = rest(s);
      const header = (Header: string, ValueGlob: string) => ({ MatchHeaders: { AnyOf: [{ Header, ValueGlob }] } });
      const path = { MatchBasePaths: { AnyOf: ['orders', 'books'] } };
      rule(s, on, 1, [header('x-version', 'v1*'), header('X-Tenant', '*shop*'), path], api, name);
      rule(s, on, 1_000_000, [], api, name);
    },
  },
  {
    title: 'routing rules: rules before mappings, to an existing REST API',
    build: (s) => {
      const on = domain(s, 'api.example.com', {}, { routingMode: 'ROUTING_RULE_THEN_API_MAPPING' });
      rule(s, on, 50, [{ MatchBasePaths: { AnyOf: ['v1'] } }], 'a1b2c3d4e5');
      new CfnApiMapping(s, 'Mapping', { apiId: 'f6g7h8i9j0', domainName: on.ref, stage: 'prod' });
    },
  },
];

export const entries: Entry[] = [...names, ...mappings, ...rules];
