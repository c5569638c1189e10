import type { Role } from '../../../shared/schema/words.ts';
import { isAbusive } from '../rules/abuse.ts';
import { all, one } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Somebody who reads. */
export type Viewer = { readonly id: string; readonly role: Role };

/**
 * A piece of an SQL condition and the values of its question marks. The text is fixed, never made from input.
 */
export type Condition = { readonly sql: string; readonly values: readonly unknown[] };

/**
 * Which conversations a person may see (design, rule 10): a texter their own, without those that were opted
 * out automatically and those of archived campaigns; everybody else all. Every query over conversations,
 * messages and actions uses this one condition, those of lists and counts `listed`. `alias` names the
 * conversation table in the query.
 */
export function visible(viewer: Viewer, alias = 'c'): Condition {
  if (viewer.role !== 'texter') return { sql: 'TRUE', values: [] };
  const archived = `SELECT 1 FROM campaign z WHERE z.id = ${alias}.campaign_id AND z.archived_at IS NOT NULL`;
  const sql = `(${alias}.opt_state <> 'automatic' AND ${alias}.texter_id = ? AND NOT EXISTS (${archived}))`;
  return { sql, values: [viewer.id] };
}

/**
 * No test of a script (`campaign.is_test`): such conversations stand in no list and in no figure. `campaign`:
 * the column with the campaign’s id.
 */
export const noTest = (campaign = 'c.campaign_id') =>
  `NOT EXISTS (SELECT 1 FROM campaign x INDEXED BY campaign_test WHERE x.id = ${campaign} AND x.is_test = 1)`;

/** Which conversations a person finds in lists and counts: those that they may see, and no tests. */
export function listed(viewer: Viewer): Condition {
  return and(visible(viewer), { sql: noTest(), values: [] });
}

/**
 * Which texts of a visible conversation a person may read. After an opt-in, a conversation that was opted out
 * automatically is visible again; to texters without the text that did it, without confirmations, and without
 * what the provider sent in our name.
 */
export function visibleTexts(viewer: Viewer, alias = 'm'): Condition {
  if (viewer.role !== 'texter') return { sql: 'TRUE', values: [] };
  return {
    sql: `(${alias}.kind NOT IN ('confirmation', 'provider-text') AND NOT EXISTS (SELECT 1 FROM opt_out v
      WHERE v.subject = ${alias}.subject AND v.message_id = ${alias}.id AND v.automatic = 1))`,
    values: [],
  };
}

/**
 * Whether any opt-out of the number was automatic, whose traces texters must not see. The table `alias` has a
 * column `subject`.
 */
export function hadAutomatic(alias: string): string {
  return `EXISTS (SELECT 1 FROM opt_out h WHERE h.subject = ${alias}.subject AND h.automatic = 1)`;
}

/**
 * Which notes of a visible conversation a person may read. Notes that others wrote while a texter could not
 * see it would reveal the automatic opt-out.
 */
export function visibleNotes(viewer: Viewer, alias = 'n'): Condition {
  return { sql: viewer.role === 'texter' ? `${alias}.overseers_only = 0` : 'TRUE', values: [] };
}

/** Conditions joined by AND, with their values in order. */
export function and(...conditions: readonly Condition[]): Condition {
  return {
    sql: conditions.map((condition) => condition.sql).join(' AND ') || 'TRUE',
    values: conditions.flatMap((condition) => condition.values),
  };
}

/**
 * For rows with a number: texters must not see one that is opted out automatically. The table `alias` has a
 * column `subject`.
 */
export function visibleNumber(viewer: Viewer, alias: string): Condition {
  if (viewer.role !== 'texter') return { sql: 'TRUE', values: [] };
  return {
    sql: `NOT EXISTS (SELECT 1 FROM opt_out n WHERE n.subject = ${alias}.subject AND n.reversed = 0 AND n.automatic = 1)`,
    values: [],
  };
}

/** Whether a number is opted out automatically, so that texters must not hear of its changes. */
export function isHiddenFromTexters(db: Reader, subject: string): boolean {
  const sql = 'SELECT 1 FROM opt_out WHERE subject = ? AND reversed = 0 AND automatic = 1 LIMIT 1';
  return one(db, sql, subject) !== undefined;
}

/** The texters who have a conversation with a number, in any campaign. */
export function textersWith(db: Reader, subject: string): string[] {
  const sql = `SELECT DISTINCT texter_id AS id FROM conversation INDEXED BY conversation_subject
    WHERE subject = ? AND texter_id IS NOT NULL`;
  return all<{ id: string }>(db, sql, subject).map(({ id }) => id);
}

/**
 * A contact's words outside of their thread. For texters, words that may be abusive are left out; they can
 * unfold them in the thread.
 */
export function redactForTexter(viewer: Viewer, text: string): string {
  return viewer.role === 'texter' && isAbusive(text) ? '' : text;
}
