import Table from 'cli-table3';

const none = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
};
const chars = {
  ...none,
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '   ',
};

/** Rows in columns, two spaces from the left. Colours do not count as width. */
export function textTable(rows: string[][]): string {
  const table = new Table({ chars, style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] } });
  table.push(...rows);
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** Rows as a Markdown table, of which the first is the head. Cells of the given columns are shown as code. */
export function markdownTable([head, ...rows]: string[][], codeColumns: string[] = []): string {
  const isCode = head.map((name) => codeColumns.includes(name));
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map(() => '---')),
    ...rows.map((row) => line(row.map((cell, column) => (isCode[column] ? codeCell(cell) : escapeCell(cell))))),
  ].join('\n');
}

/** Text that Markdown shows as it is, inside of a table. */
function escapeCell(text: string): string {
  return text.replace(/[\\`*_{}<>[\]|$~]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}

/** Text as code. A backtick inside needs a longer fence. */
function codeCell(text: string): string {
  if (text === '') return '';
  const line = text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');
  return line.includes('`') ? `\`\` ${line} \`\`` : `\`${line}\``;
}
