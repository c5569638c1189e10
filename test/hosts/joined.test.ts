import { createHash, X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect as connectTcp, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { versionAbove } from '../../main/hosts/common/version.ts';
import { readJoinLink } from '../../main/hosts/electron/joined/joinLink.ts';
import { createLines } from '../../main/hosts/electron/joined/lines.ts';
import { createOrganisations } from '../../main/hosts/electron/joined/organisations.ts';
import { fits } from '../../main/hosts/electron/joined/visit.ts';
import { waitBefore } from '../../renderer/backOff.ts';
import { watchSilence } from '../../renderer/silence.ts';
import { quickPasswords } from '../helpers/quickPasswords.ts';
import { temporaryFolder } from './browserHost.ts';
import { type Client, deskConsole, deskSettings, TEXTER } from './deskConsole.ts';
import { dial, freePort, openListener, visit } from './deskListener.ts';
import { windowAt } from './joinedWindow.ts';

/** The desktop program as a desk: the line from its windows to a console on another computer. */

quickPasswords();
const own = { version: versionAbove(import.meta.dirname), agent: 'Heed/1 (Linux) Electron/1' };
const cleanUp: (() => unknown)[] = [];
afterEach(async () => {
  vi.unstubAllGlobals();
  for (const step of cleanUp.splice(0)) await step();
});

const PIN = 'a'.repeat(43);
describe('a link to join', () => {
  const at = (address: string, token: string | null, pin: string | null) => ({ address, token, pin });
  test.each([
    ['https://heed.example.org/#/join/abc-1', at('https://heed.example.org', 'abc-1', null)],
    [`  https://Heed.example.org:8443/#/join/abc/${PIN}\n`, at('https://heed.example.org:8443', 'abc', PIN)],
    [`heed://join/192.0.2.7:8443/#/join/abc/${PIN}`, at('https://192.0.2.7:8443', 'abc', PIN)],
    ['heed:join/https://heed.example.org/#/join/abc', at('https://heed.example.org', 'abc', null)],
    ['https://[2001:db8::7]/', at('https://[2001:db8::7]', null, null)],
    ['http://heed.example.org/#/join/abc', { problem: 'plain' }],
    ['https://me:word@heed.example.org/#/join/abc', { problem: 'link' }],
    ['https://heed.example.org/elsewhere#/join/abc', { problem: 'link' }],
    ['https://heed.example.org/#/settings', { problem: 'link' }],
    ['https://heed.example.org/#/join/', { problem: 'link' }],
    ['https://heed.example.org/#/join/abc/short', { problem: 'link' }],
    [`https://heed.example.org/#/join/abc/${PIN}/more`, { problem: 'link' }],
    ['javascript:alert(1)', { problem: 'link' }],
    ['heed.example.org', { problem: 'link' }],
    [`https://heed.example.org/#/join/${'a'.repeat(3000)}`, { problem: 'link' }],
    ['', { problem: 'link' }],
  ])('%s', (link, means) => {
    expect(readJoinLink(link)).toEqual(means);
  });
});

test('versions fit within a first number, and before 1.0 within a second one', () => {
  expect([fits('1.2.0', '1.9.3'), fits('0.1.0', '0.1.7'), fits('10.0.0', '10.1.0')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([
    fits('1.2.0', '2.0.0'),
    fits('0.1.0', '0.2.0'),
    fits('0.1.0', ''),
    fits('1.0.0', '10.0.0'),
  ]).toEqual([false, false, false, false]);
});

test('waits grow, are spread by chance, and none is above three and a half seconds', () => {
  const between = (failed: number) => [waitBefore(failed, () => 0), waitBefore(failed, () => 1)];
  expect([between(0), between(2), between(9), between(5000)]).toEqual([
    [150, 300],
    [600, 1200],
    [1750, 3500],
    [1750, 3500],
  ]);
});

describe('silence on a line', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const watched = () => {
    const line = new EventTarget();
    const seen = { asked: 0, dead: 0 };
    cleanUp.push(
      watchSilence(
        line,
        {
          ask: () => {
            seen.asked += 1;
          },
          dead: () => {
            seen.dead += 1;
          },
        },
        { quiet: 10_000, answer: 8000 },
      ),
    );
    return { line, seen };
  };
  test('a question, and no answer: the line is dead, once', () => {
    const { seen } = watched();
    vi.advanceTimersByTime(9000);
    expect(seen).toEqual({ asked: 0, dead: 0 });
    vi.advanceTimersByTime(60_000);
    expect(seen).toEqual({ asked: 1, dead: 1 });
  });
  test('any message counts as a sign', () => {
    const { line, seen } = watched();
    for (let minute = 0; minute < 5; minute += 1) {
      vi.advanceTimersByTime(12_000);
      line.dispatchEvent(new Event('message'));
    }
    expect(seen).toEqual({ asked: 5, dead: 0 });
  });
});

test('of an organisation address, pin and name are kept, and nothing else', () => {
  const file = join(temporaryFolder(), 'organisations.json');
  const kept = createOrganisations(file);
  kept.add({ address: 'https://a.example', pin: PIN, token: 'secret' } as Parameters<typeof kept.add>[0]);
  kept.add({ address: 'https://b.example', pin: null });
  kept.choose('https://a.example');
  kept.name('https://a.example', 'Choir');
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    here: 'https://a.example',
    joined: [
      { address: 'https://a.example', pin: PIN, name: 'Choir' },
      { address: 'https://b.example', pin: null, name: '' },
    ],
  });
  expect(createOrganisations(file).here()?.name).toBe('Choir');
  kept.forget('https://a.example');
  expect([kept.here(), kept.list().length]).toEqual([null, 1]);
  writeFileSync(file, '{"here":7,"joined":[{"address":"http://a.example"}]}');
  expect(createOrganisations(file).list()).toEqual([]);
});

