import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { keep } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';

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

function isLoopbackName(host: string): boolean {
  if (isIP(host) !== 0) return kindOfAddress(host) === 'loopback';
  return host === 'localhost' || host.endsWith('.localhost');
}

/** An address that must not be called; `kept` says why, and what to change. */
export class AddressRefused extends KeptError {
  override readonly name = 'AddressRefused';
}

/**
 * Reads the address that an admin gave: https, or http on this computer. Its name is looked up when something
 * is sent, not now.
 * @throws AddressRefused with what to change
 */
export function readAddress(text: string, privateAllowed: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new AddressRefused(keep('core:webhook.whole'));
  }
  const host = hostOf(url);
  if (url.protocol === 'http:' && !isLoopbackName(host)) {
    throw new AddressRefused(keep('core:webhook.https'));
  }
  if (url.username || url.password) {
    throw new AddressRefused(keep('core:webhook.noUser'));
  }
  if (url.hash) throw new AddressRefused(keep('core:webhook.noHash'));
  if (isIP(host) !== 0 && kindOfAddress(host) === 'private' && !privateAllowed) {
    throw new AddressRefused(keep('kept:webhook.private'));
  }
  return url;
}

/**
 * A name look-up for one request, which connects to the very addresses that it allowed, so that a name cannot
 * change in between. One private address among the answers refuses all. Over http every answer must be this
 * computer.
 */
export function guardedLookup(options: {
  readonly privateAllowed: boolean;
  readonly loopbackOnly: boolean;
  readonly resolve?: typeof lookup;
}): LookupFunction {
  return (hostname, asked, done) => {
    (options.resolve ?? lookup)(hostname, { family: asked.family ?? 0, all: true }, (error, found) => {
      const first = found?.[0];
      if (error || !first) return done(error ?? new AddressRefused(keep('kept:webhook.noAddress')), '', 4);
      const kinds = found.map(({ address }) => kindOfAddress(address));
      if (options.loopbackOnly && kinds.some((kind) => kind !== 'loopback')) {
        return done(new AddressRefused(keep('kept:webhook.notHere')), '', 4);
      }
      if (!options.privateAllowed && kinds.includes('private')) {
        return done(new AddressRefused(keep('kept:webhook.private')), '', 4);
      }
      return asked.all ? done(null, found) : done(null, first.address, first.family);
    });
  };
}
