import { html, type Html, type HtmlValue } from './html';

/** A column of an HTML table. */
export interface Column<T> {
  readonly head: string;
  readonly cell: (row: T) => HtmlValue;
  /** Whether the cells of the column are the headers of their rows. */
  readonly isRowHead?: boolean;
}

/**
 * Creates an HTML table with a caption. Columns without content are left out. On a phone, the table is shown as a list
 * of cards, and explicit ARIA roles let screen readers still treat it as a table.
 */
export function table<T>(caption: string, columns: Column<T>[], rows: T[], attributesOf?: (row: T) => Html): Html {
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const shown = columns.map((column, index) => column.isRowHead || cells.some((row) => row[index] !== ''));
  const visible = <V>(values: V[]): V[] => values.filter((_, index) => shown[index]);
  return html`<table role="table">
    <caption>
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        ${visible(columns).map(({ head }) => html`<th role="columnheader" scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${rows.map(
        (row, index) =>
          html`<tr role="row" ${attributesOf ? attributesOf(row) : ''}>
            ${visible(columns.map(({ head, isRowHead }, column) => cellOf(head, cells[index][column], isRowHead)))}
          </tr> `,
      )}
    </tbody>
  </table>`;
}

/** The maximum length of text that is always shown on one line. */
const MAX_SHORT = 18;

function cellOf(head: string, value: HtmlValue, isRowHead = false): Html {
  const isShort = typeof value === 'number' || (typeof value === 'string' && value.length <= MAX_SHORT);
  // On a phone, the cell is a grid with a label and this element.
  const inner = html`<div class="${isShort ? 'short' : 'value'}">${value}</div>`;
  if (isRowHead) return html`<th role="rowheader" scope="row" data-label="${head}">${inner}</th>`;
  return html`<td role="cell" data-label="${head}" class="${value === '' ? 'empty' : 'full'}">${inner}</td>`;
}

/** Formats text from a template, such as a path or a URL, as code. */
export function code(text: string): HtmlValue {
  if (text === '') return '';
  return html`<code class="${text.length <= MAX_SHORT ? 'short' : 'value'}">${breakable(text)}</code>`;
}

/** Adds line break opportunities after punctuation, such as a slash or a dot. */
export function breakable(text: string): HtmlValue {
  if (text.length <= MAX_SHORT) return text;
  return text.split(/(?<=[/.:_])(?=[^/.:_])/).flatMap((part, index) => (index === 0 ? [part] : [html`<wbr />`, part]));
}
