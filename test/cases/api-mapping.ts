import { CfnApiMapping } from 'aws-cdk-lib/aws-apigatewayv2';
import type { CfnApiMappingProps } from 'aws-cdk-lib/aws-apigatewayv2';
import { RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Stack } from 'aws-cdk-lib';
import { ApiMapping } from '../../lib';
import type { Program } from './program';
import { atRunTime, documented, inferred, observed, stated } from './program';
import {
  CERTIFICATE,
  domain,
  domainL2,
  drop,
  http,
  httpL2,
  httpStageL2,
  id,
  mapping,
  otherStack,
  override,
  raw,
  stage,
  times,
  ws,
  wsL2,
  wsStageL2,
} from './sound';

const KEY = 'ApiMapping.ApiMappingKey';
const keyed = (apiMappingKey: string) => (s: Stack) => {
  mapping(stage(http(s), 'prod'), undefined, { apiMappingKey });
};
const keyedWs = (apiMappingKey: string) => (s: Stack) => {
  mapping(stage(ws(s), 'prod'), undefined, { apiMappingKey });
};
const keyedL2 = (apiMappingKey: string) => (s: Stack) => {
  const api = httpL2(s);
  new ApiMapping(s, 'Mapping', { api, domainName: domainL2(s), stage: httpStageL2(api, 'prod'), apiMappingKey });
};
const map = (s: Stack, props: CfnApiMappingProps) => new CfnApiMapping(s, id(s, 'Mapping'), props);
/** A domain name for REST APIs. */
const old = (s: Stack, props: object) => raw(s, 'ApiGateway::DomainName', { DomainName: 'api.example.com', ...props });

