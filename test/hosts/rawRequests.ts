import { connect, type Socket } from 'node:net';
import { LIMITS, type Limits } from '../../main/hosts/common/limits.ts';

/** The limits as they are, with some replaced so that no test has to wait for them. */
export function quickLimits(some: { readonly [Port in keyof Limits]?: Partial<Limits[Port]> }): Limits {
  return {
    both: { ...LIMITS.both, ...some.both },
    window: { ...LIMITS.window, ...some.window },
    webhook: { ...LIMITS.webhook, ...some.webhook },
  };
}

/** A connection that is open, with what it has heard so far. */
export type Raw = {
  readonly socket: Socket;
  heard(): string;
  /** Resolves to everything heard when the other side has closed. */
  readonly closed: Promise<string>;
};

/** Opens a connection and writes the given bytes, whatever they are. */
export function dialRaw(port: number, bytes: string | Uint8Array = ''): Promise<Raw> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const closed = new Promise<string>((over) => socket.once('close', () => over(heard)));
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.once('error', reject);
    // A reset after the answer says nothing that the answer did not.
    socket.on('error', () => {});
    socket.once('connect', () => {
      if (bytes.length > 0) socket.write(bytes);
      resolve({ socket, heard: () => heard, closed });
    });
  });
}

/** What a raw request hears until its connection closes. */
export async function converse(port: number, bytes: string | Uint8Array): Promise<string> {
  return (await dialRaw(port, bytes)).closed;
}

/** A request as text, its connection closed after the answer. */
export const request = (line: string, headers: readonly string[] = []) =>
  `${[`${line} HTTP/1.1`, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`;

/** The status of an answer as it was heard; 0 if there was none. */
export const statusOf = (heard: string) => Number(/^HTTP\/1\.[01] (\d{3}) /.exec(heard)?.[1] ?? 0);
