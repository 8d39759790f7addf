import type { IncomingMessage } from 'node:http';
import { isOwnHost } from '../hosts';

/**
 * Returns the reason why a request to the console is rejected. The console shows events and signs tokens. It therefore
 * rejects requests from other origins, and requests whose `Host` header is a foreign domain name, as in a DNS rebinding
 * attack.
 */
export function rejectionOf({ headers, method }: IncomingMessage, listensOn: string): string | undefined {
  const { host, origin } = headers;
  const site = headers['sec-fetch-site'];
  if (host === undefined || !isOwnHost(host, listensOn)) {
    return `The console accepts only the hosts localhost and 127.0.0.1, but the Host header is ${host ?? 'missing'}.`;
  }
  if (origin !== undefined && origin !== `http://${host}`)
    return `The console rejects requests from the origin ${origin}.`;
  if (site !== undefined && site !== 'same-origin' && site !== 'none') {
    return `The console rejects requests from other sites (sec-fetch-site: ${String(site)}).`;
  }
  // An HTML form of another site cannot send the content type application/json.
  if (method === 'POST' && !headers['content-type']?.startsWith('application/json')) {
    return 'The console accepts only POST requests with the content type application/json.';
  }
  return undefined;
}
