export * from './http-api-origin';
