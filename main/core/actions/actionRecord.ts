import { ASKED_TO_STOP } from '../../../shared/contract/decisions/mayDecide.ts';
import type { ActionResolution } from '../../../shared/contract/people.ts';
import type { ActionKind } from '../../../shared/schema/words.ts';
import type { Stored } from '../../../shared/text/stored.ts';
import { append } from '../ledger/append.ts';
import { isErased } from '../people/erased.ts';
import { isHeld } from '../people/holds.ts';
import { isOptedOut } from '../people/optedOut.ts';
import { urgency } from '../people/urgency.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, listOf, one, run, Sql, sql } from '../store/statement.ts';
import { beginHold, endHold } from './holdChanges.ts';
import { noteResumeWish } from './reviewItem.ts';

/**
 * The only writer of the table `action`, which holds the actions for people.
 * An action is open, then done, once. While it is open it may become more urgent, begin to hold its number,
 * or be assigned to somebody. Only an opt-out that is undone within seconds opens the actions again that it
 * had settled. A conversation has one open action of each kind (for exceptions see `openAction`). A number is
 * on hold as long as an open action holds it; closing the last one ends the hold (`endHold`).
 */

/**
 * The rule of an action about a number that only the provider blocks; other rules of its kind are about a
 * refusal.
 */
export const BLOCKED_ONLY = 'provider-block';

export type NewAction = {
  readonly kind: ActionKind;
  readonly subject: string;
  /** The number, where neither a conversation nor a text has it. */
  readonly number?: string;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly detail: Stored;
  /** The number is on hold, in every campaign, until this action is decided. */
  readonly holds: boolean;
  readonly dueAt: number;
  /** The person who asks; left out where the action comes from a text or a provider. */
  readonly openedBy?: string;
};

/** What identifies an action; its kind goes into the ledger. */
export type Action = { readonly id: string; readonly subject: string; readonly kind: ActionKind };

/** How actions end without a person's decision; a decision is an ActionResolution. */
type AutomaticEnd =
  | 'block-cleared'
  | 'opted-in'
  | 'opted-out'
  | 'outcome-known'
  | 'sent-after-all'
  | 'they-wrote'
  | 'withdrawn'
  | 'words-arrived';

/**
 * Opens an action for a person, one of a kind in a conversation: a second request does not open another, and
 * the first due date stands. Further ones open for another text of unknown outcome, for another rule where a
 * provider refused or a texter enquired, and where a reply's words were lost: one action may turn out to be
 * harmless, the other stays. A more urgent reason makes the open action more urgent.
 */
