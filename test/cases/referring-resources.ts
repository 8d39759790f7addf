import type { Stack } from 'aws-cdk-lib';
import type { Program } from './program';
import { documented, inferred, observed, stated } from './program';
import { ACCOUNT, domain, domainL2, http, httpL2, raw, stage, wsL2 } from './sound';

const acl = `arn:aws:wafv2:us-east-1:${ACCOUNT}:regional/webacl/books/11111111-2222-3333-4444-555555555555`;
const protect = (s: Stack, resource: string) =>
  raw(s, 'WAFv2::WebACLAssociation', { WebACLArn: acl, ResourceArn: resource });
const alias = (s: Stack, name: string, dnsName: string, hostedZoneId: string) =>
  raw(s, 'Route53::RecordSet', {
    Name: name,
    Type: 'A',
    HostedZoneId: 'Z0OWN',
    AliasTarget: { DNSName: dnsName, HostedZoneId: hostedZoneId },
  });

/** Resources of other AWS services, and of REST APIs, that refer to an API or a domain name. */
export const referringResources: Program[] = [
  observed('WebACLAssociation.ResourceArn', 'a stage of an HTTP API', (s) => {
    const prod = stage(http(s), 'prod');
    protect(s, `arn:aws:apigateway:us-east-1::/apis/${prod.apiId}/stages/${prod.ref}`);
  }),
  observed('WebACLAssociation.ResourceArn', 'a stage of an HTTP L2', (s) =>
    protect(s, `arn:aws:apigateway:us-east-1::/apis/${httpL2(s).apiId}/stages/$default`),
  ),
  observed('WebACLAssociation.ResourceArn', 'an HTTP API as if it were a REST API', (s) =>
    protect(s, `arn:aws:apigateway:us-east-1::/restapis/${http(s).ref}/stages/prod`),
  ),
  observed('WebACLAssociation.ResourceArn', 'the execute-api ARN of an HTTP API', (s) =>
    protect(s, `arn:aws:execute-api:us-east-1:${ACCOUNT}:${http(s).ref}/*/*/*`),
  ),
  observed('BasePathMapping.RestApiId', 'an HTTP API', (s) =>
    raw(s, 'ApiGateway::BasePathMapping', { DomainName: 'api.example.com', RestApiId: http(s).ref, Stage: '$default' }),
  ),
  observed('BasePathMapping.RestApiId', 'a WebSocket L2', (s) =>
    raw(s, 'ApiGateway::BasePathMapping', {
      DomainName: domain(s).ref,
      RestApiId: wsL2(s).apiId,
      Stage: 'prod',
      BasePath: 'chat',
    }),
  ),
  documented('BasePathMapping.BasePath', 'several levels', (s) => {
    const rest = raw(s, 'ApiGateway::RestApi', { Name: 'rest' });
    raw(s, 'ApiGateway::BasePathMapping', { DomainName: domain(s).ref, RestApiId: rest.ref, BasePath: 'books/v1' });
  }),
  stated('BasePathMapping.BasePath', 'a slash at the beginning', (s) => {
    const rest = raw(s, 'ApiGateway::RestApi', { Name: 'rest' });
    raw(s, 'ApiGateway::BasePathMapping', { DomainName: domainL2(s).name, RestApiId: rest.ref, BasePath: '/books' });
  }),
  observed('RecordSet.AliasTarget', 'the zone of the user', (s) => {
    const own = domain(s);
    alias(s, 'api.example.com', own.attrRegionalDomainName, 'Z0OWN');
  }),
  observed('RecordSet.AliasTarget', 'the zone of CloudFront, L2', (s) =>
    alias(s, 'api.example.com', domainL2(s).regionalDomainName, 'Z2FDTNDATAQYW2'),
  ),
  stated('RecordSet.AliasTarget', 'the endpoint of an HTTP API', (s) =>
    alias(s, 'api.example.com', `${http(s).ref}.execute-api.us-east-1.amazonaws.com`, 'Z1UJRXOUMOOFQ8'),
  ),
  stated('RecordSet.AliasTarget', 'a CNAME to the endpoint of a WebSocket L2', (s) =>
    raw(s, 'Route53::RecordSet', {
      Name: 'chat.example.com',
      Type: 'CNAME',
      TTL: '300',
      HostedZoneId: 'Z0OWN',
      ResourceRecords: [`${wsL2(s).apiId}.execute-api.us-east-1.amazonaws.com`],
    }),
  ),
  inferred('RecordSet.Name', 'a name that differs from the domain name', (s) => {
    const own = domain(s);
    alias(s, 'www.example.com', own.attrRegionalDomainName, own.attrRegionalHostedZoneId);
  }),
  inferred('RecordSet.Name', 'a name that differs from the domain name, L2', (s) => {
    const own = domainL2(s, 'chat.example.com');
    alias(s, 'chats.example.com.', own.regionalDomainName, own.regionalHostedZoneId);
  }),
];
