import { inUsersLanguage } from '../constraint';
import type { ResourceView } from './resource-view';
import { lower } from './resource-view';

/** The L2 property that sets each CloudFormation property, by the kind of the resource. */
const PROPS: { readonly [kind: string]: { readonly [property: string]: string } } = {
  api: {
    Name: 'apiName',
    Body: 'apiDefinition',
    BodyS3Location: 'apiDefinition',
    CorsConfiguration: 'corsPreflight',
    'CorsConfiguration.AllowCredentials': 'corsPreflight.allowCredentials',
    'CorsConfiguration.AllowHeaders': 'corsPreflight.allowHeaders',
    'CorsConfiguration.AllowMethods': 'corsPreflight.allowMethods',
    'CorsConfiguration.AllowOrigins': 'corsPreflight.allowOrigins',
    'CorsConfiguration.ExposeHeaders': 'corsPreflight.exposeHeaders',
    'CorsConfiguration.MaxAge': 'corsPreflight.maxAge',
  },
  apiMapping: { Stage: 'stage', ApiId: 'api' },
  authorizer: {
    Name: 'authorizerName',
    AuthorizerType: 'type',
    AuthorizerPayloadFormatVersion: 'payloadFormatVersion',
    AuthorizerResultTtlInSeconds: 'resultsCacheTtl',
    'JwtConfiguration.Audience': 'jwtAudience',
    'JwtConfiguration.Issuer': 'jwtIssuer',
  },
  domainName: {
    DomainNameConfigurations: 'certificate',
    'DomainNameConfigurations.CertificateArn': 'certificate',
    'DomainNameConfigurations.EndpointType': 'endpointType',
    'DomainNameConfigurations.SecurityPolicy': 'securityPolicy',
    'DomainNameConfigurations.CertificateName': 'certificateName',
    'DomainNameConfigurations.IpAddressType': 'ipAddressType',
    'DomainNameConfigurations.OwnershipVerificationCertificateArn': 'ownershipCertificate',
    MutualTlsAuthentication: 'mtls',
    'MutualTlsAuthentication.TruststoreUri': 'mtls.bucket',
    'MutualTlsAuthentication.TruststoreVersion': 'mtls.version',
  },
  integration: { TimeoutInMillis: 'timeout', RequestParameters: 'parameterMapping', ConnectionId: 'vpcLink' },
  deployment: { ApiId: 'api' },
  recordSet: { AliasTarget: 'target', Name: 'recordName', ResourceRecords: 'target' },
  routingRule: {
    Actions: 'restApi',
    'Actions.InvokeApi.ApiId': 'restApi',
    'Actions.InvokeApi.Stage': 'stage',
    DomainNameArn: 'domainName',
  },
  route: {
    Target: 'integration',
    AuthorizerId: 'authorizer',
    AuthorizationType: 'authorizer',
    RouteResponseSelectionExpression: 'returnResponse',
  },
  stage: {
    AccessLogSettings: 'accessLogSettings',
    'AccessLogSettings.DestinationArn': 'accessLogSettings.destination',
    'AccessLogSettings.Format': 'accessLogSettings.format',
    ApiId: 'api',
    ClientCertificateId: 'clientCertificate',
    'DefaultRouteSettings.DataTraceEnabled': 'dataTraceEnabled',
    'DefaultRouteSettings.LoggingLevel': 'loggingLevel',
    DeploymentId: 'deployment',
    DefaultRouteSettings: 'throttle',
    'DefaultRouteSettings.ThrottlingBurstLimit': 'throttle.burstLimit',
    'DefaultRouteSettings.ThrottlingRateLimit': 'throttle.rateLimit',
  },
  model: { Name: 'modelName' },
  apiKey: { Name: 'apiKeyName' },
  usagePlan: {
    'ApiStages.ApiId': 'apiStages.api',
    'ApiStages.Stage': 'apiStages.stage',
    'Quota.Limit': 'quota.limit',
    'Quota.Offset': 'quota.offset',
    'Quota.Period': 'quota.period',
    'Throttle.BurstLimit': 'throttle.burstLimit',
    'Throttle.RateLimit': 'throttle.rateLimit',
  },
  vpcLink: { Name: 'vpcLinkName', SubnetIds: 'subnets', SecurityGroupIds: 'securityGroups' },
};

/**
 * Returns the name of a property for a message: the name in the L2 construct that created the resource, or the
 * CloudFormation name if an L1 construct or an escape hatch sets the property.
 */
export function writtenName(view: ResourceView, property: string): string {
  const { kind } = view;
  if (kind === undefined || !view.isOfL2 || view.isOverridden(property.split(/[.[]/)[0])) {
    return property;
  }
  const prop = PROPS[kind]?.[property] ?? (/^[A-Z]\w*$/.test(property) ? lower(property) : property);
  return inUsersLanguage(prop);
}
