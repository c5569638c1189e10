import { request } from 'node:https';
import { VERSION_HEADER } from '../../common/version.ts';
import { DialError, dial } from './dial.ts';
import type { ConsoleAddress } from './joinLink.ts';

/** Milliseconds for the answer. */
const TRY = 6_000;
/** The most that is read of an answer. Bytes. */
const MOST = 64 * 1024;
/** As the listener for desks gives it (desks/guest.ts). */
const COOKIE = /^(__Host-heed-desk=[\w-]{43})(?:;|$)/;

export type Visit = { readonly cookie: string; readonly version: string };

/** Versions with the same first number that is not 0 fit, and before 1.0 those with the same second one. */
export function fits(one: string, other: string): boolean {
  const line = (version: string) => /^(?:0\.\d+|[1-9]\d*)(?=\.)/.exec(version)?.[0];
  return line(one) !== undefined && line(one) === line(other);
}

/**
 * Asks a console for what a browser would get with the screen: a cookie, worth something once somebody has
 * signed in with it. @throws DialError
 */
export async function visit(
  at: ConsoleAddress,
  own: { readonly version: string; readonly agent: string },
): Promise<Visit> {
  const socket = await dial(at);
  const { address } = at;
  const { promise, resolve, reject } = Promise.withResolvers<Visit>();
  const asked = request(`${address}/host.js`, {
    createConnection: () => socket,
    headers: { 'user-agent': own.agent, connection: 'close' },
    signal: AbortSignal.timeout(TRY),
  });
  asked.on('error', (error) => reject(new DialError('unreachable', { cause: error })));
  asked.on('response', (response) => {
    const { statusCode, headers } = response;
    const version = String(headers[VERSION_HEADER] ?? '').slice(0, 40);
    const cookie = (headers['set-cookie'] ?? []).map((each) => COOKIE.exec(each)?.[1]).find(Boolean);
    let length = 0;
    response.on('data', (piece: Buffer) => {
      length += piece.length;
      if (length > MOST) response.destroy();
    });
    response.on('error', () => undefined);
    if (statusCode === 503 || statusCode === 502) reject(new DialError('unreachable'));
    else if (statusCode !== 200 || cookie === undefined) reject(new DialError('no-heed'));
    else if (!fits(own.version, version)) reject(new DialError('version', { version }));
    else resolve({ cookie, version });
  });
  asked.end();
  return promise.finally(() => socket.destroy());
}
