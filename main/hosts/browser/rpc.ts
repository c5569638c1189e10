import type { IncomingMessage, Server } from 'node:http';
import type { App } from '../../core/app.ts';
import type { Logger } from '../../core/base/ports.ts';
import type { Limits } from '../common/limits.ts';
import { type Sockets, serveSockets } from '../common/sockets.ts';
import { isOurs, windowOf } from './access.ts';
import type { Windows } from './windows.ts';

/** The sockets of this computer's windows. The cookie says which window it is. */
export function serveRpc(options: {
  readonly server: Server;
  readonly port: number;
  readonly app: App;
  readonly windows: Windows;
  readonly log: Logger;
  readonly limits: Limits;
  /** Upgrades that another handler answers (the development server's hot reload). */
  readonly leave?: (request: IncomingMessage) => boolean;
}): Sockets {
  const { port, windows } = options;
  return serveSockets({
    server: options.server,
    app: options.app,
    log: options.log,
    messageBytes: options.limits.window.messageBytes,
    most: options.limits.window.sockets,
    admit: (request) => {
      if (!isOurs(request.headers, port) || request.headers.origin === undefined) return '403 Forbidden';
      const windowId = windowOf(request.headers, port, windows);
      if (windowId === null) return '401 Unauthorized';
      if (options.leave?.(request)) return null;
      return {
        caller: { kind: 'window', windowId },
        opened: () => windows.connected(windowId, 1),
        closed: () => windows.connected(windowId, -1),
      };
    },
  });
}
