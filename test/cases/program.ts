import type { App, Stack } from 'aws-cdk-lib';

/** How well it is known that API Gateway rejects a program. */
export type Grade = 'observed' | 'documented' | 'inferred';

/** A program that API Gateway rejects, or that fails at run time. */
export interface Program {
  readonly title: string;
  /** The row of the constraint: resource and property, as CloudFormation names them. */
  readonly row: string;
  readonly grade: Grade;
  /** The least that has to be reported for the program. */
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
/** AWS's reference states it; whether AWS validates it is not known, or the quota can be raised. */
export const stated = declare('documented', 'warning');
/** It follows from documentation. */
export const inferred = declare('inferred', 'warning');
/** Seen in public reports, but the deployment can succeed: requests fail, or resources happen to be made in the wrong order. */
export const atRunTime = declare('observed', 'warning');
