import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import * as tls from 'node:tls';
import { codeOf } from '../../../core/base/errors.ts';
import { hostOf } from '../../../core/providers/addressKind.ts';
import type { ConsoleAddress } from './joinLink.ts';
import type { JoinTrouble } from './messages.ts';

/** Milliseconds for reaching a console and agreeing on the encryption. */
const TRY = 6_000;

/** A console could not be reached. */
export class DialError extends Error {
  readonly problem: JoinTrouble;
  readonly version: string;
  constructor(problem: JoinTrouble, options?: ErrorOptions & { readonly version?: string }) {
    super(problem, options);
    this.name = 'DialError';
    this.problem = problem;
    this.version = options?.version ?? '';
  }
}

/** Whom this computer trusts: the authorities that Node brings, and the system's where Node reads them. */
function authorities(): string[] | undefined {
  const { getCACertificates } = tls as { getCACertificates?: typeof tls.getCACertificates };
  return getCACertificates && [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
}

const NO_NAME: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NONAME', 'EAI_NODATA']);
const NO_WAY: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ETIMEDOUT',
  'EPIPE',
  'EACCES',
]);

function problemOf(error: Error): JoinTrouble {
  const code = codeOf(error);
  if (NO_NAME.has(code)) return 'name';
  if (NO_WAY.has(code)) return 'unreachable';
  // What is left of TLS: an answer that is no TLS, or a certificate that nobody vouches for.
  return code === 'EPROTO' || code.startsWith('ERR_SSL_') ? 'no-heed' : 'certificate';
}

/** SHA-256 of the public key that the other end has proven to hold, in base64url; empty: it showed none. */
function keyOf(socket: tls.TLSSocket): string {
  const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
  return key === undefined ? '' : createHash('sha256').update(key).digest('base64url');
}

/**
 * A connection to a console, encrypted, with the other end proven before anything is sent: by its public key
 * where the link names one, whatever its certificate says, else as any website. @throws DialError
 */
export function dial({ address, pin }: ConsoleAddress, patience = TRY): Promise<tls.TLSSocket> {
  const url = new URL(address);
  const host = hostOf(url);
  return new Promise((resolve, reject) => {
    const ca = pin === null ? authorities() : undefined;
    const socket = tls.connect({
      host,
      port: Number(url.port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      ALPNProtocols: ['http/1.1'],
      minVersion: 'TLSv1.2',
      // With a pin the public key is compared below, before the first byte is sent.
      rejectUnauthorized: pin === null,
    });
    const fail = (error: DialError) => {
      socket.destroy();
      reject(error);
    };
    const late = setTimeout(() => fail(new DialError('unreachable')), patience);
    socket.once('close', () => {
      clearTimeout(late);
      fail(new DialError('unreachable'));
    });
    socket.on('error', (error) => fail(new DialError(problemOf(error), { cause: error })));
    socket.once('secureConnect', () => {
      clearTimeout(late);
      if (pin !== null && keyOf(socket) !== pin) fail(new DialError('pin'));
      else resolve(socket);
    });
  });
}
