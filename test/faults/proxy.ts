import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** At which part of an exchange the fault happens, in the order of its bytes. */
export const PLACES = [
  'before-request',
  'request-headers',
  'request-body',
  'before-response',
  'status-line',
  'response-headers',
  'response-body',
  'after-body',
] as const;
export type Place = (typeof PLACES)[number];

/**
 * cut: reset. truncate: closed as if everything had been sent. hang: nothing more ever comes. delay: the
 * rest comes, but only after the time of a hundred turns. garble: bytes are changed from there on.
 * duplicate: what came so far comes again.
 */
export const HOWS = ['cut', 'truncate', 'hang', 'delay', 'garble', 'duplicate'] as const;
export type How = (typeof HOWS)[number];
export type Mishap = { readonly on: RegExp; readonly place: Place; readonly how: How };

async function later(): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) await new Promise(setImmediate);
}

const END = '\r\n\r\n';
const half = (from: number, to: number) => from + Math.ceil((to - from) / 2);

/** How much of the request gets through; all of it where the fault is in the answer. */
function requestCut(request: Buffer, place: Place): number {
  const body = request.indexOf(END) + END.length;
  if (place === 'before-request') return 0;
  if (place === 'request-headers') return half(0, body - END.length);
  return place === 'request-body' ? half(body, request.length) : request.length;
}

/** How much of the answer comes unchanged. */
function responseCut(response: Buffer, place: Place): number {
  const line = response.indexOf('\r\n');
  const body = response.indexOf(END) + END.length;
  if (place === 'before-response') return 0;
  if (place === 'status-line') return half(0, line);
  if (place === 'response-headers') return half(line, body);
  return place === 'response-body' ? half(body, response.length) : response.length;
}

function whole(request: Buffer): boolean {
  const at = request.indexOf(END);
  if (at < 0) return false;
  const length = /\r\ncontent-length: *(\d+)/i.exec(request.subarray(0, at).toString('latin1'))?.[1];
  return request.length >= at + END.length + Number(length ?? 0);
}

const garbled = (bytes: Buffer) =>
  Buffer.from(bytes.map((byte, index) => (index % 3 === 0 ? byte ^ 0x15 : byte)));

export type FaultyLine = {
  readonly url: string;
  /** The fault for the next request whose first line matches. */
  arm(mishap: Mishap): void;
  /** Called when an exchange hangs for good, so that its caller can give up at once. */
  onHang(listener: () => void): void;
  /** Sees each first line on its way to the provider, and may change it. */
  onRequest(rewrite: ((line: string) => string) | null): void;
  armed(): boolean;
  close(): Promise<void>;
};

/**
 * A TCP proxy in front of a provider. Each connection carries one exchange, so that every byte has a known
 * place.
 */
export async function startProxy(targetUrl: string): Promise<FaultyLine> {
  const target = new URL(targetUrl);
  const sockets = new Set<Socket>();
  let mishap: Mishap | null = null;
  let hang = () => {};
  let rewrite: ((line: string) => string) | null = null;
  const track = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    return socket;
  };
  const end = (client: Socket, how: How) => {
    if (how === 'cut') client.resetAndDestroy();
    else if (how === 'hang') hang();
    else client.end();
  };

  function answer(client: Socket, response: Buffer, met: Mishap | null): void {
    if (!met) {
      client.end(response);
      return;
    }
    const cut = responseCut(response, met.place);
    const good = response.subarray(0, cut);
    if (met.how === 'garble') client.end(Buffer.concat([good, garbled(response.subarray(cut))]));
    else if (met.how === 'delay') {
      client.write(good, () => void later().then(() => client.end(response.subarray(cut))));
    } else if (met.how === 'duplicate') client.end(Buffer.concat([good, good, response.subarray(cut)]));
    else client.write(good, () => setImmediate(() => end(client, met.how)));
  }

  function exchange(client: Socket, received: Buffer): void {
    const text = received.toString('latin1');
    const first = text.slice(0, text.indexOf('\r\n'));
    const met = mishap?.on.test(first) ? mishap : null;
    if (met) mishap = null;
    const line = rewrite ? rewrite(first) : first;
    const rest = text.slice(first.length).replace(/\r\nconnection: [^\r]*/i, '');
    const request = Buffer.from(`${line}\r\nconnection: close${rest}`, 'latin1');
    const cut = met ? requestCut(request, met.place) : request.length;
    if (met?.how === 'delay' && cut < request.length) {
      upstreamOf(client, null, (upstream) => {
        if (cut > 0) upstream.write(request.subarray(0, cut));
        void later().then(() => upstream.write(request.subarray(cut)));
      });
      return;
    }
    if (met && cut === 0) {
      end(client, met.how);
      return;
    }
    if (met && cut < request.length) {
      const upstream = track(connect(Number(target.port), target.hostname));
      upstream.resume();
      upstream.write(request.subarray(0, cut), () => {
        upstream.destroy();
        // A doubled request: its first half, and then the whole once more.
        if (met.how === 'duplicate') upstreamOf(client, null, (again) => again.write(request));
        else end(client, met.how);
      });
      return;
    }
    upstreamOf(client, met, (upstream) => upstream.write(request));
  }

  /** Asks the provider, and passes its answer on with the fault. */
  function upstreamOf(client: Socket, met: Mishap | null, ask: (upstream: Socket) => void): void {
    const upstream = track(connect(Number(target.port), target.hostname));
    const chunks: Buffer[] = [];
    upstream.on('data', (chunk: Buffer) => chunks.push(chunk));
    upstream.on('end', () => answer(client, Buffer.concat(chunks), met));
    upstream.on('error', () => client.resetAndDestroy());
    ask(upstream);
  }

  const server = createServer((client) => {
    track(client);
    let received = Buffer.alloc(0);
    client.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (!whole(received)) return;
      const request = received;
      received = Buffer.alloc(0);
      exchange(client, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    arm: (next) => {
      mishap = next;
    },
    onHang: (listener) => {
      hang = listener;
    },
    onRequest: (next) => {
      rewrite = next;
    },
    armed: () => mishap !== null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}
