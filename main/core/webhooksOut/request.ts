import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { keep, NOTHING, type Stored, written } from '../../../shared/text/stored.ts';
import { hostOf } from '../providers/addressKind.ts';
import { AddressRefused, guardedLookup, readAddress } from './address.ts';

export type Asked = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly privateAllowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Bytes of the answer's body that are read at most. */
  readonly most: number;
};

/**
 * `status` null: no answer; `detail` then says why, for an admin. `whole`: the body ended, within `most`
 * bytes; where it did not, the status counts all the same.
 */
export type Answered = {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
  readonly whole: boolean;
  readonly detail: Stored;
};
export type Ask = (asked: Asked, signal: AbortSignal) => Promise<Answered>;

const CODES = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNRESET',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
] as const;

function problemOf(error: Error & { readonly code?: string }, timedOut: boolean): Stored {
  if (timedOut) return keep('kept:webhook.noAnswer');
  if (error instanceof AddressRefused) return error.kept;
  const code = error.code ?? '';
  if (code.startsWith('HPE_')) return keep('kept:webhook.notHttp');
  const known = CODES.find((each) => each === code);
  return known
    ? keep(`kept:webhook.${known}`)
    : keep('kept:webhook.unreachable', { code: written(code || error.name) });
}

const NO_BODY = Buffer.alloc(0);

/**
 * Asks once and never throws. Follows no redirect; connects to no private address unless allowed, whatever
 * its name resolves to; asks for no packed answer; gives up after `timeoutMs` in all, or when the signal
 * aborts.
 */
export function createAsk(timeoutMs: number): Ask {
  return (asked, signal) => {
    const limit = AbortSignal.timeout(timeoutMs);
    return new Promise<Answered>((resolve) => {
      let got: Pick<Answered, 'status' | 'headers'> = { status: null, headers: {} };
      const chunks: Buffer[] = [];
      const ended = (whole: boolean) =>
        resolve({ ...got, body: Buffer.concat(chunks), whole, detail: NOTHING });
      const failed = (error: unknown) => {
        if (got.status !== null) return ended(false);
        const problem = error instanceof Error ? error : new Error('unknown');
        resolve({ ...got, body: NO_BODY, whole: false, detail: problemOf(problem, limit.aborted) });
      };
      try {
        const url = readAddress(asked.url, asked.privateAllowed);
        const secure = url.protocol === 'https:';
        const lookup = guardedLookup({ privateAllowed: asked.privateAllowed, loopbackOnly: !secure });
        const body = asked.body ?? '';
        const length = asked.method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
        const sent = (secure ? requestHttps : requestHttp)(
          url,
          {
            method: asked.method,
            agent: false,
            headers: { ...asked.headers, ...length },
            signal: AbortSignal.any([signal, limit]),
            ...(isIP(hostOf(url)) === 0 ? { lookup } : {}),
          },
          (answer) => {
            let read = 0;
            const headers = Object.entries(answer.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join(', ') : value,
            ]);
            got = { status: answer.statusCode ?? 0, headers: Object.fromEntries(headers) };
            answer.on('data', (chunk: Buffer) => {
              read += chunk.length;
              if (read > asked.most) answer.destroy();
              else chunks.push(chunk);
            });
            answer.on('error', failed);
            answer.on('end', () => ended(answer.complete));
            answer.on('close', () => ended(false));
          },
        );
        sent.on('error', failed);
        sent.end(body);
      } catch (error) {
        failed(error);
      }
    });
  };
}
