// Mermaid parses formulas after it replaces entities, so an entity cannot hide a dollar sign.
const ZERO_WIDTH_SPACE = '#8203;';

/**
 * Escapes text for a quoted Mermaid label, so that Mermaid does not interpret it as HTML, Markdown, a formula, a
 * directive or an entity.
 */
export function mermaidText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[#&<>"`\\*~[\]]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|%(?=%)|(?<=%)%/gu, entity)
    .replace(/\$(?=\$)/g, `$${ZERO_WIDTH_SPACE}`)
    .replace(/^(?:[-+]|\d+[.)])(?= )/, (marker) => [...marker].map(entity).join(''));
}

function entity(character: string): string {
  return `#${character.codePointAt(0)};`;
}
