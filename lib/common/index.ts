export * from './access-log';
export { IApi, IpAddressType } from './api';
export * from './api-mapping';
export * from './authorizer';
export { Deployment, DeploymentOptions, DeploymentProps, IDeployment } from './deployment';
export * from './domain-name';
export * from './hosted-domain-name';
export { IdentitySource } from './identity-source';
export * from './integration';
export * from './parameter-mapping';
export { RestApiMapping, RestApiMappingProps, RestApiTarget } from './rest-api-mapping';
export * from './route';
export { RouteSettingsOptions } from './route-settings';
export * from './routing-rule';
export {
  DomainMappingOptions,
  IAccessLogSettings,
  IStage,
  StageAttributes,
  StageOptions,
  ThrottleSettings,
} from './stage';
