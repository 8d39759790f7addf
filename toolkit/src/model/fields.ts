import { isObject, type JsonObject } from './template';
import type { Json, Known, Text, Unresolved } from './types';
import { isUnresolved } from './values';

/**
 * Reads resolved properties as typed values. Each value has the type that the model defines, is `Unresolved`, or is
 * absent.
 */
export class Fields {
  constructor(readonly json: JsonObject) {}

  /** Reads a string property. Numbers and booleans become text, and objects become JSON. */
  text(name: string): Text | undefined {
    return this.read(name, textFrom);
  }

  /** Reads a version such as `2.0`, which JSON and YAML parsers turn into the number 2. */
  version(name: string): Text | undefined {
    const value = this.json[name];
    return typeof value === 'number' && Number.isInteger(value) ? `${value}.0` : this.text(name);
  }

  /** Reads a boolean property, which can be a string in the template. Any other value becomes an `Unresolved`. */
  boolean(name: string): Known<boolean> | undefined {
    return this.read(name, (value) => {
      const text = String(value);
      return text === 'true' || text === 'false' ? text === 'true' : asItIs(value);
    });
  }

  /** Reads a number property, which can be a string in the template. Any other value becomes an `Unresolved`. */
  number(name: string): Known<number> | undefined {
    return this.read(name, (value) => {
      const isNumber = typeof value === 'number' || (typeof value === 'string' && value.trim() !== '');
      return isNumber && Number.isFinite(Number(value)) ? Number(value) : asItIs(value);
    });
  }

  /** Reads a list of strings. A single string becomes a list of one string. */
  texts(name: string): Known<Text[]> | undefined {
    return this.list(name, textFrom);
  }

  /** Reads a map whose values are strings. */
  record(name: string): Known<Record<string, Text>> | undefined {
    return this.recordOf(name, textFrom);
  }

  /** Reads a map whose values are any JSON values. */
  jsonRecord(name: string): Known<Record<string, Json>> | undefined {
    return this.recordOf(name, (value) => value);
  }

  /** Reads a property without converting its value. */
  any(name: string): Known<Json> | undefined {
    return this.read(name, (value) => value);
  }

  /** Reads an object property. The function `map` reads the fields of the object. */
  object<T>(name: string, map: (fields: Fields) => T): Known<T> | undefined {
    return this.read(name, (value) => map(new Fields(isObject(value) ? value : {})));
  }

  /** Reads a list property. The function `map` reads the fields of each item. */
  list<T>(name: string, map: (value: Json) => T): Known<T[]> | undefined {
    return this.read(name, (value) => (Array.isArray(value) ? value : [value]).map(map));
  }

  /** Reads a map property. A list or another value that is not an object becomes an empty map. */
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

/** Returns an `Unresolved` for a value of the wrong type, which CloudFormation would reject. */
function asItIs(value: Json): Unresolved {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return { unresolved: text, parts: [text], raw: value };
}

/** Converts a resolved value to text. */
export function textFrom(value: Json): Text {
  if (isUnresolved(value)) return value;
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
}

/** Returns the fields of a value inside a list or map. */
export function fieldsOf(value: Json): Fields {
  return new Fields(isObject(value) ? value : {});
}

/** Returns the object without members whose value is `undefined`. */
export function compact<T extends object>(object: T): T {
  return addDefined({}, object) as T;
}

/** Adds the members that are not `undefined` to an object. */
export function addDefined(to: object, members: object): object {
  // A loop is faster than `Object.fromEntries`, and a model contains many of these objects.
  for (const key of Object.keys(members) as never[]) {
    if (members[key] !== undefined) to[key] = members[key];
  }
  return to;
}
