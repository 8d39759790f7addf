import { CfnParameter, Fn, Lazy, Stack } from 'aws-cdk-lib';
import * as cdkApigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import type * as apigwv2 from 'aws-cdk-lib/aws-apigatewayv2';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { certificate, domain, ENV, inApi, inStack, rows, url } from '../fixtures';
import type { Modules, Program } from '../modules';

type Props = (m: Modules, stack: Stack) => Partial<apigwv2.DomainNameProps>;

const bucket = (stack: Stack): s3.IBucket => s3.Bucket.fromBucketName(stack, 'Trust', 'trust-store');

const props: Record<string, Props> = {
  'only required properties': () => ({}),
  'a certificate name': () => ({ certificateName: 'cert' }),
  regional: (m) => ({ endpointType: m.apigwv2.EndpointType.REGIONAL }),
  'TLS 1.2': (m) => ({ securityPolicy: m.apigwv2.SecurityPolicy.TLS_1_2 }),
  IPv4: (m) => ({ ipAddressType: m.apigwv2.IpAddressType.IPV4 }),
  'dual stack': (m) => ({ ipAddressType: m.apigwv2.IpAddressType.DUAL_STACK }),
  'mutual TLS': (_, stack) => ({ mtls: { bucket: bucket(stack), key: 'ca.pem' } }),
  'mutual TLS with a version': (_, stack) => ({ mtls: { bucket: bucket(stack), key: 'a/ca.pem', version: 'v1' } }),
  'mutual TLS with a bucket of the stack': (_, stack) => ({
    mtls: { bucket: new s3.Bucket(stack, 'B'), key: 'ca.pem' },
  }),
  'mutual TLS with an ownership certificate': (_, stack) => ({
    mtls: { bucket: bucket(stack), key: 'ca.pem', version: '' },
    ownershipCertificate: certificate(stack, 'Own'),
  }),
  'a wildcard': () => ({ domainName: '*.example.com' }),
  'a name that is a token': (_, stack) => ({ domainName: new CfnParameter(stack, 'P').valueAsString }),
  'a joined name': () => ({ domainName: Fn.join('.', ['api', Fn.importValue('zone')]) }),
  'a lazy name': () => ({ domainName: Lazy.string({ produce: () => 'lazy.example.com' }) }),
  'a created certificate': (_, stack) => ({
    certificate: new acm.Certificate(stack, 'New', {
      domainName: 'a.example.com',
      validation: acm.CertificateValidation.fromDns(),
    }),
  }),
  'an L1 certificate': (_, stack) => ({
    certificate: new acm.CfnCertificate(stack, 'L1', { domainName: 'a.example.com' }),
  }),
  'tokens in all properties': (_, stack) => {
    const token = (name: string): string => new CfnParameter(stack, name).valueAsString;
    return {
      domainName: token('Name'),
      certificateName: token('CertName'),
      mtls: {
        bucket: s3.Bucket.fromBucketName(stack, 'B', token('Bucket')),
        key: token('Key'),
        version: token('Version'),
      },
    };
  },
  'all properties': (m, stack) => ({
    ipAddressType: m.apigwv2.IpAddressType.DUAL_STACK,
    mtls: { version: '1', key: 'k', bucket: bucket(stack) },
    ownershipCertificate: certificate(stack, 'Own'),
    securityPolicy: m.apigwv2.SecurityPolicy.TLS_1_2,
    endpointType: m.apigwv2.EndpointType.REGIONAL,
    certificateName: 'c',
  }),
};

const keys: Record<string, string> = {
  'one segment': 'v1',
  'several levels': 'a/b/c',
  'special characters': "a$-_.+!*'()b",
  'capital letters': 'V1',
  '300 characters': 'k'.repeat(300),
};

const l1 = (stack: Stack): cdkApigwv2.CfnDomainName =>
  new cdkApigwv2.CfnDomainName(stack, 'D', {
    domainName: 'l1.example.com',
    domainNameConfigurations: [{ certificateArn: certificate(stack).certificateArn }],
  });

const mapped = (m: Modules, stack: Stack, mappingKey?: string): apigwv2.ApiMapping =>
  new m.apigwv2.ApiMapping(stack, 'Mapping', {
    api: new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) }),
    domainName: domain(m, stack),
    apiMappingKey: mappingKey,
  });

