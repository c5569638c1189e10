import { type IncomingHttpHeaders, request as plain } from 'node:http';
import { request as overTls, type RequestOptions } from 'node:https';
import { createServer } from 'node:net';
import WebSocket from 'ws';
import type { DeskTls } from '../../main/core/base/ports.ts';
import { heedCertificate } from '../../main/core/desks/heedCertificate.ts';
import type { Limits } from '../../main/hosts/common/limits.ts';
import { createDesksPort } from '../../main/hosts/desks/listener.ts';
import { memorySecrets, testClock, testPorts } from '../helpers/core.ts';
import { fakeApp } from './fakeApp.ts';

/** The listener for desks without a console, and a desk that says whatever a test wants. */

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '::', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

export const certificateFor = (origin: string, now = Date.now()): Promise<DeskTls> =>
  heedCertificate(memorySecrets(), origin, now, null);

export type DeskPlace = {
  readonly port: number;
  readonly origin: string;
  /** Null: the listener speaks no TLS. */
  readonly ca: string | null;
};

export type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** One request to a listener, as a desk makes it unless `options` say otherwise. */
export function get(
  { port, origin, ca }: DeskPlace,
  path = '/',
  options: RequestOptions & { readonly body?: string } = {},
): Promise<Answer> {
  const { body, headers, ...rest } = options;
  const send = ca === null ? plain : overTls;
  const trusted = ca === null ? {} : { ca };
  return new Promise((resolve, reject) => {
    const sent = send(
      {
        host: '127.0.0.1',
        port,
        path,
        agent: false,
        ...trusted,
        ...rest,
        headers: { host: new URL(origin).host, ...headers },
      },
      (response) => {
        let heard = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          heard += text;
        });
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: heard }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

/** A socket, or the status with which it is refused; null: closed without a word. */
export function dial(
  { port, origin, ca }: DeskPlace,
  headers: Record<string, string> = {},
  localAddress = '127.0.0.1',
): Promise<WebSocket | number | null> {
  return new Promise((resolve) => {
    const ws = new WebSocket(`${ca === null ? 'ws' : 'wss'}://127.0.0.1:${port}/rpc`, {
      ...(ca === null ? {} : { ca }),
      localAddress,
      headers: { host: new URL(origin).host, origin, ...headers },
    });
    ws.once('open', () => resolve(ws));
    ws.once('unexpected-response', (_, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    ws.on('error', () => resolve(null));
  });
}

/** What a browser keeps after it has fetched the screen: name=value. */
export async function visit(place: DeskPlace, headers: Record<string, string> = {}): Promise<string> {
  const answer = await get(place, '/host.js', { headers });
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '';
}

/** Opens a listener over TLS, or with `proxy` on loopback without. */
export async function openListener(options: {
  readonly staticDir: string;
  readonly limits?: Limits;
  readonly proxy?: string;
  /** The port that desks dial, where something stands between. */
  readonly seenAt?: number;
  /** What the fake core answers where a window asks for a link to another one. */
  readonly windowLink?: () => string;
}): Promise<DeskPlace & { renew(tls: DeskTls): void; close(): Promise<void> }> {
  const port = await freePort();
  const origin =
    options.proxy === undefined ? `https://127.0.0.1:${options.seenAt ?? port}` : 'https://desks.example.org';
  const tls = options.proxy === undefined ? await certificateFor(origin) : null;
  const { staticDir, limits, windowLink = () => null } = options;
  const ports = { ...testPorts(testClock()), newWindow: windowLink };
  const desks = createDesksPort({
    staticDir,
    log: ports.log,
    app: Promise.resolve(fakeApp(ports)),
    given: null,
    ...(limits ? { limits } : {}),
  });
  const door = await desks.open({ port, origin, tls, proxy: options.proxy ?? null });
  return { port, origin, ca: tls?.cert ?? null, ...door };
}
