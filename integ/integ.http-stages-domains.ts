// Stages and domain names of HTTP APIs: throttling, access logs, variables, metrics, API mappings that stages and
// separate constructs create, and mutual TLS. The app requires INTEG_DOMAIN, INTEG_CERTIFICATE_ARN (for the domain and
// its subdomains), and INTEG_TRUSTSTORE_BUCKET (a bucket with the object truststore.pem). DNS records are not
// necessary.
//
// Verify the deployed app with its outputs:
//   curl -s $Url | jq .requestContext.stage    "$default"
//   curl -s $BetaUrl | jq .stageVariables      { "color": "green", "table": "books-beta" }
//   curl -s --connect-to $DomainHost:443:$Target https://$DomainHost/v1 | jq .requestContext.stage       "$default"
//   curl -s --connect-to $DomainHost:443:$Target https://$DomainHost/beta/x | jq .requestContext.stage   "beta"
//   curl -i --connect-to mtls.$DomainHost:443:$MtlsTarget https://mtls.$DomainHost/      403 or no handshake
//   curl -i --connect-to mtls.$DomainHost:443:$MtlsTarget --cert client.pem --key client.key https://mtls.$DomainHost/    200
//   aws logs tail $LogsName                        a line of JSON each
import { IntegTest } from '@aws-cdk/integ-tests-alpha';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogField, AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  ApiMapping,
  DomainName,
  EndpointType,
  HttpApi,
  HttpStage,
  IpAddressType,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'cdk-apigatewayv2';
import { HttpLambdaIntegration } from 'cdk-apigatewayv2/integrations';
import { certificate, DOMAIN, echo, TRUSTSTORE_BUCKET } from './resources';

const app = new App();
const stack = new Stack(app, 'IntegHttpStagesDomains');
const logs = new LogGroup(stack, 'Logs', { removalPolicy: RemovalPolicy.DESTROY });
const handler = echo(stack, 'Handler');

const ownCertificate = certificate(stack);
const domainName = new DomainName(stack, 'Domain', {
  domainName: DOMAIN,
  certificate: ownCertificate,
  certificateName: 'integ',
  endpointType: EndpointType.REGIONAL,
  securityPolicy: SecurityPolicy.TLS_1_2,
  ipAddressType: IpAddressType.DUAL_STACK,
});
const api = new HttpApi(stack, 'Api', {
  defaultIntegration: new HttpLambdaIntegration('Echo', handler),
  defaultDomainMapping: { domainName, mappingKey: 'v1' },
});

const beta = api.addStage('Beta', {
  stageName: 'beta',
  autoDeploy: true,
  description: 'What comes next',
  detailedMetricsEnabled: true,
  throttle: { rateLimit: 100, burstLimit: 50 },
  stageVariables: { color: 'green' },
  accessLogSettings: {
    destination: new LogGroupLogDestination(logs),
    format: AccessLogFormat.custom(
      JSON.stringify({
        requestId: AccessLogField.contextRequestId(),
        status: AccessLogField.contextStatus(),
        routeKey: '$context.routeKey',
      }),
    ),
  },
  domainMapping: { domainName, mappingKey: 'beta' },
});
beta.addStageVariable('table', 'books-beta');
beta.metricClientError({ period: Duration.minutes(1) }).createAlarm(stack, 'ClientErrors', {
  threshold: 10,
  evaluationPeriods: 1,
});

// This stage has access logs in the default format, and a mapping construct whose path has several levels.
const gamma = new HttpStage(stack, 'Gamma', {
  httpApi: api,
  stageName: 'gamma',
  autoDeploy: true,
  accessLogSettings: { destination: new LogGroupLogDestination(logs) },
});
new ApiMapping(stack, 'GammaMapping', { api, domainName, stage: gamma, apiMappingKey: 'gamma/v1' });

const mtls = new DomainName(stack, 'MtlsDomain', {
  domainName: `mtls.${DOMAIN}`,
  certificate: ownCertificate,
  mtls: { bucket: Bucket.fromBucketName(stack, 'Truststore', TRUSTSTORE_BUCKET), key: 'truststore.pem' },
});
new HttpApi(stack, 'MtlsApi', {
  defaultIntegration: new HttpLambdaIntegration('Echo', handler),
  disableExecuteApiEndpoint: true,
  defaultDomainMapping: { domainName: mtls },
});

new CfnOutput(stack, 'Url', { value: api.url! });
new CfnOutput(stack, 'BetaUrl', { value: beta.url });
new CfnOutput(stack, 'BetaDomainUrl', { value: beta.domainUrl });
new CfnOutput(stack, 'DomainHost', { value: domainName.name });
new CfnOutput(stack, 'Target', { value: domainName.regionalDomainName });
new CfnOutput(stack, 'MtlsTarget', { value: mtls.regionalDomainName });
new CfnOutput(stack, 'LogsName', { value: logs.logGroupName });

new IntegTest(app, 'HttpStagesDomains', { testCases: [stack] });
