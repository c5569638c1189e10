import type { Verdict } from '../../../shared/schema/review.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { written } from '../../../shared/text/stored.ts';
import { openAction, withdrawReview } from '../actions/actionRecord.ts';
import { projectVerdict } from '../actions/reviewItem.ts';
import { CoreError } from '../base/errors.ts';
import { escalateAction } from '../decisions/escalateAction.ts';
import { append } from '../ledger/append.ts';
import { STOP_KINDS } from '../people/stopWaiting.ts';
import { addBusinessDays } from '../rules/businessDays.ts';
import type { Core, Tx } from '../store/context.ts';
import { one, sql } from '../store/statement.ts';
import { addVerdict } from './verdictRecord.ts';

/** Rule of the actions that verdicts open. */
const BY_REVIEW = 'review';
/** Business days in which an admin should decide what a review proposed. */
const DECIDE_WITHIN = { mistaken: 5, escalate: 2 } as const;
/** Business days, as for any likely opt-out (design, rule 3). */
const HOLD_WITHIN = 10;

export type Judgement = {
  readonly id: string;
  readonly verdict: Verdict;
  readonly note: string;
  readonly actorId: string;
  /** With an escalation: who should decide, and until when. */
  readonly to?: { readonly ownerId: string; readonly answerBy?: number | undefined } | undefined;
};

/** What a verdict is about, beside the opt-out or the action itself. */
export type Subject = {
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
): string {
  const id = addVerdict(tx, { ...judgement, of });
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
  return id;
}

/**
 * What a verdict asks of others: an admin is to reverse a mistaken opt-out, somebody to look at an escalated
 * one.
 */
export function askOthers(core: Core, tx: Tx, about: Subject, judgement: Judgement): void {
  if (judgement.verdict === 'upheld') return;
  const kind = judgement.verdict === 'mistaken' ? 'review-mistaken' : 'escalated';
  openAction(core, tx, {
    kind,
    subject: about.subject,
    conversationId: about.conversation_id,
    messageId: about.message_id,
    rule: BY_REVIEW,
    matched: about.matched,
    detail: written(judgement.note),
    holds: false,
    dueAt: addBusinessDays(tx.now, DECIDE_WITHIN[judgement.verdict], about.region),
    openedBy: judgement.actorId,
  });
  if (judgement.to === undefined) return;
  const opened = one<{ id: string }>(
    tx.db,
    sql`SELECT id FROM action INDEXED BY action_subject
      WHERE subject = ${about.subject} AND state = 'open' AND kind = ${kind}
       AND conversation_id = ${about.conversation_id} AND rule = ${BY_REVIEW}`,
  );
  const { actorId, note } = judgement;
  if (opened) escalateAction(core, tx, { id: opened.id, ...judgement.to, actorId, note });
}

function mustSayWhy({ verdict, note, to }: Judgement): void {
  if (to !== undefined && verdict !== 'escalate') throw new CoreError('INVALID', t('core:review.ownerOnly'));
  if (verdict !== 'upheld' && note.length < 3) {
    throw new CoreError('INVALID', t('core:review.sayWhy'));
  }
}

/** The opt-out of a verdict. @throws CoreError NOT_FOUND; CONFLICT for one that is reversed */
export function optOutToJudge(tx: Tx, id: string): Subject & { readonly actor_id: string | null } {
  const about = one<Subject & { reversed: number; actor_id: string | null }>(
    tx.db,
    `SELECT o.subject, o.conversation_id, o.message_id, o.rule, o.matched, k.region, o.reversed, o.actor_id
     FROM review_item i JOIN opt_out o ON o.id = i.opt_out_id JOIN conversation c ON c.id = o.conversation_id
     JOIN campaign k ON k.id = c.campaign_id WHERE i.opt_out_id = ?`,
    id,
  );
  if (!about) throw new CoreError('NOT_FOUND', t('core:review.none'));
  if (about.reversed === 1) throw new CoreError('CONFLICT', t('core:review.reversed'));
  return about;
}

/** The action of a verdict, about words that a texter did not act on. @throws CoreError NOT_FOUND */
export function missedToJudge(tx: Tx, id: string): Subject {
  const about = one<Subject>(
    tx.db,
    `SELECT x.subject, x.conversation_id, x.message_id, x.rule, x.matched, k.region FROM action x
     JOIN conversation c ON c.id = x.conversation_id JOIN campaign k ON k.id = c.campaign_id
     WHERE x.id = ? AND x.kind IN ${STOP_KINDS}`,
    id,
  );
  if (!about) throw new CoreError('NOT_FOUND', t('core:review.noThread'));
  return about;
}

/**
 * A verdict on an opt-out; the latest counts. Returns its id. Changes no opt-out by itself: a mistaken one is
 * proposed to the admins to reverse.
 * @throws CoreError NOT_FOUND, INVALID without a note where one is needed, CONFLICT for one's own opt-out or
 * one that is reversed
 */
export function judgeOptOut(core: Core, tx: Tx, judgement: Judgement): string {
  mustSayWhy(judgement);
  const about = optOutToJudge(tx, judgement.id);
  if (about.actor_id === judgement.actorId) {
    throw new CoreError('CONFLICT', t('core:review.own'));
  }
  const id = record(core, tx, 'opt_out_id', about, judgement);
  projectVerdict(tx, judgement.id);
  askOthers(core, tx, about, judgement);
  return id;
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
 * the number is put on hold. Returns the verdict's id.
 * @throws CoreError NOT_FOUND, INVALID without a note where one is needed
 */
export function judgeMissed(core: Core, tx: Tx, judgement: Judgement): string {
  mustSayWhy(judgement);
  const about = missedToJudge(tx, judgement.id);
  const id = record(core, tx, 'action_id', about, judgement);
  if (judgement.verdict === 'mistaken') hold(core, tx, about, judgement);
  else askOthers(core, tx, about, judgement);
  return id;
}
