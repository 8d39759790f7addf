import { stripVTControlCharacters } from 'node:util';

/** Rows in columns, two spaces from the left and three between columns. Colours do not count as width. */
export function textTable(rows: string[][]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, widthOf(cell))));
  const pad = (cell: string, column: number) => cell + ' '.repeat(widths[column] - widthOf(cell));
  return rows
    .map((row) => `  ${row.map((cell, column) => pad(oneLine(cell), column)).join('   ')}`.trimEnd())
    .join('\n');
}

/** The width of a text in columns of a terminal: wide characters of East Asian scripts and emoji have two. */
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

/** Rows as a Markdown table, of which the first is the head. Cells of the specified columns are shown as code. */
export function markdownTable([head, ...rows]: string[][], codeColumns: string[] = []): string {
  const isCode = head.map((name) => codeColumns.includes(name));
  return markdownRows([
    head,
    ...rows.map((row) => row.map((cell, column) => (isCode[column] ? codeCell(cell) : escapeCell(cell)))),
  ]);
}

/** Rows of Markdown as a table, of which the first is the head. */
export function markdownRows([head, ...rows]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that Markdown shows unchanged in a table. */
export function escapeCell(text: string): string {
  return oneLine(text).replace(/[\\`*_{}<>[\]|$~]/g, '\\$&');
}

/** Text as code. A backtick inside needs a longer fence. */
export function codeCell(text: string): string {
  if (text === '') return '';
  const line = oneLine(text).replaceAll('|', '\\|');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}
