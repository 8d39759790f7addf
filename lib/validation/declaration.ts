/** The kind of evidence for the behaviour of AWS. */
export type Evidence =
  /** AWS's own error message for it is known: from a failed deployment or an acceptance test. */
  | 'observed'
  /** AWS's reference states it as a hard constraint, and no counter-example is known. */
  | 'documented'
  /** It follows from AWS's documentation, or it fails only at run time. */
  | 'inferred';

/** The severity of a finding. An error fails the synthesis. A warning can be acknowledged. */
export type Severity = 'error' | 'warning';

/** The text of the documentation and the messages about a code. */
export interface Declaration {
  /** The name by which errors carry it, warnings are acknowledged and users disable it. */
  readonly code: string;
  /** The severity: an error fails the synthesis. */
  readonly severity: Severity;
  /** The kind of evidence for the behaviour of AWS. */
  readonly evidence: Evidence;
  /** The source of the evidence: AWS's own error message in quotation marks, a public report, or a page of AWS. */
  readonly source: string;
  /** The description of the violation, as a sentence. */
  readonly summary: string;
  /** The fix, as an imperative sentence. */
  readonly fix: string;
  /** The AWS page. */
  readonly page: string;
}

/** The violation of one value. */
export interface Violation {
  /** Completes "<property> must …". */
  readonly must: string;
  /** The value as it was passed. */
  readonly given: unknown;
  /** The fix for this value. By default, the fix of the declaration. */
  readonly instead?: string;
  /** The invalid member of the property, such as `rateLimit`. */
  readonly member?: string;
}

/** AWS pages that declarations refer to. */
export const PAGES = {
  guide: (page: string): string => `https://docs.aws.amazon.com/apigateway/latest/developerguide/${page}.html`,
  api: (page: string): string => `https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/${page}.html`,
  cloudFormation: (page: string): string =>
    `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${page}.html`,
};
