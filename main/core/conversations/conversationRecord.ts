import { KEPT_COLUMNS, KEPT_IN_STORE, type KeptColumn } from '../../../shared/schema/contactColumns.ts';
import { heldSince } from '../people/holds.ts';
import type { Tx } from '../store/context.ts';
import { all, listOf, one, returned, run, Sql, sql } from '../store/statement.ts';
import { SHOW_LAST, SHOWN, STATE_BY_REMINDER, STATE_BY_TEXTS } from './stateByTexts.ts';

/**
 * The only writer of the table `conversation`: one contact in one campaign; a number is in a campaign once.
 * While a conversation is open, its `state` follows from its texts: `to-send`, `waiting` or `to-answer`. A
 * person closes it with an outcome; an opt-out closes all of a number. A reply opens what a person had
 * closed; only the reversal of the last opt-out opens what an opt-out had closed. `opt_state`, `opt_cause`
 * and `hold_at` are projections of opt-outs and actions. `sort_at` never goes back. An erased conversation
 * has no number and stays closed. Triggers keep reminders, the review and the index of texts up to date.
 */

export type NewConversation = Readonly<Partial<Record<KeptColumn, string>>> & {
  readonly campaignId: string;
  readonly subject: string;
  readonly number: string;
  /** Further columns by name, as JSON. */
  readonly fields: string;
  readonly senderNumberId?: string | undefined;
  readonly texterId?: string;
  /** Its place in lists, where the highest comes first; now, if left out. UTC milliseconds. */
  readonly sortAt?: number;
};

const OWN = `id, campaign_id, subject, number, fields, sender_number_id, texter_id, sort_at, created_at, rev`;
const INSERT = `INSERT INTO conversation (state, ${OWN}, ${KEPT_IN_STORE.join(', ')})
  VALUES ('to-send', ${[...OWN.split(', '), ...KEPT_IN_STORE].map(() => '?').join(', ')})
  ON CONFLICT (campaign_id, subject) DO NOTHING`;

/**
 * Adds a contact to a campaign; does nothing where the campaign has the number. `rev`: one for all rows of a
 * batch.
 */
export function createConversation(
  tx: Tx,
  contact: NewConversation,
  id: string = tx.id(),
  rev: string = tx.rev(),
): void {
  const { campaignId, subject, number, fields, senderNumberId, texterId } = contact;
  // In the order of OWN, with a fixed text: making one for each row would take a fifth of an import's time.
  run(
    tx.db,
    INSERT,
    ...[id, campaignId, subject, number, fields, senderNumberId ?? null, texterId ?? null],
    ...[contact.sortAt ?? tx.now, tx.now, rev],
    ...KEPT_COLUMNS.map((name) => contact[name] ?? ''),
  );
}

type Contact = Omit<NewConversation, 'campaignId' | 'senderNumberId' | 'texterId' | 'sortAt'>;

const GIVEN = ['id', 'subject', 'number', 'fields', ...KEPT_IN_STORE];
const INSERT_ALL = `INSERT INTO conversation (state, campaign_id, import_id, sort_at, created_at, rev, ${GIVEN.join(', ')})
  SELECT 'to-send', ?, ?, ?, ?, ?, ${GIVEN.map((_, at) => `j.value ->> ${at}`).join(', ')} FROM json_each(?) j
  WHERE true ON CONFLICT (campaign_id, subject) DO NOTHING`;

/** Contacts of one statement; the text of more of them would stay in memory for long. */
const AT_ONCE = 200;

/**
 * Adds the contacts of an import, many in a statement, which takes a fifth less time than one for each. A
 * number that the campaign has is left out. `rev`: one for all of them.
 */
export function createConversations(
  tx: Tx,
  into: { readonly campaignId: string; readonly importId: string },
  contacts: readonly Contact[],
  rev: string = tx.rev(),
): void {
  // Lists go from the newest to the oldest. In their order each row is added behind the one before, which
  // fills the pages of the indexes; in reverse each page would stay half empty.
  const ids = contacts.map(() => tx.id()).reverse();
  const rows = contacts.map((contact, at) => [
    ids[at],
    contact.subject,
    contact.number,
    contact.fields,
    ...KEPT_COLUMNS.map((name) => contact[name] ?? ''),
  ]);
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = JSON.stringify(rows.slice(from, from + AT_ONCE));
    run(tx.db, INSERT_ALL, into.campaignId, into.importId, tx.now, tx.now, rev, some);
  }
}

