import type { OptOutFilter } from '../../../shared/contract/optOuts.ts';
import { en } from '../../../shared/locales/en/index.ts';
import { t } from '../../../shared/text/say.ts';
import type { Condition } from '../access/visible.ts';
import { namesMatch } from '../conversations/conversationSearch.ts';
import { likeText } from '../store/partOf.ts';

type ReasonName = keyof typeof en.kept.reason;
const REASON_NAMES = (Object.keys(en.kept.reason) as ReasonName[]).filter((name) => name !== 'withWords');

/** Heed’s own reasons that hold a text in the caller’s language. */
export const meantBy = (text: string): ReasonName[] =>
  REASON_NAMES.filter((name) => t(`kept:reason.${name}`).toLowerCase().includes(text.toLowerCase()));

/**
 * A condition that searches a reason as the caller reads it: what somebody wrote, and Heed's own reasons in
 * the caller's language, never their keys. `text` is put between wildcards by the caller.
 */
function reasonHolds(column: 'o.reason' | 'r.reason', text: string, like: string): Condition {
  const meant = meantBy(text);
  const added = `coalesce(json_extract(${column}, '$.with.words'), json_extract(${column}, '$.with.text'), '')`;
  return {
    sql: `(CASE WHEN json_valid(${column})
      THEN ${added} LIKE ? ESCAPE '\\'${meant.map(() => ` OR ${column} LIKE ?`).join('')} ELSE 0 END)`,
    values: [like, ...meant.map((name) => `%kept:reason.${name}%`)],
  };
}

/** Which table's lines are read. `o` is the opt-out; of a reversal, the first of those that it names. */
export type Side = 'opt-out' | 'reversal';

const is = (sql: string, ...values: unknown[]): Condition => ({ sql, values });

/**
 * The digits of a part of a number, however they are typed, without trunk zero, (0) and 00. Null: this is no
 * number.
 */
export function digitsOf(text: string): string | null {
  if (!/^[\d\s()+./\p{Pd}]+$/u.test(text)) return null;
  const digits = text.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^0+/, '');
  return digits.length >= 3 ? digits : null;
}

/**
 * The subjects of people who have every word in a name: from the index of names, or, where all words are too
 * short for it, from the index of subjects from end to end.
 */
export function subjectsNamed(text: string): Condition {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const names = words.map(() => "(w.first_name || ' ' || w.last_name) LIKE ? ESCAPE '\\'").join(' AND ');
  const match = namesMatch(text);
  return match === null
    ? is(
        `SELECT w.subject FROM conversation w INDEXED BY conversation_subject WHERE ${names}`,
        ...words.map(likeText),
      )
    : is(
        `SELECT w.subject FROM name_index CROSS JOIN conversation w ON w.seq = name_index.rowid
         WHERE name_index MATCH ? AND ${names}`,
        match,
        ...words.map(likeText),
      );
}

/** Searches a part of a number, or words in the name, in what the contact wrote, or in a reason. */
function searched(text: string, side: Side): Condition {
  const digits = digitsOf(text);
  if (digits !== null) return is('o.number LIKE ?', `%${digits}%`);
  const like = likeText(text);
  const named = subjectsNamed(text);
  const subject = side === 'opt-out' ? 'o.subject' : 'r.subject';
  const own = reasonHolds(side === 'opt-out' ? 'o.reason' : 'r.reason', text, like);
  return is(
    `(${own.sql} OR o.matched LIKE ? ESCAPE '\\'
      OR ${subject} IN (${named.sql})
      OR EXISTS (SELECT 1 FROM message x WHERE x.id = o.message_id AND x.body LIKE ? ESCAPE '\\'))`,
    ...own.values,
    like,
    ...named.values,
    like,
  );
}

const PROFILE = `coalesce((SELECT p.profile FROM conversation q JOIN campaign p ON p.id = q.campaign_id WHERE q.id = o.conversation_id),
  (SELECT h.profile FROM sender_number g JOIN connection h ON h.id = g.connection_id WHERE g.id = o.sender_number_id))`;

/**
 * Conditions that no index answers. Those on other tables are subqueries, so that SQLite keeps the chosen
 * order.
 */
export function conditionsOf(filter: OptOutFilter, side: Side, subject: string | null): Condition[] {
  const line = side === 'opt-out' ? 'o' : 'r';
  const parts: Condition[] = [];
  if (filter.from !== undefined) parts.push(is(`${line}.at >= ?`, filter.from));
  if (filter.to !== undefined) parts.push(is(`${line}.at < ?`, filter.to));
  if (filter.state === 'in-force' || filter.state === 'reversed')
    parts.push(is(`o.reversed = ${filter.state === 'reversed' ? 1 : 0}`));
  if (filter.state === 'opted-in' || filter.state === 'undone')
    parts.push(is(`r.undo = ${filter.state === 'undone' ? 1 : 0}`));
  if (filter.cause !== undefined) parts.push(is('o.cause = ?', filter.cause));
  if (filter.importId !== undefined) parts.push(is('o.import_id = ?', filter.importId));
  if (filter.campaignId !== undefined) {
    parts.push(
      is(
        'o.conversation_id IS NOT NULL AND EXISTS (SELECT 1 FROM conversation q WHERE q.id = o.conversation_id AND q.campaign_id = ?)',
        filter.campaignId,
      ),
    );
  }
  if (filter.texterId !== undefined) {
    parts.push(
      is(
        `(${line}.actor_id = ? OR EXISTS (SELECT 1 FROM conversation q WHERE q.id = o.conversation_id AND q.texter_id = ?))`,
        filter.texterId,
        filter.texterId,
      ),
    );
  }
  if (filter.profile !== undefined) parts.push(is(`${PROFILE} = ?`, filter.profile));
  if (filter.review !== undefined) {
    parts.push(
      is('EXISTS (SELECT 1 FROM review_item i WHERE i.opt_out_id = o.id AND i.state = ?)', filter.review),
    );
  }
  const text = filter.search?.trim() ?? '';
  if (text !== '' && subject === null) parts.push(searched(text, side));
  if (subject !== null) parts.push(is(`${line}.subject = ?`, subject));
  return parts;
}

/**
 * The tables that can have lines of this state: an opt-out is never "opted in", a reversal never "in force".
 */
export function sidesOf({ state, review }: OptOutFilter): readonly Side[] {
  if (review !== undefined) return state === 'opted-in' || state === 'undone' ? [] : ['opt-out'];
  if (state === undefined) return ['opt-out', 'reversal'];
  return state === 'in-force' || state === 'reversed' ? ['opt-out'] : ['reversal'];
}

/**
 * The index to walk; each ends in list order. Chosen here, not by SQLite's planner, which knows no figures of
 * the store.
 */
export function indexOf(filter: OptOutFilter, side: Side, subject: string | null): string {
  if (subject !== null) return side === 'opt-out' ? 'opt_out_subject' : 'reversal_subject';
  if (side === 'reversal') return 'reversal_recent';
  if (filter.importId !== undefined) return 'opt_out_import';
  if (filter.cause !== undefined) return 'opt_out_cause';
  if (filter.campaignId !== undefined) return 'opt_out_told';
  return filter.state === 'reversed' ? 'opt_out_reversed_recent' : 'opt_out_recent';
}
