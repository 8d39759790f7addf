import { codeCell, escapeCell, markdownRows } from '../table';
import { severities, type DiffReport, type Finding } from './finding';
import { groupByScope, logicalIdLine, whereText, summaryOf } from './text';

/** The first line of the report. A workflow uses this line to find its earlier comment. */
export const marker = '<!-- apigwv2 diff -->';

/** The maximum length of the report. GitHub allows 65,536 characters in a comment, and the workflow adds text. */
const MAX_LENGTH = 60_000;

/**
 * Returns the report as Markdown that fits in a pull request comment. Findings with the severity `change` are in a
 * collapsed section below the exposures and breaking changes.
 */
export function diffMarkdown({ findings, renamedLogicalIds, notices }: DiffReport): string {
  const head = [marker, `### API diff: ${summaryOf(findings)}`];
  const tail = [...logicalIdLine(renamedLogicalIds, findings), ...notices.map((notice) => `> ${escapeCell(notice)}`)];
  const important = findings.filter(({ severity }) => severity !== 'change');
  const changes = findings.filter(({ severity }) => severity === 'change');
  const room = { left: MAX_LENGTH - [...head, ...tail].join('\n\n').length };
  const body = sections(important, room);
  if (changes.length > 0) {
    const summary = `<summary>${changes.length} ${changes.length === 1 ? 'change' : 'changes'}</summary>`;
    body.push(`<details>${summary}`, ...sections(changes, room), '</details>');
  }
  return `${[...head, ...body, ...tail].join('\n\n')}\n`;
}

function sections(findings: Finding[], room: { left: number }): string[] {
  const lines: string[] = [];
  let left = findings.length;
  for (const [scope, ofScope] of groupByScope(findings)) {
    const title = `**${escapeCell(scope)}**`;
    const rows: string[][] = [];
    room.left -= title.length + 100;
    for (const finding of ofScope) {
      const row = rowOf(finding);
      room.left -= row.join(' | ').length + 6;
      if (room.left < 0) break;
      rows.push(row);
    }
    left -= rows.length;
    if (rows.length > 0) lines.push(title, markdownRows([['severity', 'where', 'what'], ...rows]));
  }
  if (left > 0) lines.push(`… and ${left} more findings, which do not fit in a comment.`);
  return lines;
}

function rowOf(finding: Finding): string[] {
  const { severity, message } = finding;
  const isUrgent = severity === severities[0];
  return [isUrgent ? `**${severity}**` : severity, whereText(finding, codeCell), escapeCell(short(message))];
}

function short(text: string): string {
  return text.length > 1_000 ? `${text.slice(0, 1_000)} …` : text;
}
