import { titleOf } from '../../report/apis';
import { Descriptions, type Access } from '../../report/describe';
import { accessWords } from '../../report/html/access';
import { textOf } from '../../model/values';
import { pathOf } from '../../gateway/names';
import type { Generation } from '../generation';

/** The data about an app that the console page shows. */
export interface ConsoleApp {
  readonly apis: readonly ConsoleApi[];
}

/** An API on the console page. */
export interface ConsoleApi {
  readonly title: string;
  readonly isWebSocket: boolean;
  readonly stages: readonly { readonly name: string; readonly prefix: string }[];
  readonly domains: readonly string[];
  readonly routes: readonly ConsoleRoute[];
}

/** A route on the console page. */
export interface ConsoleRoute {
  readonly key: string;
  readonly access: Access;
  /** The label of the kind of protection, such as `Public` or `JWT`. */
  readonly accessWord: string;
  /** The callers of the route, in words. */
  readonly callers: string;
  readonly target: string;
  /** The JWT authorizer of the route and the scopes that a token needs. */
  readonly token?: { readonly authorizer: string; readonly scopes: string };
}

/** Creates the data about an app for the console page. */
export function appOf({ model, addresses }: Generation): ConsoleApp {
  const descriptions = new Descriptions(model);
  return {
    apis: model.apis.map((api) => ({
      title: titleOf(model, api),
      isWebSocket: api.protocol === 'WEBSOCKET',
      stages: addresses.stages.filter((one) => one.api === api).map(({ stage, prefix }) => ({ name: stage, prefix })),
      domains: addresses.domains.filter((one) => one.api === api).map(({ domainName, base }) => `${domainName}${base}`),
      routes: api.routes.map((route) => {
        const access = descriptions.accessOf(api, route);
        const authorizer = access === 'jwt' ? descriptions.authorizerOf(route) : undefined;
        const scopes = Array.isArray(route.scopes) ? route.scopes.map(textOf).join(' ') : '';
        return {
          key: textOf(route.key),
          access,
          accessWord: accessWords[access],
          callers: descriptions.callersOf(api, route),
          target: descriptions.targetOf(route),
          ...(authorizer ? { token: { authorizer: pathOf(authorizer), scopes } } : {}),
        };
      }),
    })),
  };
}
