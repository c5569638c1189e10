// Long, since every change of the table `message` stands in its one writer.
import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import type { MessageKind, SoftRefusal } from '../../../shared/schema/words.ts';
import { countSegments } from '../../../shared/text/segments.ts';
import type { Stored } from '../../../shared/text/stored.ts';
import { isErased } from '../people/erased.ts';
import type { Tx } from '../store/context.ts';
import { listOf, returned, run, type Sql, sql } from '../store/statement.ts';

/**
 * The only writer of the table `message`: every text that goes out or has come in. A text that goes out:
 *
 *     queued   to  sending                       claimText, in the transaction in which the guard passed it
 *     queued   to  cancelled, prevented, dropped endQueued: it never leaves
 *     sending  to  sent, delivered, failed       by what the provider answered, or a status
 *     sending  to  unknown                       it did not answer
 *     sending  to  queued                        requeueText: the provider surely did not take it
 *     unknown  to  sent, delivered, failed       once it is known
 *     unknown  to  queued                        a person's decision, or the console that had claimed it
 *                                                knows that no request left
 *     sent     to  delivered, failed             by a status
 *
 * A late status of an attempt that was given up may settle a text that is queued once more. What is
 * cancelled, prevented, dropped, failed or delivered stays so, and nothing that may have left is queued
 * again by itself. One that was taken back at a console while another one had claimed it (`taken_back`) is
 * cancelled wherever it would be queued again. Only a union goes further, since another store may know more
 * of the same text (backup/unite/texts.ts).
 *
 * A text keeps its words, number and sender number when it ends. `rule` tells what a queued text waits for or
 * what ended it; null where a person took it back. `which` is a condition over the columns of `message`.
 */

/** States in which a text may still be settled. */
export const UNSETTLED: ReadonlySet<string> = new Set(['queued', 'sending', 'unknown', 'sent']);
const IS_UNSETTLED = sql`state IN ${listOf([...UNSETTLED])}`;

type Between = {
  readonly conversationId: string | null;
  readonly subject: string;
  readonly number: string;
  readonly connectionId: string | null;
  readonly senderNumberId: string | null;
  readonly body: string;
};

export type NewText = Between & {
  readonly kind: 'initial' | 'reply' | 'confirmation';
  /** Heed answers HELP automatically. */
  readonly automatic?: 'help';
  readonly authorId?: string;
  /** The opt-out that this text confirms. */
  readonly optOutId?: string;
  /** One where a picture goes with it. */
  readonly pictures?: 1;
  /** The author was told that a request to stop waits, and sent it nevertheless. */
  readonly despiteStop?: boolean;
  readonly waitsFor?: GuardRule | null;
  /** When it may be claimed, and by when it must have left. UTC milliseconds. */
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** It is too late to be queued, and is only recorded. */
  readonly dropped?: GuardRule | null;
};

export type ReceivedText = Between & {
  readonly connectionId: string;
  /** 'provider-text': the provider wrote to the contact in our name. */
  readonly kind: 'inbound' | 'provider-text';
  readonly providerId: string;
  /** How many pictures came with it. */
  readonly pictures: number;
  /** When it was written, by the provider's clock. UTC milliseconds. */
  readonly at: number;
};

type Row = Omit<Between, 'number'> & {
  readonly number: string | null;
  readonly kind: MessageKind;
  readonly state: 'queued' | 'dropped' | 'received' | 'sent';
  readonly segments: number | null;
  readonly providerId: string | null;
  readonly pictures?: number;
  readonly at: number;
};

function insert(tx: Tx, row: Row, out: Partial<NewText>): string {
  const id = tx.id();
  run(
    tx.db,
    sql`INSERT INTO message (
        id, conversation_id, subject, number, connection_id, sender_number_id, direction, kind, automatic,
        body, pictures, state, rule, segments, provider_id, author_id, opt_out_id, despite_stop,
        not_before, not_after, at, created_at, settled_at, rev)
      VALUES (
        ${id}, ${row.conversationId}, ${row.subject}, ${row.number}, ${row.connectionId}, ${row.senderNumberId},
        ${row.kind === 'inbound' ? 'in' : 'out'}, ${row.kind}, ${out.automatic ?? null},
        ${row.body}, ${row.pictures ?? 0}, ${row.state}, ${out.dropped ?? out.waitsFor ?? null}, ${row.segments}, ${row.providerId},
        ${out.authorId ?? null}, ${out.optOutId ?? null}, ${out.despiteStop ? 1 : 0},
        ${out.notBefore ?? 0}, ${out.notAfter ?? null}, ${row.at}, ${tx.now},
        ${row.state === 'dropped' ? tx.now : null}, ${tx.rev()})`,
  );
  return id;
}

