import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { keep } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';
import { hostOf, isLoopbackName, kindOfAddress } from '../providers/addressKind.ts';

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
