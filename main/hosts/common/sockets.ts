import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Caller } from '../../core/access/context.ts';
import type { App } from '../../core/app.ts';
import type { Logger } from '../../core/base/ports.ts';
import { createCalls } from './calls.ts';

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** RFC 6455, 7.4.1: data of the wrong type. */
const NOT_OURS = 1007;

/**
 * Passes messages on, one in a turn, while the other end reads its answers; the others wait, and no more are
 * read, so that questions cannot fill the memory with answers that nobody reads.
 */
function heardWhileRead(
  ws: WebSocket,
  raw: Duplex,
  unreadBytes: number,
  heard: (message: unknown) => void,
): (message: unknown) => void {
  const waiting: unknown[] = [];
  const isFull = () => ws.bufferedAmount > unreadBytes;
  const goOn = () => {
    if (isFull() || ws.readyState !== ws.OPEN) return;
    if (waiting.length === 0) return ws.resume();
    heard(waiting.shift());
    setImmediate(goOn);
  };
  raw.on('drain', goOn);
  return (message) => {
    if (waiting.length === 0 && !isFull()) return heard(message);
    waiting.push(message);
    return ws.pause();
  };
}

/** Who calls over a socket, and what to do with it. */
export type Guest = {
  readonly caller: Caller;
  /** Called with the socket, before its first message is read. */
  opened(ws: WebSocket, raw: Duplex): void;
  closed(): void;
};

export type Sockets = { close(): void };

/**
 * oRPC over a WebSocket at /rpc. Any page may open one, and the browser adds our cookie, so whoever admits
 * must require an Origin of ours. The caller is known from when the connection is made.
 */
export function serveSockets(options: {
  readonly server: Pick<Server, 'on'>;
  readonly app: Pick<App, 'router' | 'context'>;
  readonly log: Logger;
  readonly messageBytes: number;
  readonly most: number;
  /** Whoever leaves more than so many bytes unread is not heard until they have read; left out: heard. */
  readonly unreadBytes?: number;
  /** Who it is; or the status with which the upgrade is refused; null: another handler answers it. */
  admit(request: IncomingMessage): Guest | string | null;
}): Sockets {
  const calls = createCalls(options.app, options.log);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.messageBytes,
    perMessageDeflate: false,
    // One message in a turn: whoever asks much at once does not keep others waiting.
    allowSynchronousEvents: false,
  });

  options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const guest = options.admit(request);
    if (guest === null) return;
    if (typeof guest === 'string') return refuse(socket, guest);
    if (request.url !== '/rpc') return refuse(socket, '404 Not Found');
    if (sockets.clients.size >= options.most) return refuse(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      guest.opened(ws, socket);
      ws.on('close', () => guest.closed());
      // ws closes it; without a listener the process would end.
      ws.on('error', () => {});
      const line = calls({
        caller: guest.caller,
        send: (message) => ws.send(message),
        refuse: () => ws.close(NOT_OURS),
      });
      const hear = heardWhileRead(ws, socket, options.unreadBytes ?? Number.POSITIVE_INFINITY, line.heard);
      ws.on('message', (data, isBinary) => hear(isBinary ? data : String(data)));
      ws.on('close', line.closed);
    });
  });

  return {
    close: () => {
      for (const ws of sockets.clients) ws.close(1001);
      sockets.close();
      setTimeout(() => {
        for (const ws of sockets.clients) ws.terminate();
      }, 1000).unref();
    },
  };
}