export const mappings: Program[] = [
  observed(KEY, 'a slash at the end', keyed('v1/')),
  observed(KEY, 'a slash at the end, L2', keyedL2('books/v1/')),
  observed(KEY, 'a slash at the beginning', keyed('/v1')),
  observed(KEY, 'a slash at the beginning, WebSocket', keyedWs('/chat')),
  observed(KEY, 'only a slash, L2', keyedL2('/')),
  observed(KEY, 'two slashes', keyed('a//b')),
  observed(KEY, 'two slashes, override', (s) =>
    override(mapping(stage(http(s), 'prod')), 'ApiMappingKey', 'v1//books'),
  ),
  observed(KEY, 'a variable', keyed('{version}')),
  observed(KEY, 'a space', keyed('my api')),
  observed(KEY, 'an at sign', keyedWs('@chat')),
  observed(KEY, 'a tilde, L2', keyedL2('~v1')),
  observed(KEY, 'an encoded slash', keyed('a%2Fb')),
  observed(KEY, 'a non-ASCII letter', keyed('bücher')),
  observed(KEY, '301 characters', keyed('k'.repeat(301))),
  observed(KEY, '400 characters, L2', keyedL2('key1'.repeat(100))),
  observed(KEY, 'twice on a domain name', (s) => {
    const own = domain(s).ref;
    mapping(stage(http(s), 'prod'), own, { apiMappingKey: 'v1' });
    mapping(stage(http(s), 'prod'), own, { apiMappingKey: 'v1' });
  }),
  observed(KEY, 'no key twice on a domain name', (s) => {
    const own = domain(s).ref;
    mapping(stage(ws(s), 'prod'), own);
    mapping(stage(ws(s), 'prod'), own, { apiMappingKey: '' });
  }),
  observed(KEY, 'twice on a domain name, L2 and raw', (s) => {
    const [api, own] = [httpL2(s), domainL2(s)];
    new ApiMapping(s, 'Mapping', { api, domainName: own, apiMappingKey: 'v1' });
    mapping(stage(http(s), 'prod'), own.name, { apiMappingKey: 'v1' });
  }),
  stated(KEY, 'several levels of a WebSocket API', keyedWs('chat/v1')),
  stated(KEY, 'several levels of a WebSocket L2', (s) => {
    const api = wsL2(s);
    new ApiMapping(s, 'Mapping', {
      api,
      domainName: domainL2(s),
      stage: wsStageL2(api, 'prod'),
      apiMappingKey: 'a/b/c',
    });
  }),
  documented('ApiMapping.mappings', '201 of several levels', (s) => {
    const [own, prod] = [domain(s).ref, stage(http(s), 'prod')];
    times(201, (i) => mapping(prod, own, { apiMappingKey: `books/${i}` }));
  }),
  documented('ApiMapping.mappings', '210 of several levels, raw', (s) => {
    const [own, prod] = [domain(s).ref, stage(http(s), 'prod')];
    times(210, (i) =>
      raw(s, 'ApiGatewayV2::ApiMapping', {
        ApiId: prod.apiId,
        DomainName: own,
        Stage: prod.ref,
        ApiMappingKey: `a/b/${i}`,
      }),
    );
  }),
  documented('ApiMapping.ApiId', 'none', (s) => drop(mapping(stage(http(s), 'prod')), 'ApiId')),
  documented('ApiMapping.DomainName', 'none', (s) => drop(mapping(stage(http(s), 'prod')), 'DomainName')),
  documented('ApiMapping.Stage', 'none', (s) => drop(mapping(stage(ws(s), 'prod')), 'Stage')),
  documented('ApiMapping.Stage', 'none, CfnResource', (s) =>
    raw(s, 'ApiGatewayV2::ApiMapping', { ApiId: http(s).ref, DomainName: domain(s).ref }),
  ),
  observed('ApiMapping.Stage', 'an unknown stage', (s) => {
    const api = http(s);
    stage(api, 'prod');
    map(s, { apiId: api.ref, domainName: domain(s).ref, stage: 'production' });
  }),
  observed('ApiMapping.Stage', '$default of an API without it', (s) => {
    const api = http(s);
    stage(api, 'prod');
    map(s, { apiId: api.ref, domainName: domain(s).ref, stage: '$default' });
  }),
  observed('ApiMapping.Stage', 'another case, L2 by override', (s) => {
    const api = wsL2(s);
    const made = new ApiMapping(s, 'Mapping', { api, domainName: domainL2(s), stage: wsStageL2(api, 'prod') });
    override(made, 'Stage', 'Prod');
  }),
  atRunTime('ApiMapping.Stage', 'by its name, without a dependency', (s) => {
    const api = http(s);
    stage(api, 'prod');
    map(s, { apiId: api.ref, domainName: domain(s).ref, stage: 'prod' });
  }),
  atRunTime('ApiMapping.Stage', 'by its name, without a dependency, WebSocket raw', (s) => {
    const api = wsL2(s);
    wsStageL2(api, 'prod');
    raw(s, 'ApiGatewayV2::ApiMapping', { ApiId: api.apiId, DomainName: domain(s).ref, Stage: 'prod' });
  }),
  atRunTime('ApiMapping.Stage', 'of a stage in a later stack', (s) => {
    const api = http(s);
    raw(otherStack(s), 'ApiGatewayV2::Stage', { ApiId: api.ref, StageName: 'prod', AutoDeploy: true });
    map(s, { apiId: api.ref, domainName: domain(s).ref, stage: 'prod' });
  }),
  inferred('ApiMapping.Stage', 'of another API', (s) => {
    const other = stage(http(s), 'beta');
    map(s, { apiId: http(s).ref, domainName: domain(s).ref, stage: other.ref });
  }),
  inferred('ApiMapping.Stage', 'of another API, L2', (s) => {
    const other = wsStageL2(wsL2(s), 'beta');
    const made = new ApiMapping(s, 'Mapping', { api: httpL2(s), domainName: domainL2(s) });
    override(made, 'Stage', s.resolve(other.stageName));
  }),
  stated('ApiMapping.Stage', '129 characters', (s) =>
    map(s, { apiId: 'abc123', domainName: 'api.example.com', stage: 's'.repeat(129) }),
  ),
  stated('ApiMapping.Stage', 'empty', (s) => map(s, { apiId: 'abc123', domainName: 'api.example.com', stage: '' })),
  inferred('ApiMapping.DomainName', 'by its name, without a dependency', (s) => {
    domain(s);
    mapping(stage(http(s), 'prod'), 'api.example.com');
  }),
  inferred('ApiMapping.DomainName', 'by its name, without a dependency, WebSocket', (s) => {
    domainL2(s, 'chat.example.com');
    raw(s, 'ApiGatewayV2::ApiMapping', { ApiId: ws(s).ref, DomainName: 'chat.example.com', Stage: 'prod' });
  }),
  observed('ApiMapping.DomainName', 'EDGE of REST APIs', (s) =>
    mapping(
      stage(http(s), 'prod'),
      old(s, { CertificateArn: CERTIFICATE, SecurityPolicy: 'TLS_1_2', EndpointConfiguration: { Types: ['EDGE'] } })
        .ref,
    ),
  ),
  observed('ApiMapping.DomainName', 'the default of REST APIs is EDGE', (s) =>
    mapping(stage(ws(s), 'prod'), old(s, { CertificateArn: CERTIFICATE, SecurityPolicy: 'TLS_1_2' }).ref),
  ),
  observed('ApiMapping.DomainName', 'TLS 1.0 of REST APIs', (s) =>
    mapping(
      stage(http(s), 'prod'),
      old(s, {
        RegionalCertificateArn: CERTIFICATE,
        SecurityPolicy: 'TLS_1_0',
        EndpointConfiguration: { Types: ['REGIONAL'] },
      }).ref,
    ),
  ),
  observed('ApiMapping.DomainName', 'WebSocket and HTTP APIs of one domain name', (s) => {
    const own = domain(s).ref;
    mapping(stage(http(s), 'prod'), own, { apiMappingKey: 'api' });
    mapping(stage(ws(s), 'prod'), own, { apiMappingKey: 'chat' });
  }),
  observed('ApiMapping.DomainName', 'WebSocket and REST APIs of one domain name, L2', (s) => {
    const own = domainL2(s);
    const [api, rest] = [wsL2(s), new RestApi(s, 'Rest')];
    rest.root.addMethod('GET');
    new ApiMapping(s, 'Chat', { api, domainName: own, stage: wsStageL2(api, 'prod'), apiMappingKey: 'chat' });
    map(s, {
      apiId: rest.restApiId,
      domainName: own.name,
      stage: rest.deploymentStage.stageName,
      apiMappingKey: 'rest',
    });
  }),
];
