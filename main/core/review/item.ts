import type { GivenVerdict, ReviewRow, ReviewStep } from '../../../shared/contract/review.ts';
import type { MessageState } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import type { Viewer } from '../access/visible.ts';
import { CoreError } from '../base/errors.ts';
import { all, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { readItem } from './queue.ts';

/** States of texts that left, or may have left. */
const GONE: ReadonlySet<MessageState> = new Set(['sent', 'delivered', 'unknown']);

/**
 * The text that confirmed the opt-out: Heed's own confirmation, else what the provider sent after the
 * request.
 */
function confirmed(db: Reader, id: string, subject: string, saidAt: number): ReviewStep {
  const row = one<{ kind: string; state: MessageState; at: number }>(
    db,
    sql`SELECT kind, state, coalesce(settled_at, at) AS at FROM message WHERE opt_out_id = ${id}
     UNION ALL SELECT kind, state, at FROM (SELECT kind, state, at FROM message
       WHERE subject = ${subject} AND kind = 'provider-text'
         AND at >= ${saidAt} ORDER BY at LIMIT 1) LIMIT 1`,
  );
  if (!row) return { step: 'confirmed', at: null, by: null, state: null };
  const by = row.kind === 'confirmation' ? 'heed' : 'provider';
  return { step: 'confirmed', at: GONE.has(row.state) ? row.at : null, by, state: row.state };
}

type VerdictRow = Pick<GivenVerdict, 'id' | 'verdict' | 'note' | 'by' | 'at'> & {
  readonly undone_at: number | null;
  readonly undone_by: string | null;
  readonly account_id: string;
};

function stepsOf(db: Reader, id: string): ReviewStep[] {
  const row = one<{ subject: string; said_at: number; received_at: number; at: number; by: string | null }>(
    db,
    `SELECT o.subject, o.said_at, o.received_at, o.at, a.name AS by FROM opt_out o LEFT JOIN account a ON a.id = o.actor_id
     WHERE o.id = ?`,
    id,
  );
  if (!row) return [];
  const step = (name: ReviewStep['step'], at: number, by: string | null = null): ReviewStep => ({
    step: name,
    at,
    by,
    state: null,
  });
  return [
    step('said', row.said_at),
    step('received', row.received_at),
    step('decided', row.at, row.by),
    // Deciding and opting out happen in one transaction (design, rule 4).
    step('enforced', row.at),
    confirmed(db, id, row.subject, row.said_at),
  ];
}

/** An opt-out to review with its timeline and every verdict, latest first. @throws CoreError NOT_FOUND */
export function readReview(
  db: Reader,
  viewer: Viewer,
  id: string,
): ReviewRow & { steps: ReviewStep[]; verdicts: GivenVerdict[] } {
  const item = readItem(db, viewer.id, id);
  if (!item) throw new CoreError('NOT_FOUND', t('core:review.none'));
  const rows = all<VerdictRow>(
    db,
    `SELECT v.id, v.verdict, v.note, a.name AS by, v.at, v.undone_at, u.name AS undone_by, v.account_id FROM review v
     JOIN account a ON a.id = v.account_id LEFT JOIN account u ON u.id = v.undone_by
     WHERE v.opt_out_id = ? ORDER BY v.at DESC, v.id DESC`,
    id,
  );
  const counting = rows.find((row) => row.undone_at === null)?.id;
  const verdicts = rows.map(({ id: verdictId, verdict, note, by, at, undone_at, undone_by, account_id }) => ({
    id: verdictId,
    verdict,
    note,
    by,
    at,
    undone: undone_at === null ? null : { at: undone_at, by: undone_by ?? '' },
    mayUndo:
      verdictId === counting &&
      item.state !== 'reversed' &&
      (viewer.role === 'admin' || viewer.id === account_id),
  }));
  return { ...item, steps: stepsOf(db, id), verdicts };
}
