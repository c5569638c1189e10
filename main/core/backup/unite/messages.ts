import { keep } from '../../../../shared/text/stored.ts';
import { endQueued } from '../../conversations/messageRecord.ts';
import { mayHaveLeft } from '../../outbox/mayHaveLeft.ts';
import { one, sql } from '../../store/statement.ts';
import { bringTable, type Union } from './copy.ts';
import type { Row } from './source.ts';

/** How much a state says of a text: what may have left ranks above what waits. */
const RANK: Readonly<Record<string, number>> = {
  queued: 0,
  cancelled: 1,
  prevented: 1,
  dropped: 1,
  sending: 2,
  unknown: 3,
  sent: 4,
  failed: 5,
  delivered: 6,
  received: 6,
};
const rankOf = (row: Row) => RANK[String(row.state)] ?? 0;
const LEFT = 2;

/** Columns that say what became of a text. */
const FATE = [
  'state',
  'rule',
  'error_code',
  'detail',
  'provider_id',
  'segments',
  'attempt',
  'claimed_at',
  'settled_at',
  'rev',
];

const pick = (row: Row, names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name]]));

/** Nobody sends from a copy, so a text that was going out may have left. */
const settled = (row: Row): Row =>
  row.state === 'sending' ? { ...row, state: 'unknown', detail: keep('kept:copied.sending') } : row;

/**
 * Unites the texts of two stores. A text that left according to either has left, so nothing that was sent
 * after a back-up is queued again. A text that only the other store has queued is cancelled, since its
 * console may have sent it; `unsure` is called for such a first text.
 */
export function bringMessages(union: Union, unsure: (conversationId: string) => void): void {
  const { db } = union.tx;
  bringTable(union, 'message', {
    // Both consoles read the same provider, so one text there is one text here.
    match: (row) =>
      one<{ id: string }>(
        db,
        `SELECT id FROM message WHERE (connection_id = ? AND provider_id = ?) OR (opt_out_id = ? AND opt_out_id IS NOT NULL) LIMIT 1`,
        row.connection_id,
        row.provider_id,
        row.opt_out_id,
      )?.id ?? null,
    onConflict: (ours, theirs) => {
      const known = settled(theirs);
      if (rankOf(known) <= rankOf(ours)) return null;
      return { ...pick(known, FATE), ...asReply(union, ours, known) };
    },
    onInsert: (theirs) => {
      const row = settled(theirs);
      if (row.direction !== 'out') return row;
      if (row.state === 'queued') {
        if (row.kind === 'initial') unsure(String(row.conversation_id));
        return {
          ...row,
          state: row.kind === 'confirmation' ? 'dropped' : 'cancelled',
          detail: keep('kept:copied.queuedElsewhere'),
        };
      }
      return row.kind === 'initial' && rankOf(row) >= LEFT ? besideOurInitial(union, row) : row;
    },
  });
}

/**
 * Our first text was refused but left after all, and we have sent another since: one of them is stored as a
 * reply.
 */
function asReply(union: Union, ours: Row, known: Row): Row {
  if (ours.kind !== 'initial' || ours.state !== 'failed' || known.provider_id === null) return {};
  const other = one(
    union.tx.db,
    `SELECT 1 FROM message WHERE conversation_id = ? AND id <> ? AND kind = 'initial' AND ${mayHaveLeft()}`,
    ours.conversation_id,
    ours.id,
  );
  return other === undefined ? {} : { kind: 'reply' };
}

/**
 * A conversation has one first text. If theirs left while ours still waits, ours stays; if both left, theirs
 * is stored as a reply.
 */
function besideOurInitial(union: Union, row: Row): Row {
  const { db } = union.tx;
  const ours = one<{ id: string; state: string }>(
    db,
    `SELECT id, state FROM message WHERE conversation_id = ? AND kind = 'initial' AND ${mayHaveLeft()}`,
    row.conversation_id,
  );
  if (!ours) return row;
  if (ours.state !== 'queued') return { ...row, kind: 'reply' };
  endQueued(union.tx, sql`id = ${ours.id}`, 'cancelled', {
    detail: keep('kept:copied.sentElsewhere'),
  });
  return row;
}
