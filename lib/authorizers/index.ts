export * from './http-iam';
export * from './http-jwt';
export * from './http-lambda';
export * from './http-user-pool';
export * from './websocket-iam';
export * from './websocket-lambda';
