export * from './model/types';
export { assemblyOfTemplate, parseTemplate, readAssembly, readTemplate, type Assembly } from './model/assembly';
export { ToolkitError } from './model/errors';
export { modelOf } from './model/model';
export { readApp, type AppOptions, type SynthesizedApp } from './model/app';
export { isUnresolved, known, partsOf, textOf } from './model/values';