/** Removes up to `limit` rows of an import; returns how many. A contact with any history stays. */
export function removeImported(tx: Tx, importId: string, limit: number): number {
  return run(
    tx.db,
    sql`DELETE FROM conversation WHERE id IN (
      SELECT c.id FROM conversation c WHERE c.import_id = ${importId}
        AND NOT EXISTS (SELECT 1 FROM message m WHERE m.conversation_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM action a WHERE a.conversation_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM number_fact f WHERE f.conversation_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM answer r WHERE r.conversation_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM prevented p WHERE p.conversation_id = c.id)
        AND NOT EXISTS (SELECT 1 FROM opt_out o WHERE o.subject = c.subject AND o.conversation_id = c.id)
      LIMIT ${limit})`,
  );
}

/** Removes a draft's contacts. */
export function removeConversations(tx: Tx, campaignId: string): void {
  run(tx.db, sql`DELETE FROM conversation WHERE campaign_id = ${campaignId}`);
}

/** Sets an open conversation's state by its texts, for instance after a queued text was taken back. */
export function recomputeState(tx: Tx, id: string): void {
  run(
    tx.db,
    sql`UPDATE conversation SET state = iif(state = 'closed', state, ${STATE_BY_REMINDER}), ${SHOW_LAST} WHERE id = ${id}`,
  );
}

/**
 * After a union: whatever a number's conversations show follows from their texts, reminders, opt-outs and
 * holds, so that it is the same on every console, in whatever order these came. No revision is made, since
 * nobody changed anything.
 */
export function projectConversations(tx: Tx, subject: string): void {
  const opted = decidingOptOut(tx, subject);
  const state = opted === undefined ? 'none' : opted.automatic ? 'automatic' : 'manual';
  const own = sql`nullif(outcome, 'opted-out')`;
  const closed = opted === undefined ? sql`${own} IS NOT NULL` : sql`TRUE`;
  run(
    tx.db,
    sql`UPDATE conversation SET opt_state = ${state}, opt_cause = ${opted?.cause ?? null},
        state = iif(${closed}, 'closed', ${STATE_BY_REMINDER}),
        outcome = ${opted === undefined ? own : sql`coalesce(outcome, 'opted-out')`},
        hold_at = iif(number IS NULL OR ${state} <> 'none', NULL, ${heldSince(tx.db, subject)}),
        sort_at = max(sort_at, coalesce((SELECT max(m.at) FROM message m WHERE m.conversation_id = conversation.id
          AND (m.kind = 'inbound' OR (m.kind IN ('initial', 'reply') AND m.automatic IS NULL))), 0)), ${SHOW_LAST}
      WHERE subject = ${subject}`,
  );
}

type Text = { readonly body: string; readonly at: number };

/**
 * A reply came in: the conversation shows it and waits for an answer. One that an opt-out closed stays
 * closed.
 */
export function showReply(tx: Tx, id: string, { body, at }: Text): void {
  run(
    tx.db,
    sql`UPDATE conversation SET
        last_text = CASE WHEN ${at} >= sort_at THEN ${body} ELSE coalesce((SELECT m.body ${SHOWN}), ${body}) END,
        last_direction = CASE WHEN ${at} >= sort_at THEN 'in' ELSE coalesce((SELECT m.direction ${SHOWN}), 'in') END,
        state = CASE WHEN opt_state = 'none' AND (${at} >= sort_at OR state <> 'waiting') THEN 'to-answer' ELSE state END,
        rev = CASE WHEN opt_state = 'none' AND outcome IS NOT NULL THEN ${tx.rev()} ELSE rev END,
        outcome = CASE WHEN opt_state = 'none' THEN NULL ELSE outcome END,
        sort_at = max(sort_at, ${at}) WHERE id = ${id}`,
  );
}

/** A text was queued: the conversation shows it and waits for a reply. */
export function showQueued(tx: Tx, id: string, body: string): void {
  run(
    tx.db,
    sql`UPDATE conversation SET state = 'waiting', sort_at = max(sort_at, ${tx.now}), last_direction = 'out',
        last_text = CASE WHEN ${tx.now} >= sort_at THEN ${body} ELSE coalesce((SELECT m.body ${SHOWN}), ${body}) END
      WHERE id = ${id}`,
  );
}

