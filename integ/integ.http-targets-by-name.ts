// Imported resources: a Cloud Map service by ARN, a state machine, and a user pool in another region. The app also specifies the key of
// an event bus, and the library reads the server name from the certificate of a listener.
// The app requires INTEG_ZONE_ID (a public hosted zone) and INTEG_DOMAIN (the name of the zone).
//
// Verify the deployed app with its outputs:
//   curl -s $Url/tls                      "fixed by the load balancer", whose certificate was verified
//   curl -i $Url/map                      503: nothing is registered with the service of Cloud Map
//   curl -s -X POST $Url/start -d '{}'    an executionArn
//   curl -s -X POST $Url/events -d '{"Detail":"{}","DetailType":"t","Source":"s"}'    FailedEntryCount 0
//   curl -i $Url/pool                     401: no token of a pool in us-west-2
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { UserPool, UserPoolClient } from 'aws-cdk-lib/aws-cognito';
import { Peer, Port, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { ApplicationLoadBalancer, ListenerAction } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { Key } from 'aws-cdk-lib/aws-kms';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Pass, DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { HttpRouteIntegration, IHttpRouteAuthorizer } from 'cdk-apigatewayv2';
import { HttpApi, HttpMethod, VpcLink } from 'cdk-apigatewayv2';
import { HttpUserPoolAuthorizer } from 'cdk-apigatewayv2/authorizers';
import {
  HttpAlbIntegration,
  HttpEventBridgeIntegration,
  HttpServiceDiscoveryIntegration,
  HttpStepFunctionsIntegration,
} from 'cdk-apigatewayv2/integrations';
import { DOMAIN } from './resources';

// The ARN of the user pool contains a region, so the issuer contains this region even if the stack has no region.
const app = new App({ context: { 'cdk-apigatewayv2:userPoolIssuer': true } });
const stack = new Stack(app, 'IntegHttpTargetsByName');
const api = new HttpApi(stack, 'Api');
const route = (
  path: string,
  method: HttpMethod,
  integration: HttpRouteIntegration,
  authorizer?: IHttpRouteAuthorizer,
) => api.addRoutes({ path, methods: [method], integration, ...(authorizer && { authorizer }) });

const machine = new StateMachine(stack, 'Machine', {
  definitionBody: DefinitionBody.fromChainable(new Pass(stack, 'Pass')),
});
const stateMachine = StateMachine.fromStateMachineArn(stack, 'Imported', machine.stateMachineArn);
route('/start', HttpMethod.POST, new HttpStepFunctionsIntegration('Start', { stateMachine }));

const encryptionKey = new Key(stack, 'Key', { removalPolicy: RemovalPolicy.DESTROY });
const eventBus = new EventBus(stack, 'Bus', { kmsKey: encryptionKey });
route(
  '/events',
  HttpMethod.POST,
  new HttpEventBridgeIntegration('Events', { eventBusRef: eventBus.eventBusRef, encryptionKey }),
);

// Removing the rules of the default security group would require a custom resource.
const vpc = new Vpc(stack, 'Vpc', {
  maxAzs: 2,
  natGateways: 0,
  restrictDefaultSecurityGroup: false,
  subnetConfiguration: [{ name: 'isolated', subnetType: SubnetType.PRIVATE_ISOLATED }],
});
const vpcLink = new VpcLink(stack, 'Link', { vpc });
const certificate = new Certificate(stack, 'Certificate', {
  domainName: `internal.${DOMAIN}`,
  validation: CertificateValidation.fromDns(
    HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
      hostedZoneId: process.env.INTEG_ZONE_ID ?? 'Z0123456789EXAMPLE',
      zoneName: DOMAIN,
    }),
  ),
});
const listener = new ApplicationLoadBalancer(stack, 'LoadBalancer', {
  vpc,
  vpcSubnets: { subnetType: SubnetType.PRIVATE_ISOLATED },
}).addListener('Listener', {
  port: 443,
  open: false,
  certificates: [certificate],
  defaultAction: ListenerAction.fixedResponse(200, { messageBody: 'fixed by the load balancer' }),
});
listener.connections.allowFrom(Peer.ipv4(vpc.vpcCidrBlock), Port.tcp(443));
const tls = new HttpAlbIntegration('Tls', listener, { vpcLink, serverNameFromCertificate: true });
route('/tls', HttpMethod.GET, tls);

const namespace = new PrivateDnsNamespace(stack, 'Namespace', { name: 'integ.internal', vpc });
const { serviceArn } = namespace.createService('Service');
route('/map', HttpMethod.GET, HttpServiceDiscoveryIntegration.fromServiceArn('Map', serviceArn, { vpcLink }));

const pool = UserPool.fromUserPoolArn(
  stack,
  'Pool',
  `arn:aws:cognito-idp:us-west-2:${stack.account}:userpool/us-west-2_integ0001`,
);
const client = UserPoolClient.fromUserPoolClientId(stack, 'Client', 'integclient');
route('/pool', HttpMethod.GET, tls, new HttpUserPoolAuthorizer('Pool', pool, { userPoolClients: [client] }));

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });

new IntegTest(app, 'HttpTargetsByName', { testCases: [stack] });
