/** The kind of evidence for the behavior of AWS. */
export type Evidence =
  /** The error message of AWS is known from a failed deployment or an acceptance test of the Terraform AWS provider. */
  | 'observed'
  /** An AWS reference states a hard constraint, and AWS is not known to accept a value that violates the constraint. */
  | 'documented'
  /** The behavior follows from the documentation of AWS, or the failure occurs only at run time. */
  | 'inferred';

/** The severity of a finding. An error makes the synthesis fail. A warning can be acknowledged. */
export type Severity = 'error' | 'warning';

/** The declaration of a rule: its code, its severity, and the sentences of its documentation and messages. */
export interface Declaration {
  /**
   * The code, which messages contain in brackets. Users specify the code to disable the rule or to acknowledge the
   * warning.
   */
  readonly code: string;
  /** The severity of the findings. An error makes the synthesis fail. */
  readonly severity: Severity;
  /** The kind of evidence for the behavior of AWS. */
  readonly evidence: Evidence;
  /** The source of the evidence: an error message of AWS in quotation marks, a public report, or a page of AWS. */
  readonly source: string;
  /** A sentence that describes the violation. */
  readonly summary: string;
  /** An imperative sentence that describes the fix. */
  readonly fix: string;
  /** The address of the AWS page about the property. */
  readonly page: string;
}

/** The violation of a constraint by one value. */
export interface Violation {
  /** The end of the sentence "<property> must …", which states what AWS allows. */
  readonly must: string;
  /** The invalid value, as the user passed it. */
  readonly given: unknown;
  /** The fix for this value. By default, the message contains the fix of the declaration. */
  readonly instead?: string;
  /** The invalid member of the property, such as `rateLimit`, if the property itself is an object. */
  readonly member?: string;
}

/** Functions that return the addresses of the AWS pages that declarations refer to. */
export const PAGES = {
  guide: (page: string): string => `https://docs.aws.amazon.com/apigateway/latest/developerguide/${page}.html`,
  api: (page: string): string => `https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/${page}.html`,
  cloudFormation: (page: string): string =>
    `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${page}.html`,
};
