import { isIP } from 'node:net';

/** The host of a `Host` header, without the port, in lower case. */
export function hostnameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d*$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/**
 * Whether a host means this server. An attacker can make a domain name of theirs point here (DNS rebinding), but neither
 * an IP address nor `localhost`.
 */
export function isOwnHost(host: string, listensOn: string): boolean {
  const name = hostnameOf(host);
  return name === 'localhost' || name.endsWith('.localhost') || isIP(name) !== 0 || name === listensOn.toLowerCase();
}

/** Whether an address is only reachable from this computer. */
export function isLoopback(address: string): boolean {
  return address === 'localhost' || address === '::1' || address.startsWith('127.');
}