export function openAction(core: Core, tx: Tx, action: NewAction): void {
  if (action.kind === 'asked-to-resume') noteResumeWish(tx, action.subject);
  const same = one<{ id: string }>(
    tx.db,
    sql`SELECT id FROM action INDEXED BY action_subject WHERE subject = ${action.subject} AND state = 'open'
      AND kind = ${action.kind} AND conversation_id IS ${action.conversationId}
      AND (kind <> 'send-outcome-unknown' OR message_id IS ${action.messageId})
      AND (kind NOT IN ('provider-refused', 'escalated') OR rule = ${action.rule})
      AND (rule = 'inbound-lost') = (${action.rule} = 'inbound-lost')`,
  );
  const erased = isErased(tx.db, action.subject);
  if (same) {
    raise(tx, same.id, { ...action, matched: erased ? '' : action.matched });
    if (action.openedBy === undefined) noteAskedAgain(tx, same.id);
    if (!action.holds) return;
    const heldBefore = isHeld(tx.db, action.subject);
    markHolding(tx, same.id, action.subject);
    holdNumber(core, tx, action, heldBefore);
    return;
  }
  const wasHeld = action.holds && isHeld(tx.db, action.subject);
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO action (id, kind, subject, conversation_id, message_id, rule, matched, detail, holds, opened_at, due_at,
        opened_by, number, state, rev)
      VALUES (${id}, ${action.kind}, ${action.subject}, ${action.conversationId}, ${action.messageId}, ${action.rule},
        ${erased ? '' : action.matched}, ${action.detail}, ${action.holds ? 1 : 0}, ${tx.now}, ${action.dueAt},
        ${action.openedBy ?? null}, ${erased ? null : (action.number ?? null)}, 'open', ${tx.rev()})`,
  );
  append(core, tx, {
    kind: 'action-opened',
    actorId: action.openedBy ?? null,
    subject: action.subject,
    conversationId: action.conversationId,
    evidenceId: id,
    payload: {
      action: action.kind,
      rule: action.rule,
      message: action.messageId,
      dueAt: action.dueAt,
      holds: action.holds,
    },
  });
  if (action.holds) holdNumber(core, tx, action, wasHeld);
  touch(tx, action.subject);
}

function touch(tx: Tx, subject: string): void {
  tx.touch('actions', subject);
  tx.touch('conversations', subject);
}

/**
 * A plain STOP after words that only read like one, or words after a picture: the open action is about them
 * from now on.
 */
function raise(tx: Tx, id: string, action: NewAction): void {
  const { kind, rule, matched, messageId } = action;
  const changed = run(
    tx.db,
    sql`UPDATE action SET rule = ${rule}, matched = ${matched}, message_id = ${messageId}, rev = ${tx.rev()}
      WHERE id = ${id} AND (action.rule = 'picture' AND ${rule} <> 'picture' OR ${new Sql(urgency('action'), [])} >
        (SELECT ${new Sql(urgency('n'), [])} FROM (SELECT ${kind} AS kind, ${rule} AS rule) n))`,
  );
  if (changed > 0) touch(tx, action.subject);
}

/**
 * Now, but after all that the action shows already: a union leaves an action open whose person asked after
 * what a decision elsewhere knew of, and the console that opened it may have a clock ahead of ours.
 */
const later = (tx: Tx) => sql`max(${tx.now}, opened_at + 1, coalesce(asked_again_at, 0) + 1)`;

/** Notes that the contact has asked once more, so that the action rests on their words too. */
function noteAskedAgain(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE action SET asked_again_at = ${later(tx)}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/** The fields of an action that a hold needs. */
type Holding = Pick<NewAction, 'subject' | 'messageId' | 'conversationId' | 'rule' | 'openedBy'>;

/** Notes since when the open action holds its number, unless it did already. */
function markHolding(tx: Tx, id: string, subject: string): void {
  const changed = run(
    tx.db,
    sql`UPDATE action SET holds = 1, held_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id} AND holds = 0`,
  );
  if (changed > 0) touch(tx, subject);
}

/** Makes an open action hold its number, also where the person is opted out. */
export function holdAction(core: Core, tx: Tx, id: string, action: Holding): void {
  const wasHeld = isHeld(tx.db, action.subject);
  markHolding(tx, id, action.subject);
  const { subject, messageId, conversationId, rule, openedBy } = action;
  beginHold(core, tx, { subject, wasHeld, actorId: openedBy ?? null, messageId, conversationId, rule });
}

/**
 * A person who is opted out needs no hold now; the action prevents texts if they are opted in before it is
 * decided.
 */
function holdNumber(core: Core, tx: Tx, action: Holding, wasHeld: boolean): void {
  const { subject, messageId, conversationId, rule, openedBy } = action;
  if (isOptedOut(tx.db, subject)) return;
  beginHold(core, tx, { subject, wasHeld, actorId: openedBy ?? null, messageId, conversationId, rule });
}

/** Assigns open actions to a person, or to nobody. The caller has checked that the person may do them. */
export function assignAction(
  core: Core,
  tx: Tx,
  action: Pick<Action, 'id' | 'subject'>,
  accountId: string | null,
  actorId: string,
): void {
  run(tx.db, sql`UPDATE action SET assigned_to = ${accountId}, rev = ${tx.rev()} WHERE id = ${action.id}`);
  append(core, tx, {
    kind: 'action-assigned',
    actorId,
    subject: action.subject,
    evidenceId: action.id,
    payload: { to: accountId },
  });
  tx.touch('actions', action.subject);
}

/** Whose an escalated action is from now on, until when they should decide, and why. */
export type Escalation = {
  readonly ownerId: string;
  /** UTC milliseconds; null: when the action is due. */
  readonly answerBy: number | null;
  readonly note: string;
  readonly actorId: string;
};

/**
 * Gives an open action to an admin or a supervisor who should decide it. What it decides by itself, and when,
 * stays as it is. The caller has asked whether they could do it.
 */
export function escalateAction(
  core: Core,
  tx: Tx,
  action: Pick<Action, 'id' | 'subject'>,
  { ownerId, answerBy, note, actorId }: Escalation,
): void {
  const words = isErased(tx.db, action.subject) ? '' : note;
  run(
    tx.db,
    sql`UPDATE action SET assigned_to = ${ownerId}, answer_by = ${answerBy}, escalation = ${words}, escalated_at = ${tx.now},
        escalated_by = ${actorId}, rev = ${tx.rev()} WHERE id = ${action.id}`,
  );
  append(core, tx, {
    kind: 'action-escalated',
    actorId,
    subject: action.subject,
    evidenceId: action.id,
    payload: { to: ownerId, answerBy },
  });
  tx.touch('actions', action.subject);
}

/**
 * Ends an action: a person decided it, or what it asked about became known (`actorId` null). `answer`: the
 * answer to an enquiry. Does not end a hold, since an opt-out may take its place.
 */
export function closeAction(
  core: Core,
  tx: Tx,
  action: Action,
  end:
    | { readonly resolution: ActionResolution; readonly actorId: string; readonly answer: string }
    | { readonly resolution: AutomaticEnd; readonly actorId: null },
): void {
  const answer = end.actorId === null ? '' : end.answer;
  run(
    tx.db,
    sql`UPDATE action SET state = 'done', resolution = ${end.resolution}, resolved_by = ${end.actorId},
        resolved_at = ${tx.now}, answer = ${answer}, rev = ${tx.rev()} WHERE id = ${action.id} AND state = 'open'`,
  );
  append(core, tx, {
    kind: 'action-resolved',
    actorId: end.actorId,
    subject: action.subject,
    evidenceId: action.id,
    payload: { action: action.kind, resolution: end.resolution },
  });
  tx.touch('actions', action.subject);
}

/**
 * Closes actions that another act settles, which has its own entry in the ledger. `which`: a condition over
 * `action`.
 */
function settle(tx: Tx, resolution: AutomaticEnd, actorId: string | null, which: Sql): void {
  run(
    tx.db,
    sql`UPDATE action SET state = 'done', resolution = ${resolution}, resolved_by = ${actorId}, resolved_at = ${tx.now},
        rev = ${tx.rev()} WHERE ${which} AND state = 'open'`,
  );
}

/** Closes the actions that ask whether to opt the number out, because it is opted out now. */
export function settleAsOptedOut(tx: Tx, subject: string, actorId: string | null): void {
  const asks = sql`(kind IN ${listOf([...ASKED_TO_STOP, 'asked-to-resume', 'review-mistaken'])}
    OR (kind = 'provider-refused' AND rule = ${BLOCKED_ONLY}))`;
  settle(tx, 'opted-out', actorId, sql`subject = ${subject} AND ${asks}`);
}

/**
 * Closes the actions that propose to reverse the opt-outs, because they are reversed. Does nothing while one
 * is in force.
 */
export function settleAsOptedIn(tx: Tx, subject: string): void {
  const none = sql`NOT EXISTS (SELECT 1 FROM opt_out o WHERE o.subject = action.subject AND o.reversed = 0)`;
  settle(tx, 'opted-in', null, sql`subject = ${subject} AND kind = 'review-mistaken' AND ${none}`);
}

/** Closes the action that an earlier verdict had opened. */
export function withdrawReview(tx: Tx, conversationId: string, actorId: string): void {
  const asked = sql`kind IN ('review-mistaken', 'escalated') AND rule = 'review'`;
  settle(tx, 'withdrawn', actorId, sql`conversation_id = ${conversationId} AND ${asked}`);
}

/** The hold that a verdict began: an action that it opened, or an open one that it made hold. */
export type BegunHold = {
  readonly conversationId: string;
  readonly subject: string;
  readonly by: string;
  readonly at: number;
};

/**
 * Takes back a hold that a verdict began, as long as nobody has decided about it and the contact has not
 * asked to stop again since. The number may still be held by something else. Returns whether a hold was taken
 * back.
 */
export function withdrawHold(core: Core, tx: Tx, begun: BegunHold, actorId: string): boolean {
  const { conversationId, subject, by, at } = begun;
  const open = sql`conversation_id = ${conversationId} AND state = 'open' AND holds = 1
    AND (asked_again_at IS NULL OR asked_again_at < ${at})`;
  const own = sql`${open} AND opened_by = ${by} AND opened_at = ${at} AND kind = 'likely-opt-out'`;
  const other = sql`${open} AND held_at = ${at}`;
  const wasHeld = isHeld(tx.db, subject);
  const closed = run(
    tx.db,
    sql`UPDATE action SET state = 'done', resolution = 'withdrawn', resolved_by = ${actorId}, resolved_at = ${tx.now},
        rev = ${tx.rev()} WHERE ${own}`,
  );
  const freed = run(
    tx.db,
    sql`UPDATE action SET holds = 0, held_at = max(${tx.now}, held_at + 1), rev = ${tx.rev()} WHERE ${other}`,
  );
  if (closed + freed === 0) return false;
  touch(tx, subject);
  if (wasHeld) endHold(core, tx, { subject, conversationId, actorId });
  return true;
}

/** Opens again the actions that the opt-out had settled, with their holds, because the opt-out is undone. */
export function reopenActions(core: Core, tx: Tx, subject: string, optOutId: string): void {
  const closed = all<{ id: string }>(
    tx.db,
    sql`SELECT a.id FROM action a JOIN opt_out o ON o.id = ${optOutId} AND o.subject = a.subject
      WHERE a.subject = ${subject} AND a.state = 'done' AND a.resolution IN ('opted-out', 'opt-out') AND a.resolved_at = o.at`,
  );
  for (const { id } of closed) {
    run(
      tx.db,
      sql`UPDATE action SET state = 'open', resolution = NULL, resolved_by = NULL, resolved_at = NULL, rev = ${tx.rev()}
        WHERE id = ${id}`,
    );
    append(core, tx, { kind: 'action-reopened', actorId: null, subject, evidenceId: id });
  }
}

/** After a union: what an erasure closed was closed then, by the earliest one where two consoles erased. */
export function dateErased(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE action SET resolved_at = ${tx.now} WHERE subject = ${subject} AND resolution = 'erased'
      AND resolved_at > ${tx.now}`,
  );
}

/** Empties the actions of an erased person and closes the open ones. */
export function scrubActions(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE action SET matched = '', detail = '', answer = '', escalation = '', number = NULL, rev = ${tx.rev()},
        resolution = CASE WHEN state = 'open' THEN 'erased' ELSE resolution END,
        resolved_at = CASE WHEN state = 'open' THEN ${tx.now} ELSE resolved_at END, state = 'done'
      WHERE subject = ${subject}`,
  );
}
