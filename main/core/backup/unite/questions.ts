import { settleDoubleAnswers } from '../../questions/answerRecord.ts';
import { retireChoice, retireQuestion } from '../../questions/questionRecord.ts';
import { all, one } from '../../store/statement.ts';
import type { Reader } from '../../store/types.ts';
import { bringTable, changesOf, type Union } from './copy.ts';
import type { Row } from './source.ts';

/** The newest revision among a campaign's questions and choices, by campaign. */
function newestRevisions(db: Reader): Map<string, string> {
  const rows = all<{ campaign_id: string; rev: string }>(
    db,
    `SELECT q.campaign_id, max(max(q.rev), coalesce(max(c.rev), '')) AS rev
     FROM question q LEFT JOIN choice c ON c.question_id = q.id GROUP BY q.campaign_id`,
  );
  return new Map(rows.map(({ campaign_id, rev }) => [campaign_id, rev]));
}

const hasQuestions = (db: Reader) =>
  one(db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'question'") !== undefined;

/**
 * The questions of two histories. A campaign asks what one of the two sides had saved as a whole: the copy's
 * where it is restored, else the newer; two scripts mixed could lead nowhere, or round. What the other side
 * alone has comes in, or stays, as retired. Answers add up; where both recorded one for the same question the
 * later counts.
 */
export function bringQuestions(union: Union, restoring: boolean): void {
  const { db } = union.tx;
  if (!hasQuestions(union.source.db)) return;
  const ours = newestRevisions(db);
  const theirs = newestRevisions(union.source.db);
  const theirsCount = new Set(
    [...theirs]
      .filter(([id, rev]) => restoring || rev > (ours.get(id) ?? ''))
      .map(([id]) => union.same.get(id) ?? id),
  );
  const seen = new Set<string>();
  const counts = new Map<string, boolean>();
  const retired = (row: Row): Row => ({ ...row, retired_at: row.retired_at ?? union.tx.now });
  const rules = (countsFor: (row: Row) => boolean, matches: (row: Row) => string | null) => ({
    match: (row: Row) => {
      const id = matches(row);
      seen.add(id ?? String(row.id));
      return id;
    },
    onInsert: (row: Row) => (countsFor(row) ? row : retired(row)),
    onConflict: (mine: Row, other: Row) => {
      if (!countsFor(other)) return null;
      const change = changesOf(mine, other);
      return Object.keys(change).length === 0 ? null : change;
    },
  });
  bringTable(
    union,
    'question',
    rules(
      (row) => theirsCount.has(String(row.campaign_id)),
      (row) => {
        const id = one<{ id: string }>(
          db,
          'SELECT id FROM question WHERE campaign_id = ? AND code = ?',
          row.campaign_id,
          row.code,
        )?.id;
        counts.set(id ?? String(row.id), theirsCount.has(String(row.campaign_id)));
        return id ?? null;
      },
    ),
  );
  bringTable(
    union,
    'choice',
    rules(
      (row) => counts.get(String(row.question_id)) ?? false,
      (row) =>
        one<{ id: string }>(
          db,
          'SELECT id FROM choice WHERE question_id = ? AND code = ?',
          row.question_id,
          row.code,
        )?.id ?? null,
    ),
  );
  for (const campaignId of theirsCount) {
    for (const { id } of inForce(db, 'q.id', campaignId)) if (!seen.has(id)) retireQuestion(union.tx, id);
    for (const { id } of inForce(db, 'c.id', campaignId)) if (!seen.has(id)) retireChoice(union.tx, id);
  }
  bringTable(union, 'answer', {
    onConflict: (mine, other) => {
      if (mine.ended_at !== null || other.ended_at === null) return null;
      const { ended_at, ended_by, ended_why } = other;
      return { ended_at, ended_by, ended_why };
    },
  });
  settleDoubleAnswers(union.tx);
}

/** Ids of what a campaign asks or offers. */
function inForce(db: Reader, column: 'q.id' | 'c.id', campaignId: string): { id: string }[] {
  return column === 'q.id'
    ? all(db, 'SELECT id FROM question WHERE campaign_id = ? AND retired_at IS NULL', campaignId)
    : all(
        db,
        `SELECT c.id FROM question q JOIN choice c ON c.question_id = q.id
         WHERE q.campaign_id = ? AND c.retired_at IS NULL`,
        campaignId,
      );
}
