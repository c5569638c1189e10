import type { Verdict } from '../../../shared/schema/review.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { written } from '../../../shared/text/stored.ts';
import { openAction, withdrawReview } from '../actions/actionRecord.ts';
import { noteVerdict } from '../actions/reviewItem.ts';
import { CoreError } from '../base/errors.ts';
import { append } from '../ledger/append.ts';
import { STOP_KINDS } from '../people/stopWaiting.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, run, sql } from '../store/statement.ts';

/** Business days in which an admin should decide what a review proposed. */
const DECIDE_WITHIN = { mistaken: 5, escalate: 2 } as const;
/** Business days, as for any likely opt-out (design, rule 3). */
const HOLD_WITHIN = 10;

export type Judgement = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly actorId: string;
};

type Subject = {
  readonly subject: string;
  readonly conversation_id: string;
  readonly message_id: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly region: Region;
};

function record(
  core: Core,
  tx: Tx,
  of: 'opt_out_id' | 'action_id',
  about: Subject,
  judgement: Judgement,
): void {
  const id = tx.id();
  run(
    tx.db,
    `INSERT INTO review (id, ${of}, verdict, note, account_id, at) VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    judgement.id,
    judgement.verdict,
    judgement.note,
    judgement.actorId,
    tx.now,
  );
  append(core, tx, {
    kind: 'review',
    actorId: judgement.actorId,
    subject: about.subject,
    evidenceId: id,
    payload: { [of === 'opt_out_id' ? 'optOut' : 'action']: judgement.id, verdict: judgement.verdict },
  });
  // What an earlier verdict asked of the admins is withdrawn.
  withdrawReview(tx, about.conversation_id, judgement.actorId);
  tx.touch('actions', about.subject);
}

function ask(
  core: Core,
  tx: Tx,
  kind: 'review-mistaken' | 'escalated',
  about: Subject,
  judgement: Judgement,
): void {
  const days = kind === 'review-mistaken' ? DECIDE_WITHIN.mistaken : DECIDE_WITHIN.escalate;
  openAction(core, tx, {
    kind,
    subject: about.subject,
    conversationId: about.conversation_id,
    messageId: about.message_id,
    rule: 'review',
    matched: about.matched,
    detail: written(judgement.note),
    holds: false,
    dueAt: addBusinessDays(tx.now, days, about.region),
    openedBy: judgement.actorId,
  });
}

function mustSayWhy({ verdict, note }: Judgement): void {
  if (verdict !== 'upheld' && note.length < 3) {
    throw new CoreError('INVALID', t('core:review.sayWhy'));
  }
}

/**
 * A verdict on an opt-out; the latest counts. Changes no opt-out by itself: a mistaken one is proposed to the
 * admins for reversal.
 * @throws CoreError NOT_FOUND, INVALID without a note where one is needed, CONFLICT for one's own opt-out or
 * one that is reversed
 */
export function judgeOptOut(core: Core, tx: Tx, judgement: Judgement): void {
  mustSayWhy(judgement);
  const about = one<Subject & { reversed: number; actor_id: string | null }>(
    tx.db,
    `SELECT o.subject, o.conversation_id, o.message_id, o.rule, o.matched, k.region, o.reversed, o.actor_id
     FROM review_item i JOIN opt_out o ON o.id = i.opt_out_id JOIN conversation c ON c.id = o.conversation_id
     JOIN campaign k ON k.id = c.campaign_id WHERE i.opt_out_id = ?`,
    judgement.id,
  );
  if (!about) throw new CoreError('NOT_FOUND', t('core:review.none'));
  if (about.reversed === 1) {
    throw new CoreError('CONFLICT', t('core:review.reversed'));
  }
  if (about.actor_id === judgement.actorId) {
    throw new CoreError('CONFLICT', t('core:review.own'));
  }
  record(core, tx, 'opt_out_id', about, judgement);
  noteVerdict(tx, judgement.id, judgement.verdict);
  if (judgement.verdict === 'mistaken') ask(core, tx, 'review-mistaken', about, judgement);
  if (judgement.verdict === 'escalate') ask(core, tx, 'escalated', about, judgement);
}

/**
 * Puts the number on hold until somebody decides what the contact meant; undecided, it becomes an opt-out.
 */
function hold(core: Core, tx: Tx, about: Subject, judgement: Judgement): void {
  openAction(core, tx, {
    kind: 'likely-opt-out',
    subject: about.subject,
    conversationId: about.conversation_id,
    messageId: about.message_id,
    rule: about.rule,
    matched: about.matched,
    detail: written(judgement.note),
    holds: true,
    dueAt: addBusinessDays(tx.now, HOLD_WITHIN, about.region),
    openedBy: judgement.actorId,
  });
}

/**
 * A verdict on words on which a texter did not act. upheld: they were right; mistaken: it was a request, so
 * the number is put on hold.
 * @throws CoreError NOT_FOUND, INVALID without a note where one is needed
 */
export function judgeMissed(core: Core, tx: Tx, judgement: Judgement): void {
  mustSayWhy(judgement);
  const about = one<Subject>(
    tx.db,
    `SELECT x.subject, x.conversation_id, x.message_id, x.rule, x.matched, k.region FROM action x
     JOIN conversation c ON c.id = x.conversation_id JOIN campaign k ON k.id = c.campaign_id
     WHERE x.id = ? AND x.kind IN ${STOP_KINDS}`,
    judgement.id,
  );
  if (!about) throw new CoreError('NOT_FOUND', t('core:review.noThread'));
  record(core, tx, 'action_id', about, judgement);
  if (judgement.verdict === 'mistaken') hold(core, tx, about, judgement);
  if (judgement.verdict === 'escalate') ask(core, tx, 'escalated', about, judgement);
}

/** For an erased person: verdicts stay, without their notes. */
export function scrubReviews(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE review SET note = '' WHERE opt_out_id IN (SELECT id FROM opt_out WHERE subject = ${subject})
      OR action_id IN (SELECT id FROM action WHERE subject = ${subject})`,
  );
}
