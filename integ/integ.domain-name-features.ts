// Features of domain names that aws-cdk-lib does not support: records in a hosted zone, HTTP and REST APIs on one domain
// name, routing rules, and default endpoints that are disabled for mutual TLS. The app requires INTEG_ZONE_ID (a public
// hosted zone), INTEG_DOMAIN (the name of the zone), and INTEG_TRUSTSTORE_BUCKET (a bucket with the object
// truststore.pem).
//
// Verify the deployed app with its outputs:
//   curl -s https://api.$Zone/v2 | jq .version          "2.0", the HTTP API
//   curl -s https://api.$Zone/v1                        {"rest":true}, the REST API
//   dig +short AAAA api.$Zone                           addresses
//   curl -s https://rules.$Zone/                        {"rest":true}: by the rule that takes everything
//   curl -s -H 'x-version: beta1' https://rules.$Zone/orders    {"rest":true}: by the rule with conditions
//   curl -s https://mtls.$Zone/                         no handshake without a client certificate
//   curl -s $MtlsEndpoint                               {"message":"Not Found"}: the default endpoint is off
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { MockIntegration, PassthroughBehavior, RestApi } from 'aws-cdk-lib/aws-apigateway';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  HostedDomainName,
  HttpApi,
  IpAddressType,
  RestApiMapping,
  RoutingCondition,
  RoutingMode,
  RoutingRule,
} from 'cdk-apigatewayv2';
import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { DOMAIN, echo, TRUSTSTORE_BUCKET } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegDomainNameFeatures');
const handler = echo(stack, 'Handler');
const hostedZone = HostedZone.fromHostedZoneAttributes(stack, 'Zone', {
  hostedZoneId: process.env.INTEG_ZONE_ID ?? 'Z0123456789EXAMPLE',
  zoneName: DOMAIN,
});

const restApi = new RestApi(stack, 'Rest', { cloudWatchRole: false });
restApi.root.addMethod(
  'GET',
  new MockIntegration({
    passthroughBehavior: PassthroughBehavior.NEVER,
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    integrationResponses: [{ statusCode: '200', responseTemplates: { 'application/json': '{"rest":true}' } }],
  }),
  { methodResponses: [{ statusCode: '200' }] },
);

const shared = new HostedDomainName(stack, 'Shared', {
  domainName: `api.${DOMAIN}`,
  hostedZone,
  ipAddressType: IpAddressType.DUAL_STACK,
});
new HttpApi(stack, 'Http', {
  defaultIntegration: new HttpLambdaIntegration('Echo', handler),
  defaultDomainMapping: { domainName: shared, mappingKey: 'v2' },
});
new RestApiMapping(stack, 'RestMapping', { restApi, domainName: shared, apiMappingKey: 'v1' });

const ruled = new HostedDomainName(stack, 'Ruled', {
  domainName: `rules.${DOMAIN}`,
  hostedZone,
  routingMode: RoutingMode.ROUTING_RULE_ONLY,
});
new RoutingRule(stack, 'Beta', {
  domainName: ruled,
  restApi,
  priority: 10,
  conditions: [
    RoutingCondition.basePaths('orders'),
    RoutingCondition.headers({ header: 'x-version', valueGlob: 'beta*' }),
  ],
  stripBasePath: true,
});
new RoutingRule(stack, 'Rest-of-all', { domainName: ruled, restApi, priority: 1_000_000 });

const mtls = new HostedDomainName(stack, 'Mtls', {
  domainName: `mtls.${DOMAIN}`,
  hostedZone,
  mtls: {
    bucket: Bucket.fromBucketName(stack, 'Truststore', TRUSTSTORE_BUCKET),
    key: 'truststore.pem',
    disableDefaultEndpoints: true,
  },
});
const closed = new HttpApi(stack, 'Closed', {
  defaultIntegration: new HttpLambdaIntegration('Echo', handler),
  defaultDomainMapping: { domainName: mtls },
});

new CfnOutput(stack, 'ZoneName', { value: DOMAIN });
new CfnOutput(stack, 'MtlsEndpoint', { value: closed.defaultStage!.url });

new IntegTest(app, 'DomainNameFeatures', { testCases: [stack] });
