import { isIP } from 'node:net';

/** Returns the host of a `Host` header in lower case, without the port. */
export function hostnameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/**
 * Whether a host name belongs to this server. In a DNS rebinding attack, an attacker's domain name resolves to this
 * computer, but an IP address or `localhost` cannot be misused this way.
 */
export function isOwnHost(host: string, listensOn: string): boolean {
  const name = hostnameOf(host);
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0 || name === listensOn.toLowerCase();
}

/** Whether only this computer can connect to an address. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || address.startsWith('127.');
}
