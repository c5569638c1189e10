import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { getRequestListener } from '@hono/node-server';
import { afterEach, describe, expect, test } from 'vitest';
import { exchange } from '../../main/core/providers/http.ts';
import { createPlainFetch, plainFetch } from '../../main/core/providers/plainFetch.ts';
import { quiet } from '../providers/harness.ts';
import { cert, nobody, serve } from './byteServer.ts';
import { sourcesOf } from './sources.ts';

// As in the product, where this replaces the global Response by one that takes any status.
getRequestListener(() => new Response());

const answering = (bytes: string | Buffer) => serve((socket) => void socket.end(bytes));
const head = (lines: string, length?: number) =>
  `HTTP/1.1 ${lines}\r\n${length === undefined ? '' : `content-length: ${length}\r\n`}\r\n`;
const post = { method: 'POST', body: 'a=ü', redirect: 'manual' } as const;
const get = { redirect: 'manual' } as const;
/** What the core makes of it, since whether a text may be sent again follows from this. */
const outcome = async (url: string, mayLeave?: () => boolean, signal = quiet()) =>
  exchange({ now: () => 0 }, { method: 'POST', url, headers: {}, body: 'a', mayLeave }, signal);

test('sends what it is given and asks for an answer as it is, on a connection of its own', async () => {
  const server = await serve((socket) => void socket.write(`${head('200 OK\r\nX-A: 1\r\nx-a: 2', 2)}ok`));
  const call = { ...post, headers: { 'Accept-Encoding': 'br', 'X-Own': 'yes' } };
  for (let count = 0; count < 3; count += 1) {
    const answer = await plainFetch(server.url, call);
    expect([answer.status, answer.headers.get('x-a'), await answer.text()]).toEqual([200, '1, 2', 'ok']);
  }
  expect(server.connections()).toBe(3);
  const [request = ''] = server.requests;
  expect(request).toMatch(/^POST \/x HTTP\/1\.1\r\n/);
  expect([...request.matchAll(/^accept-encoding: (.*)\r$/gim)].map(([, value]) => value)).toEqual([
    'identity',
  ]);
  expect(request).toMatch(/^x-own: yes\r$/im);
  expect(request).toMatch(/^connection: close\r$/im);
  expect(request).toMatch(/^content-length: 4\r$/im);
  expect(Buffer.from(request, 'latin1').toString('utf8')).toMatch(/a=ü$/);
});

test('follows no redirect, sends no request twice, and wants to be told so', async () => {
  const server = await answering(head('302 Found\r\nlocation: /elsewhere', 0));
  expect((await plainFetch(server.url, get)).status).toBe(302);
  expect(server.requests).toHaveLength(1);
  await expect(plainFetch(server.url)).rejects.toThrow('Redirects');
  await expect(plainFetch('ftp://127.0.0.1/', get)).rejects.toThrow('ftp:');
  await expect(plainFetch('http://user:secret@127.0.0.1/', get)).rejects.toThrow(TypeError);
});

describe('an answer that is packed is refused before its body is read', () => {
  const text = Buffer.from('{"sid":"SM1"}');
  test.each([
    ['br, garbage', 'br', Buffer.from('ff'.repeat(64), 'hex')],
    ['br', 'br', brotliCompressSync(text)],
    ['gzip', 'GZIP', gzipSync(text)],
    ['several', 'identity, br', brotliCompressSync(text)],
    ['said twice', 'identity\r\ncontent-encoding: zstd', text],
    ['unheard of', 'x-own', text],
  ])('%s', async (_, encoding, body) => {
    for (const status of ['201 Created', '400 Bad Request']) {
      const server = await answering(
        Buffer.concat([Buffer.from(head(`${status}\r\ncontent-encoding: ${encoding}`, body.length)), body]),
      );
      await expect(plainFetch(server.url, post)).rejects.toMatchObject({ cause: { code: 'PACKED' } });
      expect(await outcome(server.url)).toMatchObject({ kind: 'cut' });
    }
  });
  test.each(['identity', '', 'Identity , identity'])('but not %j', async (encoding) => {
    const server = await answering(`${head(`200 OK\r\ncontent-encoding: ${encoding}`, 2)}ok`);
    expect(await outcome(server.url)).toMatchObject({ kind: 'answer', status: 200, text: 'ok' });
  });
  test('even where the body never comes', async () => {
    const server = await serve((socket) => void socket.write(head('200 OK\r\ncontent-encoding: br', 9)));
    await expect(plainFetch(server.url, get)).rejects.toMatchObject({ cause: { code: 'PACKED' } });
  });
});

