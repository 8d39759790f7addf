import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { CfnVpcLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { CfnRecordSet } from 'aws-cdk-lib/aws-route53';
import type { Stack } from 'aws-cdk-lib';
import { Fn } from 'aws-cdk-lib';
import type { Negatives } from './negative';
import { action, authorizer, domain, http, integration, jwt, mapping, route, webSocket } from './negative';

const invocations = (name: string) =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${name}/invocations`;
const calling = (integrationUri: string) => (s: Stack) => void integration(http(s), { integrationUri });
const link = (s: Stack, subnetIds: string[], securityGroupIds?: string[]) =>
  new CfnVpcLink(s, 'Link', { name: 'link', subnetIds, securityGroupIds });
const cname = (s: Stack, name: string) =>
  new CfnRecordSet(s, 'Record', {
    hostedZoneName: 'example.com.',
    name,
    type: 'CNAME',
    ttl: '300',
    resourceRecords: [domain(s, {}, { domainName: name }).attrRegionalDomainName],
  });
const distribution = (s: Stack, domainName: string) =>
  new CfnDistribution(s, 'Distribution', {
    distributionConfig: {
      enabled: true,
      defaultCacheBehavior: { targetOriginId: 'api', viewerProtocolPolicy: 'https-only' },
      origins: [{ id: 'api', domainName, customOriginConfig: { originProtocolPolicy: 'https-only' } }],
    },
  });

/** Programs with values that API Gateway cannot use, or interprets differently from what the author intends. */
export const negatives: Negatives = {
  CorsHeaderInvalid: {
    violates: (s) => http(s, { corsConfiguration: { allowHeaders: ['Content-Type, Authorization'] } }),
    complies: (s) => http(s, { corsConfiguration: { allowHeaders: ['*', 'X-Amz-Date'], exposeHeaders: ['x_total'] } }),
    messageContains: ["got 'Content-Type, Authorization'", "Use ['Content-Type', 'Authorization']."],
  },
  TagCharacterUnsupported: {
    violates: (s) => http(s, { tags: { owner: 'a;b' } }),
    complies: (s) => http(s, { tags: { 'cost:center/1': 'é + - = . _ : / @', empty: '' } }),
    messageContains: ["got 'a;b'", '+ - = . _ : / @'],
  },
  DomainNameUnusual: {
    violates: (s) => domain(s, {}, { domainName: 'api.example.com.' }),
    complies: (s) => domain(s, {}, { domainName: '1.example.com' }),
    messageContains: ['not end with a dot', "Did you mean 'api.example.com'?"],
  },
  ApiMappingKeyUnusual: {
    violates: (s) => mapping(http(s), domain(s), 'v1/*'),
    complies: (s) => mapping(http(s), domain(s), 'v1*/(a)'),
    messageContains: ["got 'v1/*'", "Use 'v1'"],
  },
  RecordCnameAtApex: {
    violates: (s) => cname(s, 'example.com'),
    complies: (s) => cname(s, 'api.example.com'),
    messageContains: ["got 'CNAME'", 'A record with AliasTarget'],
  },
  OriginDomainWithScheme: {
    violates: (s) => distribution(s, http(s).attrApiEndpoint),
    complies: (s) => distribution(s, Fn.select(2, Fn.split('/', http(s).attrApiEndpoint))),
    messageContains: ["the URL of 'Stack/Api", 'HttpApiOrigin'],
  },
  FunctionNameInUri: {
    violates: (s) => authorizer(http(s), { authorizerUri: invocations('books') }),
    complies: (s) =>
      authorizer(http(s), { authorizerUri: invocations('arn:aws:lambda:eu-west-1:111111111111:function:books') }),
    messageContains: ["got 'books'", 'handler.functionArn'],
  },
  JwtAudienceOfUserPool: {
    violates: (s) => jwt(http(s), {}, { audience: ['eu-west-1_AbCdEfGhI'] }),
    complies: (s) => jwt(http(s), {}, { audience: ['1h57kf5cpq17m0eml12EXAMPLE', 'my_app', 'eu-west-1'] }),
    messageContains: ["got 'eu-west-1_AbCdEfGhI'", 'userPoolClientId'],
  },
  IntegrationUrlUnusual: {
    violates: calling('https://$stageVariables.host/books'),
    complies: calling('https://${stageVariables.host}/{proxy}?to=https://example.com'),
    messageContains: ["got 'https://$stageVariables.host/books'", "Use '${stageVariables.host}'."],
  },
  IntegrationHostPrivate: {
    violates: calling('http://172.31.0.5:8080/books'),
    complies: calling('http://172.32.0.5:8080/books'),
    messageContains: ["got 'http://172.31.0.5:8080/books'", 'VPC link'],
  },
  ActionTargetInvalid: {
    violates: (s) => sends(s, 'arn:aws:sqs:eu-west-1:111111111111:books'),
    complies: (s) => sends(s, 'https://sqs.eu-west-1.amazonaws.com/111111111111/books'),
    messageContains: ['be the URL of a queue', 'queue.queueUrl'],
  },
  VpcLinkIdInvalid: {
    violates: (s) => link(s, ['subnet-1,subnet-2']),
    complies: (s) => link(s, ['subnet-1', 'subnet-0a1b2c3d'], ['sg-1']),
    messageContains: ["got 'subnet-1,subnet-2'", "Use ['subnet-1', 'subnet-2']."],
  },
  WebSocketRouteKeyUnusual: {
    violates: (s) => route(webSocket(s), 'GET /books'),
    complies: (s) => route(webSocket(s), 'GET books'),
    messageContains: ["got 'GET /books'", 'sendMessage'],
  },
};

function sends(s: Stack, queueUrl: string): void {
  action(http(s), 'SQS-SendMessage', { QueueUrl: queueUrl, MessageBody: '$request.body' });
}
