import { Aws, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import * as l1 from 'aws-cdk-lib/aws-apigatewayv2';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { HttpApi, VpcLink } from '../../lib';
import { HttpUserPoolAuthorizer } from '../../lib/authorizers';
import { HttpAlbIntegration } from '../../lib/integrations';
import { ENV } from '../_helpers/app';
import { inlineFunction } from '../_helpers/lambda';
import * as b from './builders';
import type { Entry } from './entry';
import { ref, sub, v2 } from './template';

const httpApi = { Api: v2('Api', { Name: 'web', ProtocolType: 'HTTP' }) };

/** Targets, issuers and list elements in every form that can be deployed. */
export const entries: Entry[] = [
  {
    title: 'user app: issuers with the literal IDs of user pools in several regions',
    build: (s) => {
      const api = b.http(s);
      for (const i of [
        'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC',
        'https://cognito-idp.us-gov-west-1.amazonaws.com/us-gov-west-1_AbC',
        'https://cognito-idp.ap-southeast-2.amazonaws.com/ap-southeast-2_x1',
      ])
        b.jwt(api, i);
    },
  },
  {
    title: 'user app: the issuer of a user pool by Fn::Sub, Fn::Join and tokens',
    build: (s) => {
      const api = b.http(s);
      const pool = new cognito.UserPool(s, 'P');
      b.jwt(api, `https://cognito-idp.${Aws.REGION}.amazonaws.com/${pool.userPoolId}`, [
        pool.addClient('C').userPoolClientId,
      ]);
      b.jwt(api, Fn.sub('https://cognito-idp.${AWS::Region}.${AWS::URLSuffix}/${P}', { P: pool.userPoolId }));
      b.jwt(api, Fn.join('', ['https://', pool.userPoolProviderName]));
      b.jwt(api, `https://${pool.userPoolProviderName}`);
    },
  },
  {
    title: 'user app: the issuer of a user pool in a stack of another region',
    build: (_, app) => {
      const p = new Stack(app, 'Pool', {
        env: { account: '111111111111', region: 'us-east-1' },
        crossRegionReferences: true,
      });
      const pool = new cognito.UserPool(p, 'P');
      const t = new Stack(app, 'Api', {
        env: { account: '111111111111', region: 'eu-west-1' },
        crossRegionReferences: true,
      });
      b.jwt(b.http(t), `https://cognito-idp.us-east-1.amazonaws.com/${pool.userPoolId}`, [
        pool.addClient('C').userPoolClientId,
      ]);
    },
  },
  {
    title: 'user app: a user pool of another region, L2',
    build: (s) => {
      new HttpApi(s, 'A', {
        defaultIntegration: b.urlIntegration(),
        defaultAuthorizer: new HttpUserPoolAuthorizer('Z', cognito.UserPool.fromUserPoolId(s, 'P', 'us-east-1_AbC'), {
          userPoolRegion: 'us-east-1',
          userPoolClients: [cognito.UserPoolClient.fromUserPoolClientId(s, 'C', '1h57kf5cpq17m0eml12EXAMPLE')],
        }),
      });
    },
  },
  {
    title: 'user app: issuers of other providers: Auth0, Okta, Azure, Google, Keycloak, Clerk',
    build: (s) => {
      const api = b.http(s);
      for (const i of [
        'https://books.eu.auth0.com/',
        'https://dev-1.okta.com/oauth2/default',
        'https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0',
        'https://accounts.google.com',
        'https://id.example.com:8443/realms/books',
        'https://clerk.example.com',
        'https://token.actions.githubusercontent.com',
        'https://securetoken.google.com/my-project',
      ])
        b.jwt(api, i, ['https://api.example.com', 'api://books', 'books_web', 'sts.amazonaws.com']);
    },
  },
  {
    title: 'user app: URLs of a function and of an API as targets',
    build: (s) => {
      const api = b.http(s);
      const f = inlineFunction(s);
      b.url(api, f.addFunctionUrl().url);
      b.url(api, `${new HttpApi(s, 'O', { defaultIntegration: b.urlIntegration() }).apiEndpoint}/x`);
      b.url(api, 'http://203.0.113.10:8080/');
      b.url(api, 'https://example.com/a%20b?q={proxy}&x=$context.requestId');
      b.url(api, 'https://localhost.example.com/10.0.0.1');
    },
  },
  {
    title: 'user app: a public load balancer by its DNS name',
    env: ENV,
    build: (s) => {
      const lb = new elb.ApplicationLoadBalancer(s, 'LB', { vpc: new ec2.Vpc(s, 'V'), internetFacing: true });
      b.url(b.http(s), `http://${lb.loadBalancerDnsName}/x`);
    },
  },
  {
    title: 'user app: a bucket website by its URL, and objects by the domain name of the bucket',
    build: (s) => {
      const bkt = new s3.Bucket(s, 'B', { websiteIndexDocument: 'index.html' });
      const api = b.http(s);
      b.url(api, bkt.bucketWebsiteUrl);
      b.url(api, `https://${bkt.bucketRegionalDomainName}/{proxy}`);
      b.url(api, `http://${bkt.bucketWebsiteDomainName}`);
    },
  },
  {
    title: 'user app: a private integration with the listener of an internal load balancer',
    env: ENV,
    build: (s) => {
      const vpc = new ec2.Vpc(s, 'V');
      const l = new elb.ApplicationLoadBalancer(s, 'LB', { vpc }).addListener('L', {
        port: 80,
        defaultAction: elb.ListenerAction.fixedResponse(200),
      });
      const link = new VpcLink(s, 'Link', { vpc });
      link.addSecurityGroups(new ec2.SecurityGroup(s, 'SG', { vpc }));
      new HttpApi(s, 'A', { defaultIntegration: new HttpAlbIntegration('I', l, { vpcLink: link }) });
    },
  },
  {
    title: 'user app: VPC links with subnets and security groups in every form',
    build: (s) => {
      const vpc = new ec2.CfnVPC(s, 'V', { cidrBlock: '10.0.0.0/16' });
      const sn = new ec2.CfnSubnet(s, 'S', { vpcId: vpc.ref, cidrBlock: '10.0.0.0/24' });
      const sg = new ec2.CfnSecurityGroup(s, 'G', { groupDescription: 'g', vpcId: vpc.ref });
      const p = new CfnParameter(s, 'P', { type: 'List<AWS::EC2::Subnet::Id>' });
      new l1.CfnVpcLink(s, 'L1', {
        name: 'a',
        subnetIds: [sn.ref],
        securityGroupIds: [sg.attrGroupId, vpc.attrDefaultSecurityGroup],
      });
      new l1.CfnVpcLink(s, 'L2', { name: 'b', subnetIds: p.valueAsList, securityGroupIds: [] });
      new l1.CfnVpcLink(s, 'L3', {
        name: 'c',
        subnetIds: [Fn.select(0, p.valueAsList), Fn.importValue('subnet'), sn.attrSubnetId],
      });
      new l1.CfnVpcLink(s, 'L4', { name: 'd', subnetIds: Fn.split(',', Fn.importValue('subnets')) });
      new l1.CfnVpcLink(s, 'L5', {
        name: 'e',
        subnetIds: ['subnet-0bb1c79de3EXAMPLE'],
        securityGroupIds: ['sg-903004f8'],
      });
    },
  },
  {
    title: 'user app: AWS service actions whose parameters are names, ARNs, URLs and request values',
    build: (s) => {
      const api = b.http(s);
      const q = new sqs.Queue(s, 'Q');
      const k = new kinesis.Stream(s, 'K');
      b.action(api, 'SQS-SendMessage', { QueueUrl: q.queueUrl, MessageBody: '$request.body' });
      b.action(api, 'SQS-SendMessage', { QueueUrl: '$stageVariables.queue', MessageBody: '$request.body.MessageBody' });
      b.action(api, 'Kinesis-PutRecord', {
        StreamName: k.streamName,
        Data: '$request.body.data',
        PartitionKey: '$context.requestId',
      });
      b.action(api, 'Kinesis-PutRecord', { StreamName: 'orders', Data: '$request.body', PartitionKey: 'p' });
      b.action(api, 'EventBridge-PutEvents', {
        Source: 'com.example.orders',
        DetailType: '$request.body.type',
        Detail: '$request.body.detail',
        EventBusName: 'arn:aws:events:eu-west-1:111111111111:event-bus/b',
      });
      b.action(api, 'StepFunctions-StartExecution', {
        StateMachineArn: '$request.body.machine',
        Input: '$request.body.input',
      });
      b.action(api, 'SQS-SendMessage', { QueueUrl: Fn.importValue('queue'), MessageBody: 'x' });
    },
  },
  {
    title: 'user app: authorizer values in parameter mappings and access logs',
    build: (s) => {
      const api = b.http(s);
      b.url(api, 'https://example.com', {
        requestParameters: {
          'append:header.x-sub': '$context.authorizer.claims.sub',
          'overwrite:header.x-t': '$context.authorizer.tenant',
          'overwrite:path': '/v1/$request.path.proxy',
          'remove:querystring.debug': "''",
          'overwrite:header.host': 'example.com',
        },
      });
      b.stage(api, 'p', {
        accessLogSettings: {
          destinationArn: b.LOG_GROUP,
          format:
            '$context.requestId $context.authorizer.claims.email $context.authorizer.x-tenant $context.customDomain.basePathMatched',
        },
      });
    },
  },
  {
    title: 'user app: an authorizer with an existing function, by Fn::Sub',
    template: {
      ...httpApi,
      A: v2('Authorizer', {
        ApiId: ref('Api'),
        Name: 'a',
        AuthorizerType: 'REQUEST',
        AuthorizerPayloadFormatVersion: '2.0',
        IdentitySource: ['$request.header.Authorization'],
        AuthorizerUri: sub(
          'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:auth/invocations',
        ),
        EnableSimpleResponses: true,
      }),
    },
  },
  {
    title: 'user app: functions that stage variables name',
    build: (s) => {
      const api = b.http(s);
      b.lambda(api, {
        integrationUri:
          'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111111111111:function:${stageVariables.fn}/invocations',
      });
      b.lambda(b.webSocket(s), {
        integrationUri:
          'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111111111111:function:shop:${stageVariables.alias}/invocations',
      });
    },
  },
];
