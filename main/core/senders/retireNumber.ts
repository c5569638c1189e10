import type { Warning, WarningCode } from '../../../shared/contract/base/warning.ts';
import { type ConnectionKind, factsOf, servesRegion } from '../../../shared/providers/index.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { mustConfirm, warning } from '../base/warnings.ts';
import { changeSender } from '../conversations/conversationRecord.ts';
import { moveTexts, releaseTexts } from '../conversations/messageRecord.ts';
import { IS_PRACTICE } from '../conversations/practiceSenders.ts';
import { append } from '../ledger/append.ts';
import { mayHaveLeft } from '../outbox/mayHaveLeft.ts';
import type { Core, Tx } from '../store/context.ts';
import { all, listOf, one, sql } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { writeAnew } from './writeAnew.ts';

/**
 * Retiring a sender number: what becomes of its waiting texts, and of the people who were not texted from it
 * yet. A reply from another number would begin a new thread on the person's phone, so replies never move.
 * First texts may, by an admin's choice (decision 29).
 */

/**
 * The work of a number. `firstTexts` wait for people who have never heard from it; `replies` are all other
 * texts that wait.
 */
export type NumberWork = {
  readonly firstTexts: number;
  readonly replies: number;
  /** People in running or paused campaigns who were not texted yet, without those whose first text waits. */
  readonly contacts: number;
};

/**
 * A queued text that no provider can have: never tried or surely refused, and no person was asked for its
 * outcome.
 */
const SURELY_HERE = `m.state = 'queued' AND m.provider_id IS NULL AND NOT EXISTS (SELECT 1 FROM action a
    WHERE a.subject = m.subject AND a.message_id = m.id AND a.kind = 'send-outcome-unknown')`;

/** Conversation `c` of campaign `k` that can still begin, in which nothing has come in or may have left. */
const UNTOUCHED = `k.state IN ('launched', 'paused') AND c.state <> 'closed' AND NOT EXISTS (SELECT 1 FROM message m
    WHERE m.conversation_id = c.id AND ${mayHaveLeft('m')} AND NOT (${SURELY_HERE}))`;

const WAITING = `SELECT DISTINCT c.id FROM message q JOIN conversation c ON c.id = q.conversation_id
    JOIN campaign k ON k.id = c.campaign_id
  WHERE q.sender_number_id = :id AND q.state = 'queued' AND c.sender_number_id = :id AND ${UNTOUCHED}`;
const UNTEXTED = `SELECT c.id FROM campaign k CROSS JOIN conversation c INDEXED BY conversation_campaign ON c.campaign_id = k.id
  WHERE c.state = 'to-send' AND c.sender_number_id = :id AND ${UNTOUCHED}`;

const idsOf = (db: Reader, query: string, id: string): string[] =>
  all<{ id: string }>(db, query, { id }).map((row) => row.id);

/** What retiring the number would lose, unless first texts move. */
export function workAt(db: Reader, id: string): NumberWork {
  const queued = one<{ all: number; first: number }>(
    db,
    `SELECT count(*) AS "all", count(*) FILTER (WHERE conversation_id IN (SELECT value FROM json_each(?))) AS first
     FROM message WHERE sender_number_id = ? AND state = 'queued'`,
    JSON.stringify(idsOf(db, WAITING, id)),
    id,
  );
  const contacts = one<{ n: number }>(db, `SELECT count(*) AS n FROM (${UNTEXTED})`, { id });
  const firstTexts = queued?.first ?? 0;
  return { firstTexts, replies: (queued?.all ?? 0) - firstTexts, contacts: contacts?.n ?? 0 };
}

/**
 * Numbers that can take over: in use, for the same regions, on a connection that may send. Numbers of real
 * connections only by such, practice and simulated ones only by such (decision 28).
 */
