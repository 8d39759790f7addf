import type { JsonObject } from '../../model/template';
import type { Json } from '../../model/types';
import { isUnresolved } from '../../model/values';

/**
 * The form of values that are known only at deployment: text (`<Orders.Arn>`), or the intrinsic functions of the
 * template.
 */
export type ValueForm = 'text' | 'intrinsics';

/** Converts a value of the model to a value of the OpenAPI document. */
export function valueOf(value: unknown, form: ValueForm): Json | undefined {
  if (isUnresolved(value)) return form === 'text' ? value.unresolved : value.raw;
  if (Array.isArray(value)) return value.map((item) => valueOf(item, form) ?? null);
  if (typeof value !== 'object' || value === null) return value as Json | undefined;
  return present(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, valueOf(item, form)])));
}

/** Returns the object without members whose value is `undefined`. */
export function present(object: Record<string, Json | undefined>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as JsonObject;
}

/** Creates unique names that contain only characters that OpenAPI allows in component names. */
export class Names {
  private readonly taken = new Map<string, number>();

  constructor(private readonly characters = /[^A-Za-z0-9._-]+/g) {}

  /** Returns the name, with a number at the end if the name is already used. */
  unique(wanted: string): string {
    const name = wanted.replace(this.characters, '-') || 'unnamed';
    const count = (this.taken.get(name) ?? 0) + 1;
    this.taken.set(name, count);
    return count === 1 ? name : this.unique(`${name}-${count}`);
  }
}
