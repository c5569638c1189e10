import { retireOlder as retireOlderReplies } from '../../conversations/cannedReplies.ts';
import { retireOlder as retireOlderQuestions } from '../../questions/questionRecord.ts';
import { timeOf } from '../../store/clock.ts';
import { one, sql } from '../../store/statement.ts';
import type { Row } from './source.ts';
import type { Rules, Union } from './union.ts';

/**
 * What a campaign asks, and the replies that it offers, are saved as a whole: all rows of it get one
 * revision. The set with the newest counts; a mixture could lead nowhere, or in a circle. Rows that only an
 * older set has are retired from when the newer one was saved.
 */

/** Retired by another set, not by whoever saved this row. */
const byOthers = ({ retired_at, rev }: Row) =>
  typeof retired_at === 'number' && typeof rev === 'string' && rev.length === 14 && retired_at > timeOf(rev);

/** The rules of one of the tables. `campaignOf`: whose set a row of theirs belongs to. */
function setRules(
  union: Union,
  natural: Rules['natural'],
  torn: () => boolean,
  campaignOf: (row: Row) => string,
  known: (campaignId: string) => boolean,
  theirRev: (campaignId: string) => string,
): Rules {
  return {
    ...(natural ? { natural } : {}),
    plain: (row) => (byOthers(row) ? { ...row, retired_at: null } : row),
    theirs: (row) => {
      if (union.mode === 'changes') return row;
      const campaignId = campaignOf(row);
      // From a copy that could not be read completely, a set counts only where we have none.
      if (torn() && known(campaignId)) return { ...row, rev: '' };
      return union.mode === 'restore' ? { ...row, rev: theirRev(campaignId) } : row;
    },
  };
}

/**
 * Whether something of these tables cannot be read, for which those of a copy are read once, before all
 * else.
 */
function tornOf(union: Union, ...tables: readonly string[]): () => boolean {
  if (union.mode !== 'changes')
    for (const table of tables) for (const row of union.source.rows(table)) void row;
  const torn = tables.some((table) => union.source.torn.has(table));
  return () => torn;
}

export function questionRules(union: Union): { readonly question: Rules; readonly choice: Rules } {
  const { db } = union.tx;
  const torn = tornOf(union, 'question', 'choice');
  const had = new Map<string, boolean>();
  const known = (id: string) => {
    const before = had.get(id) ?? one(db, 'SELECT 1 FROM question WHERE campaign_id = ?', id) !== undefined;
    had.set(id, before);
    return before;
  };
  const revisions = new Map<string, string>();
  const theirRev = (id: string) => {
    const rev = revisions.get(id) ?? union.tx.rev();
    revisions.set(id, rev);
    return rev;
  };
  const ofQuestion = (row: Row) => String(row.campaign_id);
  const ofChoice = (row: Row) =>
    one<{ campaign_id: string }>(db, 'SELECT campaign_id FROM question WHERE id = ?', row.question_id)
      ?.campaign_id ?? '';
  return {
    question: setRules(union, [['campaign_id', 'code']], torn, ofQuestion, known, theirRev),
    choice: setRules(union, [['question_id', 'code']], torn, ofChoice, known, theirRev),
  };
}

export function replyRules(union: Union): Rules {
  const { db } = union.tx;
  const had = new Map<string, boolean>();
  const known = (id: string) => {
    const before =
      had.get(id) ?? one(db, 'SELECT 1 FROM canned_reply WHERE campaign_id = ?', id) !== undefined;
    had.set(id, before);
    return before;
  };
  const revisions = new Map<string, string>();
  const theirRev = (id: string) => {
    const rev = revisions.get(id) ?? union.tx.rev();
    revisions.set(id, rev);
    return rev;
  };
  return setRules(
    union,
    undefined,
    tornOf(union, 'canned_reply'),
    (row) => String(row.campaign_id),
    known,
    theirRev,
  );
}

const came = (union: Union, ...names: readonly string[]) =>
  new Set(names.flatMap((name) => [...(union.came.get(name) ?? [])]));

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
