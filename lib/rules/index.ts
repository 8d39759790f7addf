export * from './rules';
export * from './secure-apis';
