export * from './model/types';
export { isUnresolved, known, partsOf, textOf } from './model/values';
