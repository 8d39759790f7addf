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
    breaks: (s) => http(s, { corsConfiguration: { allowHeaders: ['Content-Type, Authorization'] } }),
    keeps: (s) => http(s, { corsConfiguration: { allowHeaders: ['*', 'X-Amz-Date'], exposeHeaders: ['x_total'] } }),
    says: ["got 'Content-Type, Authorization'", "Use ['Content-Type', 'Authorization']."],
  },
  TagCharacterUnsupported: {
    breaks: (s) => http(s, { tags: { owner: 'a;b' } }),
    keeps: (s) => http(s, { tags: { 'cost:center/1': 'é + - = . _ : / @', empty: '' } }),
    says: ["got 'a;b'", '+ - = . _ : / @'],
  },
  DomainNameUnusual: {
    breaks: (s) => domain(s, {}, { domainName: 'api.example.com.' }),
    keeps: (s) => domain(s, {}, { domainName: '1.example.com' }),
    says: ['not end with a dot', "Did you mean 'api.example.com'?"],
  },
  ApiMappingKeyUnusual: {
    breaks: (s) => mapping(http(s), domain(s), 'v1/*'),
    keeps: (s) => mapping(http(s), domain(s), 'v1*/(a)'),
    says: ["got 'v1/*'", "Use 'v1'"],
  },
  RecordCnameAtApex: {
    breaks: (s) => cname(s, 'example.com'),
    keeps: (s) => cname(s, 'api.example.com'),
    says: ["got 'CNAME'", 'A record with AliasTarget'],
  },
  OriginDomainWithScheme: {
    breaks: (s) => distribution(s, http(s).attrApiEndpoint),
    keeps: (s) => distribution(s, Fn.select(2, Fn.split('/', http(s).attrApiEndpoint))),
    says: ["the URL of 'Stack/Api", 'HttpApiOrigin'],
  },
  FunctionNameInUri: {
    breaks: (s) => authorizer(http(s), { authorizerUri: invocations('books') }),
    keeps: (s) =>
      authorizer(http(s), { authorizerUri: invocations('arn:aws:lambda:eu-west-1:111111111111:function:books') }),
    says: ["got 'books'", 'handler.functionArn'],
  },
  JwtAudienceOfUserPool: {
    breaks: (s) => jwt(http(s), {}, { audience: ['eu-west-1_AbCdEfGhI'] }),
    keeps: (s) => jwt(http(s), {}, { audience: ['1h57kf5cpq17m0eml12EXAMPLE', 'my_app', 'eu-west-1'] }),
    says: ["got 'eu-west-1_AbCdEfGhI'", 'userPoolClientId'],
  },
  IntegrationUrlUnusual: {
    breaks: calling('https://$stageVariables.host/books'),
    keeps: calling('https://${stageVariables.host}/{proxy}?to=https://example.com'),
    says: ["got 'https://$stageVariables.host/books'", "Use '${stageVariables.host}'."],
  },
  IntegrationHostPrivate: {
    breaks: calling('http://172.31.0.5:8080/books'),
    keeps: calling('http://172.32.0.5:8080/books'),
    says: ["got 'http://172.31.0.5:8080/books'", 'VPC link'],
  },
  ActionTargetInvalid: {
    breaks: (s) => sends(s, 'arn:aws:sqs:eu-west-1:111111111111:books'),
    keeps: (s) => sends(s, 'https://sqs.eu-west-1.amazonaws.com/111111111111/books'),
    says: ['be the URL of a queue', 'queue.queueUrl'],
  },
  VpcLinkIdInvalid: {
    breaks: (s) => link(s, ['subnet-1,subnet-2']),
    keeps: (s) => link(s, ['subnet-1', 'subnet-0a1b2c3d'], ['sg-1']),
    says: ["got 'subnet-1,subnet-2'", "Use ['subnet-1', 'subnet-2']."],
  },
  WebSocketRouteKeyUnusual: {
    breaks: (s) => route(webSocket(s), 'GET /books'),
    keeps: (s) => route(webSocket(s), 'GET books'),
    says: ["got 'GET /books'", 'sendMessage'],
  },
};

function sends(s: Stack, queueUrl: string): void {
  action(http(s), 'SQS-SendMessage', { QueueUrl: queueUrl, MessageBody: '$request.body' });
}
