import { stringMethods } from './java-strings';
import { areEqual, textOfJava } from './java-text';

/** The methods of a Java type. The first parameter of each method is the object on which the method is called. */
export type Methods<T> = Readonly<Record<string, (value: T, ...parameters: unknown[]) => unknown>>;

type List = unknown[];
type JavaMap = Record<string, unknown>;

/**
 * The result of a Java method whose return type is `void`. Velocity prints an empty string for this result. If a
 * reference is null, Velocity prints the text of the reference, such as `$name`.
 */
const nothing = '';

const find = (list: List, value: unknown) => list.findIndex((one) => areEqual(one, value));
const has = (map: JavaMap, key: unknown) => Object.hasOwn(map, String(key));
const get = (map: JavaMap, key: unknown) => (has(map, key) ? map[String(key)] : undefined);

/** The methods of `java.util.List`. As in Java, an index outside the list causes an error. */
const listMethods: Methods<List> = {
  add: (list, first, second) => {
    if (second === undefined) return list.push(first) > 0;
    list.splice(indexIn(list, first, list.length), 0, second);
    return nothing;
  },
  addAll: (list, others) => list.push(...(others as List)) > 0,
  clear: (list) => {
    list.splice(0);
    return nothing;
  },
  contains: (list, value) => find(list, value) >= 0,
  containsAll: (list, values) => (values as List).every((value) => find(list, value) >= 0),
  equals: (list, other) => areEqual(list, other),
  get: (list, index) => list[indexIn(list, index, list.length - 1)],
  indexOf: (list, value) => find(list, value),
  isEmpty: (list) => list.length === 0,
  lastIndexOf: (list, value) => list.findLastIndex((one) => areEqual(one, value)),
  remove: (list, value) => {
    if (typeof value === 'number') return list.splice(indexIn(list, value, list.length - 1), 1)[0];
    const index = find(list, value);
    if (index >= 0) list.splice(index, 1);
    return index >= 0;
  },
  set: (list, index, value) => list.splice(indexIn(list, index, list.length - 1), 1, value)[0],
  size: (list) => list.length,
  subList: (list, start, end) => list.slice(indexIn(list, start, list.length), indexIn(list, end, list.length)),
  toString: (list: List) => textOfJava(list),
};

/** The methods of `java.util.Map` and `java.util.Map.Entry`. */
const mapMethods: Methods<JavaMap> = {
  clear: (map) => {
    for (const key of Object.keys(map)) delete map[key];
    return nothing;
  },
  containsKey: (map, key) => has(map, key),
  containsValue: (map, value) => find(Object.values(map), value) >= 0,
  entrySet: (map) => Object.entries(map).map(([key, value]) => ({ key, value })),
  equals: (map, other) => areEqual(map, other),
  get: (map, key) => get(map, key),
  getOrDefault: (map, key, other) => (has(map, key) ? get(map, key) : other),
  isEmpty: (map) => Object.keys(map).length === 0,
  keySet: (map) => Object.keys(map),
  put: (map, key, value) => {
    const before = get(map, key);
    setOwn(map, key, value);
    return before;
  },
  putAll: (map, others) => {
    for (const [key, value] of Object.entries(others as JavaMap)) setOwn(map, key, value);
    return nothing;
  },
  remove: (map, key) => {
    const before = get(map, key);
    delete map[String(key)];
    return before;
  },
  size: (map) => Object.keys(map).length,
  toString: (map: JavaMap) => textOfJava(map),
  values: (map) => Object.values(map),
  getKey: (entry) => get(entry, 'key'),
  getValue: (entry) => get(entry, 'value'),
};

const numberMethods: Methods<number> = {
  compareTo: (number, other) => Math.sign(number - Number(other)),
  doubleValue: (number) => number,
  equals: (number, other) => number === other,
  intValue: (number) => Math.trunc(number),
  longValue: (number) => Math.trunc(number),
  // Templates can call this static method on any number, for example with #set($Integer = 0) $Integer.parseInt("5").
  parseInt: (_, text) => numberOf(text, /^[+-]?\d+$/),
  parseLong: (_, text) => numberOf(text, /^[+-]?\d+$/),
  parseDouble: (_, text) => numberOf(text, /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/),
  toString: (number: number, text: unknown = number) => textOfJava(text),
};

const booleanMethods: Methods<boolean> = {
  booleanValue: (value) => value,
  equals: (value, other) => value === other,
  toString: (value: boolean) => String(value),
};

/**
 * The Java methods of template values, in the format that the template engine requires. Methods that exist only in
 * JavaScript are not available, because a template that uses them fails on AWS.
 */
export const javaMethods = {
  uid: 'java',
  match: ({ property, context }: { property: string; context: unknown }): boolean =>
    methodsOf(context, property) !== undefined,
  resolve: ({ property, context, params }: { property: string; context: unknown; params: unknown[] }): unknown => {
    const methods = methodsOf(context, property)!;
    return Object.hasOwn(methods, property) ? methods[property](context, ...params) : undefined;
  },
};

/**
 * The value of a property such as `$map.name`. Properties that exist only in JavaScript, such as the `length` of a
 * list, are not available.
 */
export function propertyOf(value: object | string | number | boolean, name: string): unknown {
  if (name === 'empty' && (typeof value === 'string' || Array.isArray(value))) return value.length === 0;
  return typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, name)
    ? (value as JavaMap)[name]
    : undefined;
}

/** The Java methods of a value, or undefined for an object with functions, such as `$input` or `$util`. */
function methodsOf(value: unknown, name: string): Methods<unknown> | undefined {
  if (typeof value === 'string') return stringMethods as Methods<unknown>;
  if (typeof value === 'number') return numberMethods as Methods<unknown>;
  if (typeof value === 'boolean') return booleanMethods as Methods<unknown>;
  if (typeof value !== 'object' || value === null) return undefined;
  if (Array.isArray(value)) return listMethods as Methods<unknown>;
  return typeof (value as JavaMap)[name] === 'function' && Object.hasOwn(value, name)
    ? undefined
    : (mapMethods as Methods<unknown>);
}

function setOwn(map: JavaMap, key: unknown, value: unknown): void {
  Object.defineProperty(map, String(key), { value, enumerable: true, configurable: true, writable: true });
}

function indexIn(list: List, index: unknown, last: number): number {
  const position = Number(index);
  if (Number.isInteger(position) && position >= 0 && position <= last) return position;
  throw new Error(`the index ${textOfJava(index)} is outside the list, which has ${list.length} elements`);
}

function numberOf(text: unknown, form: RegExp): number {
  const given = textOfJava(text);
  if (!form.test(given)) throw new Error(`${JSON.stringify(given)} is not a number`);
  return Number(given);
}
