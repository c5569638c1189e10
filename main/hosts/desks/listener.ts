import { createServer as createPlainServer, type Server } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { DeskFlags } from '../../../shared/contract/desks.ts';
import type { App } from '../../core/app.ts';
import { codeOf, KeptError } from '../../core/base/errors.ts';
import type { DeskDoor, DesksPort, DeskTls, Logger, OpenDoor } from '../../core/base/ports.ts';
import { LIMITS, type Limits, serverOptions } from '../common/limits.ts';
import { listen, PortError } from '../common/listen.ts';
import { createCounts } from './counts.ts';
import { serveDesks } from './deskSockets.ts';
import { mayCall } from './guest.ts';
import { deskRoutes } from './routes.ts';

type Options = {
  /** The built screen. */
  readonly staticDir: string;
  readonly log: Logger;
  /** The core, once it is there. */
  readonly app: Promise<App>;
  readonly given: DeskFlags | null;
  readonly limits?: Limits;
};

const secure = (tls: DeskTls) => ({ ...tls, minVersion: 'TLSv1.2' as const });

/** Without encryption it listens where nothing leaves the computer; else wherever others can call. */
const addressFor = ({ tls, proxy }: DeskDoor) => (tls === null ? (proxy ?? '127.0.0.1') : '::');

/** Closes connections that nobody may have, before anything of them is read. */
function boundConnections(server: Server | TlsServer, { proxy }: DeskDoor, limits: Limits['desk']): void {
  server.maxConnections = limits.connections;
  const counts = createCounts(limits.networkConnections);
  server.on('connection', (socket: Socket) => {
    const { remoteAddress: peer = '' } = socket;
    if (!mayCall(peer, proxy)) return socket.destroy();
    if (proxy !== null) return undefined;
    if (!counts.enter(peer)) return socket.destroy();
    return socket.once('close', () => counts.leave(peer));
  });
}

async function listenFor(server: Server | TlsServer, door: DeskDoor): Promise<void> {
  const address = addressFor(door);
  try {
    await listen(server, door.port, address).catch((error: unknown) => {
      // A computer without IPv6.
      if (address !== '::' || codeOf(error) !== 'EAFNOSUPPORT') throw error;
      return listen(server, door.port, '0.0.0.0');
    });
  } catch (error) {
    if (error instanceof PortError) throw new KeptError(error.kept, { cause: error });
    throw error;
  }
}

async function open(options: Options, door: DeskDoor): Promise<OpenDoor> {
  const { log, limits = LIMITS } = options;
  const settings = serverOptions(limits, 'desk');
  const { headersTimeout: handshakeTimeout } = limits.both;
  let routes: ReturnType<typeof deskRoutes> | null = null;
  const listener = getRequestListener((request, env) =>
    routes === null ? new Response('Heed is starting.', { status: 503 }) : routes.fetch(request, env),
  );
  const tlsServer =
    door.tls && createTlsServer({ ...settings, ...secure(door.tls), handshakeTimeout }, listener);
  const server = tlsServer ?? createPlainServer(settings, listener);
  boundConnections(server, door, limits.desk);
  await listenFor(server, door);
  server.on('error', (error) => log.warn('desks-error', { name: error.name }));
  let sockets: ReturnType<typeof serveDesks> | null = null;
  // The store opens while the core is being made, and with it this door.
  const begin = (app: App) => {
    sockets = serveDesks({ server, app, door, log, limits });
    routes = deskRoutes({
      door,
      staticDir: options.staticDir,
      inUse: (token) =>
        sockets?.holds(token) === true || app.mayBeSignedIn({ kind: 'desk', token, address: '', device: '' }),
    });
  };
  void options.app.then(begin);
  return {
    renew: (tls) => tlsServer?.setSecureContext(secure(tls)),
    close: () =>
      new Promise((resolve) => {
        sockets?.close();
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 1000).unref();
      }),
  };
}

/** How a host lets desks in: a listener of its own, beside window's port and webhook port. */
export const createDesksPort = (options: Options): DesksPort => ({
  given: options.given,
  open: (door) => open(options, door),
});
