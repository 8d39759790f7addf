import type { CreateFunctionInvoker } from '../contracts';
import { ToolkitError } from '../../model/errors';

/** Makes the invoker for the functions that no option replaces. */
export const createFunctionInvoker: CreateFunctionInvoker = () => ({
  invoke: ({ function: { source } }) => {
    const name = source.construct ?? source.logicalId;
    throw new ToolkitError(
      'FunctionNotRun',
      `The function ${name} cannot be run here yet. Pass a handler for it in \`functions\`.`,
    );
  },
  close: () => Promise.resolve(),
});
