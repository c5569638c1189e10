import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  webcrypto,
  X509Certificate,
} from 'node:crypto';
import { isIP } from 'node:net';
import { z } from 'zod';
import type { DeskTls, Secrets } from '../base/ports.ts';
import { hostOf } from '../providers/addressKind.ts';
import { aboutCertificate, names } from './certificate.ts';

/** Under this name key and certificate lie behind the secret port. */
const SECRET = 'desks-certificate';
const DAY = 86_400_000;
/** Days. Browsers take none that lives longer than 398. */
const LIFE = 397;
/** Days before its end in which it is renewed. */
const RENEWED = 30;

const Kept = z.object({ cert: z.string(), key: z.string() });
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** The private key of `kept`, if there is one, else a new one. */
const privateKeyOf = (kept: DeskTls | null): KeyObject =>
  kept === null ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : createPrivateKey(kept.key);

/** The same key as the library wants it. */
const imported = (key: KeyObject, usages: ('sign' | 'verify')[]) =>
  webcrypto.subtle.importKey('jwk', key.export({ format: 'jwk' }), ALGORITHM, true, usages);

/** A certificate for this host, signed by its own key; the key is the one of `kept`, if there is one. */
async function make(host: string, now: number, kept: DeskTls | null): Promise<DeskTls> {
  // Loaded where it is needed; the library asks for the polyfill to be there first.
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  x509.cryptoProvider.set(webcrypto);
  const own = privateKeyOf(kept);
  const keys = {
    privateKey: await imported(own, ['sign']),
    publicKey: await imported(createPublicKey(own), ['verify']),
  };
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [host.slice(0, 64)] }, { O: ['Heed'] }],
    keys,
    signingAlgorithm: ALGORITHM,
    // An hour for clocks of desks that are behind.
    notBefore: new Date(now - 3_600_000),
    notAfter: new Date(now + LIFE * DAY),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([{ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }]),
    ],
  });
  const key = String(own.export({ type: 'pkcs8', format: 'pem' }));
  return { cert: `${certificate.toString('pem')}\n`, key };
}

/** Whether a certificate can be used as it is: for this host, and not soon over. */
function isGood({ cert }: DeskTls, host: string, now: number): boolean {
  const { from, until } = aboutCertificate(cert);
  return names(new X509Certificate(cert), host) && from <= now && until - now > RENEWED * DAY;
}

/**
 * The certificate that Heed makes for this console. It is made anew where the address has changed or it ends
 * soon, always with the same key, so that desks which know the public key go on without a question.
 * `inUse`: what the listener has now; while that is good the key store is not asked.
 */
export async function heedCertificate(
  secrets: Secrets,
  origin: string,
  now: number,
  inUse: DeskTls | null,
): Promise<DeskTls> {
  const host = hostOf(new URL(origin));
  if (inUse !== null && isGood(inUse, host, now)) return inUse;
  const found = await secrets.get(SECRET);
  const kept = found === null ? null : Kept.parse(JSON.parse(found));
  if (kept !== null && isGood(kept, host, now)) return kept;
  const made = await make(host, now, kept);
  await secrets.set(SECRET, JSON.stringify(made));
  return made;
}
