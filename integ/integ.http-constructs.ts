// HTTP APIs without the integration classes: user-defined integrations for AppConfig and Kinesis, and an integration construct for an
// L1 route.
//
// Verify the deployed app with its outputs:
//   curl -s $Url/config                        {"color":"green"}
//   curl -s -X POST $Url/records/1 -d '{"book":1}'    a SequenceNumber
//   curl -s $Url/ip                            the address of API Gateway's caller, from another site
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRoute } from 'aws-cdk-lib/aws-apigatewayv2';
import * as appconfig from 'aws-cdk-lib/aws-appconfig';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Stream, StreamMode } from 'aws-cdk-lib/aws-kinesis';
import type { HttpRouteIntegrationBindOptions, HttpRouteIntegrationConfig } from 'cdk-apigatewayv2';
import {
  HttpApi,
  HttpConnectionType,
  HttpIntegration,
  HttpIntegrationSubtype,
  HttpIntegrationType,
  HttpMethod,
  HttpRouteIntegration,
  IntegrationCredentials,
  MappingValue,
  ParameterMapping,
  PayloadFormatVersion,
} from 'cdk-apigatewayv2';

/** A user-defined integration that calls an action of an AWS service. */
class ServiceIntegration extends HttpRouteIntegration {
  public constructor(
    id: string,
    private readonly subtype: HttpIntegrationSubtype,
    private readonly role: Role,
    private readonly parameters: Record<string, string>,
  ) {
    super(id);
  }

  public bind(_options: HttpRouteIntegrationBindOptions): HttpRouteIntegrationConfig {
    return {
      type: HttpIntegrationType.AWS_PROXY,
      subtype: this.subtype,
      credentials: IntegrationCredentials.fromRole(this.role),
      payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
      parameterMapping: Object.entries(this.parameters).reduce(
        (mapping, [name, value]) => mapping.custom(name, value),
        new ParameterMapping(),
      ),
    };
  }
}

const app = new App();
const stack = new Stack(app, 'IntegHttpConstructs');
const api = new HttpApi(stack, 'Api');
const role = new Role(stack, 'Role', { assumedBy: new ServicePrincipal('apigateway.amazonaws.com') });

const application = new appconfig.Application(stack, 'Application');
const environment = new appconfig.Environment(stack, 'Environment', { application });
const configuration = new appconfig.HostedConfiguration(stack, 'Configuration', {
  application,
  deployTo: [environment],
  content: appconfig.ConfigurationContent.fromInlineJson('{"color":"green"}'),
  deploymentStrategy: appconfig.DeploymentStrategy.fromDeploymentStrategyId(
    stack,
    'AllAtOnce',
    appconfig.DeploymentStrategyId.ALL_AT_ONCE,
  ),
});
role.addToPolicy(
  new PolicyStatement({
    actions: ['appconfig:GetConfiguration'],
    resources: [application.applicationArn, environment.environmentArn, configuration.configurationProfileArn],
  }),
);
api.addRoutes({
  path: '/config',
  methods: [HttpMethod.GET],
  integration: new ServiceIntegration('Config', HttpIntegrationSubtype.APPCONFIG_GET_CONFIGURATION, role, {
    Application: application.applicationId,
    Environment: environment.environmentId,
    Configuration: configuration.configurationProfileId,
    ClientId: 'integ',
  }),
});

const stream = new Stream(stack, 'Stream', {
  streamMode: StreamMode.ON_DEMAND,
  removalPolicy: RemovalPolicy.DESTROY,
});
stream.grantWrite(role);
api.addRoutes({
  path: '/records/{key}',
  methods: [HttpMethod.POST],
  integration: new ServiceIntegration('Record', HttpIntegrationSubtype.KINESIS_PUT_RECORD, role, {
    StreamName: stream.streamName,
    Data: '$request.body',
    PartitionKey: MappingValue.requestPathParam('key').value,
  }),
});

const integration = new HttpIntegration(stack, 'Integration', {
  httpApi: api,
  integrationType: HttpIntegrationType.HTTP_PROXY,
  integrationUri: 'https://checkip.amazonaws.com/',
  method: HttpMethod.GET,
  connectionType: HttpConnectionType.INTERNET,
  payloadFormatVersion: PayloadFormatVersion.VERSION_1_0,
  parameterMapping: new ParameterMapping().removeHeader('x-forwarded-secret'),
  timeout: Duration.seconds(5),
});
new CfnRoute(stack, 'Ip', {
  apiId: api.apiId,
  routeKey: 'GET /ip',
  target: `integrations/${integration.integrationId}`,
});

new CfnOutput(stack, 'Url', { value: api.apiEndpoint });

new IntegTest(app, 'HttpConstructs', { testCases: [stack] });