/** A text was taken back: lists show the last one that left or came in. */
export function showLast(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE conversation SET ${SHOW_LAST} WHERE id = ${id}`);
}

/** Puts a conversation aside that is to be answered, for later. */
export function putAside(tx: Tx, id: string): void {
  run(tx.db, sql`UPDATE conversation SET state = 'waiting' WHERE id = ${id} AND state = 'to-answer'`);
}

/** Brings a conversation back that was put aside, to the top of those to be answered. */
export function bringBack(tx: Tx, id: string): void {
  run(
    tx.db,
    sql`UPDATE conversation SET state = CASE state WHEN 'waiting' THEN 'to-answer' ELSE state END,
        sort_at = max(sort_at, ${tx.now}) WHERE id = ${id}`,
  );
}

/**
 * Closes a conversation with an outcome. `unlessClosed`: one that is closed or opted out already keeps its
 * outcome.
 */
export function markClosed(tx: Tx, id: string, outcome: string, unlessClosed = false): void {
  const which = unlessClosed ? sql`id = ${id} AND opt_state = 'none' AND state <> 'closed'` : sql`id = ${id}`;
  run(
    tx.db,
    sql`UPDATE conversation SET state = 'closed', outcome = iif(number IS NULL, outcome, ${outcome}), rev = ${tx.rev()}
      WHERE ${which}`,
  );
}

/**
 * Opens a closed conversation with the state that its texts give. The caller has checked that its contact is
 * not opted out.
 */
export function markOpen(tx: Tx, id: string): void {
  run(
    tx.db,
    sql`UPDATE conversation SET state = ${STATE_BY_TEXTS}, outcome = NULL, rev = ${tx.rev()} WHERE id = ${id}`,
  );
}

/** Assigns conversations to a texter, or to nobody. */
export function assignTexter(tx: Tx, texterId: string | null, ids: readonly string[]): void {
  run(
    tx.db,
    sql`UPDATE conversation SET texter_id = ${texterId}, texter_since = ${texterId === null ? null : tx.now},
        pool_since = NULL, rev = ${tx.rev()} WHERE id IN ${listOf(ids)}`,
  );
}

/** Gives a texter those of `ids` that are still nobody's and not begun. Returns which. */
export function claimUnsent(tx: Tx, texterId: string, ids: readonly string[]): string[] {
  return returned<{ id: string }>(
    tx.db,
    sql`UPDATE conversation SET texter_id = ${texterId}, texter_since = ${tx.now}, rev = ${tx.rev()}
      WHERE id IN ${listOf(ids)} AND texter_id IS NULL AND state = 'to-send' AND opt_state = 'none' RETURNING id`,
  ).map(({ id }) => id);
}

/**
 * Takes back up to `limit` conversations that a texter has in a campaign and has not begun; those that became
 * theirs by `until`, UTC milliseconds, or, before the clock was set back, later than now. One in which a text
 * is queued is begun. Returns how many.
 */
export function releaseUnsent(
  tx: Tx,
  from: { readonly campaignId: string; readonly texterId: string; readonly until: number },
  limit: number,
): number {
  return run(
    tx.db,
    sql`UPDATE conversation SET texter_id = NULL, texter_since = NULL, rev = ${tx.rev()} WHERE id IN (
      SELECT id FROM conversation INDEXED BY conversation_texter_campaign
      WHERE texter_id = ${from.texterId} AND campaign_id = ${from.campaignId} AND state = 'to-send'
        AND opt_state <> 'automatic'
        AND (coalesce(texter_since, 0) <= ${from.until} OR texter_since > ${tx.now}) LIMIT ${limit})`,
  );
}

/** Offers a reply to whoever is there. `since`: since when it waits. */
export function offerReply(tx: Tx, id: string, since: number): void {
  run(
    tx.db,
    sql`UPDATE conversation SET pool_since = ${since}, rev = ${tx.rev()} WHERE id = ${id} AND state = 'to-answer'`,
  );
}

/** Gives an offered reply to a texter; false: it is offered no longer. */
export function claimReply(tx: Tx, id: string, texterId: string): boolean {
  return (
    run(
      tx.db,
      sql`UPDATE conversation SET texter_id = ${texterId}, texter_since = ${tx.now}, pool_since = NULL, rev = ${tx.rev()}
        WHERE id = ${id} AND pool_since IS NOT NULL AND state = 'to-answer' AND opt_state = 'none'`,
    ) === 1
  );
}

/** Gives conversations another sender number; returns how many. */
export function changeSender(tx: Tx, senderNumberId: string, ids: readonly string[]): number {
  return run(
    tx.db,
    sql`UPDATE conversation SET sender_number_id = ${senderNumberId}, rev = ${tx.rev()} WHERE id IN ${listOf(ids)}`,
  );
}

/** Whether the provider blocks the contact from a sender number, an expression of the query. */
const blockedFrom = (
  sender: Sql,
) => sql`EXISTS (SELECT 1 FROM provider_block b WHERE b.subject = conversation.subject
  AND b.state <> 'cleared' AND b.sender_number_id = ${sender})`;
/** Only conversations that were not begun: in others the contact would see another sender number. */
const BADLY_SENT = sql`(conversation.state = 'to-send' AND ${blockedFrom(sql`conversation.sender_number_id`)})`;

/**
 * Gives those of `ids` that lack a sender number one out of `senders`: the number that the contact knows from
 * another campaign, else the next in turn. A conversation not begun whose number the provider blocks gets
 * another, where there is one. `turn`: how many were given in turn before; returns how many are after it.
 */
export function dealSenders(
  tx: Tx,
  senders: readonly string[],
  ids: readonly string[],
  turn: number,
): number {
  if (senders.length === 0 || ids.length === 0) return turn;
  const rows = all<{ id: string }>(
    tx.db,
    sql`SELECT id FROM conversation WHERE id IN ${listOf(ids)} AND (sender_number_id IS NULL OR ${BADLY_SENT})`,
  );
  if (rows.length === 0) return turn;
  const lacking = listOf(rows.map(({ id }) => id));
  const known = JSON.stringify(senders);
  run(
    tx.db,
    sql`UPDATE conversation SET rev = ${tx.rev()}, sender_number_id = (SELECT o.sender_number_id FROM conversation o
        WHERE o.subject = conversation.subject AND o.sender_number_id IN ${listOf(senders)}
          AND NOT ${blockedFrom(sql`o.sender_number_id`)} ORDER BY o.sort_at DESC, o.id DESC LIMIT 1)
      WHERE id IN ${lacking} AND sender_number_id IS NULL`,
  );
  const inTurn = run(
    tx.db,
    sql`UPDATE conversation SET rev = ${tx.rev()}, sender_number_id = t.sender FROM (
        SELECT r.id AS id, j.value AS sender FROM (
          SELECT id, (row_number() OVER (ORDER BY id) - 1 + ${turn}) % ${senders.length} AS turn
          FROM conversation WHERE id IN ${lacking} AND sender_number_id IS NULL) r
        JOIN json_each(${known}) j ON j.key = r.turn) t
      WHERE conversation.id = t.id`,
  );
  run(
    tx.db,
    sql`UPDATE conversation SET rev = ${tx.rev()}, sender_number_id = coalesce((SELECT j.value FROM json_each(${known}) j
        WHERE NOT ${blockedFrom(sql`j.value`)} ORDER BY j.key LIMIT 1), sender_number_id)
      WHERE id IN ${lacking} AND ${BADLY_SENT}`,
  );
  return turn + inTurn;
}

/** The opt-out in force that the number's conversations show. */
function decidingOptOut(tx: Tx, subject: string) {
  return one<{ cause: string; automatic: number }>(
    tx.db,
    sql`SELECT cause, automatic FROM opt_out WHERE subject = ${subject} AND reversed = 0
      ORDER BY automatic DESC, at, id LIMIT 1`,
  );
}

/**
 * Writes the opt-outs in force into the number's conversations. Automatic wins over manual, since a texter
 * must see nothing of an automatic one. Conversations that an opt-out closed are opened when the last one is
 * reversed.
 */
export function projectOptState(tx: Tx, subject: string): void {
  const deciding = decidingOptOut(tx, subject);
  if (deciding) {
    run(
      tx.db,
      sql`UPDATE conversation SET opt_state = ${deciding.automatic ? 'automatic' : 'manual'}, opt_cause = ${deciding.cause},
          state = 'closed', outcome = coalesce(outcome, 'opted-out'), hold_at = NULL, ${SHOW_LAST}, rev = ${tx.rev()}
        WHERE subject = ${subject}`,
    );
    return;
  }
  run(
    tx.db,
    sql`UPDATE conversation SET opt_state = 'none', opt_cause = NULL,
        state = CASE WHEN outcome = 'opted-out' THEN ${STATE_BY_TEXTS} ELSE state END,
        outcome = CASE WHEN outcome = 'opted-out' THEN NULL ELSE outcome END, rev = ${tx.rev()}
      WHERE subject = ${subject}`,
  );
}

/** Writes into the number's conversations whether it is on hold; not for an opted-out or erased contact. */
export function projectHold(tx: Tx, subject: string): void {
  const since = heldSince(tx.db, subject);
  run(
    tx.db,
    sql`UPDATE conversation SET hold_at = ${since}, rev = ${tx.rev()}
      WHERE subject = ${subject} AND hold_at IS NOT ${since} AND opt_state = 'none' AND number IS NOT NULL`,
  );
}

const NOTHING_KEPT = new Sql(KEPT_IN_STORE.map((column) => `${column} = ''`).join(', '), []);

/** Empties the conversations of an erased person and closes them for good. */
export function scrubConversations(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE conversation SET number = NULL, ${NOTHING_KEPT}, fields = '{}',
        ${SHOW_LAST}, texter_id = NULL, texter_since = NULL, pool_since = NULL, hold_at = NULL, state = 'closed', outcome = 'erased', rev = ${tx.rev()}
      WHERE subject = ${subject}`,
  );
}
