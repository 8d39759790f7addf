import { isObject, type JsonObject } from './template';
import type { Json, Known, Text, Unresolved } from './types';
import { isUnresolved } from './values';

/** Typed reading of resolved properties: each value has its type in the model, is `Unresolved`, or is absent. */
export class Fields {
  constructor(readonly json: JsonObject) {}

  /** A string. Numbers and booleans become text; objects become JSON. */
  text(name: string): Text | undefined {
    return this.read(name, textFrom);
  }

  /** A version such as `2.0`, which YAML and JSON read as the number 2. */
  version(name: string): Text | undefined {
    const value = this.json[name];
    return typeof value === 'number' && Number.isInteger(value) ? `${value}.0` : this.text(name);
  }

  /** A boolean, which can be a string in the template. Other values do not change. */
  boolean(name: string): Known<boolean> | undefined {
    return this.read(name, (value) => {
      const text = String(value);
      return text === 'true' || text === 'false' ? text === 'true' : asItIs(value);
    });
  }

  /** A number, which can be a string in the template. Other values do not change. */
  number(name: string): Known<number> | undefined {
    return this.read(name, (value) => {
      const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
      return isNumber && Number.isFinite(Number(value)) ? Number(value) : asItIs(value);
    });
  }

  /** A list of strings. A single string is a list of one. */
  texts(name: string): Known<Text[]> | undefined {
    return this.list(name, textFrom);
  }

  /** A map of strings. */
  record(name: string): Known<Record<string, Text>> | undefined {
    return this.recordOf(name, textFrom);
  }

  /** A map of any values. */
  jsonRecord(name: string): Known<Record<string, Json>> | undefined {
    return this.recordOf(name, (value) => value);
  }

  /** Any value. */
  any(name: string): Known<Json> | undefined {
    return this.read(name, (value) => value);
  }

  /** An object whose fields `map` reads. */
  object<T>(name: string, map: (fields: Fields) => T): Known<T> | undefined {
    return this.read(name, (value) => map(new Fields(isObject(value) ? value : {})));
  }

  /** A list. */
  list<T>(name: string, map: (value: Json) => T): Known<T[]> | undefined {
    return this.read(name, (value) => (Array.isArray(value) ? value : [value]).map(map));
  }

  /** A map. For lists and other values that are not objects, the map is empty. */
  recordOf<T>(name: string, map: (value: Json) => T): Known<Record<string, T>> | undefined {
    return this.read(name, (value) =>
      Object.fromEntries(Object.entries(isObject(value) ? value : {}).map(([key, item]) => [key, map(item)])),
    );
  }

  private read<T>(name: string, map: (value: Json) => Known<T>): Known<T> | undefined {
    const value = this.json[name];
    if (value === undefined || value === null) return undefined;
    return isUnresolved(value) ? (value as Unresolved) : map(value);
  }
}

/** A value of a wrong type, which CloudFormation would reject. */
function asItIs(value: Json): Unresolved {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { unresolved: text, parts: [text], raw: value };
}

/** A resolved value as text. */
export function textFrom(value: Json): Text {
  if (isUnresolved(value)) return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

/** The fields of a value inside of a list or map. */
export function fieldsOf(value: Json): Fields {
  return new Fields(isObject(value) ? value : {});
}

/** The object without members that are `undefined`. */
export function compact<T extends object>(object: T): T {
  return addDefined({}, object) as T;
}

/** Adds the members that are not `undefined` to an object. */
export function addDefined(to: object, members: object): object {
  // Loops, since models have many of these objects.
  for (const key of Object.keys(members) as never[]) {
    if (members[key] !== undefined) to[key] = members[key];
  }
  return to;
}
