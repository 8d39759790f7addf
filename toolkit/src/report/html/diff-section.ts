import type { DiffReport, Finding } from '../diff/finding';
import { logicalIdLine, summaryOf, whereText } from '../diff/text';
import { html, type Html, type HtmlValue } from './html';
import { table } from './table';

/** Returns the section of the HTML report with the changes since an older model. */
export function diffSection({ findings, renamedLogicalIds, notices }: DiffReport, old: string): Html {
  const columns = [
    { head: 'Severity', cell: ({ severity }: Finding) => html`<span class="badge ${severity}">${severity}</span>` },
    { head: 'API', cell: ({ scope }: Finding) => scope },
    { head: 'Where', isRowHead: true, cell: (finding: Finding) => whereText(finding) },
    { head: 'What', cell: ({ message }: Finding) => message },
  ];
  return html`<section class="diff" aria-labelledby="changes">
    <h2 id="changes">Changes since ${old}</h2>
    <p>${summaryOf(findings)}</p>
    ${findings.length > 0 ? table('Findings', columns, findings) : ''}
    ${logicalIdLine(renamedLogicalIds, findings).map((line) => html`<p>${line}</p>`)}
    ${notices.map((notice): HtmlValue => html`<p class="notice">${notice}</p>`)}
  </section>`;
}
