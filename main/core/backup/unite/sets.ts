import { retireOlder as retireOlderReplies } from '../../conversations/cannedReplies.ts';
import { retireOlder as retireOlderQuestions } from '../../questions/questionRecord.ts';
import { timeOf } from '../../store/clock.ts';
import { one, sql } from '../../store/statement.ts';
import type { Row } from './source.ts';
import { came, type Rules, type Union } from './union.ts';

/**
 * What a campaign asks, and the replies that it offers, are saved as a whole: all rows of it get one
 * revision. The set with the newest counts; a mixture could lead nowhere, or in a circle. Rows that only an
 * older set has are retired from when the newer one was saved.
 */

/** Retired by another set, not by whoever saved this row. */
const byOthers = ({ retired_at, rev }: Row) =>
  typeof retired_at === 'number' && typeof rev === 'string' && rev.length === 14 && retired_at > timeOf(rev);

/** What is known of each campaign's set before the union, and the revision that a restore gives it. */
function setsOf(union: Union, table: 'question' | 'canned_reply') {
  const known = new Map<string, boolean>();
  const revisions = new Map<string, string>();
  return {
    isKnown: (campaignId: string) => {
      const before =
        known.get(campaignId) ??
        one(union.tx.db, `SELECT 1 FROM ${table} WHERE campaign_id = ?`, campaignId) !== undefined;
      known.set(campaignId, before);
      return before;
    },
    revisionOf: (campaignId: string) => {
      const rev = revisions.get(campaignId) ?? union.tx.rev();
      revisions.set(campaignId, rev);
      return rev;
    },
  };
}

/**
 * The rules of one of the tables. `campaignOf`: whose set a row of theirs belongs to; `torn`: not all rows of
 * the set could be read.
 */
const setRules = (
  { mode }: Union,
  sets: ReturnType<typeof setsOf>,
  torn: boolean,
  campaignOf: (row: Row) => string,
): Rules => ({
  withoutDerived: (row) => (byOthers(row) ? { ...row, retired_at: null } : row),
  theirs: (row) => {
    if (mode === 'changes') return row;
    const campaignId = campaignOf(row);
    // From a copy that could not be read completely, a set counts only where we have none.
    if (torn && sets.isKnown(campaignId)) return { ...row, rev: '' };
    return mode === 'restore' ? { ...row, rev: sets.revisionOf(campaignId) } : row;
  },
});

/** Whether something of these tables cannot be read, for which those of a copy are read before all else. */
function isTorn(union: Union, ...tables: readonly string[]): boolean {
  if (union.mode !== 'changes')
    for (const table of tables) for (const row of union.source.rows(table)) void row;
  return tables.some((table) => union.source.torn.has(table));
}

export function questionRules(union: Union): { readonly question: Rules; readonly choice: Rules } {
  const torn = isTorn(union, 'question', 'choice');
  const sets = setsOf(union, 'question');
  const campaignOf = (questionId: unknown) =>
    one<{ campaign_id: string }>(union.tx.db, 'SELECT campaign_id FROM question WHERE id = ?', questionId)
      ?.campaign_id ?? '';
  return {
    question: {
      natural: [['campaign_id', 'code']],
      ...setRules(union, sets, torn, (row) => String(row.campaign_id)),
    },
    choice: {
      natural: [['question_id', 'code']],
      ...setRules(union, sets, torn, (row) => campaignOf(row.question_id)),
    },
  };
}

export const replyRules = (union: Union): Rules =>
  setRules(union, setsOf(union, 'canned_reply'), isTorn(union, 'canned_reply'), (row) =>
    String(row.campaign_id),
  );

/** After their rows came in. */
export function settleSets(union: Union): void {
  const { tx } = union;
  const asked = came(union, 'question.campaign_id');
  for (const questionId of came(union, 'choice.question_id')) {
    const row = one<{ campaign_id: string }>(
      tx.db,
      'SELECT campaign_id FROM question WHERE id = ?',
      questionId,
    );
    if (row) asked.add(row.campaign_id);
  }
  for (const campaignId of asked) {
    const newest = one<{ rev: string | null }>(
      tx.db,
      sql`SELECT max(rev) AS rev FROM (SELECT rev FROM question WHERE campaign_id = ${campaignId}
        UNION ALL SELECT c.rev FROM question q JOIN choice c ON c.question_id = q.id WHERE q.campaign_id = ${campaignId})`,
    )?.rev;
    if (newest) retireOlderQuestions(tx, campaignId, newest, retired(newest));
  }
  for (const campaignId of came(union, 'canned_reply.campaign_id')) {
    const newest = one<{ rev: string | null }>(
      tx.db,
      'SELECT max(rev) AS rev FROM canned_reply WHERE campaign_id = ?',
      campaignId,
    )?.rev;
    if (newest) retireOlderReplies(tx, campaignId, newest, retired(newest));
  }
}

/** When a set that is older than this revision was retired: after whatever its own rows say. */
const retired = (newest: string) => timeOf(newest) + 1;
