import { stripVTControlCharacters } from 'node:util';

/**
 * Formats rows as columns of text. Rows are indented by two spaces, and columns are separated by three spaces. Color
 * codes do not count as width.
 */
export function textTable(rows: string[][]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))));
  const pad = (cell: string, column: number) => cell + ' '.repeat(widths[column] - widthOf(cell));
  return rows
    .map((row) => `  ${row.map((cell, column) => pad(oneLine(cell), column)).join('   ')}`.trimEnd())
    .join('\n');
}

/** Returns the width of a text in terminal columns. Wide East Asian characters and emoji have a width of two. */
function widthOf(text: string): number {
  const plain = stripVTControlCharacters(oneLine(text));
  let width = 0;
  for (const character of plain) width += wide.test(character) ? 2 : 1;
  return width;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u;

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}

/**
 * Formats rows as a Markdown table. The first row is the header. Cells of the specified columns are formatted as code.
 */
export function markdownTable([head, ...rows]: string[][], codeColumns: string[] = []): string {
  const isCode = head.map((name) => codeColumns.includes(name));
  return markdownRows([
    head,
    ...rows.map((row) => row.map((cell, column) => (isCode[column] ? codeCell(cell) : escapeCell(cell)))),
  ]);
}

/** Formats rows of Markdown as a table. The first row is the header. */
export function markdownRows([head, ...rows]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Escapes text for a Markdown table cell. */
export function escapeCell(text: string): string {
  return oneLine(text).replace(/[\\`*_{}<>[\]|$~]/g, '\\$&');
}

/** Formats text as Markdown code. If the text contains backticks, the delimiters are double backticks. */
export function codeCell(text: string): string {
  if (text === '') return '';
  const line = oneLine(text).replaceAll('|', '\\|');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}
