import { ToolkitError } from '../../model/errors';
import type { LambdaFunction } from '../../model/types';
import { pathOf } from '../names';

/** The error for a function that cannot be run here. `why` follows its name. */
export function notRun(fn: LambdaFunction, why: string): ToolkitError {
  const { construct, logicalId } = fn.source;
  const name = JSON.stringify(construct?.split('/').at(-1) ?? logicalId);
  return new ToolkitError(
    'FunctionNotRun',
    `The function ${pathOf(fn)} ${why}, so it cannot be run here. Replace it by the option \`functions\`: { ${name}: async (event) => … }, or by a URL.`,
  );
}