export function successorsOf(db: Reader, id: string): { id: string; number: string; label: string }[] {
  const own = one<ConnectionKind>(
    db,
    'SELECT n.provider, n.profile FROM sender_number s JOIN connection n ON n.id = s.connection_id WHERE s.id = ?',
    id,
  );
  if (own === undefined) return [];
  return all<ConnectionKind & { id: string; number: string; label: string }>(
    db,
    `SELECT s.id, s.number, s.label, n.provider, n.profile FROM sender_number own
       JOIN connection h ON h.id = own.connection_id JOIN connection n JOIN sender_number s ON s.connection_id = n.id
     WHERE own.id = ? AND s.id <> own.id AND s.active = 1 AND s.stopped_at IS NULL AND n.state = 'ready'
       AND (n.provider = 'simulator') = (h.provider = 'simulator')
       AND ${IS_PRACTICE} = ${IS_PRACTICE.replace('n.', 'h.')}
     ORDER BY n.id <> h.id, s.number`,
    id,
  )
    .filter((other) => factsOf(own).regions.every((region) => servesRegion(other, region)))
    .map(({ provider: _, profile: _p, ...number }) => number);
}

function questions(work: NumberWork, moves: boolean): Warning[] {
  const { firstTexts, replies, contacts } = work;
  const lost = moves ? replies : firstTexts + replies;
  const found: Warning[] = [];
  if (lost > 0) {
    const first = t('warnings:sender.first', { count: firstTexts });
    const others = t('warnings:sender.replies', { count: replies });
    const kinds = moves || firstTexts === 0 ? others : replies === 0 ? first : `${first}, ${others}`;
    const instead = !moves && firstTexts > 0 ? ` ${t('warnings:sender.instead')}` : '';
    found.push(warning('sender-has-queued', { count: lost, kinds, instead }));
  }
  if (contacts > 0 && !moves) found.push(warning('sender-has-contacts', { count: contacts }));
  return found;
}

const connectionOf = (db: Reader, id: string) =>
  one<{ id: string }>(db, sql`SELECT connection_id AS id FROM sender_number WHERE id = ${id}`)?.id;

/**
 * Moves first texts and the people who were not texted to the other number. The guard is asked about the new
 * pair before each text leaves. Beside other consoles, of which another one may have claimed a text and not
 * told yet, no text goes over to another connection, whose lease would not keep both from sending it: it is
 * taken back, which that console hears before its request, and written anew.
 */
function move(core: Core, tx: Tx, from: string, to: string): { texts: number; contacts: number } {
  const waiting = idsOf(tx.db, WAITING, from);
  const untexted = idsOf(tx.db, UNTEXTED, from);
  const which = sql`sender_number_id = ${from} AND conversation_id IN ${listOf(waiting)}`;
  const oneLease = core.sending.alone || connectionOf(tx.db, from) === connectionOf(tx.db, to);
  const texts = oneLease ? moveTexts(tx, to, which) : writeAnew(tx, to, which);
  changeSender(tx, to, waiting);
  const contacts = changeSender(tx, to, untexted);
  return { texts, contacts };
}

/**
 * Retires the number's work, in the caller's transaction: warns of what would be lost, moves what may move to
 * `moveTo`, and releases the rest, which the guard then takes back. Returns what moved and how many texts are
 * lost.
 * @throws UnconfirmedError, with the counts; CoreError INVALID for a number that cannot take over
 */
export function giveUpNumber(
  core: Core,
  tx: Tx,
  actorId: string,
  id: string,
  by: { readonly moveTo: string | undefined; readonly confirmed: readonly WarningCode[] },
): { texts: number; contacts: number; givenUp: number } {
  const { moveTo } = by;
  if (moveTo !== undefined && !successorsOf(tx.db, id).some((other) => other.id === moveTo))
    throw new CoreError('INVALID', t('core:connection.notASuccessor'));
  mustConfirm(questions(workAt(tx.db, id), moveTo !== undefined), by.confirmed);
  const moved = moveTo === undefined ? { texts: 0, contacts: 0 } : move(core, tx, id, moveTo);
  if (moveTo !== undefined)
    append(core, tx, {
      kind: 'sender-texts-moved',
      actorId,
      payload: { from: id, to: moveTo, texts: moved.texts, contacts: moved.contacts },
    });
  // Texts that are queued from it can never leave: the guard takes them back at once, and their conversations
  // show it.
  const givenUp = releaseTexts(tx, sql`sender_number_id = ${id}`);
  core.wake();
  return { ...moved, givenUp };
}
