import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
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

/** Frames that no window of ours sends; some hold words that must not appear in any answer or log. */
const NO_CALLS: readonly (string | Buffer)[] = [
  '',
  'Quetzal rang +12025550177',
  '{"p":{"u":"Quetzal',
  'null',
  '5',
  '[]',
  '{}',
  '{"i":"1","p":"Quetzal"}',
  '{"i":"1","p":{"u":5}}',
  '{"i":"1","p":{"u":"Quetzal +12025550177"}}',
  '{"i":"1","t":3}',
  '{"i":"1","p":{"u":"/session/state","h":{"content-type":"multipart/form-data; boundary=Quetzal"},"b":"x"}}',
  Buffer.from('{"i":"1","p":{"u":"/session/state"}}'),
  Buffer.from([0xff, 0xfe, 0x00]),
];

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
    expect(organisations[0]).toMatch(/^window [\w-]{15}$/);
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

  test('what is no call ends its socket, unanswered, and is printed nowhere', async () => {
    const printed: string[] = [];
    const note = (chunk: unknown) => printed.push(String(chunk)) > 0;
    vi.spyOn(process.stderr, 'write').mockImplementation(note);
    vi.spyOn(process.stdout, 'write').mockImplementation(note);
    vi.spyOn(console, 'error').mockImplementation(note);
    const started = await startHost();
    const cookie = await openSession(started);
    const { client, ws: working } = await connect(started, cookie);
    for (const garbage of NO_CALLS) {
      const ws = await dial(started, { cookie, origin: started.origin });
      if (typeof ws === 'number') throw new Error('refused');
      const answers: unknown[] = [];
      ws.on('message', (data) => answers.push(data));
      const closed = new Promise<number>((resolve) => ws.once('close', resolve));
      ws.send(garbage);
      ws.send(garbage);
      expect(await closed, String(garbage)).toBe(1007);
      expect(answers).toEqual([]);
    }
    expect((await client.session.state()).phase).toBe('first-run');
    working.close();
    await started.host.close();
    const log = readFileSync(join(started.app.ports.dataDir, 'heed.log'), 'utf8');
    vi.restoreAllMocks();
    expect(printed.join('\n')).toBe('');
    expect(log.match(/no-call/g)).toHaveLength(NO_CALLS.length);
    for (const word of ['Quetzal', '2025550177']) expect(log).not.toContain(word);
  });

  test('whatever comes in, nothing is printed, and others are served', async () => {
    const print = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const started = await startHost();
    const cookie = await openSession(started);
    const piece = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(
          {
            i: fc.oneof(fc.string(), fc.integer()),
            t: fc.integer({ min: 0, max: 5 }),
            p: fc.oneof(
              fc.jsonValue(),
              fc.record(
                {
                  u: fc.constantFrom(
                    '/session/state',
                    '/none',
                    '/%',
                    '//',
                    '/session/state?data={',
                    '',
                    'x:',
                  ),
                  b: fc.jsonValue(),
                  h: fc.dictionary(
                    fc.constantFrom('content-type', 'content-disposition', 'accept-language', '__proto__'),
                    fc.oneof(
                      fc.constantFrom('multipart/form-data', 'text/event-stream', 'es'),
                      fc.jsonValue(),
                    ),
                  ),
                  m: fc.constantFrom('GET', 'POST', 'BREW'),
                },
                { requiredKeys: [] },
              ),
            ),
          },
          { requiredKeys: [] },
        )
        .map((frame) => JSON.stringify(frame)),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 6 }), async (pieces) => {
        const ws = await dial(started, { cookie, origin: started.origin });
        if (typeof ws === 'number') throw new Error('refused');
        const closed = new Promise<void>((resolve) => ws.once('close', () => resolve()));
        for (const each of pieces) ws.send(each);
        ws.close();
        await closed;
      }),
      { numRuns: 150 },
    );
    const { client, ws } = await connect(started, cookie);
    expect((await client.session.state()).phase).toBe('first-run');
    expect(print).not.toHaveBeenCalled();
    print.mockRestore();
    ws.close();
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
