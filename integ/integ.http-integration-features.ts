// Features of HTTP API integrations that aws-cdk-lib does not have: response mappings, Kinesis, AppConfig, any service
// action, custom roles and keys, FIFO message groups, and a listener that accepts connections from the VPC link. Only
// the VPC incurs costs.
//
// Verify the deployed app with its outputs:
//   curl -i $Url/responses                     203 with the header x-stage: $default
//   curl -s -X POST $Url/clicks/a -H 'content-type: application/json' -d '{"Data":"aGVsbG8="}'      a SequenceNumber
//   curl -i $Url/flags                         200 once a configuration is deployed, else 404
//   curl -s -X POST $Url/orders/7 -d '{"book":1}'      a MessageId: the role may use the queue's key
//   curl -i -X DELETE $Url/orders              200
//   curl -s $Url/caller --aws-sigv4 "aws:amz:$Region:execute-api" --user "$KEY:$SECRET"     for an IAM user who may invoke
//   curl -s $Url/alb                           "fixed by the load balancer", whose port is open for the link alone
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elb from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { HttpRouteIntegration } from 'cdk-apigatewayv2';
import {
  AuthorizerPayloadVersion,
  HttpApi,
  HttpIntegrationSubtype,
  HttpMethod,
  IntegrationCredentials,
  MappingValue,
  ParameterMapping,
  ResponseParameterMapping,
} from 'cdk-apigatewayv2';
import { HttpIamAuthorizer, HttpLambdaAuthorizer } from 'cdk-apigatewayv2/authorizers';
import {
  HttpAlbIntegration,
  HttpAppConfigIntegration,
  HttpAwsServiceIntegration,
  HttpKinesisIntegration,
  HttpLambdaIntegration,
  HttpSqsIntegration,
} from 'cdk-apigatewayv2/integrations';
import { echo, fn } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegHttpIntegrationFeatures');
const api = new HttpApi(stack, 'Api');
const route = (path: string, method: HttpMethod, integration: HttpRouteIntegration) =>
  api.addRoutes({ path, methods: [method], integration });

const handler = echo(stack, 'Echo');
route(
  '/responses',
  HttpMethod.GET,
  new HttpLambdaIntegration('Responses', handler, {
    description: 'Answers 203',
    responseParameterMapping: {
      '200': new ResponseParameterMapping()
        .appendHeader('x-stage', MappingValue.contextVariable('stage'))
        .overwriteStatusCode(MappingValue.custom('203')),
    },
  }),
);

const credentials = IntegrationCredentials.useCallerIdentity();
api.addRoutes({
  path: '/caller',
  methods: [HttpMethod.GET],
  integration: new HttpLambdaIntegration('Caller', handler, { credentials }),
  authorizer: new HttpIamAuthorizer(),
});

const allow = fn(
  stack,
  'Allow',
  `exports.handler = async ({ routeArn }) => ({
    principalId: 'anybody',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: routeArn }],
    },
  });`,
);
const stream = new kinesis.Stream(stack, 'Clicks', {
  encryptionKey: new kms.Key(stack, 'StreamKey', { removalPolicy: RemovalPolicy.DESTROY, enableKeyRotation: true }),
  removalPolicy: RemovalPolicy.DESTROY,
});
api.addRoutes({
  path: '/clicks/{shop}',
  methods: [HttpMethod.POST],
  integration: new HttpKinesisIntegration('Clicks', {
    stream,
    partitionKey: MappingValue.requestPathParam('shop'),
    encryptionKey: stream.encryptionKey,
  }),
  authorizer: new HttpLambdaAuthorizer('Policy', allow, {
    identitySource: [],
    payloadFormatVersion: AuthorizerPayloadVersion.VERSION_2_0,
  }),
});

const application = new appconfig.Application(stack, 'Application');
const configurationProfile = new appconfig.CfnConfigurationProfile(stack, 'Flags', {
  applicationId: application.applicationId,
  locationUri: 'hosted',
  name: 'flags',
});
const environment = new appconfig.Environment(stack, 'Environment', { application });
route('/flags', HttpMethod.GET, new HttpAppConfigIntegration('Flags', { environment, configurationProfile }));

const orders = new sqs.Queue(stack, 'Orders', {
  fifo: true,
  encryption: sqs.QueueEncryption.KMS,
  removalPolicy: RemovalPolicy.DESTROY,
});
const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('apigateway.amazonaws.com') });
route(
  '/orders/{customer}',
  HttpMethod.POST,
  new HttpSqsIntegration('Order', {
    queue: orders,
    credentialsRole: role,
    timeout: Duration.seconds(5),
    encryptionKey: orders.encryptionMasterKey,
    parameterMapping: new ParameterMapping().custom('MessageBody', '$request.body'),
    messageGroupId: MappingValue.requestPathParam('customer'),
    messageDeduplicationId: MappingValue.contextVariable('requestId'),
  }),
);
route(
  '/orders',
  HttpMethod.DELETE,
  new HttpAwsServiceIntegration('Purge', {
    subtype: HttpIntegrationSubtype.SQS_PURGE_QUEUE,
    parameterMapping: new ParameterMapping().custom('QueueUrl', orders.queueUrl),
    resources: [orders.queueArn],
    credentialsRole: role,
  }),
);

// Removing the rules of the default security group would require a custom resource.
const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 2, natGateways: 0, restrictDefaultSecurityGroup: false });
const listener = new elb.ApplicationLoadBalancer(stack, 'LoadBalancer', { vpc }).addListener('Listener', {
  port: 80,
  open: false,
  defaultAction: elb.ListenerAction.fixedResponse(200, { messageBody: 'fixed by the load balancer' }),
});
route('/alb', HttpMethod.GET, new HttpAlbIntegration('Alb', listener, { openListener: true }));

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });

new IntegTest(app, 'HttpIntegrationFeatures', { testCases: [stack] });
