/** A regular expression of Java, such as `(?i)error.*`. The flags at its start are those of JavaScript. */
export function pattern(source: string, flags = ''): RegExp {
  const [start, given = ''] = source.match(/\(\?([ims]+)\)/) ?? [];
  const isLeading = start !== undefined && /^(?:\^\(\?:)?\(\?[ims]+\)/.test(source);
  try {
    return new RegExp(isLeading ? source.replace(start, '') : source, `${flags}${isLeading ? given : ''}`);
  } catch (error) {
    throw new Error(`${JSON.stringify(source)} is not a regular expression: ${(error as Error).message}`);
  }
}

/** Java escapes `$` in replacements with a backslash, and writes groups as JavaScript does. */
export function replacement(text: string): string {
  return text.replace(/\\(.)|\$(?!\d)/gs, (_, escaped?: string) => (escaped ?? '$').replaceAll('$', '$$$$'));
}