const of = (d: apigwv2.IDomainName): Record<string, unknown> => ({
  name: d.name,
  regional: [d.regionalDomainName, d.regionalHostedZoneId],
  ref: d.domainNameRef,
  env: [d.env.account, d.env.region],
  child: d.node.defaultChild,
});

const imported = (m: Modules, stack: Stack): apigwv2.IDomainName =>
  m.apigwv2.DomainName.fromDomainNameAttributes(stack, 'Imported', {
    name: 'imported.example.com',
    regionalDomainName: 'd-abc.execute-api.eu-west-1.amazonaws.com',
    regionalHostedZoneId: 'Z123',
  });

export const programs: Program[] = [
  ...rows(props, (name, make) =>
    inStack(`domain name: ${name}`, (m, stack) => of(domain(m, stack, 'Domain', make(m, stack)))),
  ),
  inStack(
    'domain name: TLS 1.0',
    (m, stack) => of(domain(m, stack, 'Domain', { securityPolicy: m.apigwv2.SecurityPolicy.TLS_1_0 })),
    {
      undeployable: 'API Gateway rejects TLS 1.0',
    },
  ),
  inStack(
    'domain name: an edge-optimized endpoint',
    (m, stack) => of(domain(m, stack, 'Domain', { endpointType: m.apigwv2.EndpointType.EDGE })),
    { undeployable: 'API Gateway rejects edge-optimized endpoints' },
  ),
  inStack(
    'domain name: capital letters',
    (m, stack) => of(domain(m, stack, 'Domain', { domainName: 'API.Example.com' })),
    {
      undeployable: 'API Gateway rejects capital letters',
    },
  ),
  inStack('domain name: a stack with a known environment', (m, stack) => of(domain(m, stack)), { env: ENV }),
  inStack('domain name: a stack in China', (m, stack) => of(domain(m, stack)), { env: { region: 'cn-north-1' } }),
  inStack('domain name: an imported domain name', (m, stack) => of(imported(m, stack))),
  inStack('domain name: a domain name that is imported by tokens', (m, stack) => {
    const { valueAsString } = new CfnParameter(stack, 'P');
    return of(
      m.apigwv2.DomainName.fromDomainNameAttributes(stack, 'I', {
        name: valueAsString,
        regionalDomainName: Fn.importValue('name'),
        regionalHostedZoneId: Lazy.string({ produce: () => 'Z' }),
      }),
    );
  }),
  inStack('fails: domain name: an empty name', (m, stack) => {
    domain(m, stack, 'Domain', { domainName: '' });
  }),
  inStack(
    'domain name: a second endpoint',
    (m, stack) => {
      const name = domain(m, stack);
      name.addEndpoint({ certificate: certificate(stack, 'Edge'), endpointType: m.apigwv2.EndpointType.EDGE });
      return of(name);
    },
    { undeployable: 'a domain name must have one endpoint' },
  ),
  inStack(
    'domain name: a second endpoint with all properties',
    (m, stack) => {
      const name = domain(m, stack, 'Domain', { endpointType: m.apigwv2.EndpointType.EDGE, certificateName: 'edge' });
      name.addEndpoint({
        certificate: certificate(stack, 'Second'),
        certificateName: 'regional',
        endpointType: m.apigwv2.EndpointType.REGIONAL,
        securityPolicy: m.apigwv2.SecurityPolicy.TLS_1_2,
        ownershipCertificate: certificate(stack, 'Own'),
        ipAddressType: m.apigwv2.IpAddressType.DUAL_STACK,
      });
      return of(name);
    },
    { undeployable: 'a domain name must have one endpoint' },
  ),
  inStack(
    'fails: domain name: an ownership certificate without mutual TLS',
    (m, stack) => {
      domain(m, stack, 'Domain', { ownershipCertificate: certificate(stack, 'Own') });
    },
    { differs: 'ownership-certificate' },
  ),
  inStack(
    'domain name: a second endpoint with an ownership certificate and no mutual TLS',
    (m, stack) => {
      domain(m, stack).addEndpoint({
        certificate: certificate(stack, 'Second'),
        endpointType: m.apigwv2.EndpointType.EDGE,
        ownershipCertificate: certificate(stack, 'Own'),
      });
    },
    { undeployable: 'a domain name must have one endpoint' },
  ),
  inStack(
    'domain name: a second endpoint with an ownership certificate',
    (m, stack) => {
      const name = domain(m, stack, 'Domain', { mtls: { bucket: bucket(stack), key: 'k' } });
      name.addEndpoint({
        certificate: certificate(stack, 'Second'),
        endpointType: m.apigwv2.EndpointType.EDGE,
        ownershipCertificate: certificate(stack, 'Own'),
      });
    },
    { undeployable: 'a domain name must have one endpoint' },
  ),
  inStack('fails: domain name: two regional endpoints', (m, stack) => {
    domain(m, stack).addEndpoint({
      certificate: certificate(stack, 'Second'),
      endpointType: m.apigwv2.EndpointType.REGIONAL,
    });
  }),
  inStack('fails: domain name: two endpoints of the default type', (m, stack) => {
    domain(m, stack).addEndpoint({ certificate: certificate(stack, 'Second') });
  }),
  inStack('fails: domain name: two edge endpoints', (m, stack) => {
    const endpointType = m.apigwv2.EndpointType.EDGE;
    domain(m, stack, 'Domain', { endpointType }).addEndpoint({
      certificate: certificate(stack, 'Second'),
      endpointType,
    });
  }),
  inStack('fails: domain name: two domain names with the same ID', (m, stack) => {
    domain(m, stack);
    new m.apigwv2.DomainName(stack, 'Domain', { domainName: 'b.example.com', certificate: certificate(stack, 'C2') });
  }),
  inStack('API mapping: no key', (m, stack) => {
    const mapping = mapped(m, stack);
    return {
      id: mapping.apiMappingId,
      key: mapping.mappingKey,
      url: mapping.domainUrl,
      domain: mapping.domainName,
      ref: mapping.apiMappingRef,
      child: mapping.node.defaultChild,
      env: [mapping.env.region],
    };
  }),
  ...rows(keys, (name, key) =>
    inStack(`API mapping: a key with ${name}`, (m, stack) => {
      const mapping = mapped(m, stack, key);
      return { key: mapping.mappingKey, url: mapping.domainUrl, ref: mapping.apiMappingRef };
    }),
  ),
  inStack(
    'fails: API mapping: an empty key',
    (m, stack) => {
      mapped(m, stack, '');
    },
    { differs: 'empty-mapping-key' },
  ),
  inStack('API mapping: a key that is a token', (m, stack) => {
    const mapping = mapped(m, stack, new CfnParameter(stack, 'Key').valueAsString);
    return { key: mapping.mappingKey, url: mapping.domainUrl };
  }),
  inStack('fails: API mapping: no default stage', (m, stack) => {
    new m.apigwv2.ApiMapping(stack, 'Mapping', {
      api: new m.apigwv2.HttpApi(stack, 'Api', { createDefaultStage: false }),
      domainName: domain(m, stack),
    });
  }),
  inStack('fails: API mapping: an L1 API without a stage', (m, stack) => {
    const api = new cdkApigwv2.CfnApi(stack, 'A', { name: 'a', protocolType: 'HTTP' });
    new m.apigwv2.ApiMapping(stack, 'Mapping', { api, domainName: domain(m, stack) });
  }),
  inStack('API mapping: a stage', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
    const stage = api.addStage('Dev', { stageName: 'dev', autoDeploy: true });
    const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', {
      api,
      stage,
      domainName: domain(m, stack),
      apiMappingKey: 'dev',
    });
    return { url: mapping.domainUrl };
  }),
  inStack(
    'API mapping: two mappings in the scope of their stage',
    (m, stack) => {
      const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
      const domainName = domain(m, stack);
      for (const apiMappingKey of ['a', 'b']) {
        new m.apigwv2.ApiMapping(api.defaultStage!, apiMappingKey, { api, domainName, apiMappingKey });
      }
    },
    { differs: 'mappings-in-a-stage' },
  ),
  inStack('API mapping: the default stage as a property', (m, stack) => {
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
    new m.apigwv2.ApiMapping(stack, 'Mapping', { api, stage: api.defaultStage, domainName: domain(m, stack) });
  }),
  inStack('API mapping: an imported stage of an imported API, with an imported domain name', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'A', { httpApiId: 'abc' });
    const stage = m.apigwv2.HttpStage.fromHttpStageAttributes(stack, 'S', { stageName: 'dev', api });
    const mapping = new m.apigwv2.ApiMapping(stack, 'Mapping', {
      api,
      stage,
      domainName: imported(m, stack),
      apiMappingKey: 'k',
    });
    return { url: mapping.domainUrl, domain: mapping.domainName, ref: mapping.apiMappingRef };
  }),
  inStack('fails: API mapping: an imported API without a stage', (m, stack) => {
    const api = m.apigwv2.HttpApi.fromHttpApiAttributes(stack, 'A', { httpApiId: 'abc' });
    new m.apigwv2.ApiMapping(stack, 'Mapping', { api, domainName: imported(m, stack) });
  }),
  inStack('API mapping: an L1 API, stage and domain name', (m, stack) => {
    const api = new cdkApigwv2.CfnApi(stack, 'A', { name: 'a', protocolType: 'HTTP' });
    const domainName = l1(stack);
    const http = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
    new m.apigwv2.ApiMapping(stack, 'Mapping', { api, stage: http.defaultStage, domainName, apiMappingKey: 'k' });
  }),
  inStack(
    'fails: API mapping: the domain name of a mapping to an L1 domain name',
    (m, stack) => {
      const domainName = l1(stack);
      const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
      return {
        domain: new m.apigwv2.ApiMapping(stack, 'Mapping', { api, stage: api.defaultStage, domainName }).domainName.node
          .path,
      };
    },
    { differs: 'reference-only-domain-name' },
  ),
  inStack('API mapping: the domain URL of a mapping to an L1 domain name', (m, stack) => {
    const domainName = l1(stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
    return { url: new m.apigwv2.ApiMapping(stack, 'Mapping', { api, stage: api.defaultStage, domainName }).domainUrl };
  }),
  inApi('HTTP stage: a mapping to an L1 domain name', (_, api, stack) => {
    const domainName = l1(stack);
    return { url: api.addStage('S', { stageName: 's', domainMapping: { domainName, mappingKey: 'x' } }).domainUrl };
  }),
  inStack('API mapping: an imported mapping', (m, stack) => {
    const { ApiMapping } = m.apigwv2;
    const mapping = ApiMapping.fromApiMappingAttributes(stack, 'M', {
      apiMappingId: 'abc',
      domainName: 'a.example.com',
    });
    return { id: mapping.apiMappingId, ref: mapping.apiMappingRef, env: [mapping.env.region] };
  }),
  inStack('API mapping: a mapping that is imported without a domain name', (m, stack) => {
    const mapping = m.apigwv2.ApiMapping.fromApiMappingAttributes(stack, 'M', { apiMappingId: 'abc' });
    return { id: mapping.apiMappingId };
  }),
  inStack(
    'fails: API mapping: the domain name in the reference of a mapping that is imported without it',
    (m, stack) => ({
      domain: m.apigwv2.ApiMapping.fromApiMappingAttributes(stack, 'M', { apiMappingId: 'abc' }).apiMappingRef
        .domainName,
    }),
  ),
  inStack('API mapping: the ID in the reference of a mapping that is imported without a domain name', (m, stack) => ({
    id: m.apigwv2.ApiMapping.fromApiMappingAttributes(stack, 'M', { apiMappingId: 'abc' }).apiMappingRef.apiMappingId,
  })),
  inStack('API mapping: two stages of one domain name', (m, stack) => {
    const domainName = domain(m, stack);
    const api = new m.apigwv2.HttpApi(stack, 'Api', { defaultIntegration: url(m) });
    for (const name of ['a', 'b']) {
      const stage = api.addStage(name, { stageName: name });
      new m.apigwv2.ApiMapping(stack, `M${name}`, { api, stage, domainName, apiMappingKey: name });
    }
  }),
  {
    name: 'API mapping: a domain name, an API and a mapping in three stacks',
    build: (m, app) => {
      const domainName = domain(m, new Stack(app, 'Domains'));
      const api = new m.apigwv2.HttpApi(new Stack(app, 'Apis'), 'Api', { defaultIntegration: url(m) });
      const mapping = new m.apigwv2.ApiMapping(new Stack(app, 'Mappings'), 'M', {
        api,
        domainName,
        apiMappingKey: 'x',
      });
      return { url: mapping.domainUrl };
    },
  },
  {
    name: 'domain name: used by the default stages of APIs in other stacks',
    build: (m, app) => {
      const domainName = domain(m, new Stack(app, 'Domains'));
      const apis = ['a', 'b'].map(
        (id) =>
          new m.apigwv2.HttpApi(new Stack(app, `Stack-${id}`), 'Api', {
            defaultDomainMapping: { domainName, mappingKey: id },
            defaultIntegration: url(m),
          }),
      );
      return { urls: apis.map((api) => api.defaultStage?.domainUrl) };
    },
  },
];
