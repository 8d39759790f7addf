import { ToolkitError } from '../model/errors';

/** Describes a value for error messages. */
export function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const { name = 'Object' } = (value.constructor ?? {}) as { name?: string };
  return name === 'Object' ? 'an object' : `an object of the class ${name}`;
}

/**
 * Whether a value is an object with named members, such as a module with handlers. Arrays, `Map` objects and dates are
 * not plain objects.
 */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return ['[object Object]', '[object Module]'].includes(Object.prototype.toString.call(value));
}

/**
 * Whether a value is a `URL` object. In test environments such as Jest, the class `URL` differs from the class of
 * Node.js.
 */
export function isUrlObject(value: unknown): value is URL {
  return value instanceof URL || Object.prototype.toString.call(value) === '[object URL]';
}

/** Throws a `ToolkitError` if a value is not a plain object. */
export function enforceObject(value: unknown, what: string, code: string, example: string): void {
  if (isPlainObject(value)) return;
  throw new ToolkitError(code, `${what} is ${kindOf(value)}. Pass an object such as ${example}.`);
}

/** Throws a `ToolkitError` if an object has unknown members, because they would have no effect. */
export function enforceMembers(value: object, known: readonly string[], what: string): void {
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    throw new ToolkitError(
      'UnknownOption',
      `${what} does not have the option \`${name}\`. Options: ${known.join(', ')}.`,
    );
  }
}
