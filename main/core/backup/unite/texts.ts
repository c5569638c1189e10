import { keep } from '../../../../shared/text/stored.ts';
import { countAsFirst, endBeside } from '../../conversations/messageRecord.ts';
import { mayHaveLeft } from '../../outbox/mayHaveLeft.ts';
import { all, one } from '../../store/statement.ts';
import type { Row } from './source.ts';
import { greater, type Rules, tell, type Union } from './union.ts';

/** The states of one attempt, in the order in which they follow each other (messageRecord.ts). */
const PHASES = [
  'sending',
  'unknown',
  'queued',
  'erased',
  'prevented',
  'dropped',
  'cancelled',
  'sent',
  'failed',
  'delivered',
  'received',
];
const ERASED = PHASES.indexOf('erased');
/** What a provider said of a text is final but for what it says later. */
const SETTLED: ReadonlySet<unknown> = new Set(['sent', 'failed', 'delivered', 'received']);

/** A text that was going out when the copy was made may have left, and nobody settles it in a copy. */
const settled = (row: Row): Row =>
  row.state === 'sending' ? { ...row, state: 'unknown', detail: keep('kept:copied.sending') } : row;

/** Whether it has left or ended here. Then no copy queues it again, not even for a later attempt. */
const waitsNoMore = ({ tx }: Union, { id }: Row): boolean =>
  one(tx.db, "SELECT 1 FROM message WHERE id = ? AND state <> 'queued'", id) !== undefined;

/** Whether another text has the place of the conversation's first one (the index `message_initial`). */
const hasFirst = ({ tx }: Union, { conversation_id: id }: Row): boolean =>
  one(
    tx.db,
    `SELECT 1 FROM message WHERE conversation_id = ? AND kind = 'initial'
       AND state NOT IN ('prevented', 'cancelled') AND (state <> 'failed' OR provider_id IS NOT NULL)`,
    String(id),
  ) !== undefined;

/**
 * Texts of two stores. What a provider has settled counts more than what waits or is under way, so nothing
 * that left is queued again; among the others the later attempt counts, in one attempt the claim under the
 * later lease, and of one claim the later state: whoever lost a lease cannot queue what its next holder has
 * claimed. One that was taken back anywhere may still be under way, and is cancelled where it would be queued
 * again. A text that only a copy has queued is cancelled, since its console may have sent it; `unsure` is
 * called for such a first text.
 */
export function textRules(union: Union, unsure: (conversationId: string) => void): Rules {
  const copied = union.mode !== 'changes';
  return {
    // Consoles read the same provider, so one text there is one text here.
    natural: [['connection_id', 'provider_id'], ['opt_out_id']],
    order: (row) => [
      SETTLED.has(row.state) ? 1 : 0,
      Number(row.attempt),
      Number(row.fence),
      // What an erasure took back would have ended otherwise without it.
      row.state === 'cancelled' && row.settled_at === null ? ERASED : PHASES.indexOf(String(row.state)),
      String(row.rev),
    ],
    joins: {
      provider_id: greater,
      soft_refusal: greater,
      taken_back: greater,
      put_off: greater,
      // The person asked to stop again, so that nobody knew of it.
      despite_stop: (a, b) => Math.min(Number(a), Number(b)),
    },
    withoutDerived: (row) => (row.beside === 1 ? { ...row, kind: 'initial', beside: 0 } : row),
    theirs: (row) => {
      if (!copied) return row;
      return row.state === 'queued' && waitsNoMore(union, row) ? null : settled(row);
    },
    onInsert: (row) => {
      const first =
        row.kind === 'initial' && hasFirst(union, row) ? { ...row, kind: 'reply', beside: 1 } : row;
      if (!copied || row.direction !== 'out' || row.state !== 'queued') return first;
      if (row.kind === 'initial') unsure(String(row.conversation_id));
      return {
        ...first,
        state: row.kind === 'confirmation' ? 'dropped' : 'cancelled',
        detail: keep('kept:copied.queuedElsewhere'),
      };
    },
  };
}

/** Whether a text would be its conversation's first one by the index `message_initial`. */
export const mayBeFirst = ({ kind, state, provider_id }: Row) =>
  kind === 'initial' &&
  state !== 'prevented' &&
  state !== 'cancelled' &&
  (state !== 'failed' || provider_id !== null);

/**
 * A conversation has one first text that counts: one that may have left before one that waits, then the one
 * with the smaller id. Others that may have left count as replies; others that wait never leave.
 */
export function settleFirsts(union: Union, conversationId: string): void {
  const { tx } = union;
  const firsts = all<{ id: string; state: string; beside: number }>(
    tx.db,
    `SELECT id, state, beside FROM message WHERE conversation_id = ? AND (kind = 'initial' OR beside = 1)
       AND ${mayHaveLeft()} ORDER BY state = 'queued', id`,
    conversationId,
  );
  const [first, ...others] = firsts;
  for (const { id, state, beside } of others) {
    if (state === 'queued') {
      endBeside(tx, id, keep('kept:copied.sentElsewhere'));
      tell(union, 'message', id);
    } else if (beside === 0) countAsFirst(tx, id, false);
  }
  if (first?.beside === 1) countAsFirst(tx, first.id, true);
  // What never left stands in nobody's way.
  for (const { id } of all<{ id: string }>(
    tx.db,
    `SELECT id FROM message WHERE conversation_id = ? AND beside = 1 AND NOT (${mayHaveLeft()})`,
    conversationId,
  ))
    countAsFirst(tx, id, true);
}
