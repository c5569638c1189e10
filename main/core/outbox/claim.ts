import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import { codeOf } from '../base/errors.ts';
import { faultPoint } from '../base/faultPoint.ts';
import { recomputeState } from '../conversations/conversationRecord.ts';
import { claimText, endQueued, postponeText, putTextAside } from '../conversations/messageRecord.ts';
import { recordPrevented } from '../conversations/preventedRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, one, Sql, sql } from '../store/statement.ts';
import { StoreError } from '../store/types.ts';
import { isAnsweredElsewhere, isBesideAnother } from './answeredElsewhere.ts';
import { guardMessage } from './facts.ts';
import { helpUnanswered } from './helpAnswer.ts';
import { sentByUs } from './ours.ts';

/** A text that is marked as going out. Only what `claim` returned may be given to a provider. */
export type Claimed = {
  readonly messageId: string;
  readonly attempt: number;
  /** The number of the lease under which it was claimed. */
  readonly fence: number;
  readonly connectionId: string;
  readonly senderNumberId: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** A picture goes with it. */
  readonly withPicture: boolean;
  readonly segments: number;
  readonly kind: 'initial' | 'reply' | 'confirmation' | 'help';
  readonly notAfter: number | null;
};

type Row = {
  readonly id: string;
  readonly conversation_id: string | null;
  readonly subject: string;
  readonly number: string;
  readonly connection_id: string;
  readonly sender_number_id: string;
  readonly sender: string;
  readonly kind: Claimed['kind'];
  readonly body: string;
  readonly pictures: number;
  readonly segments: number;
  readonly attempt: number;
  readonly not_after: number | null;
  readonly rule: string | null;
};

const SELECT = `SELECT m.id, m.conversation_id, m.subject, m.number, m.connection_id, m.sender_number_id, s.number AS sender,
  CASE WHEN m.automatic = 'help' THEN 'help' ELSE m.kind END AS kind,
  m.body, m.pictures, m.segments, m.attempt, m.not_after, m.rule FROM message m JOIN sender_number s ON s.id = m.sender_number_id`;
const CLAIMABLE = new Sql(SELECT, []);

/**
 * Asks the guard once more about a claimed text whose request is about to leave, after taking in the replies
 * that wait at the webhook port. Nothing leaves while the store cannot be written, since a STOP may wait
 * there, nor when the guard throws: the text is queued again, and `claim` puts it aside. Where several
 * consoles send, nothing leaves unless the log between them has just been heard, and the claim is still
 * ours.
 */
export function mayStillLeave(core: Core, claimed: Claimed): boolean {
  if (!core.repliesFirst() || core.trouble() !== null) return false;
  if (!core.sending.alone && !(core.sending.confirmed(claimed.connectionId) && isOurs(core, claimed)))
    return false;
  const { messageId: id, kind, notAfter } = claimed;
  try {
    return guardMessage(core, { id, kind, notAfter }, core.ports.clock.now()).pass;
  } catch (error) {
    core.report(error);
    return false;
  }
}

/**
 * Whether no other console has claimed, given up or taken back what we claimed, nor sent another instead.
 */
const isOurs = (core: Core, { messageId, attempt, fence, connectionId }: Claimed): boolean =>
  fence === core.sending.fence(connectionId) &&
  one(
    core.db,
    sql`SELECT 1 FROM message WHERE id = ${messageId} AND state = 'sending' AND attempt = ${attempt} AND fence = ${fence}
      AND taken_back IS NULL`,
  ) !== undefined &&
  !isBesideAnother(core.db, messageId);

/**
 * Confirmations first, since they have five minutes. Then the sender numbers' own queues, each oldest first,
 * in turn: a turn may end before all were asked about, and one number with many texts that wait must not keep
 * back the others.
 * Only texts that this console sends.
 */
function candidates(core: Core, tx: Tx, perNumber: number): Row[] {
  const due: Row[] = all<Row>(
    tx.db,
    sql`${CLAIMABLE} WHERE m.state = 'queued' AND m.kind = 'confirmation' AND m.not_before <= ${tx.now}
      AND ${sentByUs(core)} ORDER BY m.created_at LIMIT 50`,
  );
  const senders = all<{ id: string; connection_id: string }>(
    tx.db,
    'SELECT id, connection_id FROM sender_number',
  ).filter((sender) => core.sending.mine(sender.connection_id));
  const queues = senders.map(({ id }) =>
    all<Row>(
      tx.db,
      `${SELECT} WHERE m.sender_number_id = ? AND m.state = 'queued' AND m.not_before <= ? AND m.kind <> 'confirmation'
       ORDER BY m.not_before, m.created_at, m.id LIMIT ?`,
      id,
      tx.now,
      perNumber,
    ),
  );
  for (let place = 0; place < perNumber; place += 1)
    due.push(...queues.flatMap((queue) => queue[place] ?? []));
  return due;
}

/** Milliseconds until the guard is asked again about a text that waits for a person or a provider. */
const ASK_AGAIN = 5000;

function waitFor(tx: Tx, row: Row, rule: GuardRule, until: number | null): void {
  postponeText(tx, row.id, rule, until ?? tx.now + ASK_AGAIN);
  if (row.rule !== rule) tx.touch('conversations', row.subject);
}

