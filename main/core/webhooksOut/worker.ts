import type { ChangeTopic } from '../../../shared/contract/base/changes.ts';
import { keep } from '../../../shared/text/stored.ts';
import { createTurns } from '../base/turns.ts';
import type { Core } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { deliverNext, type Tell } from './deliver.ts';
import { prune } from './deliveryRecord.ts';
import { queueFromLedger } from './outbox.ts';
import { createPost, type Post } from './post.ts';
import { type EndpointRow, endpointRows } from './rows.ts';

/** Milliseconds for the whole of one request, answer included. */
const TIMEOUT = 10_000;
/** Changes for which an endpoint may have to be told something. */
const MAY_TELL: readonly ChangeTopic[] = ['conversations', 'oversight', 'integrations'];
/** Milliseconds for which deliveries stay listed. */
const KEPT = 30 * 86_400_000;
const PRUNE_EVERY = 3_600_000;

export type WebhooksOut = {
  start(): void;
  /** Sends nothing more and ends what is under way, which is sent again in the next run. */
  stop(): Promise<void>;
  /** Queues and sends everything that is due now; for tests that control the clock. */
  turn(): Promise<void>;
};

/**
 * Tells other systems of opt-outs, opt-ins and answers, with a series of deliveries for each endpoint, so
 * that a slow one delays no other. `tell`: how systems of people are told.
 */
export function createWebhooksOut(
  core: Core,
  post: Post = createPost(TIMEOUT),
  tell: Tell = async () => ({ status: null, detail: keep('kept:webhook.noSecret') }),
): WebhooksOut {
  const stopping = new AbortController();
  const lines = new Map<string, Promise<void>>();
  let prunedAt = 0;

  const problem = (event: string) => (error: unknown) =>
    core.ports.log.error(event, { name: error instanceof Error ? error.name : 'unknown' });
  const current = (id: string) =>
    one<EndpointRow>(core.db, 'SELECT * FROM webhook_endpoint WHERE id = ?', id);

  async function line(id: string): Promise<void> {
    for (;;) {
      const endpoint = stopping.signal.aborted || !core.sending.sweeps() ? undefined : current(id);
      if (!endpoint || (await deliverNext(core, { post, tell }, endpoint, stopping.signal)) === null) return;
    }
  }

  function pruneAtTimes(): void {
    const now = core.ports.clock.now();
    if (now - prunedAt < PRUNE_EVERY) return;
    prunedAt = now;
    core.write((tx) => prune(tx, now - KEPT));
  }

  async function queueAll(): Promise<void> {
    // A delivery that cannot be noted would be repeated again and again. Of several consoles one tells.
    if (!core.recovered() || !core.sending.sweeps()) return;
    for (const { id } of endpointRows(core.db)) {
      for (let more = true; more && !stopping.signal.aborted; ) {
        const endpoint = current(id);
        more = endpoint !== undefined && queueFromLedger(core, endpoint);
        if (more) await new Promise((resolve) => setImmediate(resolve));
      }
      if (stopping.signal.aborted || lines.has(id)) continue;
      const work = line(id)
        .catch(problem('webhook-failed'))
        .finally(() => lines.delete(id));
      lines.set(id, work);
    }
    if (!stopping.signal.aborted) pruneAtTimes();
  }

  const turns = createTurns(core.changes, MAY_TELL, queueAll, problem('webhook-queue-failed'));

  return {
    start: turns.start,
    async turn() {
      await queueAll();
      await Promise.all(lines.values());
    },
    async stop() {
      stopping.abort();
      await turns.stop();
      await Promise.all(lines.values());
    },
  };
}
