import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll } from 'vitest';
import WebSocket from 'ws';
import { createApp } from '../../main/core/app.ts';
import { type BrowserHost, startBrowserHost } from '../../main/hosts/browser/host.ts';
import type { DeskSettings } from '../../shared/contract/desks.ts';
import type { Contract } from '../../shared/contract/index.ts';
import { memorySecrets } from '../helpers/core.ts';
import { ask, cookieOf, temporaryFolder } from './browserHost.ts';
import { type DeskPlace, dial, freePort, visit } from './deskListener.ts';

/** A console as it is, with an admin and a texter, and desks that reach it. */

export type Client = ContractRouterClient<Contract>;
export const ADMIN = { login: 'maya', password: 'correct horse battery' };
export const TEXTER = { login: 'ana', password: 'another long password' };

const clientOver = (ws: WebSocket): Client =>
  createORPCClient(new RPCLink({ websocket: ws as unknown as globalThis.WebSocket }));

/** Something to try: it is not kept, and the port was free a moment ago. */
export async function deskSettings(more: Partial<DeskSettings> = {}): Promise<DeskSettings> {
  const port = await freePort();
  const url = `https://127.0.0.1:${port}`;
  return { on: true, way: 'heed-certificate', port, url, certFile: '', keyFile: '', proxy: '', ...more };
}

export type DeskConsole = {
  readonly folder: string;
  host(): BrowserHost;
  /** An admin's window at the console. */
  atConsole(): Client;
  /** The certificate that Heed has made, for a desk that trusts it. */
  heedsOwn(): string;
  /** Closes the console and starts it on the same store, without an admin. */
  restart(): Promise<void>;
  /** A desk with a browser that keeps what it is given. */
  deskAt(
    place: DeskPlace,
    cookie?: string,
    headers?: Record<string, string>,
  ): Promise<{ readonly cookie: string; readonly ws: WebSocket; readonly client: Client }>;
};

/** One console for all tests of a file. */
export function deskConsole(): DeskConsole {
  const steps: (() => void | Promise<void>)[] = [];
  const folder = temporaryFolder(steps);
  const secrets = memorySecrets();
  const sockets: WebSocket[] = [];
  let host: BrowserHost | undefined;
  let admin: Client | undefined;

  const must = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The console has not been started.');
    return value;
  };
  const start = async () => {
    host = await startBrowserHost({
      dataDir: join(folder, 'data'),
      port: 0,
      webhookPort: 0,
      staticDir: join(folder, 'dist'),
      devConfig: null,
      keyStore: { kind: 'system', open: async () => secrets },
      createApp,
    });
    const { origin, host: name } = new URL(host.url);
    const headers = { cookie: cookieOf(await ask(host.url)), origin };
    const ws = new WebSocket(`ws://${name}/rpc`, { headers });
    sockets.push(ws);
    await new Promise((resolve, reject) => ws.once('open', resolve).once('error', reject));
    admin = clientOver(ws);
    return admin;
  };
  beforeAll(async () => {
    mkdirSync(join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'dist', 'index.html'), '<!doctype html><title>Heed</title>');
    const first = await start();
    await first.setup.create({ organisation: 'Choir', name: 'Maya', ...ADMIN });
    await first.session.signIn(ADMIN);
    await first.account.create({ name: 'Ana', role: 'texter', ...TEXTER });
  });
  afterAll(async () => {
    for (const ws of sockets) ws.terminate();
    await host?.close();
    for (const step of steps.splice(0).reverse()) await step();
  });
  return {
    folder,
    host: () => must(host),
    atConsole: () => must(admin),
    heedsOwn: () => String(JSON.parse(secrets.entries.get('desks-certificate') ?? '{}').cert),
    restart: async () => {
      await must(host).close();
      await start();
    },
    deskAt: async (place, kept, headers = {}) => {
      const cookie = kept ?? (await visit(place, headers));
      const ws = await dial(place, { ...headers, cookie });
      if (!(ws instanceof WebSocket)) throw new Error(`refused: ${ws}`);
      sockets.push(ws);
      return { cookie, ws, client: clientOver(ws) };
    },
  };
}
