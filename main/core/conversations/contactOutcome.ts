import { type ContactFacts, type ContactOutcome, outcomeOf } from '../../../shared/results/outcome.ts';
import type { Condition } from '../access/visible.ts';

/**
 * The outcome of a contact in SQL. `outcomeOf` alone defines it. Its facts are read as one small number for
 * each conversation, and rows are counted and filtered by the outcome that `outcomeOf` gives for each
 * number.
 */

const CLOSED_AS = [null, 'wrong-number', 'refused'] as const;
const TEXT = ['none', 'left', 'failed'] as const;
/** Numbers of facts run from 0 up to here. */
const MOST = 384;

/** Whether an answer is in force in conversation `c`. */
const ANSWERED = `EXISTS (SELECT 1 FROM answer w INDEXED BY answer_conversation
  WHERE w.conversation_id = c.id AND w.ended_at IS NULL)`;

/** A person closed conversation `c` because the contact has died. */
const DIED = `EXISTS (SELECT 1 FROM action d INDEXED BY action_conversation WHERE d.conversation_id = c.id AND d.state = 'done'
  AND d.kind = 'wrong-number' AND d.resolution = 'close-wrong-number' AND d.rule GLOB 'deceased*')`;

/**
 * The facts of conversation `c` as one number; needs its row `f` of conversation_fact, which may be
 * missing.
 */
export const FACTS_NUMBER = `((c.opt_state <> 'none')
  + CASE c.outcome WHEN 'wrong-number' THEN 2 + 8 * ${DIED} WHEN 'refused' THEN 4 ELSE 0 END
  + 16 * (c.hold_at IS NOT NULL) + 32 * ${ANSWERED} + 64 * (f.replied_at IS NOT NULL)
  + CASE WHEN f.texted_at IS NULL THEN 0 WHEN f.text_state = 'failed' THEN 256 ELSE 128 END)`;

/** The facts in a number of `FACTS_NUMBER`. */
export function factsOf(number: number): ContactFacts {
  return {
    optedOut: (number & 1) !== 0,
    closedAs: CLOSED_AS[(number >> 1) & 3] ?? null,
    died: (number & 8) !== 0,
    onHold: (number & 16) !== 0,
    answered: (number & 32) !== 0,
    replied: (number & 64) !== 0,
    text: TEXT[number >> 7] ?? 'none',
  };
}

const NUMBERS: ReadonlyMap<ContactOutcome, number[]> = Map.groupBy(Array(MOST).keys(), (number) =>
  outcomeOf(factsOf(number)),
);

/** Conversation `c` has this outcome. */
export function hasOutcome(outcome: ContactOutcome): Condition {
  return {
    sql: `(SELECT ${FACTS_NUMBER} FROM (SELECT 1) LEFT JOIN conversation_fact f ON f.conversation_id = c.id)
      IN (SELECT value FROM json_each(?))`,
    values: [JSON.stringify(NUMBERS.get(outcome) ?? [])],
  };
}
