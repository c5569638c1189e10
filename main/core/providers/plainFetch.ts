import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { TLSSocket } from 'node:tls';
import { STOPPED } from './provider.ts';

/**
 * As for `fetch`. `mayLeave` is called at the last moment, when the connection is made and nothing is written
 * yet.
 */
type PlainInit = RequestInit & {
  readonly mayLeave?: (() => boolean) | undefined;
  /** Bytes of the answer's body at most; 16 MiB, if left out. */
  readonly longest?: number | undefined;
  /** Looks the host's name up, and may refuse. */
  readonly lookup?: LookupFunction | undefined;
};
/** The code of an answer that is longer than asked for. */
export const TOO_LONG = 'TOO_LONG';
export type PlainFetch = (input: string | URL | Request, init?: PlainInit) => Promise<Response>;

/** Milliseconds for name, connection and TLS together. */
const CONNECT_WITHIN = 10_000;
/** Bytes of an answer's body at most: many times a provider's longest page. */
const LONGEST = 16 * 1024 * 1024;
const WITHOUT_BODY = [204, 205, 304];

type Failure = Error & { readonly code?: unknown; readonly errors?: readonly Failure[] };

const coded = (code: string, cause?: unknown, over: object = {}): Failure =>
  Object.assign(new Error(code, { cause }), { code, ...over });

/**
 * An error before anything was written, so it happened while connecting. If several addresses failed, it has
 * the code of the first.
 */
function unsent(error: Failure): Failure {
  const code = error.code ?? error.errors?.[0]?.code;
  return coded(typeof code === 'string' ? code : 'UNREACHABLE', error, { syscall: 'connect' });
}

const headersOf = ({ rawHeaders }: IncomingMessage): [string, string][] =>
  Array.from({ length: rawHeaders.length >> 1 }, (_, at) => [
    rawHeaders[2 * at] ?? '',
    rawHeaders[2 * at + 1] ?? '',
  ]);

/** Of a header that comes more than once, Node gives all values. */
const isPacked = ({ headers }: IncomingMessage) =>
  (headers['content-encoding'] ?? '')
    .split(',')
    .some((each) => !['', 'identity'].includes(each.trim().toLowerCase()));

/**
 * Reads the whole answer. `broke` and `fail` may be called after the answer was returned, and do nothing
 * then.
 */
function readAnswer(
  answer: IncomingMessage,
  longest: number,
  done: (response: Response) => void,
  broke: (error?: Error) => void,
  fail: (error: Failure) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  answer.on('error', broke);
  answer.on('close', () => broke());
  const guarded = (work: () => void) => {
    try {
      work();
    } catch (error) {
      fail(coded('NOT_UNDERSTOOD', error));
    }
  };
  guarded(() => {
    if (isPacked(answer)) return fail(coded('PACKED'));
    if (Number(answer.headers['content-length'] ?? 0) > longest) return fail(coded(TOO_LONG));
    answer.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > longest) fail(coded(TOO_LONG));
      else chunks.push(chunk);
    });
    answer.on('end', () =>
      guarded(() => {
        const status = answer.statusCode ?? 0;
        // Node's own Response refuses such a status, but the one that @hono/node-server puts in its place
        // does not.
        if (status < 200 || status > 599) return fail(coded('NOT_UNDERSTOOD'));
        const body = WITHOUT_BODY.includes(status) ? null : Buffer.concat(chunks);
        done(new Response(body, { status, headers: headersOf(answer) }));
      }),
    );
  });
}

function open(url: URL, asked: Request, body: Buffer, lookup: LookupFunction | undefined): ClientRequest {
  return (url.protocol === 'https:' ? requestHttps : requestHttp)(url, {
    method: asked.method,
    // A connection of its own, and no keys of an earlier one: agents have had holes in both.
    agent: false,
    ...(lookup === undefined ? {} : { lookup }),
    headers: {
      accept: '*/*',
      'user-agent': 'heed',
      ...Object.fromEntries(asked.headers),
      'accept-encoding': 'identity',
      ...(body.length > 0 || asked.method !== 'GET' ? { 'content-length': body.length } : {}),
    },
  });
}

/**
 * Calls providers instead of Node's `fetch`, which unpacks an answer in whatever way the answer names
 * (CVE-2026-111497). Asks for uncompressed answers and refuses others before reading their body; follows no
 * redirect; makes a connection for each request, so that no earlier answer can lie on it (CVE-2026-105481).
 * Resolves when the whole answer is there.
 * Rejects as `fetch` does: with the signal's reason, else with a TypeError whose cause has a `code`. Where
 * the cause has `syscall: 'connect'`, no byte of the request was written; otherwise some were, and what came
 * of it is not known.
 */
export function createPlainFetch(connectWithin: number = CONNECT_WITHIN): PlainFetch {
  return async (input, init = {}) => {
    const asked = new Request(input, { ...init, signal: null });
    if (asked.redirect !== 'manual') throw new TypeError('Redirects are not followed: ask for manual.');
    const url = new URL(asked.url);
    if (!['http:', 'https:'].includes(url.protocol)) throw new TypeError(`${url.protocol} is not spoken.`);
    const signal = init.signal ?? (input instanceof Request ? input.signal : null);
    const body = Buffer.from(await asked.arrayBuffer());
    signal?.throwIfAborted();
    return new Promise((resolve, reject) => {
      const request = open(url, asked, body, init.lookup);
      let begun = false;
      let answered = false;
      let whole = false;
      const fail = (error: Failure) => {
        if (signal?.aborted) reject(signal.reason);
        else reject(new TypeError('fetch failed', { cause: begun ? error : unsent(error) }));
        request.destroy();
      };
      // Once something was written the code tells nothing: a connection can break with any of them.
      const broke = (error?: Error) => {
        if (!whole) fail(begun || !error ? coded('INTERRUPTED', error) : error);
      };
      const done = (response: Response) => {
        whole = true;
        resolve(response);
      };
      const stop = () => broke();
      const patience = setTimeout(() => fail(coded('ETIMEDOUT')), connectWithin);
      signal?.addEventListener('abort', stop);
      const begin = () => {
        clearTimeout(patience);
        try {
          if (init.mayLeave?.() === false) return fail(coded(STOPPED));
        } catch (error) {
          return fail(coded('UNDECIDED', error));
        }
        begun = true;
        request.end(body);
      };
      request.on('socket', (socket) =>
        socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', begin),
      );
      request.on('response', (answer) => {
        answered = true;
        readAnswer(answer, init.longest ?? LONGEST, done, broke, fail);
      });
      request.on('error', broke);
      request.on('close', () => {
        clearTimeout(patience);
        signal?.removeEventListener('abort', stop);
        if (!answered) broke();
      });
    });
  };
}

export const plainFetch: PlainFetch = createPlainFetch();
