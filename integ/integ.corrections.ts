// This app contains a stack without corrections and a stack with `cdk-apigatewayv2:recommended`, so that the two
// snapshots show the effect of the corrections. Both stacks enable the correction `userPoolIssuer`, because AWS rejects
// the uncorrected issuer. The app requires INTEG_DOMAIN and INTEG_CERTIFICATE_ARN (for the subdomains of the domain).
//
// Verify the deployed app with its outputs. P is the stack IntegCorrectionsPlain, and R is the stack
// IntegCorrectionsRecommended:
//   curl -i $Url/token -H 'Authorization: yes' P: 500, since the role may not invoke the authorizer; R: 200
//   curl -i $Url/any/path --aws-sigv4 aws:amz:$Region:execute-api --user "$KEY:$SECRET" -H "x-amz-security-token: $TOKEN"
//                                              as the role Caller. P: 403, the grant covers the root only; R: 200
//   curl -i $Url/encrypted -d '{"MessageBody": "hello"}' --aws-sigv4 … as above
//                                              P: an error of KMS, since the role may not use the key; R: 200
//   aws logs tail $LogsName                    P: a "-" where R has the route key
//   aws apigatewayv2 get-vpc-links --query 'Items[].Name'      P has one link, R two
//   wscat -c $WebSocketUrl                     P: connected without a key; R: 403, connected with -H "x-api-key: <value of $KeyId>"
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import { SecurityGroup, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountRootPrincipal, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { PrivateDnsNamespace } from 'aws-cdk-lib/aws-servicediscovery';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import {
  ApiKey,
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  ParameterMapping,
  UsagePlan,
  WebSocketApi,
  WebSocketApiKeySelectionExpression,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import { HttpIamAuthorizer, HttpLambdaAuthorizer, HttpLambdaResponseType } from 'cdk-apigatewayv2/authorizers';
import {
  HttpEventBridgeIntegration,
  HttpLambdaIntegration,
  HttpServiceDiscoveryIntegration,
  HttpSqsIntegration,
  WebSocketLambdaIntegration,
} from 'cdk-apigatewayv2/integrations';
import type { Construct } from 'constructs';
import { certificate, DOMAIN, echo, fn } from './resources';

const SIMPLE = "exports.handler = async (event) => ({ isAuthorized: event.identitySource[0] === 'yes' });";
const ELSEWHERE = 'eu-west-1:123456789012';

interface CorrectionsProps {
  /** The first label of the domain names in the stack. */
  readonly label: string;
  readonly recommended: boolean;
}

class CorrectionsStack extends Stack {
  private readonly label: string;
  private readonly certificate: ICertificate;

  public constructor(scope: Construct, id: string, { label, recommended }: CorrectionsProps) {
    super(scope, id);
    if (recommended) this.node.setContext('cdk-apigatewayv2:recommended', true);
    this.label = label;
    this.certificate = certificate(this);

    const api = this.routes();
    this.domains();
    this.services(api);
    this.privateLinks(api);
    this.webSockets();
  }

  /** Shows the corrections defaultRouteArn, httpAccessLogFormat, lambdaAuthorizerRoleGrant, routeArnPathParameters and sharedIntegrationScope. */
  private routes(): HttpApi {
    const caller = new Role(this, 'Caller', { assumedBy: new AccountRootPrincipal() });
    const logs = new LogGroup(this, 'Logs', { removalPolicy: RemovalPolicy.DESTROY });
    const api = new HttpApi(this, 'Api', { createDefaultStage: false, defaultAuthorizer: new HttpIamAuthorizer() });
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      autoDeploy: true,
      accessLogSettings: { destination: new LogGroupLogDestination(logs) },
    });

    const integration = new HttpLambdaIntegration('Shared', echo(this, 'Handler'));
    const everything = new HttpRoute(this, 'Everything', {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration,
    });
    everything.grantInvoke(caller);
    const [user] = api.addRoutes({ path: '/users/{id}/public', methods: [HttpMethod.GET], integration });
    user.grantInvoke(caller);
    const role = new Role(this, 'AuthorizerRole', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });
    api.addRoutes({
      path: '/token',
      methods: [HttpMethod.GET],
      integration,
      authorizer: new HttpLambdaAuthorizer('Token', fn(this, 'Authorizer', SIMPLE), {
        responseTypes: [HttpLambdaResponseType.SIMPLE],
        role,
      }),
    });

    new CfnOutput(this, 'Url', { value: stage.url });
    new CfnOutput(this, 'CallerArn', { value: caller.roleArn });
    new CfnOutput(this, 'LogsName', { value: logs.logGroupName });
    return api;
  }

  /** Shows the corrections disabledEndpointUrl and importedDomainNameArn. */
  private domains(): void {
    const domainName = new DomainName(this, 'Domain', {
      domainName: `${this.label}.${DOMAIN}`,
      certificate: this.certificate,
    });
    const closed = new HttpApi(this, 'Closed', {
      disableExecuteApiEndpoint: true,
      defaultDomainMapping: { domainName },
    });
    const imported = DomainName.fromDomainNameAttributes(this, 'Imported', {
      name: 'imported.example.com',
      regionalDomainName: 'd-0123456789.execute-api.us-east-1.amazonaws.com',
      regionalHostedZoneId: 'Z1UJRXOUMOOFQ8',
    });
    new CfnOutput(this, 'ClosedUrl', { value: closed.url! });
    new CfnOutput(this, 'ImportedArn', { value: imported.domainNameRef.domainNameArn });
  }

  /** Shows the corrections eventBridgeMappingCopy, eventBusByArn, serviceIntegrationRegion and sqsQueueKeyGrant. */
  private services(api: HttpApi): void {
    const parameterMapping = new ParameterMapping()
      .custom('Detail', '$request.body')
      .custom('DetailType', 'integ')
      .custom('Source', 'integ');
    for (const id of ['First', 'Second']) {
      const { eventBusRef } = new EventBus(this, id);
      api.addRoutes({
        path: `/${id.toLowerCase()}`,
        methods: [HttpMethod.POST],
        integration: new HttpEventBridgeIntegration(id, { eventBusRef, parameterMapping }),
      });
    }
    const { eventBusRef } = EventBus.fromEventBusArn(
      this,
      'Elsewhere',
      `arn:aws:events:${ELSEWHERE}:event-bus/elsewhere`,
    );
    api.addRoutes({
      path: '/elsewhere/event',
      methods: [HttpMethod.POST],
      integration: new HttpEventBridgeIntegration('ElsewhereBus', { eventBusRef }),
    });
    api.addRoutes({
      path: '/elsewhere/message',
      methods: [HttpMethod.POST],
      integration: new HttpSqsIntegration('ElsewhereQueue', {
        queue: Queue.fromQueueArn(this, 'ElsewhereQueue', `arn:aws:sqs:${ELSEWHERE}:elsewhere`),
      }),
    });
    const key = new Key(this, 'QueueKey', { removalPolicy: RemovalPolicy.DESTROY });
    api.addRoutes({
      path: '/encrypted',
      methods: [HttpMethod.POST],
      integration: new HttpSqsIntegration('EncryptedQueue', {
        queue: new Queue(this, 'Encrypted', { encryptionMasterKey: key }),
      }),
    });
  }

  /** Shows the corrections serviceDiscoveryTimeout and vpcLinkPerOptions. */
  private privateLinks(api: HttpApi): void {
    const vpc = new Vpc(this, 'Vpc', { maxAzs: 2, natGateways: 0, restrictDefaultSecurityGroup: false });
    const subnets = { subnetType: SubnetType.PRIVATE_ISOLATED };
    api.addVpcLink({ vpc, subnets, vpcLinkName: `${this.label}-first` });
    const vpcLink = api.addVpcLink({
      vpc,
      subnets,
      vpcLinkName: `${this.label}-second`,
      securityGroups: [new SecurityGroup(this, 'LinkSecurityGroup', { vpc })],
    });
    const namespace = new PrivateDnsNamespace(this, 'Namespace', { name: `${this.label}.internal`, vpc });
    api.addRoutes({
      path: '/private',
      methods: [HttpMethod.GET],
      integration: new HttpServiceDiscoveryIntegration('Private', namespace.createService('Service'), {
        vpcLink,
        timeout: Duration.seconds(3),
      }),
    });
  }

  /** Shows the corrections usagePlanDependencies, webSocketApiKeyRequired, webSocketDomainUrl and webSocketPermissionArn. */
  private webSockets(): void {
    const handler = echo(this, 'WebSocketHandler');
    const api = new WebSocketApi(this, 'WebSocketApi', {
      apiKeySelectionExpression: WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
      connectRouteOptions: { integration: new WebSocketLambdaIntegration('Connect', handler) },
    });
    const stage = new WebSocketStage(this, 'Live', { webSocketApi: api, stageName: 'live', autoDeploy: true });
    const domainName = new DomainName(this, 'WebSocketDomain', {
      domainName: `${this.label}-ws.${DOMAIN}`,
      certificate: this.certificate,
    });
    const mapping = new ApiMapping(this, 'WebSocketMapping', { api, stage, domainName });

    const key = new ApiKey(this, 'Key');
    const plan = new UsagePlan(this, 'Plan');
    plan.addApiKey(key);
    plan.addApiStage({ api, stage });
    // Without usagePlanDependencies, CloudFormation may create the usage plan before the stage, and the deployment then
    // fails.
    plan.node.addDependency(stage);

    new CfnOutput(this, 'WebSocketUrl', { value: stage.url });
    new CfnOutput(this, 'WebSocketDomainUrl', { value: mapping.domainUrl });
    new CfnOutput(this, 'KeyId', { value: key.keyId });
  }
}

const app = new App();
const plain = new CorrectionsStack(app, 'IntegCorrectionsPlain', { label: 'plain', recommended: false });
const recommended = new CorrectionsStack(app, 'IntegCorrectionsRecommended', {
  label: 'recommended',
  recommended: true,
});

new IntegTest(app, 'Corrections', { testCases: [plain, recommended] });
