import type { CreateAuthorizers, Denied } from '../contracts';
import { ToolkitError } from '../../model/errors';

/** Makes the authorizers of all APIs. */
export const createAuthorizers: CreateAuthorizers = () => {
  const missing = (what: string) => new ToolkitError('NotSupported', `${what} are not supported yet.`);
  return {
    of: (_api, { authorization }) => {
      if (authorization === 'NONE') return undefined;
      const denied: Denied = { allowed: false, status: 500, reason: 'The authorizer is not supported yet.' };
      return { authorize: () => Promise.resolve(denied) };
    },
    token: () => Promise.reject(missing('Tokens')),
    credentials: () => {
      throw missing('Credentials');
    },
    sign: () => Promise.reject(missing('Signatures')),
    close: () => Promise.resolve(),
  };
};
