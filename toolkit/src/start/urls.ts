import { pathOf } from '../gateway/names';
import { textOf } from '../model/values';
import { titleOf } from '../report/apis';
import { Descriptions } from '../report/describe';
import { textTable } from '../report/table';
import type { Generation } from './generation';
import type { StartCredentials } from './signing';

/** The output of `apigwv2 start --json`, with the URLs of all APIs. */
export interface Urls {
  /** The base URL of the server. */
  readonly url: string;
  /** The URL of the console page. Absent with `--no-console`. */
  readonly console?: string;
  readonly apis: readonly {
    readonly name: string;
    /** The construct path of the API. */
    readonly path: string;
    readonly protocol: string;
    readonly stages: readonly {
      readonly name: string;
      /** The URL of the stage, which starts with `http://` for HTTP APIs and with `ws://` for WebSocket APIs. */
      readonly url: string;
      /** The custom domain names of the stage. Each URL works only with `host` as the `Host` header. */
      readonly domainNames: readonly { readonly host: string; readonly url: string }[];
    }[];
  }[];
  /** The tokens that the user requests with the option `--token`. */
  readonly tokens: readonly PrintedToken[];
  /** The test credentials, if the app has routes with IAM authorization or WebSocket APIs. */
  readonly credentials?: StartCredentials;
}

/** A test token in the output. */
export interface PrintedToken {
  readonly user: string;
  readonly scopes: readonly string[];
  /** The construct path of the JWT authorizer that accepts the token. */
  readonly authorizer: string;
  readonly token: string;
}

/** Returns the URLs of an app whose server has the base URL `origin`, such as `http://127.0.0.1:3000`. */
export function urlsOf(
  { model, addresses }: Generation,
  origin: string,
  console: boolean,
  { tokens, credentials }: Pick<Urls, 'tokens'> & { readonly credentials: StartCredentials | undefined },
): Urls {
  return {
    url: origin,
    ...(console ? { console: `${origin}/_apigwv2` } : {}),
    apis: model.apis.map((api) => {
      const base = api.protocol === 'WEBSOCKET' ? origin.replace('http', 'ws') : origin;
      return {
        name: textOf(api.name),
        path: pathOf(api),
        protocol: api.protocol,
        stages: addresses.stages
          .filter((one) => one.api === api)
          .map(({ stage, prefix }) => ({
            name: stage,
            url: `${base}${prefix}`,
            domainNames: addresses.domains
              .filter((one) => one.api === api && one.stage === stage)
              .map((one) => ({ host: one.domainName, url: `${base}${one.base}` })),
          })),
      };
    }),
    tokens,
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** Returns the routes with their local URLs as text for a terminal. */
export function routesText(generation: Generation, { url, apis, console }: Urls): string {
  const { model } = generation;
  const descriptions = new Descriptions(model);
  const sections = model.apis.map((api, index) => {
    const { stages } = apis[index];
    const isWebSocket = api.protocol === 'WEBSOCKET';
    const rows = stages.flatMap((stage) =>
      api.routes.map((route) => {
        const [, method, path] = (!isWebSocket && textOf(route.key).match(/^([A-Z]+) (\/.*)$/s)) || [];
        const where = isWebSocket ? [textOf(route.key), stage.url] : [method ?? 'ANY', `${stage.url}${path ?? '/…'}`];
        return [...where, descriptions.callersOf(api, route), descriptions.targetOf(route)];
      }),
    );
    const domains = stages.flatMap((stage) =>
      stage.domainNames.map((one) => `  also ${one.url} with Host: ${one.host}\n`),
    );
    const head = isWebSocket ? ['route', 'URL'] : ['method', 'URL'];
    const table =
      rows.length > 0
        ? textTable([[...head, 'who may call it', 'target'], ...rows])
        : '  The API has no routes or no stages.';
    return `${titleOf(model, api)}\n${table}\n${[...new Set(domains)].join('')}`;
  });
  const notices = model.notices.map(({ message }) => `Note: ${message}\n`);
  return `${[...sections, ...notices].join('\n')}\nServing at ${url}\n${console === undefined ? '' : `Console at ${console}\n`}`;
}
