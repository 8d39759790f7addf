import { ToolkitError } from '../../model/errors';
import type { LambdaFunction } from '../../model/types';
import { textOf } from '../../model/values';
import { pathOf } from '../names';

/** The error for a function that cannot be run here. `why` follows its name. */
export function notRun(fn: LambdaFunction, why: string): ToolkitError {
  const { construct, logicalId } = fn.source;
  const isExternal = fn.id.startsWith('external:');
  // Several integrations can call a function of another app, so its own name is the better one.
  const own = isExternal && typeof fn.name === 'string' && /^[\w-]+$/.test(fn.name) ? fn.name : undefined;
  const name = JSON.stringify(own ?? construct?.split('/').at(-1) ?? logicalId);
  const about = isExternal ? `${textOf(fn.name ?? name)} that ${pathOf(fn)} calls` : pathOf(fn);
  return new ToolkitError(
    'FunctionNotRun',
    `The function ${about} ${why}, so it cannot be run here. Replace it by the option \`functions\`: { ${name}: async (event) => … }, or by a URL.`,
  );
}