/** Queues a text. The caller has asked the guard. Returns its id. */
export function queueText(tx: Tx, text: NewText): string {
  const state = text.dropped ? 'dropped' : 'queued';
  const { segments } = countSegments(text.body);
  return insert(tx, { ...text, state, segments, providerId: null, at: tx.now }, text);
}

/**
 * Stores a text that a provider brought. An erased person's reply counts, but its words and number are not
 * stored again.
 */
export function receiveText(tx: Tx, text: ReceivedText): string {
  const kept = isErased(tx.db, text.subject) ? { number: null, body: '', pictures: 0 } : {};
  const state = text.kind === 'inbound' ? 'received' : 'sent';
  return insert(tx, { ...text, ...kept, state, segments: null }, {});
}

/** The guard said that a queued text has to wait until then (UTC milliseconds). */
export function postponeText(tx: Tx, id: string, waitsFor: GuardRule, until: number): void {
  run(
    tx.db,
    sql`UPDATE message SET rule = ${waitsFor}, not_before = ${until}, error_code = nullif(error_code, ${UNDECIDED}),
        rev = ${tx.rev()}
      WHERE id = ${id} AND state = 'queued'`,
  );
}

/** The code of a queued text about which nothing could be decided. */
export const UNDECIDED = 'undecided';

/** Nothing could be decided about a queued text: it is looked at again then (UTC milliseconds). */
export function putTextAside(tx: Tx, id: string, until: number): void {
  run(
    tx.db,
    sql`UPDATE message SET not_before = ${until}, error_code = ${UNDECIDED}, rev = ${tx.rev()}
      WHERE id = ${id} AND state = 'queued'`,
  );
}

/** These queued texts wait as long as they were to wait, counted from now. */
export function waitFromNow(tx: Tx, which: Sql, now: number): void {
  run(
    tx.db,
    sql`UPDATE message SET not_before = ${now} + not_before - coalesce(claimed_at, created_at), rev = ${tx.rev()}
      WHERE state = 'queued' AND (${which})`,
  );
}

/** Has the guard asked about these queued texts at the next turn. Returns how many. */
export function releaseTexts(tx: Tx, which: Sql): number {
  return run(
    tx.db,
    sql`UPDATE message SET not_before = 0, rev = ${tx.rev()} WHERE state = 'queued' AND (${which})`,
  );
}

/**
 * Has the guard asked again about first texts that wait because their person was texted often: this one
 * counted, and surely did not leave.
 */
function releaseOthers(tx: Tx, id: string): void {
  run(
    tx.db,
    sql`UPDATE message SET not_before = 0, rev = ${tx.rev()} WHERE subject = (SELECT subject FROM message WHERE id = ${id} AND kind = 'initial')
      AND state = 'queued' AND rule = 'texted-often'`,
  );
}

/**
 * Moves these queued texts to another sender number, and has the guard asked about them again. Returns how
 * many.
 */
export function moveTexts(tx: Tx, toSender: string, which: Sql): number {
  return run(
    tx.db,
    sql`UPDATE message SET sender_number_id = ${toSender},
        connection_id = (SELECT connection_id FROM sender_number WHERE id = ${toSender}),
        not_before = iif(rule IS NULL, not_before, 0), rev = ${tx.rev()}
      WHERE state = 'queued' AND (${which})`,
  );
}

/** How a text ended without leaving. */
export type Ended = {
  readonly id: string;
  readonly conversation_id: string | null;
  readonly body: string;
  readonly author_id: string | null;
};

/**
 * What ended queued texts: a rule, null where a person did, or a stored sentence where a copy had queued
 * them. `besideAnother`: another text that is under way takes its place. That one may yet be given up
 * elsewhere, so it is no reason for other consoles.
 */
type Why = { readonly rule: GuardRule | null; readonly besideAnother?: true } | { readonly detail: Stored };

/**
 * Ends queued texts, which then never leave. cancelled: by an opt-out, a person or a closed campaign;
 * prevented: by the guard; dropped: a confirmation that was too late, or that a copy of a store had queued.
 * What a copy had queued may go on elsewhere, and a late confirmation by another clock; all others are taken
 * back for good. Returns those that were still queued; texts that are going out are not among them.
 */
