import { isObject, type JsonObject } from './template';
import type { Json } from './types';

export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function entries(value: Json | undefined): [string, Json][] {
  return Object.entries(asObject(value));
}

export function pick(from: JsonObject, names: Record<string, string>): JsonObject {
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, as]) => (from[name] === undefined ? [] : [[as, from[name]]])),
  );
}
