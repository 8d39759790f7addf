import { createColors } from 'picocolors';
import { textTable } from '../table';
import { countBySeverity, severities, type DiffReport, type Finding } from './finding';

/** Returns the report as text for a terminal. */
export function diffText({ findings, renamedLogicalIds, notices }: DiffReport, { color }: { color: boolean }): string {
  const { bold, dim, red, yellow, cyan } = createColors(color);
  const paint = { exposure: red, breaking: yellow, change: cyan };
  const sections = groupByScope(findings).map(([scope, ofScope]) => {
    const path = ofScope.find(({ api }) => api !== undefined)?.api;
    const rows = ofScope.map((finding) => [
      paint[finding.severity](finding.severity),
      whereText(finding),
      finding.message,
    ]);
    return `${bold(scope)}${path === undefined ? '' : dim(`  ${path}`)}\n${textTable(rows)}\n\n`;
  });
  const lines = [summaryOf(findings), ...logicalIdLine(renamedLogicalIds, findings)];
  return `${sections.join('')}${lines.join('\n')}\n${notices.map((notice) => `\n${yellow('Note:')} ${notice}\n`).join('')}`;
}

/** Groups findings by the API that they are about. */
export function groupByScope(findings: Finding[]): [string, Finding[]][] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.scope}\n${finding.api ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()].map((ofScope) => [ofScope[0].scope, ofScope]);
}

/** The maximum number of element names in a finding. A finding with the severity `change` lists fewer names. */
const maxNames = { exposure: 30, breaking: 30, change: 4 };

/** Returns the element names of a finding: all names, or the first names and the number of the remaining names. */
export function whereText({ severity, subject, names }: Finding, code = (name: string) => name): string {
  const kind = subject === 'stage' || subject === 'authorizer' ? `${subject} ` : '';
  const shown = names.slice(0, maxNames[severity]);
  const more = names.length - shown.length;
  return `${kind}${shown.map(code).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** Returns a summary such as `3 findings: 1 exposure, 2 change`. */
export function summaryOf(findings: Finding[]): string {
  if (findings.length === 0) return 'No differences in the APIs.';
  const counts = countBySeverity(findings);
  const parts = severities.filter((severity) => counts[severity] > 0).map((one) => `${counts[one]} ${one}`);
  return `${findings.length} ${findings.length === 1 ? 'finding' : 'findings'}: ${parts.join(', ')}.`;
}

/** Returns a line about changed logical IDs, if there are any. */
export function logicalIdLine(count: number, findings: Finding[]): string[] {
  if (count === 0) return [];
  const what = count === 1 ? 'The logical ID of 1 element' : `The logical IDs of ${count} elements`;
  return [findings.length === 0 ? `${what} changed, but nothing else.` : `${what} also changed.`];
}
