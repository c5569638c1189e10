import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { t } from '../../../shared/text/say.ts';
import { keep } from '../../../shared/text/stored.ts';
import { CoreError } from '../base/errors.ts';

/** Networks that are nobody's public address (IANA special-purpose registries), and where clouds keep their metadata. */
const PRIVATE_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;
/** Also the prefixes that carry an IPv4 address inside. */
const PRIVATE_6 = [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const;

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const restricted = new BlockList();
for (const [net, prefix] of PRIVATE_4) restricted.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of PRIVATE_6) restricted.addSubnet(net, prefix, 'ipv6');

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** What an IP address is to us. An IPv4 address written as IPv6 counts as what it is. */
export function kindOfAddress(address: string): 'loopback' | 'private' | 'public' {
  const family = familyOf(address);
  if (loopback.check(address, family)) return 'loopback';
  return restricted.check(address, family) ? 'private' : 'public';
}

/** A URL's host without the brackets of IPv6. */
export const hostOf = (url: URL) => url.hostname.replace(/^\[(.*)\]$/, '$1');

function isLoopbackName(host: string): boolean {
  if (isIP(host) !== 0) return kindOfAddress(host) === 'loopback';
  return host === 'localhost' || host.endsWith('.localhost');
}

/**
 * Reads the address that an admin gave: https, or http on this computer. A name is looked up when something is sent, not now.
 * @throws CoreError INVALID with what to change
 */
export function readAddress(text: string, privateAllowed: boolean): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new CoreError('INVALID', t('core:webhook.whole'));
  }
  const host = hostOf(url);
  if (url.protocol === 'http:' && !isLoopbackName(host)) {
    throw new CoreError('INVALID', t('core:webhook.https'));
  }
  if (url.username || url.password) {
    throw new CoreError('INVALID', t('core:webhook.noUser'));
  }
  if (url.hash) throw new CoreError('INVALID', t('core:webhook.noHash'));
  if (isIP(host) !== 0 && kindOfAddress(host) === 'private' && !privateAllowed) {
    throw new CoreError('INVALID', t('kept:webhook.private'));
  }
  return url;
}

export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * A name look-up for one request: what it allows is what is connected to, so a name cannot change its mind in between. One private
 * address among the answers refuses them all. Over http every answer must be this computer.
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
