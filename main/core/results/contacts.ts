import type { ContactResult, ResultsFilter } from '../../../shared/contract/results.ts';
import { mayBeTexted, outcomeOf } from '../../../shared/results/outcome.ts';
import type { OptOutCause } from '../../../shared/schema/causes.ts';
import { KEPT_IN_STORE, type KeptRow, keptOf } from '../../../shared/schema/contactColumns.ts';
import type { OptState } from '../../../shared/schema/words.ts';
import { and } from '../access/visible.ts';
import type { PageOf } from '../base/slices.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { FACTS_NUMBER, factsOf } from '../conversations/contactOutcome.ts';
import { fieldsOf } from '../conversations/conversation.ts';
import { knownAmong } from '../people/known.ts';
import { stopWaitsFor } from '../people/stopWaiting.ts';
import { scriptOf } from '../questions/script.ts';
import type { Core } from '../store/context.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { fitting, IN_ORDER, readPlace, stretchAfter, within, writePlace } from './walk.ts';

type Row = KeptRow & {
  readonly id: string;
  readonly subject: string;
  readonly number: string | null;
  readonly fields: string;
  readonly opt_state: OptState;
  readonly opt_cause: OptOutCause | null;
  readonly texter_id: string | null;
  readonly facts: number;
  readonly stop_waits: number;
  readonly texted_at: number | null;
  readonly text_state: ContactResult['textState'];
  readonly replied_at: number | null;
};

type AnswerRow = {
  readonly conversation_id: string;
  readonly question_id: string;
  readonly choice_id: string | null;
  readonly value: string | null;
  readonly recorded_by: string | null;
  readonly recorded_at: number;
};

const KEPT = KEPT_IN_STORE.map((column) => `c.${column}`).join(', ');

/** Names of all accounts, by id. */
export function accountNames(db: Reader): Map<string, string> {
  return new Map(
    all<{ id: string; name: string }>(db, 'SELECT id, name FROM account').map(({ id, name }) => [id, name]),
  );
}

/** Answers in force by conversation, those to the first question first. */
function answersOf(db: Reader, campaignId: string, ids: string, names: ReadonlyMap<string, string>) {
  const { rows, choices } = scriptOf(db, campaignId);
  const found = new Map<string, ContactResult['answers']>();
  if (rows.length === 0) return found;
  const given = Map.groupBy(
    all<AnswerRow>(
      db,
      `SELECT r.conversation_id, r.question_id, r.choice_id, r.value, r.recorded_by, r.recorded_at
       FROM json_each(?) p CROSS JOIN answer r INDEXED BY answer_conversation ON r.conversation_id = p.value
       WHERE r.ended_at IS NULL`,
      ids,
    ),
    (row) => row.conversation_id,
  );
  const byId = new Map(choices.map((choice, position) => [choice.id, { choice, position }]));
  const inOrder = rows.toSorted((a, b) => Number(a.retired_at !== null) - Number(b.retired_at !== null));
  for (const [id, answers] of given) {
    const own = inOrder.flatMap((question) => {
      const these = answers.filter(({ question_id }) => question_id === question.id);
      const counted = question.kind === 'many' ? these : these.slice(-1);
      const last = counted.at(-1);
      if (last === undefined) return [];
      const chosen = counted.flatMap(({ choice_id }) => byId.get(choice_id ?? '') ?? []);
      return [
        {
          question: question.code,
          name: question.name,
          choices: chosen
            .toSorted((a, b) => a.position - b.position)
            .map(({ choice: { code, label } }) => ({ code, label })),
          value: last.value,
          by: names.get(last.recorded_by ?? '') ?? null,
          at: last.recorded_at,
          asked: question.retired_at === null,
        },
      ];
    });
    found.set(id, own);
  }
  return found;
}

/** Names of tags by conversation. */
function tagsOf(db: Reader, ids: string): Map<string, string[]> {
  const rows = all<{ id: string; name: string }>(
    db,
    `SELECT g.conversation_id AS id, n.name FROM json_each(?) p CROSS JOIN conversation_tag g ON g.conversation_id = p.value
     JOIN tag n ON n.id = g.tag_id ORDER BY n.name`,
    ids,
  );
  const byId = Map.groupBy(rows, ({ id }) => id);
  return new Map([...byId].map(([id, tags]) => [id, tags.map(({ name }) => name)]));
}

export type PageQuery = {
  readonly campaignId: string;
  readonly filter: ResultsFilter;
  readonly cursor?: string | undefined;
  readonly limit: number;
  /** How many contacts are looked at, at most; where left out, as many as a page of a list may take. */
  readonly step?: number;
};

/**
 * One page of a campaign's contacts with outcome and answers. @throws CoreError NOT_FOUND; INVALID for a
 * cursor that is none
 */
export function contactPage(
  core: Pick<Core, 'db' | 'subjectKey'>,
  { campaignId, filter, cursor, limit, step }: PageQuery,
): PageOf<ContactResult> {
  const { db } = core;
  campaignOf(db, campaignId);
  const place = readPlace(db, campaignId, cursor);
  const stretch = stretchAfter(db, campaignId, place.subject, step);
  const texted = filter.during === undefined ? {} : { texted: filter.during };
  const where = and(within(stretch), fitting(filter, { campaignId, ...texted }));
  const rows = all<Row>(
    db,
    `SELECT c.id, c.subject, c.number, ${KEPT}, c.fields, c.opt_state, c.opt_cause, c.texter_id, ${FACTS_NUMBER} AS facts,
       ${stopWaitsFor('c.subject')} AS stop_waits,
       f.texted_at, f.text_state, f.replied_at
     FROM ${IN_ORDER} LEFT JOIN conversation_fact f ON f.conversation_id = c.id
     WHERE ${where.sql} ORDER BY c.subject LIMIT ?`,
    ...where.values,
    limit + 1,
  );
  const page = rows.slice(0, limit);
  const end = rows.length > limit ? page.at(-1) : stretch.upTo;
  const ids = JSON.stringify(page.map(({ id }) => id));
  const names = accountNames(db);
  const [answers, tags] = [answersOf(db, campaignId, ids, names), tagsOf(db, ids)];
  const people = page.map(({ subject, first_name, last_name }) => ({
    subject,
    name: `${first_name} ${last_name}`,
  }));
  const known = knownAmong(core, people);
  const items = page.map((row, index) => {
    const who = people[index];
    const facts = who && known.get(who);
    const takesTexts = !facts?.noTexts && !facts?.wrong;
    const outcome = outcomeOf(factsOf(row.facts));
    return {
      id: row.id,
      number: row.number,
      ...keptOf(row),
      fields: row.fields === '{}' ? {} : fieldsOf(row),
      outcome,
      // While a request to stop waits, the contact is in no such list, though nothing holds the number.
      mayBeTexted: row.number !== null && row.stop_waits === 0 && mayBeTexted(outcome, takesTexts),
      optedOut: row.opt_state !== 'none',
      optOutCause: row.opt_cause,
      texter: names.get(row.texter_id ?? '') ?? null,
      tags: tags.get(row.id) ?? [],
      textedAt: row.texted_at,
      textState: row.text_state,
      repliedAt: row.replied_at,
      answers: answers.get(row.id) ?? [],
    };
  });
  return { items, nextCursor: end ? writePlace({ conversationId: end.id, messageId: null }) : null };
}