describe('certainly not sent', () => {
  const notSent = { kind: 'not-sent' };
  test('nobody listens', async () => {
    const url = await nobody();
    expect(await outcome(url)).toEqual(expect.objectContaining({ ...notSent, code: 'ECONNREFUSED' }));
    expect(await outcome(url.replace('127.0.0.1', 'localhost'))).toMatchObject({
      ...notSent,
      code: 'ECONNREFUSED',
    });
  });
  test('there is no such name', async () => {
    expect(await outcome('http://nobody.invalid/')).toMatchObject({
      ...notSent,
      code: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/),
    });
  });
  test('the certificate is not known', async () => {
    const server = await serve(() => {}, { tls: true });
    expect(await outcome(server.url)).toMatchObject({ ...notSent, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(server.requests).toEqual([]);
  });
  test('it breaks, or speaks something else, before TLS stands', async () => {
    for (const onConnect of [
      (socket: Socket) => socket.resetAndDestroy(),
      (socket: Socket) => socket.end('HTTP/1.1 201 Created\r\n\r\n'),
    ]) {
      const server = await serve(() => {}, { onConnect: (socket) => onConnect(socket) });
      expect(await outcome(server.url.replace('http:', 'https:'))).toMatchObject(notSent);
      expect(server.connections()).toBe(1);
    }
  });
  test('TLS never comes about', async () => {
    const server = await serve(() => {});
    const call = createPlainFetch(50)(server.url.replace('http:', 'https:'), post);
    await expect(call).rejects.toMatchObject({ cause: { code: 'ETIMEDOUT', syscall: 'connect' } });
  });
  test('the guard says no once the connection stands', async () => {
    const server = await answering(head('201 Created', 0));
    const answers = [true, false];
    expect(await outcome(server.url, () => answers.shift() ?? true)).toMatchObject({
      ...notSent,
      code: 'stopped',
    });
    expect(answers).toEqual([]);
    expect(server.requests).toEqual([]);
    const broken = createPlainFetch()(server.url, {
      ...post,
      mayLeave: () => {
        throw new Error('The store is gone.');
      },
    });
    await expect(broken).rejects.toMatchObject({ cause: { code: 'UNDECIDED', syscall: 'connect' } });
    expect(server.requests).toEqual([]);
  });
});

describe('it may have arrived', () => {
  const trust = getCACertificates('default');
  afterEach(() => setDefaultCACertificates(trust));
  const cut = { kind: 'cut' };

  test('the server goes while it is being told', async () => {
    const server = await serve(() => {}, {
      onConnect: (socket) => void socket.once('data', () => socket.resetAndDestroy()),
    });
    const long = { method: 'POST', url: server.url, headers: {}, body: 'x'.repeat(4_000_000) } as const;
    expect(await exchange({ now: () => 0 }, long, quiet())).toMatchObject(cut);
    expect(server.requests).toEqual([]);
  });
  test.each([
    ['resets', (socket: Socket) => socket.resetAndDestroy()],
    ['closes', (socket: Socket) => socket.end()],
    ['says something else', (socket: Socket) => socket.end('220 mail\r\n')],
    ['ends in the head', (socket: Socket) => socket.end('HTTP/1.1 201 Crea')],
    ['ends in the body', (socket: Socket) => socket.end(`${head('201 Created', 9)}half`)],
    [
      'ends in a piece',
      (socket: Socket) => socket.end(`${head('200 OK\r\ntransfer-encoding: chunked')}9\r\nhalf`),
    ],
    ['resets in the body', (socket: Socket) => socket.write(head('201 Created', 9), () => socket.destroy())],
    ['more than it said', (socket: Socket) => socket.end(`${head('201 Created', 2)}ok and more`)],
    ['two lengths', (socket: Socket) => socket.end(`${head('200 OK\r\ncontent-length: 3', 2)}ok`)],
    ['a head too long', (socket: Socket) => socket.end(head(`200 OK\r\nx: ${'x'.repeat(40_000)}`, 0))],
    ['another protocol', (socket: Socket) => socket.end(head('101 Switching\r\nupgrade: x', 0))],
    ['no such status', (socket: Socket) => socket.end(`${head('999 Odd', 2)}ok`)],
    ['status 0', (socket: Socket) => socket.end(`${head('000 Odd', 2)}ok`)],
    ['a line break in a header', (socket: Socket) => socket.end(`HTTP/1.1 200 OK\r\nx: a\rb\r\n\r\n`)],
  ])('%s', async (_, answer) => {
    const server = await serve((socket) => void answer(socket));
    expect(await outcome(server.url)).toMatchObject(cut);
    expect(server.requests).toHaveLength(1);
    await expect(plainFetch(server.url, post)).rejects.toBeInstanceOf(TypeError);
  });
  test('TLS breaks after the request was written, whatever the code of that is', async () => {
    setDefaultCACertificates([cert]);
    let raw: Socket | null = null;
    const server = await serve(() => void raw?.write('HTTP/1.1 201 Created\r\n\r\n'), {
      tls: true,
      onConnect: (socket) => {
        raw = socket;
      },
    });
    const failed = await plainFetch(server.url, post).catch((error: unknown) => error);
    expect(failed).toMatchObject({ cause: { code: 'INTERRUPTED', cause: { code: /^ERR_SSL_/ } } });
    expect(await outcome(server.url)).toMatchObject(cut);
    expect(server.requests).toHaveLength(2);
  });
  test('it is called off while it waits', async () => {
    const off = new AbortController();
    const enough = new DOMException('Enough.', 'TimeoutError');
    const server = await serve((socket) => {
      socket.write(head('200 OK', 9));
      off.abort(enough);
    });
    await expect(plainFetch(server.url, { ...post, signal: off.signal })).rejects.toBe(enough);
    expect(await outcome(server.url, undefined, AbortSignal.any([off.signal]))).toMatchObject({
      kind: 'not-sent',
      code: 'aborted',
    });
    await expect(plainFetch(server.url, { ...post, signal: off.signal })).rejects.toBe(enough);
    expect(server.requests).toHaveLength(1);
    const later = new AbortController();
    const silent = await serve(() => later.abort());
    expect(await outcome(silent.url, undefined, later.signal)).toMatchObject(cut);
  });
});

test('reads whatever is a whole answer', async () => {
  const long = 'ü'.repeat(1_000_000);
  for (const [bytes, status, text] of [
    [`${head('200 OK')}until the end`, 200, 'until the end'],
    [`${head('100 Continue')}${head('103 Early')}${head('201 Created', 2)}ok`, 201, 'ok'],
    [`${head('200 OK\r\ntransfer-encoding: chunked')}2\r\nok\r\n0\r\n\r\n`, 200, 'ok'],
    [head('204 No Content'), 204, ''],
    [head('304 Not Modified'), 304, ''],
    [`${head('503 Away\r\nx-latin: \xfc\r\nset-cookie: a=1\r\nset-cookie: b=2', 4)}away`, 503, 'away'],
    [`${head('200 OK', Buffer.byteLength(long))}${long}`, 200, long],
  ] as const) {
    const server = await answering(Buffer.from(bytes, bytes.includes('\xfc\r') ? 'latin1' : 'utf8'));
    const answer = await plainFetch(server.url, post);
    expect([answer.status, await answer.text()], bytes.slice(0, 60)).toEqual([status, text]);
  }
});

test('reads no more than 16 MiB', async () => {
  let written = 0;
  const server = await serve((socket) => {
    socket.write(head('200 OK'));
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const more = () => {
      if (socket.destroyed) return;
      written += 1;
      socket.write(piece, more);
    };
    more();
  });
  await expect(plainFetch(server.url, get)).rejects.toMatchObject({ cause: { code: 'TOO_LONG' } });
  expect(written).toBeGreaterThan(15);
});

test('nothing in main speaks through Node’s own fetch: Biome’s rule sees to it, here that nothing goes round it', () => {
  const config = readFileSync(join(import.meta.dirname, '../../biome.json'), 'utf8');
  expect(config).toMatch(/"includes": \["main\/\*\*"\][^}]*"deniedGlobals": \{\s*"fetch"/s);
  const round = [...sourcesOf('main')].filter(([, text]) => /globalThis\b.*fetch|from 'undici'/.test(text));
  expect(round.map(([file]) => file)).toEqual([]);
});
