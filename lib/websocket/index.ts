export * from './api';
export * from './api-key';
export * from './api-ref';
export * from './authorizer';
export * from './integration';
export * from './route';
export * from './stage';
export * from './usage-plan';
