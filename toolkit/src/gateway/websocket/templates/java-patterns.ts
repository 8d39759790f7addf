/**
 * Converts a Java regular expression such as `(?i)error.*` to a JavaScript regular expression. Flags at the start of
 * the pattern become flags of the JavaScript regular expression.
 */
export function pattern(source: string, flags = ''): RegExp {
  const [start, given = ''] = source.match(/\(\?([ims]+)\)/) ?? [];
  const isLeading = start !== undefined && /^(?:\^\(\?:)?\(\?[ims]+\)/.test(source);
  try {
    return new RegExp(isLeading ? source.replace(start, '') : source, `${flags}${isLeading ? given : ''}`);
  } catch (error) {
    throw new Error(`${JSON.stringify(source)} is not a valid regular expression: ${(error as Error).message}`);
  }
}

/**
 * Converts a Java replacement string to a JavaScript replacement string. In a Java replacement string, a literal `$`
 * follows a backslash. Both languages use the same syntax for references to groups.
 */
export function replacement(text: string): string {
  return text.replace(/\\(.)|\$(?!\d)/gs, (_, escaped?: string) => (escaped ?? '$').replaceAll('$', '$$$$'));
}
