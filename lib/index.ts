export * from './common';
export * from './http';
export * from './websocket';
export * as authorizers from './authorizers';
export * as cloudfront from './cloudfront';
export * as integrations from './integrations';
export * as interop from './interop';
export * as rules from './rules';
