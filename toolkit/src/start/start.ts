import { isIPv6 } from 'node:net';
import { newCredentials } from '../gateway/authorizers/test-credentials';
import { pathOf } from '../gateway/names';

import { PlaceholderValues } from '../gateway/values';
import type { AppSettings } from './app';
import { Console } from './console/console';
import type { Generation } from './generation';
import { isLoopback } from './hosts';
import { Output, type OutputOptions } from './output';
import { Recorder } from './records';
import { Reloader, type ReloaderOptions } from './reloader';
import { Server } from './server';
import { credentialsOf, hasIamRoutes, type StartCredentials } from './signing';
import { Sockets } from './sockets';
import { tokenFor, type TokenRequest } from './tokens';
import { routesText, urlsOf, type PrintedToken, type Urls } from './urls';

/** The options of the function `start`. */
export interface StartOptions extends OutputOptions, Pick<ReloaderOptions, 'read' | 'sources' | 'cwd'> {
  readonly settings: Omit<AppSettings, 'credentials'>;
  readonly host: string;
  readonly port: number;
  readonly console: boolean;
  readonly tokens: readonly TokenRequest[];
}

/** A running server. */
export interface Started {
  readonly urls: Urls;
  /** Closes all connections and stops all functions. */
  close(): Promise<void>;
}

/** Starts a server for the APIs of an app, and prints the URLs. */
export async function start(options: StartOptions): Promise<Started> {
  const { host, port, json } = options;
  const output = new Output(options);
  const recorder = new Recorder({
    details: options.console,
    onFinish: (record) => output.request(record),
    onLine: (line) => output.line(line),
  });
  const credentials = newCredentials();
  const reloader = new Reloader({
    ...options,
    settings: { ...options.settings, credentials },
    recorder,
    output,
    onChange: (message) => console?.changed(message),
  });
  let onReady = () => {};
  const ready = new Promise<void>((resolve) => (onReady = resolve));
  const current = () => ready.then(() => reloader.current);
  const console = options.console ? new Console(host, current, recorder, credentials) : undefined;
  const sockets = new Sockets();
  const server = new Server({
    host,
    port,
    current,
    recorder,
    console,
    sockets,
    onProblem: (message) => output.problem(message),
  });
  const close = async () => {
    console?.close();
    sockets.close();
    await server.close();
    await reloader.close();
  };
  // The server listens before the synthesis, so that a port in use causes an error at once.
  const actual = await server.listen();
  try {
    const generation = await reloader.start();
    onReady();
    const origin = `http://${isIPv6(host) ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${actual}`;
    const tokens = await tokensOf(generation, options.tokens);
    const own = credentialsOf(generation, credentials);
    const urls = urlsOf(generation, origin, options.console, { tokens, credentials: own });
    if (!isLoopback(host)) output.problem(warningOf(host, options.console));
    if (json) output.json(urls);
    else {
      const text = `${tokensText(urls.tokens)}${credentialsText(generation, own)}`;
      output.text(`${routesText(generation, urls)}${text}Press Ctrl-C to stop.\n\n`);
    }
    return { urls, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Creates a token for each user, and for each JWT authorizer with a different issuer or audience. */
async function tokensOf({ model, gateway }: Generation, requests: readonly TokenRequest[]): Promise<PrintedToken[]> {
  if (requests.length === 0) return [];
  const values = new PlaceholderValues(model);
  const all = model.apis.flatMap(({ authorizers }) =>
    authorizers.filter(({ type }) => values.textIfKnown(type) === 'JWT'),
  );
  const different = new Map(all.map((one) => [JSON.stringify(one.jwt), pathOf(one)]));
  // If the app has no JWT authorizer, the gateway throws an error with the reason.
  const authorizers = different.size === 0 ? [undefined] : [...different.values()];
  return Promise.all(
    requests.flatMap((request) =>
      authorizers.map(async (authorizer) => ({
        ...request,
        authorizer: authorizer!,
        token: await tokenFor(gateway, request, authorizer),
      })),
    ),
  );
}

function tokensText(tokens: readonly PrintedToken[]): string {
  return tokens
    .map(({ user, scopes, authorizer, token }) => {
      const list = scopes.length === 0 ? '' : ` with ${scopes.join(' ')}`;
      return `\nToken of ${user}${list} for ${authorizer}:\n${token}\n`;
    })
    .join('');
}

/** Returns the test credentials as text for a terminal, if a route has IAM authorization. */
function credentialsText({ model }: Generation, credentials: StartCredentials | undefined): string {
  if (credentials === undefined || !hasIamRoutes(model)) return '';
  const { accessKeyId, secretAccessKey, region } = credentials;
  return `\nTest credentials for routes with IAM authorization, which only this process accepts:
  AWS_ACCESS_KEY_ID=${accessKeyId}
  AWS_SECRET_ACCESS_KEY=${secretAccessKey}
  AWS_REGION=${region}\n\n`;
}

function warningOf(host: string, hasConsole: boolean): string {
  const console = hasConsole
    ? ' Other computers can also use the console, which shows events and creates tokens. To disable the console, pass --no-console.'
    : '';
  return `Warning: --host ${host} lets other computers call the APIs and the functions behind them.${console}`;
}
