export * from './access-log';
export { IApi, IpAddressType } from './api';
export * from './api-mapping';
export * from './authorizer';
export * from './domain-name';
export * from './integration';
export * from './parameter-mapping';
export * from './route';
export {
  DomainMappingOptions,
  IAccessLogSettings,
  IStage,
  StageAttributes,
  StageOptions,
  ThrottleSettings,
} from './stage';
