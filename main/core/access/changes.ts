import { implement, withEventMeta } from '@orpc/server';
import type { ChangeTopic } from '../../../shared/contract/base/changes.ts';
import { contract } from '../../../shared/contract/index.ts';
import type { ChangeFeed } from '../base/changeFeed.ts';
import type { RpcContext } from './context.ts';
import { access, type Member, memberWith, signedIn, translated } from './middleware.ts';

/** Milliseconds between two checks whether the sign-in of a quiet listener has ended. */
const CHECK_EVERY = 30_000;

/** Each texter has a feed of their own, whose numbers do not show how much they are not told. */
const feedOf = ({ core, me }: Member): ChangeFeed =>
  me.role === 'texter' ? core.changesFor(me.id) : core.changes;

/** Resolves at the next notice, when the signal aborts, or after a while. */
function nextTurn(feed: ChangeFeed, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const stop = feed.subscribe(done);
    const timer = setTimeout(done, CHECK_EVERY);
    timer.unref();
    signal?.addEventListener('abort', done, { once: true });
    if (signal?.aborted) done();
  });
}

/**
 * Notices after `from`, merged while the listener was busy; ends with the sign-in, the store, or the signal.
 */
async function* watch(
  context: RpcContext & Member,
  from: number,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ topics: ChangeTopic[] }, void, void> {
  const { core, token } = context;
  const feed = feedOf(context);
  let seq = from;
  while (!signal?.aborted && context.services.core()?.db === core.db && memberWith(core, token, false)) {
    const notice = feed.since(seq);
    if (notice) {
      seq = notice.seq;
      yield withEventMeta({ topics: [...notice.topics] }, { id: String(seq) });
    } else {
      await nextTurn(feed, signal);
    }
  }
}

const os = implement(contract.changes).$context<RpcContext>().use(translated).use(access).use(signedIn);

export const changes = os.router({
  watch: os.watch.handler(({ context, lastEventId, signal }) => {
    const known = Number(lastEventId);
    const from = lastEventId !== undefined && Number.isSafeInteger(known) ? known : feedOf(context).last();
    return watch(context, from, signal);
  }),
});
