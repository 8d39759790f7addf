/** The severity of a finding for the callers of an API. Reports list findings in this order. */
export const severities = ['exposure', 'breaking', 'change'] as const;

/**
 * - `exposure`: a route became public or easier to call.
 * - `breaking`: clients that work today can fail.
 * - `change`: all other changes.
 */
export type Severity = (typeof severities)[number];

/** The kind of element that a finding is about. */
export type Subject =
  'api' | 'route' | 'authorizer' | 'cors' | 'stage' | 'domain' | 'mapping' | 'apiKey' | 'usagePlan' | 'parameter';

/** A finding about a difference between two models. */
export interface Finding {
  severity: Severity;
  /** The code of the finding in PascalCase, such as `AuthorizerRemoved`. */
  code: string;
  /** The title of the API, such as `HTTP API bookstore`, or the text `Domain names` or `API keys`. */
  scope: string;
  /** The construct path of the API, or its logical ID if the construct path is unknown. */
  api?: string;
  subject: Subject;
  /**
   * The names of the changed elements, such as route keys and stages. Findings that differ only in the element name are
   * merged.
   */
  names: string[];
  /** The change without the name of the element, such as `is open to everybody now`. */
  message: string;
  /** The old value. */
  before?: string;
  /** The new value. */
  after?: string;
}

/** The result of `apigwv2 diff`. */
export interface DiffReport {
  /** The version of this data structure, which is 1. */
  version: number;
  findings: Finding[];
  /** The number of matched elements whose logical ID changed. */
  renamedLogicalIds: number;
  /** The notices about parts of the old and the new input that could not be read. */
  notices: string[];
}

/** Merges findings that differ only in the element name, and sorts them by severity and API. */
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

/** Counts the findings by severity. */
export function countBySeverity(findings: Finding[]): Record<Severity, number> {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { exposure: count('exposure'), breaking: count('breaking'), change: count('change') };
}
