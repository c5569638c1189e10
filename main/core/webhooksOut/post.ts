import type { Stored } from '../../../shared/text/stored.ts';
import { createAsk } from './request.ts';

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

/** Posts once and never throws; see createAsk. Once there is a status it counts, however the body ends. */
export function createPost(timeoutMs: number): Post {
  const ask = createAsk(timeoutMs);
  return async (asked, signal) => {
    const { status, detail } = await ask({ ...asked, method: 'POST', most: READ }, signal);
    return { status, detail };
  };
}
