import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { CoreError } from '../errors.ts';
import { AddressRefused, guardedLookup, hostOf, readAddress } from './address.ts';

export type PostRequest = {
  readonly url: string;
  readonly privateAllowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `status` null: no answer; `detail` then says why, for an admin. */
export type PostAnswer = { readonly status: number | null; readonly detail: string };
export type Post = (request: PostRequest, signal: AbortSignal) => Promise<PostAnswer>;

/** An answer's body says nothing to us; so much is read, for the other side's sake. Bytes. */
const READ = 64 * 1024;

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nobody listens at this address.',
  ENOTFOUND: 'The name of this address is not known.',
  EAI_AGAIN: 'The name of this address could not be looked up. Is this computer offline?',
  ECONNRESET: 'The connection broke before an answer came.',
  CERT_HAS_EXPIRED: 'The certificate of this address has run out.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The certificate of this address is signed by itself, so it proves nothing.',
};

function problemOf(error: Error & { readonly code?: string }, timedOut: boolean): string {
  if (timedOut) return 'No answer in time.';
  if (error instanceof AddressRefused || error instanceof CoreError) return error.message;
  const code = error.code ?? '';
  if (code.startsWith('HPE_')) return 'What answered does not speak HTTP.';
  return CODES[code] ?? `The address cannot be reached (${code || error.name}).`;
}

/**
 * Posts once and never throws. Follows no redirect; connects to no private address unless allowed, whatever its name resolves to;
 * gives up after `timeoutMs` as a whole, or when the signal aborts.
 */
export function createPost(timeoutMs: number): Post {
  return (asked, signal) => {
    const limit = AbortSignal.timeout(timeoutMs);
    return new Promise<PostAnswer>((resolve) => {
      let status: number | null = null;
      const failed = (error: unknown) =>
        // Once there is a status it counts, however the body ends.
        resolve(
          status === null
            ? {
                status,
                detail: problemOf(error instanceof Error ? error : new Error('unknown'), limit.aborted),
              }
            : { status, detail: '' },
        );
      try {
        const url = readAddress(asked.url, asked.privateAllowed);
        const secure = url.protocol === 'https:';
        const lookup = guardedLookup({ privateAllowed: asked.privateAllowed, loopbackOnly: !secure });
        const sent = (secure ? requestHttps : requestHttp)(
          url,
          {
            method: 'POST',
            agent: false,
            headers: { ...asked.headers, 'content-length': String(Buffer.byteLength(asked.body)) },
            signal: AbortSignal.any([signal, limit]),
            ...(isIP(hostOf(url)) === 0 ? { lookup } : {}),
          },
          (answer) => {
            let read = 0;
            status = answer.statusCode ?? 0;
            answer.on('data', (chunk: Buffer) => {
              read += chunk.length;
              if (read > READ) answer.destroy();
            });
            answer.on('error', failed);
            answer.on('close', () => resolve({ status, detail: '' }));
          },
        );
        sent.on('error', failed);
        sent.end(asked.body);
      } catch (error) {
        failed(error);
      }
    });
  };
}
