// Mermaid reads formulas after entities.
const ZERO_WIDTH_SPACE = '#8203;';

/** Text that Mermaid shows unchanged in quotes: without HTML, Markdown, formulas, directives or entities of Mermaid. */
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
