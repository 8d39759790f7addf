import type { App, Stack } from 'aws-cdk-lib';

/** The evidence that API Gateway rejects a program. */
export type Grade = 'observed' | 'documented' | 'inferred';

/** A program that API Gateway rejects, or that fails at run time. */
export interface Program {
  readonly title: string;
  /** The constraint: resource and property, by their CloudFormation names. */
  readonly row: string;
  readonly grade: Grade;
  /** The minimum severity that the finding must have. */
  readonly enough: 'error' | 'warning';
  readonly build: (stack: Stack, app: App) => void;
}

type Declare = (row: string, title: string, build: Program['build']) => Program;
const declare =
  (grade: Grade, enough: Program['enough']): Declare =>
  (row, title, build) => ({ title, row, grade, enough, build });

/** AWS's own error message is known. */
export const observed = declare('observed', 'error');
/** AWS's reference states a hard constraint on a member that AWS validates. */
export const documented = declare('documented', 'error');
/** AWS's reference states it. Either no evidence shows that AWS validates it, or the quota can be raised. */
export const stated = declare('documented', 'warning');
/** It follows from documentation. */
export const inferred = declare('inferred', 'warning');
/** Observed in public reports, but the deployment can succeed: requests fail, or the order of creation decides. */
export const atRunTime = declare('observed', 'warning');
