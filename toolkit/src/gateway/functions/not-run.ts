import { ToolkitError } from '../../model/errors';
import type { LambdaFunction } from '../../model/types';
import { textOf } from '../../model/values';
import { pathOf } from '../names';

/**
 * The error for a function that cannot run locally. `why` is the part of the message after the name of the function.
 */
export function notRun(fn: LambdaFunction, why: string): ToolkitError {
  const { construct, logicalId } = fn.source;
  const isExternal = fn.id.startsWith('external:');
  // Several integrations can call the same function of a different app, so the message contains the name of the
  // function.
  const own = isExternal && typeof fn.name === 'string' && /^[\w-]+$/.test(fn.name) ? fn.name : undefined;
  const name = JSON.stringify(own ?? construct?.split('/').at(-1) ?? logicalId);
  const about = isExternal ? `${textOf(fn.name ?? name)} that ${pathOf(fn)} calls` : pathOf(fn);
  return new ToolkitError(
    'FunctionNotRun',
    `The function ${about} ${why}, so it cannot run locally. Use the option \`functions\` to replace the function with a handler, { ${name}: async (event) => … }, or with a URL.`,
  );
}
