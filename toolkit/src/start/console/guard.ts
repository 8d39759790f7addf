import type { IncomingMessage } from 'node:http';
import { isOwnHost } from '../hosts';

/**
 * The reason why a request to the console is rejected. The console shows events and signs tokens, so no page of
 * another site may
 * use it: neither by a domain name that an attacker points here (the `Host` differs), nor from another origin.
 */
export function rejectionOf({ headers, method }: IncomingMessage, listensOn: string): string | undefined {
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'];
  if (host === undefined || !isOwnHost(host, listensOn)) {
    return `The console has the hosts localhost and 127.0.0.1, and not ${host ?? 'none'}.`;
  }
  if (origin !== undefined && origin !== `http://${host}`) return `The console rejects requests of ${origin}.`;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return `The console rejects requests of other sites (sec-fetch-site: ${String(site)}).`;
  }
  // A form of another site cannot send JSON.
  if (method === 'POST' && !headers['content-type']?.startsWith('application/json')) {
    return 'The console accepts POST requests with the content type application/json only.';
  }
  return undefined;
}
