import { connect, type Socket } from 'node:net';
import { LIMITS, type Limits } from '../../main/hosts/common/limits.ts';

/** The product's limits, with some made smaller so that no test has to wait for them. */
export function quickLimits(some: { readonly [Port in keyof Limits]?: Partial<Limits[Port]> }): Limits {
  return {
    both: { ...LIMITS.both, ...some.both },
    window: { ...LIMITS.window, ...some.window },
    desk: { ...LIMITS.desk, ...some.desk },
    webhook: { ...LIMITS.webhook, ...some.webhook },
  };
}

/** An open connection, with what came in so far. */
export type Raw = {
  readonly socket: Socket;
  heard(): string;
  /** Resolves to all that came in, once the other side has closed. */
  readonly closed: Promise<string>;
};

/** Opens a connection and writes these bytes, whatever they are. */
export function dialRaw(port: number, bytes: string | Uint8Array = ''): Promise<Raw> {
  return new Promise((resolve, reject) => {
    let heard = '';
    const socket = connect({ port, host: '127.0.0.1' });
    const closed = new Promise<string>((over) => socket.once('close', () => over(heard)));
    socket.on('data', (chunk) => {
      heard += chunk.toString('latin1');
    });
    socket.once('error', reject);
    // A reset after the answer makes no difference.
    socket.on('error', () => {});
    socket.once('connect', () => {
      if (bytes.length > 0) socket.write(bytes);
      resolve({ socket, heard: () => heard, closed });
    });
  });
}

/** All that comes in after a raw request until its connection closes. */
export async function converse(port: number, bytes: string | Uint8Array): Promise<string> {
  return (await dialRaw(port, bytes)).closed;
}

/** A request as text, its connection closed after the answer. */
export const request = (line: string, headers: readonly string[] = []) =>
  `${[`${line} HTTP/1.1`, ...headers, 'Connection: close'].join('\r\n')}\r\n\r\n`;

/** The status of a raw answer; 0 if there was none. */
export const statusOf = (heard: string) => Number(/^HTTP\/1\.[01] (\d{3}) /.exec(heard)?.[1] ?? 0);
