const V2 = 'AWS::ApiGatewayV2::';

/** The CloudFormation type of each kind of resource that rules check or read. */
export const TYPES = {
  account: 'AWS::ApiGateway::Account',
  api: `${V2}Api`,
  apiKey: 'AWS::ApiGateway::ApiKey',
  apiMapping: `${V2}ApiMapping`,
  basePathMapping: 'AWS::ApiGateway::BasePathMapping',
  authorizer: `${V2}Authorizer`,
  deployment: `${V2}Deployment`,
  certificate: 'AWS::CertificateManager::Certificate',
  distribution: 'AWS::CloudFront::Distribution',
  domainName: `${V2}DomainName`,
  restDomainName: 'AWS::ApiGateway::DomainName',
  restStage: 'AWS::ApiGateway::Stage',
  integration: `${V2}Integration`,
  integrationResponse: `${V2}IntegrationResponse`,
  managedOverrides: `${V2}ApiGatewayManagedOverrides`,
  model: `${V2}Model`,
  permission: 'AWS::Lambda::Permission',
  recordSet: 'AWS::Route53::RecordSet',
  route: `${V2}Route`,
  routeResponse: `${V2}RouteResponse`,
  routingRule: `${V2}RoutingRule`,
  stage: `${V2}Stage`,
  usagePlan: 'AWS::ApiGateway::UsagePlan',
  usagePlanKey: 'AWS::ApiGateway::UsagePlanKey',
  vpcLink: `${V2}VpcLink`,
  webAclAssociation: 'AWS::WAFv2::WebACLAssociation',
} as const;

/** The short name of a CloudFormation type, such as `route`. */
export type Kind = keyof typeof TYPES;

/** The CloudFormation types of resources that API Gateway can invoke by ARN: functions, aliases and versions. */
export const FUNCTION_TYPES = ['AWS::Lambda::Function', 'AWS::Lambda::Alias', 'AWS::Lambda::Version'];

/** The kinds of resources that do not specify their API in a property `ApiId`. */
export const WITHOUT_API = new Set<Kind>([
  'account',
  'apiKey',
  'basePathMapping',
  'certificate',
  'distribution',
  'domainName',
  'permission',
  'recordSet',
  'restDomainName',
  'restStage',
  'routingRule',
  'usagePlan',
  'usagePlanKey',
  'vpcLink',
  'webAclAssociation',
]);

/** The short name of each CloudFormation type, such as `route` for `AWS::ApiGatewayV2::Route`. */
export const KINDS = new Map<string, Kind>(Object.entries(TYPES).map(([kind, type]) => [type, kind as Kind]));

/** The protocol of an API. */
export type Protocol = 'HTTP' | 'WEBSOCKET';
