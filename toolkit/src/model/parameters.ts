import type { AssemblyStack } from './assembly';
import { isObject } from './template';
import type { Json } from './types';

/** Returns the value of a parameter that the parent stack or the manifest of the assembly sets. */
export function parameterValue(stack: AssemblyStack, name: string): { stack: AssemblyStack; value: Json } | undefined {
  if (stack.parent) {
    const { stack: parent, logicalId } = stack.parent;
    const passed = parent.template.Resources![logicalId].Properties?.Parameters;
    const value = isObject(passed) ? passed[name] : undefined;
    const fallback = stack.template.Parameters?.[name]?.Default;
    if (value !== undefined) return { stack: parent, value };
    return fallback === undefined ? undefined : { stack, value: fallback };
  }
  return name in stack.parameterValues ? { stack, value: stack.parameterValues[name] } : undefined;
}
