import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { App } from '../../core/app.ts';
import type { DeskDoor, Logger } from '../../core/base/ports.ts';
import type { Limits } from '../common/limits.ts';
import { type Guest, type Sockets, serveSockets } from '../common/sockets.ts';
import { createCounts } from './counts.ts';
import { addressOf, deviceOf, isOurs, tokenIn } from './guest.ts';

export type DeskSockets = Sockets & {
  /** Whether a window is connected with this token. */
  holds(token: string): boolean;
};

/** Ends a socket whose other end is gone without a word, or does not read what it is sent. */
function watch(ws: WebSocket, { pingEvery, unreadBytes }: Limits['desk']): void {
  let answered = true;
  ws.on('pong', () => {
    answered = true;
  });
  const timer = setInterval(() => {
    if (!answered || ws.bufferedAmount > unreadBytes) return ws.terminate();
    answered = false;
    return ws.ping();
  }, pingEvery);
  timer.unref();
  ws.once('close', () => clearInterval(timer));
}

/** Ends a socket that sends more in one message than a stranger may, unless `known` knows who sends it. */
function boundStranger(ws: WebSocket, raw: Duplex, most: number, known: () => boolean): void {
  let since = 0;
  raw.on('data', (piece: Buffer) => {
    since += piece.length;
    if (since > most && !known()) ws.terminate();
  });
  ws.on('message', () => {
    since = 0;
  });
}

/** The sockets of desks. What its browser keeps says which desk it is. */
export function serveDesks(options: {
  readonly server: Pick<Server, 'on'>;
  readonly app: App;
  readonly door: DeskDoor;
  readonly log: Logger;
  readonly limits: Limits;
}): DeskSockets {
  const { app, door, limits } = options;
  const counts = createCounts(limits.desk.networkSockets);
  const held = new Map<string, number>();
  const hold = (token: string, change: 1 | -1) => {
    const count = (held.get(token) ?? 0) + change;
    if (count > 0) held.set(token, count);
    else held.delete(token);
  };

  const admit = (request: IncomingMessage): Guest | string => {
    const { headers, socket } = request;
    if (!isOurs(headers, door.origin) || headers.origin === undefined) return '403 Forbidden';
    const address = addressOf(socket.remoteAddress ?? '', headers, door.proxy);
    if (address === null) return '403 Forbidden';
    const token = tokenIn(headers);
    if (token === null) return '401 Unauthorized';
    if (!counts.enter(address)) return '503 Service Unavailable';
    const caller = { kind: 'desk', token, address, device: deviceOf(headers['user-agent']) } as const;
    socket.once('close', () => counts.leave(address));
    return {
      caller,
      opened: (ws, raw) => {
        hold(token, 1);
        watch(ws, limits.desk);
        boundStranger(ws, raw, limits.desk.strangerBytes, () => app.mayBeSignedIn(caller));
      },
      closed: () => hold(token, -1),
    };
  };
  const sockets = serveSockets({
    server: options.server,
    app,
    log: options.log,
    messageBytes: limits.desk.messageBytes,
    most: limits.desk.sockets,
    unreadBytes: limits.desk.unreadBytes,
    admit,
  });
  return { close: sockets.close, holds: (token) => held.has(token) };
}
