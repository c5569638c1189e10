import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { DeskFlags } from '../../../shared/contract/desks.ts';
import type { App } from '../../core/app.ts';
import type { KeyStore, Ports } from '../../core/base/ports.ts';
import { LIMITS, type Limits, serverOptions } from '../common/limits.ts';
import { listen } from '../common/listen.ts';
import { createPorts } from '../common/ports.ts';
import { openKeptPort } from '../common/webhookPort.ts';
import { startWebhookServer } from '../common/webhookServer.ts';
import { createDesksPort } from '../desks/listener.ts';
import { apiRoutes } from './api.ts';
import { startDev } from './dev.ts';
import { windowRoutes } from './routes.ts';
import { serveRpc } from './rpc.ts';
import { createWindows } from './windows.ts';

type FetchCallback = Parameters<typeof getRequestListener>[0];

export type BrowserHostOptions = {
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** 0 takes the port of the last time; see openKeptPort. */
  readonly webhookPort: number;
  /** The built screen. */
  readonly staticDir: string;
  readonly keyStore: KeyStore;
  readonly createApp: (ports: Ports) => Promise<App>;
  /** Vite's configuration, for hot reload; null serves the built screen. */
  readonly devConfig: string | null;
  /** What the flags say about desks; null: nothing. */
  readonly desks?: DeskFlags | null;
  readonly limits?: Limits;
};

export type BrowserHost = {
  /** One-time address of the first window, valid until it is used. */
  readonly url: string;
  readonly apiUrl: string;
  readonly openapi: string;
  readonly webhooks: string;
  readonly app: App;
  /** Windows connected now. */
  openWindows(): number;
  close(): Promise<void>;
};

/**
 * Starts the console for browsers on 127.0.0.1. Throws PortError when a port cannot be had, and whatever
 * `createApp` throws.
 */
export async function startBrowserHost(options: BrowserHostOptions): Promise<BrowserHost> {
  const { promise: appMade, resolve: tellApp } = Promise.withResolvers<App>();
  let newWindow = (): string | null => null;
  let webhookBase: string | null = null;
  const ports = createPorts({
    dataDir: options.dataDir,
    keyStore: options.keyStore,
    newWindow: () => newWindow(),
    webhookBase: () => webhookBase,
  });
  const { log } = ports;
  const desks = createDesksPort({
    staticDir: options.staticDir,
    log,
    app: appMade,
    given: options.desks ?? null,
    ...(options.limits ? { limits: options.limits } : {}),
  });
  const limits = options.limits ?? LIMITS;
  const undo: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    // Both ports first: an error about a port must come before a store is opened, and the core tells
    // providers the webhook address.
    const webhooks = await openKeptPort(options.dataDir, options.webhookPort, (wanted) =>
      startWebhookServer({ port: wanted, log, clock: ports.clock, limits }),
    );
    undo.push(webhooks.close);
    webhookBase = webhooks.base;
    let answer: FetchCallback = () => new Response('Heed is starting. Reload in a moment.', { status: 503 });
    const server = createServer(
      serverOptions(limits, 'window'),
      getRequestListener((request, env) => answer(request, env)),
    );
    server.maxConnections = limits.window.connections;
    const port = await listen(server, options.port);
    undo.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeIdleConnections();
          setTimeout(() => server.closeAllConnections(), 1000).unref();
        }),
    );
    const origin = `http://127.0.0.1:${port}`;

    let forget = (_windowId: string) => {};
    const windows = createWindows(ports.clock, ports.ids, (windowId) => forget(windowId), limits);
    const linkFor = (life: number | null) => `${origin}/open?t=${windows.issue(life)}`;
    newWindow = () => linkFor(limits.window.linkLife);

    const app = await options.createApp({ ...ports, door: webhooks.door, desks });
    tellApp(app);
    undo.push(() => app.close());
    forget = (windowId) => app.forgetWindow(windowId);
    const dev = options.devConfig === null ? null : await startDev(options.devConfig, server);
    if (dev !== null) undo.push(dev.close);
    const apiUrl = `${origin}/api`;
    const api = apiRoutes(app, apiUrl, log, limits);
    const routes = windowRoutes({ port, windows, api, staticDir: options.staticDir, dev });
    answer = (request, env) => routes.fetch(request, env);
    const leave = dev === null ? {} : { leave: dev.isHotReload };
    const rpc = serveRpc({ server, port, app, windows, log, limits, ...leave });
    undo.push(async () => rpc.close());
    log.info('started', { port, host: 'browser' });
    return {
      url: linkFor(null),
      apiUrl,
      openapi: `${apiUrl}/openapi.json`,
      webhooks: webhooks.base,
      app,
      openWindows: windows.open,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
