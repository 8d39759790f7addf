/** Converts a value to a string as Java does, such as `{a=1, b=[x, y]}` for a map that contains a list. */
export function textOfJava(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(textOfJava).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value as string);
  return `{${Object.entries(value)
    .map(([key, own]) => `${key}=${textOfJava(own)}`)
    .join(', ')}}`;
}

/**
 * Whether two values are equal in a template. Two numbers are compared as numbers, and all other values are compared as
 * strings.
 */
export function areEqual(one: unknown, other: unknown): boolean {
  const isNothing = (value: unknown) => value === undefined || value === null;
  if (isNothing(one) || isNothing(other)) return isNothing(one) && isNothing(other);
  return typeof one === 'number' && typeof other === 'number' ? one === other : textOfJava(one) === textOfJava(other);
}
