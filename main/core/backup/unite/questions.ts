import { settleDoubleAnswers } from '../../questions/answerRecord.ts';
import { retireChoice, retireQuestion } from '../../questions/questionRecord.ts';
import { all, one } from '../../store/statement.ts';
import { bringTable, changesOf, type Union } from './copy.ts';
import type { Row } from './source.ts';

type Rows = (table: 'question' | 'choice') => Iterable<Row>;

/** The newest revision among a campaign's questions and choices, by campaign. */
function newestRevisions(rows: Rows): Map<string, string> {
  const newest = new Map<string, string>();
  const campaigns = new Map<unknown, string>();
  const hear = (campaignId: string, rev: unknown) => {
    if (String(rev) > (newest.get(campaignId) ?? '')) newest.set(campaignId, String(rev));
  };
  for (const { id, campaign_id, rev } of rows('question')) {
    campaigns.set(id, String(campaign_id));
    hear(String(campaign_id), rev);
  }
  for (const { question_id, rev } of rows('choice')) {
    const campaignId = campaigns.get(question_id);
    if (campaignId !== undefined) hear(campaignId, rev);
  }
  return newest;
}

/**
 * Unites the questions of two stores. A campaign keeps one side's questions as a whole: the copy's in a
 * restore, else the newer; a mixture could lead nowhere, or in a circle. The other side's further questions
 * come in, or stay, as retired. Answers add up; where both have one to the same question, the later counts.
 * From a copy that could not be read completely, questions count only where we have none.
 */
export function bringQuestions(union: Union, restoring: boolean): void {
  const { db } = union.tx;
  const ours = newestRevisions((table) => all<Row>(db, `SELECT * FROM "${table}"`));
  const theirs = newestRevisions((table) => union.source.rows(table));
  const torn = union.source.torn.has('question') || union.source.torn.has('choice');
  const theirsCount = new Set(
    [...theirs]
      .map(([id, rev]) => ({ id: union.same.get(id) ?? id, rev }))
      .filter(({ id, rev }) => !ours.has(id) || (!torn && (restoring || rev > (ours.get(id) ?? ''))))
      .map(({ id }) => id),
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
        const key = id ?? String(row.id);
        // A question that is new here comes with its choices; one that comes in retired may be used again.
        if (!counts.has(key)) counts.set(key, id === undefined || theirsCount.has(String(row.campaign_id)));
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
  for (const campaignId of theirsCount) retireUnseen(union, campaignId, seen);
  bringTable(union, 'answer', {
    onConflict: (mine, other) => {
      if (mine.ended_at !== null || other.ended_at === null) return null;
      const { ended_at, ended_by, ended_why } = other;
      return { ended_at, ended_by, ended_why };
    },
  });
  settleDoubleAnswers(union.tx);
}

/**
 * Retires what the other side does not have. Such a question keeps its choices, since it may be used again.
 */
function retireUnseen({ tx }: Union, campaignId: string, seen: ReadonlySet<string>): void {
  const offered = all<{ id: string; question_id: string }>(
    tx.db,
    `SELECT c.id, c.question_id FROM question q JOIN choice c ON c.question_id = q.id
     WHERE q.campaign_id = ? AND c.retired_at IS NULL`,
    campaignId,
  );
  for (const { id, question_id } of offered) if (seen.has(question_id) && !seen.has(id)) retireChoice(tx, id);
  const asked = all<{ id: string }>(
    tx.db,
    'SELECT id FROM question WHERE campaign_id = ? AND retired_at IS NULL',
    campaignId,
  );
  for (const { id } of asked) if (!seen.has(id)) retireQuestion(tx, id);
}
