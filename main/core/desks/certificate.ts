import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { DeskCertificate } from '../../../shared/contract/desks.ts';
import { keep, written } from '../../../shared/text/stored.ts';
import { KeptError } from '../base/errors.ts';
import type { DeskTls } from '../base/ports.ts';
import { hostOf } from '../providers/addressKind.ts';

const pairs = (bytes: Buffer) => bytes.toString('hex').toUpperCase().match(/../g)?.join(':') ?? '';

/** What a person compares, of the first certificate in a PEM text. */
export function aboutCertificate(pem: string): DeskCertificate {
  const read = new X509Certificate(pem);
  const key = read.publicKey.export({ type: 'spki', format: 'der' });
  return {
    names: (read.subjectAltName ?? '').split(', ').map((name) => name.replace(/^[^:]+:/, '')),
    from: Date.parse(read.validFrom),
    until: Date.parse(read.validTo),
    fingerprint: read.fingerprint256,
    pin: pairs(createHash('sha256').update(key).digest()),
  };
}

/** Whether a certificate is for this name or address. */
export const names = (read: X509Certificate, host: string): boolean =>
  (isIP(host) === 0 ? read.checkHost(host) : read.checkIP(host)) !== undefined;

/**
 * Whether a certificate can be used for an address at this moment.
 * @throws KeptError saying what is wrong with it
 */
export function checkCertificate({ cert, key }: DeskTls, origin: string, now: number): void {
  const host = hostOf(new URL(origin));
  let read: X509Certificate;
  try {
    read = new X509Certificate(cert);
  } catch (error) {
    throw new KeptError(keep('desks:certificate.noCertificate'), { cause: error });
  }
  let fits: boolean;
  try {
    fits = read.checkPrivateKey(createPrivateKey(key));
  } catch (error) {
    throw new KeptError(keep('desks:certificate.noKey'), { cause: error });
  }
  if (!fits) throw new KeptError(keep('desks:certificate.otherKey'));
  const until = Date.parse(read.validTo);
  if (until <= now) throw new KeptError(keep('desks:certificate.expired', { at: day(until) }));
  const from = Date.parse(read.validFrom);
  if (from > now) throw new KeptError(keep('desks:certificate.early', { at: day(from) }));
  if (!names(read, host)) throw new KeptError(keep('desks:certificate.otherName', { host: written(host) }));
  try {
    createSecureContext({ cert, key });
  } catch (error) {
    throw new KeptError(keep('desks:certificate.refused'), { cause: error });
  }
}

const day = (at: number) => written(new Date(at).toISOString().slice(0, 10));
