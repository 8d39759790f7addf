/** The severity of a finding for the callers of an API, in the order of reports. */
export const severities = ['exposure', 'breaking', 'change'] as const;

/**
 * - `exposure`: a route became public or easier to call.
 * - `breaking`: clients that worked before can fail.
 * - `change`: all else.
 */
export type Severity = (typeof severities)[number];

/** The kind of element that a finding is about. */
export type Subject =
  'api' | 'route' | 'authorizer' | 'cors' | 'stage' | 'domain' | 'mapping' | 'apiKey' | 'usagePlan' | 'parameter';

/** A difference between two models. */
export interface Finding {
  severity: Severity;
  /** A PascalCase code, such as `AuthorizerRemoved`. */
  code: string;
  /** The API, such as `HTTP API bookstore`, or `Domain names` or `API keys`. */
  scope: string;
  /** The construct path of the API, or its label if it has none. */
  api?: string;
  subject: Subject;
  /** The names of the changed elements, such as route keys and stages. Findings that differ only by name are merged. */
  names: string[];
  /** The change without the name of the element, such as `is open to everybody now`. */
  message: string;
  /** The value before. */
  before?: string;
  /** The value after. */
  after?: string;
}

/** The result of `apigwv2 diff`. */
export interface DiffReport {
  /** The version of this data structure: 1. */
  version: number;
  findings: Finding[];
  /** The number of elements whose logical ID changed, and which are otherwise matched. */
  renamedLogicalIds: number;
  /** The parts of the old and the new input that could not be read. */
  notices: string[];
}

/** Merges findings that differ only by name, and sorts them by severity and API. */
export function mergeFindings(findings: Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const { names, ...others } = finding;
    const key = JSON.stringify(others);
    const found = merged.get(key);
    if (found) found.names.push(...names.filter((name) => !found.names.includes(name)));
    else merged.set(key, { ...finding, names: [...names] });
  }
  const scopes = [...new Set(findings.map(({ scope }) => scope))];
  return [...merged.values()].sort(
    (a, b) =>
      scopes.indexOf(a.scope) - scopes.indexOf(b.scope) ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}

/** The number of findings by severity. */
export function countBySeverity(findings: Finding[]): Record<Severity, number> {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { exposure: count('exposure'), breaking: count('breaking'), change: count('change') };
}
