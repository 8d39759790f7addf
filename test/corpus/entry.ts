import type { App, Environment, Stack } from 'aws-cdk-lib';

/** A program or a template that can be deployed, so the rules must not report an error for it. */
export interface Entry {
  /** The content of the entry, and the source that states that it can be deployed. */
  readonly title: string;
  /** Adds resources to the stack `Stack`, or further stacks to the app. */
  readonly build?: (stack: Stack, app: App) => void;
  /** A whole template, or its resources, for entries that are not programs. */
  readonly template?: object;
  /** The environment of the stack. By default, the stack is environment-agnostic. */
  readonly env?: Environment;
  /** The codes of warnings that the author accepts. A comment gives the reason. */
  readonly warnings?: readonly string[];
}
