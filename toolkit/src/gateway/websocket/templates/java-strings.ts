import { pattern, replacement } from './java-patterns';
import type { Methods } from './java-values';
import { textOfJava } from './java-text';

/** The methods of `java.lang.String`. As in Java, a position outside the string causes an error. */
export const stringMethods: Methods<string> = {
  charAt: (text, index) => text[positionIn(text, index, text.length - 1)],
  compareTo: (text, other) => order(text, textOfJava(other)),
  compareToIgnoreCase: (text, other) => order(text.toLowerCase(), textOfJava(other).toLowerCase()),
  concat: (text, other) => text + textOfJava(other),
  contains: (text, part) => text.includes(textOfJava(part)),
  endsWith: (text, end) => text.endsWith(textOfJava(end)),
  equals: (text, other) => text === other,
  equalsIgnoreCase: (text, other) => text.toLowerCase() === textOfJava(other).toLowerCase(),
  indexOf: (text, part, from) => text.indexOf(textOfJava(part), Number(from ?? 0)),
  isBlank: (text) => text.trim() === '',
  isEmpty: (text) => text === '',
  lastIndexOf: (text, part, from) => text.lastIndexOf(textOfJava(part), from === undefined ? Infinity : Number(from)),
  length: (text) => text.length,
  matches: (text, source) => pattern(`^(?:${textOfJava(source)})$`).test(text),
  replace: (text, part, other) => text.replaceAll(textOfJava(part), () => textOfJava(other)),
  replaceAll: (text, source, other) => text.replace(pattern(textOfJava(source), 'g'), replacement(textOfJava(other))),
  replaceFirst: (text, source, other) => text.replace(pattern(textOfJava(source)), replacement(textOfJava(other))),
  split: (text, source, limit) => split(text, pattern(textOfJava(source), 'g'), Number(limit ?? 0)),
  startsWith: (text, start, from) => text.startsWith(textOfJava(start), Number(from ?? 0)),
  substring: (text, start, end = text.length) => {
    const last = positionIn(text, end, text.length);
    return text.slice(positionIn(text, start, last), last);
  },
  toLowerCase: (text) => text.toLowerCase(),
  toString: (text: string) => text,
  toUpperCase: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
};

function order(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}

function positionIn(text: string, index: unknown, last: number): number {
  const position = Number(index);
  if (Number.isInteger(position) && position >= 0 && position <= last) return position;
  throw new Error(`the position ${textOfJava(index)} is outside the string ${JSON.stringify(text.slice(0, 100))}`);
}

/**
 * Splits a string as Java does: the result has no trailing empty strings, and no leading empty string if the first
 * match has a length of zero.
 */
function split(text: string, separator: RegExp, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  for (const { index, 0: match } of text.matchAll(separator)) {
    if (limit > 0 && parts.length === limit - 1) break;
    if (index + match.length === 0 || (match === '' && index === text.length)) continue;
    parts.push(text.slice(start, index));
    start = index + match.length;
  }
  parts.push(text.slice(start));
  if (limit === 0) while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}
