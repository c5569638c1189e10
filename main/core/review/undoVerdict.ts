import type { Me } from '../../../shared/contract/access/session.ts';
import type { WarningCode } from '../../../shared/contract/base/warning.ts';
import type { Verdict } from '../../../shared/schema/review.ts';
import { t } from '../../../shared/text/say.ts';
import { withdrawHold, withdrawReview } from '../actions/actionRecord.ts';
import { projectVerdict } from '../actions/reviewItem.ts';
import { CoreError } from '../base/errors.ts';
import { mustConfirmWaiting } from '../decisions/decideAction.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { one } from '../store/statement.ts';
import { askOthers, missedToJudge, optOutToJudge } from './judge.ts';
import { markUndone } from './verdictRecord.ts';

type Row = {
  readonly id: string;
  readonly opt_out_id: string | null;
  readonly action_id: string | null;
  readonly verdict: Verdict;
  readonly note: string;
  readonly account_id: string;
  readonly at: number;
  readonly undone_at: number | null;
};

const COLUMNS = 'id, opt_out_id, action_id, verdict, note, account_id, at, undone_at';

/** The verdict on the same thing that counts; undefined: none does. */
function counting(tx: Tx, { opt_out_id, action_id }: Row): Row | undefined {
  return one<Row>(
    tx.db,
    `SELECT ${COLUMNS} FROM review WHERE ${opt_out_id === null ? 'action_id' : 'opt_out_id'} = ? AND undone_at IS NULL
     ORDER BY at DESC, id DESC LIMIT 1`,
    opt_out_id ?? action_id,
  );
}

/**
 * Takes a verdict back, as if it had not been given: what it asked of others is withdrawn, a hold that it
 * began ends, and the verdict before it counts again, with what that one had asked for. It stays as history.
 * @throws CoreError NOT_FOUND; FORBIDDEN for another's; CONFLICT where it no longer counts, or the opt-out
 * was reversed since; UnconfirmedError where texts leave with a hold
 */
export function undoVerdict(core: Core, tx: Tx, me: Me, id: string, confirmed: readonly WarningCode[]): void {
  const row = one<Row>(tx.db, `SELECT ${COLUMNS} FROM review WHERE id = ?`, id);
  if (!row) throw new CoreError('NOT_FOUND', t('core:review.noVerdict'));
  if (row.account_id !== me.id && me.role !== 'admin')
    throw new CoreError('FORBIDDEN', t('core:review.otherVerdict'));
  if (row.undone_at !== null || counting(tx, row)?.id !== id)
    throw new CoreError('CONFLICT', t('core:review.laterVerdict'));
  const about =
    row.opt_out_id === null ? missedToJudge(tx, row.action_id ?? '') : optOutToJudge(tx, row.opt_out_id);
  const { subject, conversation_id: conversationId } = about;
  const held = row.opt_out_id === null && row.verdict === 'mistaken';
  if (held) mustConfirmWaiting(tx, subject, confirmed);
  markUndone(tx, id, me.id);
  append(core, tx, {
    kind: 'review-undone',
    actorId: me.id,
    subject,
    evidenceId: id,
    payload: { verdict: row.verdict },
  });
  withdrawReview(tx, conversationId, me.id);
  if (held && withdrawHold(core, tx, { conversationId, subject, by: row.account_id, at: row.at }, me.id))
    core.wake();
  const before = counting(tx, row);
  if (row.opt_out_id !== null) projectVerdict(tx, row.opt_out_id);
  if (before && !(before.action_id !== null && before.verdict === 'mistaken'))
    askOthers(core, tx, about, { ...before, actorId: before.account_id });
  tx.touch('actions', subject);
}
