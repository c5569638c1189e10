import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Contract } from '../../shared/contract/index.ts';
import { ask, cookieOf, openSession, type Started, startHost } from './browserHost.ts';

type Headers = Record<string, string>;

/** Opens a WebSocket; its status when the host refuses. */
function dial({ port }: Started, headers: Headers, path = '/rpc'): Promise<WebSocket | number> {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers });
    ws.once('open', () => resolve(ws));
    ws.once('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    ws.once('error', reject);
  });
}

async function connect(started: Started, cookie: string) {
  const ws = await dial(started, { cookie, origin: started.origin });
  if (typeof ws === 'number') throw new Error(`refused: ${ws}`);
  const link = new RPCLink({ websocket: ws as unknown as globalThis.WebSocket });
  const client: ContractRouterClient<Contract> = createORPCClient(link);
  return { ws, client };
}

describe('RPC over a WebSocket', () => {
  test('a window is known by its session: the same after a reload, another one in another browser', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const other = cookieOf(await ask(started.app.ports.newWindow() ?? ''));
    const organisations = [];
    for (const each of [cookie, cookie, other]) {
      const { client, ws } = await connect(started, each);
      organisations.push((await client.session.state()).organisation);
      ws.close();
    }
    expect(organisations[0]).toMatch(/^window [\w-]{36}$/);
    expect(organisations[1]).toBe(organisations[0]);
    expect(organisations[2]).not.toBe(organisations[0]);
  });

  test('live notices arrive', async () => {
    const started = await startHost();
    const { client, ws } = await connect(started, await openSession(started));
    for await (const notice of await client.changes.watch()) {
      expect(notice.topics).toEqual(['session']);
      break;
    }
    ws.close();
  });

  test('a link from the core opens a further window', async () => {
    const started = await startHost();
    const { client, ws } = await connect(started, await openSession(started));
    const { url } = await client.session.windowLink();
    expect((await ask(url)).status).toBe(303);
    ws.close();
  });

  test("another site's page cannot connect, although the browser would add our cookie", async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const { origin, port } = started;
    expect(await dial(started, { cookie, origin: 'https://evil.example' })).toBe(403);
    expect(await dial(started, { cookie, origin: 'null' })).toBe(403);
    expect(await dial(started, { cookie })).toBe(403);
    expect(await dial(started, { cookie, origin, host: `evil.example:${port}` })).toBe(403);
    const rebound = { cookie, host: `evil.example:${port}`, origin: `http://evil.example:${port}` };
    expect(await dial(started, rebound)).toBe(403);
  });

  test('without a session, or at another path, there is no connection', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    expect(await dial(started, { origin: started.origin })).toBe(401);
    expect(await dial(started, { origin: started.origin, cookie: `heed-${started.port}=guess` })).toBe(401);
    expect(await dial(started, { origin: started.origin, cookie }, '/other')).toBe(404);
  });

  test('a message that is too large or not ours ends that connection, not the console', async () => {
    const started = await startHost();
    const cookie = await openSession(started);
    const ws = await dial(started, { cookie, origin: started.origin });
    if (typeof ws === 'number') throw new Error('refused');
    const closed = new Promise<number>((resolve) => ws.once('close', resolve));
    ws.send('x'.repeat(3 * 1024 * 1024));
    expect(await closed).toBe(1009);
    const { client, ws: next } = await connect(started, cookie);
    expect((await client.session.state()).phase).toBe('first-run');
    next.close();
  });

  test('the host counts the windows that are connected', async () => {
    const started = await startHost();
    expect(started.host.openWindows()).toBe(0);
    const { ws } = await connect(started, await openSession(started));
    expect(started.host.openWindows()).toBe(1);
    ws.close();
    await expect.poll(() => started.host.openWindows()).toBe(0);
  });

  test('closing the host ends connections and the core', async () => {
    const started = await startHost();
    const { ws } = await connect(started, await openSession(started));
    const closed = new Promise<number>((resolve) => ws.once('close', resolve));
    await started.host.close();
    expect(await closed).toBe(1001);
    expect(started.app.closed()).toBe(true);
    await expect(ask(started.origin)).rejects.toThrow('ECONNREFUSED');
  });
});
