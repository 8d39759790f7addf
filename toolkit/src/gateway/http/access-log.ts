import { contextNamePattern } from './context-variables';
import { missingVariable } from './undocumented/access-log';

/** An entry of the access log of a stage. */
export interface AccessLogEntry {
  /** The construct path of the API. */
  readonly api: string;
  /** The name of the stage. */
  readonly stage: string;
  /** The request ID of API Gateway. */
  readonly requestId: string;
  /** The entry in the format of the stage. */
  readonly message: string;
}

const variables = new RegExp(String.raw`\$context\.(${contextNamePattern})`, 'g');

/** An entry in the format of a stage. */
export function renderAccessLog(format: string, variable: (name: string) => string | undefined): string {
  return format.replace(variables, (_, name: string) => variable(name) ?? missingVariable);
}
