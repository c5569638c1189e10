import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { keep, NOTHING, type Stored, written } from '../../../shared/text/stored.ts';
import { hostOf } from '../providers/addressKind.ts';
import { AddressRefused, guardedLookup, readAddress } from './address.ts';

export type PostRequest = {
  readonly url: string;
  readonly privateAllowed: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** `status` null: no answer; `detail` then says why, for an admin. */
export type PostAnswer = { readonly status: number | null; readonly detail: Stored };
export type Post = (request: PostRequest, signal: AbortSignal) => Promise<PostAnswer>;

/** Bytes that are read of an answer's body, whose content does not matter. */
const READ = 64 * 1024;

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

/**
 * Posts once and never throws. Follows no redirect; connects to no private address unless allowed, whatever
 * its name resolves to; gives up after `timeoutMs` in all, or when the signal aborts.
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
            : { status, detail: NOTHING },
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
            answer.on('close', () => resolve({ status, detail: NOTHING }));
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
