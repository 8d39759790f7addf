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
  // The last column is not padded, so that no line ends in spaces.
  table.push(...rows);
  return table
    .toString()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** Rows as a Markdown table, of which the first is the head. */
export function markdownTable([head, ...rows]: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

/** Text that Markdown shows as it is, inside of a table. */
function escapeCell(text: string): string {
  return text.replace(/[\\`*_{}<>[\]|$~]/g, '\\$&').replace(/\s*\n\s*/g, ' ');
}
