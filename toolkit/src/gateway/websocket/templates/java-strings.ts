/** The Java methods of strings in mapping templates that JavaScript does not have, or has with another behavior. */
const methods: Readonly<Record<string, (text: string, ...parameters: unknown[]) => unknown>> = {
  contains: (text, part) => text.includes(String(part)),
  equals: (text, other) => text === other,
  equalsIgnoreCase: (text, other) => text.toLowerCase() === String(other).toLowerCase(),
  isEmpty: (text) => text === '',
  length: (text) => text.length,
  matches: (text, pattern) => new RegExp(`^(?:${String(pattern)})$`, 's').test(text),
  replace: (text, part, other) => text.replaceAll(String(part), () => String(other)),
  replaceAll: (text, pattern, other) => text.replace(new RegExp(String(pattern), 'g'), replacement(String(other))),
  replaceFirst: (text, pattern, other) => text.replace(new RegExp(String(pattern)), replacement(String(other))),
  split: (text, pattern) => text.split(new RegExp(String(pattern))),
  toString: (text: string) => text,
};

/** The methods in the form of the template engine. */
export const javaStrings = {
  uid: 'java.lang.String',
  match: ({ property, context }: { property: string; context: unknown }): boolean =>
    typeof context === 'string' && Object.hasOwn(methods, property),
  resolve: ({ property, context, params }: { property: string; context: unknown; params: unknown[] }): unknown =>
    methods[property](context as string, ...params),
};

/** Java escapes `$` in replacements with a backslash, and writes groups as JavaScript does. */
function replacement(text: string): string {
  return text.replace(/\\(.)|\$(?!\d)/gs, (_, escaped?: string) => (escaped ?? '$').replaceAll('$', '$$$$'));
}
