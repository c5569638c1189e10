import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/**
 * IPv4 within IPv6 in the old form, without `::ffff:`. Nothing uses it; ipaddr.js takes it for public, or for
 * the address inside.
 */
const ipv4Compatible = new BlockList();
ipv4Compatible.addSubnet('::', 96, 'ipv6');

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/**
 * What kind of address an IP address is. Public is what ipaddr.js knows no special use for: IANA's
 * special-purpose registries, multicast, and the prefixes that carry an IPv4 address inside. One written as
 * `::ffff:` counts as its IPv4 address.
 */
export function kindOfAddress(address: string): 'loopback' | 'private' | 'public' {
  const family = familyOf(address);
  if (loopback.check(address, family)) return 'loopback';
  if (ipv4Compatible.check(address, family) || !ipaddr.isValid(address)) return 'private';
  return ipaddr.process(address).range() === 'unicast' ? 'public' : 'private';
}

/** A URL's host without the brackets of IPv6. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[(.*)\]$/, '$1');

/** Whether a host is this computer, by its name alone. */
export function isLoopbackName(host: string): boolean {
  if (isIP(host) !== 0) return kindOfAddress(host) === 'loopback';
  return host === 'localhost' || host.endsWith('.localhost');
}

export const isLoopbackUrl = (url: string): boolean => isLoopbackName(hostOf(new URL(url)));

/**
 * Looks a name up for one request and refuses it where any of its addresses is not public, so that a name
 * cannot lead into somebody's own network.
 */
export const publicLookup: LookupFunction = (hostname, asked, done) => {
  lookup(hostname, { family: asked.family ?? 0, all: true }, (error, found) => {
    const [first] = found ?? [];
    if (error || first === undefined) return done(error ?? new Error('no address'), '', 4);
    if (found.some(({ address }) => kindOfAddress(address) !== 'public'))
      return done(Object.assign(new Error('not public'), { code: 'ENOTFOUND' }), '', 4);
    return asked.all ? done(null, found) : done(null, first.address, first.family);
  });
};