function preventRow(core: Core, tx: Tx, row: Row, rule: GuardRule): void {
  const dropped = row.kind === 'confirmation' && rule === 'confirmation-late';
  endQueued(tx, sql`id = ${row.id}`, dropped ? 'dropped' : 'prevented', { rule });
  recordPrevented(tx, {
    messageId: row.id,
    conversationId: row.conversation_id,
    subject: row.subject,
    rule,
    place: 'claim',
    body: row.body,
    actorId: null,
  });
  if (dropped)
    append(core, tx, {
      kind: 'confirmation-dropped',
      actorId: null,
      subject: row.subject,
      conversationId: row.conversation_id,
      evidenceId: row.id,
    });
  if (row.kind === 'help') helpUnanswered(tx, row.id);
  else if (row.conversation_id && row.kind !== 'confirmation') recomputeState(tx, row.conversation_id);
  tx.touch('conversations', row.subject);
}

/**
 * Takes back what is queued in a conversation that a person closed: a later reply would open it and let the
 * text leave.
 */
export function preventQueued(core: Core, tx: Tx, conversationId: string): void {
  const waiting = all<Row>(
    tx.db,
    `${SELECT} WHERE m.conversation_id = ? AND m.state = 'queued' AND m.kind <> 'confirmation'`,
    conversationId,
  );
  for (const row of waiting) preventRow(core, tx, row, 'conversation-closed');
}

const claimedOf = (row: Row, fence: number): Claimed => ({
  messageId: row.id,
  attempt: row.attempt + 1,
  fence,
  connectionId: row.connection_id,
  senderNumberId: row.sender_number_id,
  from: row.sender,
  to: row.number,
  body: row.body,
  withPicture: row.pictures > 0,
  segments: row.segments,
  kind: row.kind,
  notAfter: row.not_after,
});

/** Whether an error is about the store, and so about every text alike. */
export const isOfStore = (error: unknown): boolean =>
  error instanceof StoreError || codeOf(error).startsWith('SQLITE_');

/** Milliseconds for which a text is left alone about which nothing could be decided. */
const ASIDE = 60_000;

/** The text does not leave and is looked at again later; others are not kept by it. */
function putAside(core: Core, tx: Tx, row: Row, error: unknown): void {
  putTextAside(tx, row.id, tx.now + (row.kind === 'confirmation' ? ASK_AGAIN : ASIDE));
  tx.touch('conversations', row.subject);
  core.ports.log.error('text-undecided', {
    message: row.id,
    kind: row.kind,
    name: error instanceof Error ? error.name : 'unknown',
  });
}

/**
 * Marks queued texts as going out, in one transaction (together with other waiting writes, which come first)
 * in which the guard is asked about each (design, rule 6): an opt-out before this commit stops the text, one
 * after it comes too late. `room(row)`: whether the connection's rate allows it; other rows stay queued for
 * their next turn, as what is left when `within` milliseconds are over. A text about which an error is thrown
 * is put aside, and the others go on.
 */
export function claim(
  core: Core,
  room: (row: { connectionId: string; from: string; segments: number }) => boolean,
  limit: number,
  within = Number.POSITIVE_INFINITY,
): Claimed[] {
  return core.together.now((tx) => {
    const claimed: Claimed[] = [];
    const full = new Set<string>();
    const decide = tx.db.transaction((row: Row): Claimed | null => {
      if (!core.sending.alone) {
        // Texts of a number that was moved.
        if (!core.sending.mine(row.connection_id)) return null;
        if (isAnsweredElsewhere(tx, row) || isBesideAnother(tx.db, row.id)) {
          endQueued(tx, sql`id = ${row.id}`, 'cancelled', { rule: null, besideAnother: true });
          return null;
        }
      }
      const verdict = guardMessage(core, { id: row.id, kind: row.kind, notAfter: row.not_after }, tx.now);
      if (!verdict.pass) {
        if (verdict.outcome === 'wait')
          waitFor(tx, row, verdict.rule, row.kind === 'confirmation' ? tx.now + ASK_AGAIN : verdict.until);
        else preventRow(core, tx, row, verdict.rule);
        return null;
      }
      if (!room({ connectionId: row.connection_id, from: row.sender, segments: row.segments })) {
        full.add(row.sender);
        return null;
      }
      const fence = core.sending.fence(row.connection_id);
      if (!claimText(tx, row.id, fence)) return null;
      tx.touch('texts', row.subject);
      return claimedOf(row, fence);
    });
    const due = candidates(core, tx, limit);
    const until = performance.now() + within;
    for (const [index, row] of due.entries()) {
      if (claimed.length >= limit || (index > 0 && performance.now() >= until)) break;
      if (full.has(row.sender)) continue;
      try {
        const taken = decide(row);
        if (taken !== null) claimed.push(taken);
      } catch (error) {
        if (isOfStore(error) || !tx.db.inTransaction) throw error;
        putAside(core, tx, row, error);
      }
    }
    if (claimed.length > 0) faultPoint('outbox.claimed');
    return claimed;
  });
}
