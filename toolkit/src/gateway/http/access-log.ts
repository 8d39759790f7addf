import type { StagedRequest, Values } from '../contracts';
import { pathOf } from '../names';
import { contextNamePattern } from './context-variables';
import { missingVariable } from './undocumented/access-log';

/** An entry in the access log of a stage. */
export interface AccessLogEntry {
  /** The construct path of the API. */
  readonly api: string;
  /** The name of the stage. */
  readonly stage: string;
  /** The API Gateway request ID. */
  readonly requestId: string;
  /** The access log entry in the format of the stage. */
  readonly message: string;
}

const variables = new RegExp(String.raw`\$context\.(${contextNamePattern})`, 'g');

/** Creates the access log entry of a request. Returns undefined if the stage has no access log. */
export function accessLogEntry(
  { stage, stageName, api, requestId }: StagedRequest,
  values: Values,
  variable: (name: string) => string | undefined,
): AccessLogEntry | undefined {
  if (stage.accessLog === undefined) return undefined;
  const what = `The access log of ${pathOf(stage)}`;
  const { format } = values.value(stage.accessLog, what);
  if (format === undefined) return undefined;
  const message = values.text(format, what).replace(variables, (_, name: string) => variable(name) ?? missingVariable);
  return { api: pathOf(api), stage: stageName, requestId, message };
}