export function endQueued(
  tx: Tx,
  which: Sql,
  state: 'cancelled' | 'prevented' | 'dropped',
  why: Why,
): Ended[] {
  const reason = 'rule' in why ? sql`rule = ${why.rule}` : sql`detail = ${why.detail}`;
  const forGood = 'rule' in why && why.besideAnother !== true && state !== 'dropped';
  const takenBack = forGood ? (why.rule ?? '') : null;
  return returned<Ended>(
    tx.db,
    sql`UPDATE message SET state = ${state}, ${reason}, settled_at = ${tx.now},
        taken_back = coalesce(${takenBack}, taken_back), rev = ${tx.rev()}
      WHERE state = 'queued' AND (${which}) RETURNING id, conversation_id, body, author_id`,
  );
}

/**
 * Marks a text as going out, under this lease. Only if this returns true may it be given to a provider.
 */
export function claimText(tx: Tx, id: string, fence = 0): boolean {
  return (
    run(
      tx.db,
      sql`UPDATE message SET state = 'sending', rule = NULL, error_code = NULL, detail = '', attempt = attempt + 1,
        claimed_at = ${tx.now}, fence = ${fence}, rev = ${tx.rev()} WHERE id = ${id} AND state = 'queued' AND taken_back IS NULL`,
    ) === 1
  );
}

/** The provider took the text. If a webhook has already settled it as delivered or failed, that stays. */
export function acceptText(tx: Tx, id: string, providerId: string, segments: number | undefined): void {
  const open = sql`state IN ('sending', 'unknown')`;
  run(
    tx.db,
    sql`UPDATE message SET state = iif(${open}, 'sent', state), error_code = iif(${open}, NULL, error_code),
        detail = iif(${open}, '', detail), provider_id = ${providerId},
        segments = coalesce(${segments ?? null}, segments), settled_at = ${tx.now}, rev = ${tx.rev()}
      WHERE id = ${id}`,
  );
}

/** Queued again, but for what was taken back meanwhile. */
const queuedAgain = (tx: Tx) =>
  sql`state = iif(taken_back IS NULL, 'queued', 'cancelled'), rule = nullif(taken_back, ''),
    settled_at = iif(taken_back IS NULL, NULL, ${tx.now})`;

/** Why a text waits for its next attempt, which is not before then; whether its provider put it off. */
export type Again = {
  readonly notBefore: number;
  readonly code: string;
  readonly detail: Stored;
  readonly putOff?: boolean;
};

/**
 * The provider surely did not take the text: it waits for its next attempt. `detail` is a stored sentence.
 * `claim`: the claim of which that is known. Another console may have taken over meanwhile, and could not
 * know more than that the text may have left. Returns whether it was taken back meanwhile, and so is
 * cancelled.
 */
export function requeueText(
  tx: Tx,
  id: string,
  again: Again,
  claim: { readonly attempt: number; readonly fence: number } = { attempt: 0, fence: 0 },
): boolean {
  const lostElsewhere = sql`state = 'unknown' AND fence > 0 AND fence = ${claim.fence} AND attempt = ${claim.attempt}`;
  const [became] = returned<{ state: string }>(
    tx.db,
    sql`UPDATE message SET ${queuedAgain(tx)}, not_before = ${again.notBefore}, error_code = ${again.code},
        detail = ${again.detail}, put_off = put_off + ${again.putOff === true ? 1 : 0}, rev = ${tx.rev()}
      WHERE id = ${id} AND ((state = 'sending' AND fence = ${claim.fence}) OR (${lostElsewhere}))
      RETURNING state`,
  );
  releaseOthers(tx, id);
  return became?.state === 'cancelled';
}

/**
 * It is unknown what became of texts that were going out, so they may have left. Returns how many. Names the
 * condition of the index message_in_flight word for word; without that SQLite reads all texts.
 */
export function loseTexts(tx: Tx, which: Sql, detail: Stored): number {
  return run(
    tx.db,
    sql`UPDATE message SET state = 'unknown', detail = ${detail}, rev = ${tx.rev()}
      WHERE state = 'sending' AND state IN ('sending', 'unknown') AND (${which})`,
  );
}

/**
 * Settles an unknown text: its outcome became known, or a person decided it; 'queued' only by a person, and
 * cancelled where another person took it back.
 */
export function settleUnknown(
  tx: Tx,
  id: string,
  became: 'queued' | 'sent' | 'delivered' | 'failed',
  providerId: string | null,
): void {
  const next = became === 'queued' ? queuedAgain(tx) : sql`state = ${became}, settled_at = ${tx.now}`;
  run(
    tx.db,
    sql`UPDATE message SET ${next}, provider_id = coalesce(${providerId}, provider_id), not_before = 0,
        detail = '', rev = ${tx.rev()}
      WHERE id = ${id} AND state = 'unknown'`,
  );
  if (became === 'queued' || became === 'failed') releaseOthers(tx, id);
}

