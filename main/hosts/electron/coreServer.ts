import { onMessagePortClose, onMessagePortMessage, postMessagePortMessage } from '@orpc/client/message-port';
import type { MessagePortMain } from 'electron';
import { type Stored, written } from '../../../shared/text/stored.ts';
import type { App } from '../../core/app.ts';
import { KeyStoreError, type Ports } from '../../core/base/ports.ts';
import { createCalls } from '../common/calls.ts';
import { chooseKeyStore } from '../common/keyStore.ts';
import { createPorts } from '../common/ports.ts';
import { HostError } from '../common/problem.ts';
import { startDemo } from '../common/startDemo.ts';
import { openKeptPort } from '../common/webhookPort.ts';
import { startWebhookServer, type WebhookServer } from '../common/webhookServer.ts';
import { createDesksPort } from '../desks/listener.ts';
import { type FromCore, ToCore } from './messages.ts';
import { remoteDesktop } from './remoteDesktop.ts';
import { remoteKeyStore } from './remoteSecrets.ts';

/** A port to a window, of Electron's kind or, in tests, of Node's. */
export type WindowPort = Pick<MessagePortMain, 'start' | 'close'> &
  Parameters<typeof onMessagePortMessage>[0];

/** The connection to the main process: process.parentPort, or a double of it. */
export type Parent = {
  onMessage(listener: (message: unknown, ports: readonly WindowPort[]) => void): void;
  post(message: FromCore): void;
};

type Running = {
  readonly app: App;
  readonly calls: ReturnType<typeof createCalls>;
  readonly webhooks: WebhookServer;
};

/** Why the core could not start, as a stored sentence. */
function problemOf(error: unknown): Stored {
  if (error instanceof HostError || error instanceof KeyStoreError) return error.kept;
  return written(error instanceof Error ? error.message : String(error));
}

/**
 * The core in a process of its own: serves each window's port, asks the main process for secrets and
 * windows, and ends on `close`. `env`: HEED_PASSPHRASE and HEED_KEYSTORE work here as in every host.
 */
export function serveCore(
  parent: Parent,
  createApp: (ports: Ports) => Promise<App>,
  env: Readonly<Record<string, string | undefined>> = {},
): void {
  const secrets = remoteKeyStore((message) => parent.post(message));
  const desktop = remoteDesktop((message) => parent.post(message));
  let running: Promise<Running> | null = null;

  const start = async (options: Extract<ToCore, { kind: 'start' }>): Promise<Running> => {
    let webhookBase: string | null = null;
    const { dataDir } = options;
    const ports = createPorts({
      dataDir,
      keyStore: await chooseKeyStore({ dataDir, env, sealed: secrets }),
      newWindow: () => {
        parent.post({ kind: 'new-window' });
        return null;
      },
      webhookBase: () => webhookBase,
      desktop: desktop.desktop,
      signIns: {
        earlier: options.signIns,
        note: (windowId, token) => parent.post({ kind: 'signed-in', windowId, token }),
      },
    });
    const webhooks = await openKeptPort(dataDir, options.webhookPort, (port) =>
      startWebhookServer({ port, log: ports.log, clock: ports.clock }),
    );
    webhookBase = webhooks.base;
    const { promise: appMade, resolve: tellApp } = Promise.withResolvers<App>();
    const desks = createDesksPort({
      staticDir: options.staticDir,
      log: ports.log,
      app: appMade,
      given: options.desks,
    });
    const app = await createApp({ ...ports, door: webhooks.door, desks });
    tellApp(app);
    const calls = createCalls(app, ports.log);
    if (options.demo) await startDemo(app);
    ports.log.info('started', { host: 'electron' });
    parent.post({ kind: 'ready', webhooks: webhooks.base });
    return { app, calls, webhooks };
  };

  const close = async () => {
    const { app, webhooks } = (await running) ?? {};
    await webhooks?.close();
    await app?.close();
    parent.post({ kind: 'closed' });
  };

  /** Windows may ask before the core is ready; their first calls wait in the port. */
  const connect = async (windowId: string, port: WindowPort) => {
    const { calls } = (await running) ?? {};
    if (calls === undefined) return port.close();
    const line = calls({
      caller: { kind: 'window', windowId },
      send: (message) => postMessagePortMessage(port, message),
      refuse: () => port.close(),
    });
    onMessagePortMessage(port, line.heard);
    onMessagePortClose(port, line.closed);
    return port.start();
  };

  parent.onMessage((raw, ports) => {
    const message = ToCore.parse(raw);
    if (message.kind === 'secret') secrets.answer(message);
    else if (message.kind === 'desktop') desktop.answer(message);
    else if (message.kind === 'desktop-changed') desktop.changed();
    else if (message.kind === 'ask') {
      const { id } = message;
      running?.then(({ app }) => parent.post({ kind: 'about', id, about: app.about() })).catch(() => {});
    } else if (message.kind === 'connect') {
      const [port] = ports;
      if (port !== undefined) connect(message.windowId, port).catch(() => port.close());
    } else if (message.kind === 'forget') {
      running?.then(({ app }) => app.forgetWindow(message.windowId)).catch(() => {});
    } else if (message.kind === 'close') {
      close().catch(() => parent.post({ kind: 'closed' }));
    } else if (running === null) {
      running = start(message);
      running.catch((error: unknown) => {
        parent.post({ kind: 'failed', problem: problemOf(error) });
      });
    }
  });
}
