import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { App } from '../../core/app.ts';
import type { Logger } from '../../core/base/ports.ts';
import { createCalls } from '../common/calls.ts';
import type { Limits } from '../common/limits.ts';
import { isOurs, windowOf } from './access.ts';
import type { Windows } from './windows.ts';

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** RFC 6455, 7.4.1: data of the wrong type. */
const NOT_OURS = 1007;

export type RpcServer = { close(): void };

/**
 * oRPC over a WebSocket at /rpc. Any page may open one, and the browser adds our cookie, so an Origin of ours
 * is required. The cookie identifies the caller when the connection is made.
 */
export function serveRpc(options: {
  readonly server: Server;
  readonly port: number;
  readonly app: App;
  readonly windows: Windows;
  readonly log: Logger;
  readonly limits: Limits;
  /** Upgrades that another handler answers (the development server's hot reload). */
  readonly leave?: (request: IncomingMessage) => boolean;
}): RpcServer {
  const { app, port, windows } = options;
  const calls = createCalls(app, options.log);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: options.limits.window.messageBytes,
    perMessageDeflate: false,
  });

  options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (!isOurs(request.headers, port) || request.headers.origin === undefined)
      return refuse(socket, '403 Forbidden');
    const windowId = windowOf(request.headers, port, windows);
    if (windowId === null) return refuse(socket, '401 Unauthorized');
    if (options.leave?.(request)) return;
    if (request.url !== '/rpc') return refuse(socket, '404 Not Found');
    if (sockets.clients.size >= options.limits.window.sockets)
      return refuse(socket, '503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (ws) => {
      windows.connected(windowId, 1);
      ws.on('close', () => windows.connected(windowId, -1));
      // ws closes it; without a listener the process would end.
      ws.on('error', () => {});
      const line = calls({
        windowId,
        send: (message) => ws.send(message),
        refuse: () => ws.close(NOT_OURS),
      });
      ws.on('message', (data, isBinary) => line.heard(isBinary ? data : String(data)));
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
