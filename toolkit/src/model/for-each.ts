import type { JsonObject } from './template';
import type { Json } from './types';

/**
 * Expands the `Fn::ForEach` loops of a template (`AWS::LanguageExtensions`). A loop over a collection that is known
 * only at deployment, such as a parameter, does not change.
 */
export function withLoopsRun(template: JsonObject): JsonObject {
  return hasLanguageExtensions(template.Transform)
    ? (new Loops(template.Mappings).run(template) as JsonObject)
    : template;
}

function hasLanguageExtensions(transform: Json | undefined): boolean {
  const list = Array.isArray(transform) ? transform : [transform];
  return list.some((one) => one === 'AWS::LanguageExtensions');
}

class Loops {
  constructor(private readonly mappings: Json | undefined) {}

  run(value: Json): Json {
    if (Array.isArray(value)) return value.map((item) => this.run(item));
    if (!isRecord(value)) return value;
    const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
      const looped = key.startsWith('Fn::ForEach::') ? this.loop(item) : undefined;
      return looped ?? [[key, this.run(item)]];
    });
    return Object.fromEntries(entries);
  }

  /** Expands a loop: the body is repeated once for each item of the collection. */
  private loop(argument: Json): [string, Json][] | undefined {
    const [identifier, collection, body] = Array.isArray(argument) ? argument : [];
    const items = this.items(collection);
    if (typeof identifier !== 'string' || !items || !isRecord(body)) return undefined;
    return items.flatMap((item) => Object.entries(this.run(replaced(body, identifier, item)) as JsonObject));
  }

  private items(collection: Json | undefined): string[] | undefined {
    const list = isRecord(collection) ? this.mapped(collection['Fn::FindInMap']) : collection;
    const isKnown = Array.isArray(list) && list.every((item) => typeof item === 'string' || typeof item === 'number');
    return isKnown ? list.map(String) : undefined;
  }

  private mapped(path: Json | undefined): Json | undefined {
    if (!Array.isArray(path)) return undefined;
    return path.reduce<Json | undefined>(
      (found, key) => (isRecord(found) ? found[String(key)] : undefined),
      this.mappings,
    );
  }
}

/**
 * Replaces the loop identifier in a value with an item. The identifier can occur as `${Name}`, as `&{Name}` or in a
 * `Ref`. `&{Name}` is replaced with only the letters and digits of the item.
 */
function replaced(value: Json, identifier: string, item: string): Json {
  const replaceIn = (text: string) =>
    text.replaceAll(`\${${identifier}}`, item).replaceAll(`&{${identifier}}`, item.replace(/[^A-Za-z0-9]/g, ''));
  if (typeof value === 'string') return replaceIn(value);
  if (Array.isArray(value)) return value.map((one) => replaced(one, identifier, item));
  if (!isRecord(value)) return value;
  if (value.Ref === identifier) return item;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [replaceIn(key), replaced(one, identifier, item)]),
  );
}

function isRecord(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
