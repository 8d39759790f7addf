// Imports: one stack creates APIs, stages, domain names, VPC links, API keys and usage plans, and a second stack imports
// these resources by ID. The app requires INTEG_DOMAIN and INTEG_CERTIFICATE_ARN (for the subdomains of the domain).
//
// Verify the deployed app with its outputs:
//   curl -s $Url/imported | jq .routeKey       "GET /imported", a route of the second stack
//   curl -i $Url/private                       503: the link is there, the service has no instance
//   curl -s --connect-to $Host:443:$Target https://$Host/imported/imported | jq .routeKey      the same by the domain
//   wscat -c $WebSocketUrl -H "x-api-key: $KEY"     connected; > {"action":"imported"}   < the event; KEY is the value of $KeyId
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Fn, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { PrivateDnsNamespace, Service } from 'aws-cdk-lib/aws-servicediscovery';
import {
  ApiKey,
  ApiMapping,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  UsagePlan,
  VpcLink,
  WebSocketApi,
  WebSocketApiKeySelectionExpression,
  WebSocketRoute,
  WebSocketStage,
} from 'cdk-apigatewayv2';
import {
  HttpLambdaIntegration,
  HttpServiceDiscoveryIntegration,
  WebSocketLambdaIntegration,
} from 'cdk-apigatewayv2/integrations';
import { certificate, DOMAIN, echo } from './resources';

const app = new App();
const owner = new Stack(app, 'IntegImportsOwner');
const user = new Stack(app, 'IntegImports');
user.addStackDependency(owner);

/** Exports a value from the first stack, and returns the value as a string for the second stack. */
function handOver(name: string, value: string): string {
  const exportName = `integ-imports-${name}`;
  new CfnOutput(owner, `Export-${name}`, { value, exportName });
  return Fn.importValue(exportName);
}

const api = new HttpApi(owner, 'Api');
const webSocketApi = new WebSocketApi(owner, 'WebSocketApi', {
  apiKeySelectionExpression: WebSocketApiKeySelectionExpression.HEADER_X_API_KEY,
});
new WebSocketRoute(owner, 'Connect', {
  webSocketApi,
  routeKey: '$connect',
  integration: new WebSocketLambdaIntegration('Connect', echo(owner, 'Connector')),
  apiKeyRequired: true,
});
const live = new WebSocketStage(owner, 'Live', { webSocketApi, stageName: 'live', autoDeploy: true });
const domainName = new DomainName(owner, 'Domain', {
  domainName: `imports.${DOMAIN}`,
  certificate: certificate(owner),
});
const vpc = new Vpc(owner, 'Vpc', { maxAzs: 2, natGateways: 0, restrictDefaultSecurityGroup: false });
const link = new VpcLink(owner, 'Link', { vpc });
const service = new PrivateDnsNamespace(owner, 'Namespace', { name: 'imports.internal', vpc }).createService('Service');
const key = new ApiKey(owner, 'Key');
const plan = new UsagePlan(owner, 'Plan', { apiStages: [{ api: webSocketApi, stage: live }] });

const importedApi = HttpApi.fromHttpApiAttributes(user, 'Api', {
  httpApiId: handOver('api', api.apiId),
  apiEndpoint: handOver('endpoint', api.apiEndpoint),
});
const importedStage = HttpStage.fromHttpStageAttributes(user, 'Stage', { stageName: '$default', api: importedApi });
const handler = echo(user, 'Handler');
new HttpRoute(user, 'Route', {
  httpApi: importedApi,
  routeKey: HttpRouteKey.with('/imported', HttpMethod.GET),
  integration: new HttpLambdaIntegration('Imported', handler),
  authorizer: new HttpNoneAuthorizer(),
});
new ApiMapping(user, 'Mapping', {
  api: importedApi,
  stage: importedStage,
  apiMappingKey: 'imported',
  domainName: DomainName.fromDomainNameAttributes(user, 'Domain', {
    name: handOver('domain', domainName.name),
    regionalDomainName: handOver('target', domainName.regionalDomainName),
    regionalHostedZoneId: handOver('zone', domainName.regionalHostedZoneId),
  }),
});
const importedVpc = Vpc.fromVpcAttributes(user, 'Vpc', {
  vpcId: handOver('vpc', vpc.vpcId),
  availabilityZones: ['us-east-1a'],
  isolatedSubnetIds: [handOver('subnet', vpc.isolatedSubnets[0].subnetId)],
});
new HttpRoute(user, 'PrivateRoute', {
  httpApi: importedApi,
  routeKey: HttpRouteKey.with('/private'),
  integration: new HttpServiceDiscoveryIntegration(
    'Private',
    Service.fromServiceAttributes(user, 'Service', {
      namespace: service.namespace,
      serviceName: 'service',
      serviceId: handOver('service-id', service.serviceId),
      serviceArn: handOver('service', service.serviceArn),
      dnsRecordType: service.dnsRecordType,
      routingPolicy: service.routingPolicy,
    }),
    {
      vpcLink: VpcLink.fromVpcLinkAttributes(user, 'Link', {
        vpcLinkId: handOver('link', link.vpcLinkId),
        vpc: importedVpc,
      }),
    },
  ),
});

const importedWebSocketApi = WebSocketApi.fromWebSocketApiAttributes(user, 'WebSocketApi', {
  webSocketId: handOver('websocket', webSocketApi.apiId),
});
new WebSocketRoute(user, 'WebSocketRoute', {
  webSocketApi: importedWebSocketApi,
  routeKey: 'imported',
  integration: new WebSocketLambdaIntegration('Imported', handler),
  returnResponse: true,
});
const importedWebSocketStage = WebSocketStage.fromWebSocketStageAttributes(user, 'WebSocketStage', {
  stageName: 'live',
  api: importedWebSocketApi,
});
const importedKey = ApiKey.fromApiKeyId(user, 'Key', handOver('key', key.keyId));
UsagePlan.fromUsagePlanId(user, 'Plan', handOver('plan', plan.usagePlanId)).addApiKey(importedKey);

new CfnOutput(user, 'Url', { value: importedStage.url });
new CfnOutput(user, 'WebSocketUrl', { value: importedWebSocketStage.url });
new CfnOutput(owner, 'KeyId', { value: key.keyId });
new CfnOutput(owner, 'Host', { value: domainName.name });
new CfnOutput(owner, 'Target', { value: domainName.regionalDomainName });

new IntegTest(app, 'Imports', { testCases: [owner, user] });
