import type { ConversationFilter } from '../../../shared/contract/conversations.ts';
import type { Figure } from '../../../shared/contract/dashboard.ts';
import type { ResultQuestion, Results } from '../../../shared/contract/results.ts';
import { answerText } from '../../../shared/results/answerFilter.ts';
import { ContactOutcome, outcomeOf, wasReached } from '../../../shared/results/outcome.ts';
import { EVER, spanText } from '../../../shared/schema/range.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { FACTS_NUMBER, factsOf } from '../conversations/contactOutcome.ts';
import { countAnswered, countChoices, countValues } from '../questions/answerRecord.ts';
import { scriptOf } from '../questions/script.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import { IN_ORDER, stretches, within } from './walk.ts';

/** More values than this are left to the export. */
const MOST_VALUES = 20;

/** Contacts by their facts, counted a stretch at a time. */
async function countFacts(db: Reader, campaignId: string): Promise<Map<number, number>> {
  const counts = new Map<number, number>();
  for await (const stretch of stretches(db, campaignId)) {
    const where = within(stretch);
    const rows = all<{ facts: number; n: number }>(
      db,
      `SELECT ${FACTS_NUMBER} AS facts, count(*) AS n FROM ${IN_ORDER}
       LEFT JOIN conversation_fact f ON f.conversation_id = c.id WHERE ${where.sql} GROUP BY 1`,
      ...where.values,
    );
    for (const { facts, n } of rows) counts.set(facts, (counts.get(facts) ?? 0) + n);
  }
  return counts;
}

type Counted = { readonly value: string; readonly n: number };

/** Figures of answers that are numbers, without erased ones; null where there are none. */
function numbersOf(counted: readonly Counted[]): ResultQuestion['numbers'] {
  const sorted = counted
    .map(({ value, n }) => ({ number: Number(value), n }))
    .toSorted((a, b) => a.number - b.number);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return null;
  const count = sorted.reduce((total, { n }) => total + n, 0);
  const sum = sorted.reduce((total, { number, n }) => total + number * n, 0);
  /** The value at a place in the order of all answers. */
  const at = (place: number): number => {
    let left = place;
    for (const { number, n } of sorted) {
      if (left < n) return number;
      left -= n;
    }
    return last.number;
  };
  const median = (at(Math.floor((count - 1) / 2)) + at(Math.floor(count / 2))) / 2;
  return { sum, mean: sum / count, median, least: first.number, most: last.number };
}

/** The most frequent values, in the order of numbers. */
const frequent = (counted: readonly Counted[]) =>
  counted
    .toSorted((a, b) => b.n - a.n)
    .slice(0, MOST_VALUES)
    .toSorted((a, b) => Number(a.value) - Number(b.value));

/**
 * What a campaign brought: what became of its contacts, and what they answered. Each figure is the length of
 * the list that its filter opens. @throws CoreError NOT_FOUND
 */
export async function readResults(db: Reader, campaignId: string): Promise<Results> {
  const { name } = campaignOf(db, campaignId);
  const facts = [...(await countFacts(db, campaignId))].map(([number, n]) => ({ n, ...factsOf(number) }));
  const sum = (which: (each: (typeof facts)[number]) => boolean) =>
    facts.reduce((total, each) => (which(each) ? total + each.n : total), 0);
  const contacts = sum(() => true);
  const reached = sum(wasReached);
  const texted = { texted: spanText({ from: 0, to: EVER }) };
  const figure = (count: number, of: number, list: ConversationFilter): Figure => ({
    count,
    of,
    list: { campaignId, ...list },
  });
  const left = sum(({ text }) => text !== 'none');
  const { rows, choices } = scriptOf(db, campaignId);
  const answered = rows.length === 0 ? new Map<string, number>() : countAnswered(db, campaignId);
  const questions: ResultQuestion[] = [];
  for (const { id, code, name: called, text, kind, retired_at } of rows) {
    const among = answered.get(id) ?? 0;
    const asked = retired_at === null;
    if (!asked && among === 0) continue;
    const byChoice = countChoices(db, id);
    const counted = kind === 'number' ? countValues(db, id) : [];
    questions.push({
      code,
      name: called,
      text,
      kind,
      asked,
      answered: figure(among, reached, { answer: answerText({ question: code }) }),
      choices: choices
        .filter((choice) => choice.question_id === id)
        .filter((choice) => choice.retired_at === null || byChoice.has(choice.id))
        .map((choice) => ({
          code: choice.code,
          label: choice.label,
          figure: figure(byChoice.get(choice.id) ?? 0, among, {
            answer: answerText({ question: code, choice: choice.code }),
          }),
        })),
      values: frequent(counted).map(({ value, n }) => ({
        value,
        figure: figure(n, among, { answer: answerText({ question: code, value }) }),
      })),
      numbers: numbersOf(counted),
    });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return {
    campaignId,
    name,
    contacts,
    reached,
    texted: figure(left, contacts, texted),
    replied: figure(
      sum(({ text, replied }) => text !== 'none' && replied),
      left,
      { ...texted, replied: true },
    ),
    answered: figure(
      sum((each) => each.answered),
      reached,
      { answer: answerText({ question: '*' }) },
    ),
    optedOut: figure(
      sum(({ optedOut }) => optedOut),
      contacts,
      { optedOut: true },
    ),
    outcomes: ContactOutcome.options.map((outcome) => ({
      outcome,
      figure: figure(
        sum((each) => outcomeOf(each) === outcome),
        contacts,
        { outcome },
      ),
    })),
    questions: questions.toSorted((a, b) => Number(b.asked) - Number(a.asked)),
  };
}
