import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { ServerTls } from './postgres.ts';

/** Certificates for a test: an authority, and what it signs. PEM. */

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const HOUR = 3_600_000;
x509.cryptoProvider.set(crypto);

const pair = () => crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
const term = () => ({ notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + HOUR) });

export type Authority = {
  readonly cert: string;
  /** For a server that is reached by this name. */
  readonly sign: (name: string) => Promise<ServerTls>;
};

export async function newAuthority(name: string): Promise<Authority> {
  const keys = await pair();
  const root = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: ALGORITHM,
    ...term(),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  const sign = async (host: string): Promise<ServerTls> => {
    const own = await pair();
    const cert = await x509.X509CertificateGenerator.create({
      subject: `CN=${host}`,
      issuer: root.subject,
      signingKey: keys.privateKey,
      publicKey: own.publicKey,
      signingAlgorithm: ALGORITHM,
      ...term(),
      extensions: [new x509.SubjectAlternativeNameExtension([{ type: 'dns', value: host }])],
    });
    const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', own.privateKey)).toString('base64');
    return {
      cert: cert.toString('pem'),
      key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`,
    };
  };
  return { cert: root.toString('pem'), sign };
}