const spkiPin = (certificate: string): string =>
  createHash('sha256')
    .update(new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' }))
    .digest('base64url');

describe('a console with the certificate that Heed makes', () => {
  const console_ = deskConsole();
  let place: { address: string; pin: string };
  beforeAll(async () => {
    const wanted = await deskSettings();
    const { certificate } = await console_.atConsole().desks.change(wanted);
    const pin = Buffer.from(certificate?.pin.replaceAll(':', '') ?? '', 'hex').toString('base64url');
    place = { address: wanted.url, pin };
  });

  test('it is found by its pin; another pin, no pin, and what is no console are told apart', async () => {
    const lines = createLines(own);
    const looked = async (at: { address: string; pin: string | null }, by = lines) =>
      (await by.look(at)).problem;
    expect(await lines.look(place)).toEqual({ problem: null, version: own.version });
    expect(await looked({ ...place, pin: PIN })).toBe('pin');
    expect(await looked({ ...place, pin: null })).toBe('certificate');
    expect(await looked({ address: `https://127.0.0.1:${await freePort()}`, pin: null })).toBe('unreachable');
    // The window's own port speaks no TLS.
    expect(await looked({ ...place, address: console_.host().url.replace('http:', 'https:') })).toBe(
      'no-heed',
    );
    expect(await looked({ address: 'https://no-such-name.invalid', pin: null })).toBe('name');
    expect(await createLines({ ...own, version: '99.0.0' }).look(place)).toEqual({
      problem: 'version',
      version: own.version,
    });
  });

  test('with another pin nothing is sent, not even a cookie', async () => {
    const { told } = windowAt(createLines(own), { ...place, pin: PIN }, cleanUp);
    await vi.waitUntil(() => told.includes('pin'));
    expect(told).not.toContain('open');
  });

  test('somebody signs in and works; a console that was restarted is found again, still signed in', async () => {
    const { client, told } = windowAt(createLines(own), place, cleanUp);
    expect(await client.session.state()).toMatchObject({ phase: 'sign-in', place: 'desk' });
    await client.session.signIn(TEXTER);
    expect(await client.conversation.list({})).toMatchObject({ items: [] });
    // A call that waits when the console ends fails at once, its outcome unknown.
    const notices = await client.changes.watch();
    const waiting = notices.next();
    const broke = expect(waiting).rejects.toThrow();
    await console_.restart();
    await broke;
    await vi.waitUntil(() => told.filter((word) => word === 'open').length === 2, { timeout: 20_000 });
    expect(await client.conversation.list({})).toMatchObject({ items: [] });
    expect(told.slice(0, 2)).toEqual(['open', 'lost']);
    expect((await client.session.state()).phase).toBe('signed-in');
  });
});

test('a line that is dead without a word is noticed and made again, for calls that come then', async () => {
  const staticDir = temporaryFolder();
  writeFileSync(join(staticDir, 'index.html'), '<!doctype html>');
  const seenAt = await freePort();
  const desks = await openListener({ staticDir, seenAt });
  const held: { from: Socket; to: Socket }[] = [];
  const middle = createServer((from) => {
    const to = connectTcp(desks.port, '127.0.0.1');
    for (const each of [from, to]) each.on('error', () => undefined);
    from.pipe(to).pipe(from);
    held.push({ from, to });
  });
  await new Promise<void>((resolve) => middle.listen(seenAt, '127.0.0.1', resolve));
  cleanUp.push(
    () => middle.close(),
    () => held.forEach(({ from, to }) => void [from.destroy(), to.destroy()]),
    desks.close,
  );
  const pin = spkiPin(desks.ca ?? '');
  const lines = createLines({ ...own, bounds: { silence: 2000 } });
  const { client, told } = windowAt(lines, { address: desks.origin, pin }, cleanUp);
  expect((await client.session.state()).place).toBe('desk');
  // From here on nothing passes, and nobody closes anything.
  for (const { from, to } of held) {
    from.unpipe(to).pause();
    to.unpipe(from).pause();
  }
  await vi.waitUntil(() => told.filter((word) => word === 'open').length > 1, { timeout: 20_000 });
  expect(told.slice(0, 2)).toEqual(['open', 'lost']);
  expect((await client.session.state()).place).toBe('desk');
});

test('two hundred desks that come at the same moment are all let in, and none is closed', async () => {
  const staticDir = temporaryFolder();
  writeFileSync(join(staticDir, 'index.html'), '<!doctype html>');
  const desks = await openListener({ staticDir });
  cleanUp.push(desks.close);
  const cookie = await visit(desks);
  const herd = await Promise.all(Array.from({ length: 200 }, () => dial(desks, { cookie })));
  const sockets = herd.filter((each) => each instanceof WebSocket);
  cleanUp.push(() => sockets.forEach((each) => void each.terminate()));
  expect(sockets).toHaveLength(200);
  const clients = sockets.map(
    (ws): Client => createORPCClient(new RPCLink({ websocket: ws as unknown as globalThis.WebSocket })),
  );
  const answers = await Promise.all(clients.map((client) => client.session.state()));
  expect(answers.every(({ place }) => place === 'desk')).toBe(true);
  expect(sockets.every(({ readyState }) => readyState === WebSocket.OPEN)).toBe(true);
});
