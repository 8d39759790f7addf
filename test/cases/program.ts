import type { App, Stack } from 'aws-cdk-lib';

/** The evidence that API Gateway rejects a program. */
export type Grade = 'observed' | 'documented' | 'inferred';

/** A program that API Gateway rejects, or that fails at run time. */
export interface Program {
  readonly title: string;
  /** The CloudFormation resource and property whose constraint the program violates. */
  readonly row: string;
  readonly grade: Grade;
  /** The minimum severity of the finding. */
  readonly enough: 'error' | 'warning';
  readonly build: (stack: Stack, app: App) => void;
}

type Declare = (row: string, title: string, build: Program['build']) => Program;
const declare =
  (grade: Grade, enough: Program['enough']): Declare =>
  (row, title, build) => ({ title, row, grade, enough, build });

/** Declares a program for which AWS's own error message is known. */
export const observed = declare('observed', 'error');
/** Declares a program that violates a hard constraint in AWS's reference, on a property that AWS validates. */
export const documented = declare('documented', 'error');
/**
 * Declares a program that violates a constraint or a quota in AWS's reference. Either no evidence shows that AWS validates the
 * constraint, or AWS can raise the quota.
 */
export const stated = declare('documented', 'warning');
/** Declares a program that cannot work. AWS's documentation implies this but does not state it. */
export const inferred = declare('inferred', 'warning');
/**
 * Declares a program that can be deployed but does not work, according to public reports. Requests fail, or the
 * deployment succeeds only if CloudFormation creates the resources in a certain order.
 */
export const atRunTime = declare('observed', 'warning');