/** Notes the provider's id, which a status brought before the answer to the sending did. */
export function nameText(tx: Tx, id: string, providerId: string): void {
  run(
    tx.db,
    sql`UPDATE message SET provider_id = ${providerId}, rev = ${tx.rev()}
      WHERE id = ${id} AND provider_id IS NULL`,
  );
}

/** A status says that the text left or arrived. */
export function settleText(
  tx: Tx,
  id: string,
  became: 'sent' | 'delivered',
  segments: number | undefined,
): void {
  run(
    tx.db,
    sql`UPDATE message SET state = ${became}, segments = coalesce(${segments ?? null}, segments),
        settled_at = ${tx.now}, rev = ${tx.rev()} WHERE id = ${id} AND ${IS_UNSETTLED}`,
  );
}

/** The text left, and the provider will not learn whether it arrived. `detail` is a stored sentence. */
export function settleWithoutReceipt(tx: Tx, id: string, detail: Stored): void {
  run(
    tx.db,
    sql`UPDATE message SET state = 'sent', detail = ${detail}, rev = ${tx.rev()}
      WHERE id = ${id} AND ${IS_UNSETTLED}`,
  );
}

/** The provider refused the text, at once or later. `detail` is a stored sentence. */
export function failText(tx: Tx, id: string, code: string, detail: Stored): void {
  run(
    tx.db,
    sql`UPDATE message SET state = 'failed', error_code = ${code}, detail = ${detail}, settled_at = ${tx.now},
        rev = ${tx.rev()} WHERE id = ${id} AND ${IS_UNSETTLED}`,
  );
  releaseOthers(tx, id);
}

/** In a union: whether a first text counts as one, or as a reply beside another console's. Others stay. */
export function countAsFirst(tx: Tx, id: string, counts: boolean): void {
  const [kind, beside] = counts ? ['initial', 0] : ['reply', 1];
  run(
    tx.db,
    sql`UPDATE message SET kind = ${kind}, beside = ${beside}
    WHERE id = ${id} AND (kind = 'initial' OR beside = 1)`,
  );
}

/**
 * After a union: this first text waits, and another console's counts, so it never leaves. The same on every
 * console, so no time and no revision is noted.
 */
export function endBeside(tx: Tx, id: string, detail: Stored): void {
  run(
    tx.db,
    sql`UPDATE message SET kind = 'initial', beside = 0, state = 'cancelled', rule = NULL, detail = ${detail},
        settled_at = created_at WHERE id = ${id} AND state = 'queued'`,
  );
}

/**
 * After a union: texts to a person that are queued here, and that another console took back, never leave. The
 * same on every console, so no time and no revision is noted. Returns their ids.
 */
export const endTakenBack = (tx: Tx, subject: string): string[] =>
  returned<{ id: string }>(
    tx.db,
    sql`UPDATE message INDEXED BY message_subject SET state = 'cancelled', rule = nullif(taken_back, ''),
        error_code = NULL, detail = '', settled_at = created_at
      WHERE subject = ${subject} AND state = 'queued' AND taken_back IS NOT NULL RETURNING id`,
  ).map(({ id }) => id);

/** Marks HELP as answered automatically ('help'), or as waiting for a person (null). */
export function markAutomatic(tx: Tx, which: Sql, automatic: 'help' | null): void {
  run(tx.db, sql`UPDATE message SET automatic = ${automatic}, rev = ${tx.rev()} WHERE ${which}`);
}

/** Marks a reply as a soft refusal. */
export function markSoftRefusal(tx: Tx, id: string, as: SoftRefusal): void {
  run(tx.db, sql`UPDATE message SET soft_refusal = ${as}, rev = ${tx.rev()} WHERE id = ${id}`);
}

/**
 * The person asked to stop again, so texts that were confirmed before need a new confirmation before they
 * leave.
 */
export function askAboutStopAgain(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE message INDEXED BY message_subject SET despite_stop = 0, rev = ${tx.rev()}
      WHERE subject = ${subject} AND despite_stop = 1`,
  );
}

/**
 * Removes words and number from a person's texts, and takes back what is queued. Ids, times and states stay,
 * so that figures keep their denominators and a repeated webhook is recognised.
 */
export function scrubTexts(tx: Tx, subject: string): void {
  run(
    tx.db,
    sql`UPDATE message SET body = '', pictures = iif(direction = 'in', 0, pictures), number = NULL, detail = '',
        rule = CASE WHEN state = 'queued' THEN 'opted-out' ELSE rule END,
        state = CASE WHEN state = 'queued' THEN 'cancelled' ELSE state END, rev = ${tx.rev()}
      WHERE subject = ${subject}`,
  );
}
