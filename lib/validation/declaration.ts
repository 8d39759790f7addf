/** How AWS's behaviour is known. */
export type Evidence =
  /** AWS's own error message for it is known: from a failed deployment or an acceptance test. */
  | 'observed'
  /** AWS's reference states it as a hard constraint, and no counter-example is known. */
  | 'documented'
  /** It follows from AWS's documentation, or it fails only at run time. */
  | 'inferred';

/** An error fails the synthesis; a warning can be acknowledged. */
export type Severity = 'error' | 'warning';

/** What the documentation and the messages say about a code. */
export interface Declaration {
  /** The name by which errors carry it, warnings are acknowledged and users disable it. */
  readonly code: string;
  /** Whether a finding fails the synthesis. */
  readonly severity: Severity;
  /** How AWS's behaviour is known. */
  readonly evidence: Evidence;
  /** Where the evidence stands: AWS's own error message in quotation marks, a public report, or what AWS's page says. */
  readonly source: string;
  /** What is wrong, as a sentence. */
  readonly summary: string;
  /** What to do about it, as an imperative sentence. */
  readonly fix: string;
  /** The AWS page. */
  readonly page: string;
}

/** What is wrong with one value. */
export interface Violation {
  /** Completes "<property> must …". */
  readonly must: string;
  /** The value as it was passed. */
  readonly given: unknown;
  /** What to write for this value; the declaration's fix without it. */
  readonly instead?: string;
  /** The member of the property at fault, such as `rateLimit`. */
  readonly member?: string;
}

/** AWS pages that declarations refer to. */
export const PAGES = {
  guide: (page: string): string => `https://docs.aws.amazon.com/apigateway/latest/developerguide/${page}.html`,
  api: (page: string): string => `https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/${page}.html`,
  cloudFormation: (page: string): string =>
    `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${page}.html`,
};
