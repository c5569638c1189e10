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
import { beginHold } from './holdChanges.ts';
import { noteResumeWish } from './reviewItem.ts';

/**
 * The only writer of the table `action`, which holds the actions for people.
 *
 * An action is open and then done, once. While it is open it may become more urgent, begin to hold its
 * number, and be given to somebody. Only an opt-out that is taken back within seconds opens again what it had
 * settled. Of a kind there is one open action a conversation (`openAction` knows the exceptions). A number is
 * on hold while an open action of it holds, so whoever closes one that holds ends the hold (`endHold`).
 */

/**
 * Rule of the action that tells of a number which only the provider blocks; others of its kind tell of a
 * refusal.
 */
export const BLOCKED_ONLY = 'provider-block';

export type NewAction = {
  readonly kind: ActionKind;
  readonly subject: string;
  /** For an action that neither a conversation nor a text tells the number of. */
  readonly number?: string;
  readonly conversationId: string | null;
  readonly messageId: string | null;
  readonly rule: string;
  readonly matched: string;
  readonly detail: Stored;
  /** The number is on hold, in every campaign, until this is decided. */
  readonly holds: boolean;
  readonly dueAt: number;
  /** The person who asks; left out where a text or a provider does. */
  readonly openedBy?: string;
};

/** Names an action; its kind goes into the ledger. */
export type Action = { readonly id: string; readonly subject: string; readonly kind: ActionKind };

/** How actions end by themselves. What a person decides is an ActionResolution. */
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
 * Opens an action for a person. One of a kind a conversation: asking twice does not open two, and the first
 * due date stands. Unknown outcomes are told apart by their message, refusals of a provider and questions by
 * their rule, and a reply whose words are lost from one whose words are known: the first may turn out to be
 * harmless, the second stays. What is more urgent raises the action.
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
 * A plain STOP after words that only read like one: the action that is open already is about the STOP from
 * now on, and stands first.
 */
function raise(tx: Tx, id: string, action: NewAction): void {
  const { kind, rule, matched, messageId } = action;
  const changed = run(
    tx.db,
    sql`UPDATE action SET rule = ${rule}, matched = ${matched}, message_id = ${messageId}, rev = ${tx.rev()}
      WHERE id = ${id} AND ${new Sql(urgency('action'), [])} >
        (SELECT ${new Sql(urgency('n'), [])} FROM (SELECT ${kind} AS kind, ${rule} AS rule) n)`,
  );
  if (changed > 0) touch(tx, action.subject);
}

/** What of an action a hold tells of. */
type Holding = Pick<NewAction, 'subject' | 'messageId' | 'conversationId' | 'rule' | 'openedBy'>;

/** Since when an open action holds its number, where it did not yet. */
function markHolding(tx: Tx, id: string, subject: string): void {
  const changed = run(
    tx.db,
    sql`UPDATE action SET holds = 1, held_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id} AND holds = 0`,
  );
  if (changed > 0) touch(tx, subject);
}

/** An open action that held nothing holds its number from now on, also that of somebody who is opted out. */
export function holdAction(core: Core, tx: Tx, id: string, action: Holding): void {
  const wasHeld = isHeld(tx.db, action.subject);
  markHolding(tx, id, action.subject);
  const { subject, messageId, conversationId, rule, openedBy } = action;
  beginHold(core, tx, { subject, wasHeld, actorId: openedBy ?? null, messageId, conversationId, rule });
}

/**
 * Who is opted out needs no hold; the action keeps them from being texted should they be opted in before it
 * is decided.
 */
function holdNumber(core: Core, tx: Tx, action: Holding, wasHeld: boolean): void {
  const { subject, messageId, conversationId, rule, openedBy } = action;
  if (isOptedOut(tx.db, subject)) return;
  beginHold(core, tx, { subject, wasHeld, actorId: openedBy ?? null, messageId, conversationId, rule });
}

/** Gives open actions to a person, or to nobody. The caller has asked whether they could do it. */
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

/**
 * An action is over: a person decided it, or what it asked about is known (`actorId` null). `answer`: what
 * was answered to a question. Ends no hold by itself, since an opt-out that was asked for takes its place.
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

/** A number that is opted out needs no further decision about opting out. */
export function settleAsOptedOut(tx: Tx, subject: string, actorId: string | null): void {
  const asks = sql`(kind IN ${listOf([...ASKED_TO_STOP, 'asked-to-resume', 'review-mistaken'])}
    OR (kind = 'provider-refused' AND rule = ${BLOCKED_ONLY}))`;
  settle(tx, 'opted-out', actorId, sql`subject = ${subject} AND ${asks}`);
}

/** Who is opted in needs no proposal to take an opt-out back. Does nothing while one is in force. */
export function settleAsOptedIn(tx: Tx, subject: string): void {
  const none = sql`NOT EXISTS (SELECT 1 FROM opt_out o WHERE o.subject = action.subject AND o.reversed = 0)`;
  settle(tx, 'opted-in', null, sql`subject = ${subject} AND kind = 'review-mistaken' AND ${none}`);
}

/** What an earlier verdict of a review had asked for is withdrawn. */
export function withdrawReview(tx: Tx, conversationId: string, actorId: string): void {
  const asked = sql`kind IN ('review-mistaken', 'escalated') AND rule = 'review'`;
  settle(tx, 'withdrawn', actorId, sql`conversation_id = ${conversationId} AND ${asked}`);
}

/**
 * What the opt-out had settled is open again, and holds what it held: nothing is lost by a slip of the hand.
 */
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

/** Empties the actions of a person who is erased; those that are open are done with that. */
export function scrubActions(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE action SET matched = '', detail = '', answer = '', number = NULL, rev = ${tx.rev()},
        resolution = CASE WHEN state = 'open' THEN 'erased' ELSE resolution END,
        resolved_at = CASE WHEN state = 'open' THEN ${tx.now} ELSE resolved_at END, state = 'done'
      WHERE subject = ${subject}`,
  );
}
