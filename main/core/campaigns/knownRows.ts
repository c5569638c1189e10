import type { TakeIn } from '../../../shared/contract/lists.ts';
import type { ContactRow } from '../lists/rows.ts';
import { endNumberFacts, NO_TEXTS, type NumberFact } from '../people/facts.ts';
import { knownAmong, wrongFor } from '../people/known.ts';
import type { Core, Tx } from '../store/context.ts';
import { all } from '../store/statement.ts';

/**
 * What is known about an import's number. Such rows are left out unless the admin takes their kind in. A
 * number that was wrong for somebody of another name may have a new owner, so it is taken in and counted.
 */
export type KnownRow =
  | { readonly as: 'left-out'; readonly why: TakeIn; readonly fact: NumberFact }
  | { readonly as: 'taken-in'; readonly why: TakeIn; readonly fact: NumberFact }
  | { readonly as: 'other-name'; readonly fact: NumberFact };

type Row = Pick<ContactRow, 'subject' | 'firstName' | 'lastName'>;

/** The rows about whose numbers something is known: one search for all, then one for each row found. */
export function knownRows<R extends Row>(
  core: Core,
  rows: readonly R[],
  takeIn: readonly TakeIn[],
): Map<R, KnownRow> {
  const people = rows.map((row) => ({
    row,
    subject: row.subject,
    name: `${row.firstName} ${row.lastName}`.trim(),
  }));
  const found = new Map<R, KnownRow>();
  for (const [{ row }, { noTexts, wrong, wrongForOther }] of knownAmong(core, people)) {
    const reasons = [
      ...(noTexts ? [{ why: 'no-texts' as const, fact: noTexts }] : []),
      ...(wrong ? [{ why: 'wrong-number' as const, fact: wrong }] : []),
    ];
    const [first] = reasons;
    const stops = reasons.find(({ why }) => !takeIn.includes(why));
    if (stops) found.set(row, { as: 'left-out', ...stops });
    else if (first) found.set(row, { as: 'taken-in', ...first });
    else if (wrongForOther) found.set(row, { as: 'other-name', fact: wrongForOther });
  }
  return found;
}

/**
 * Ends the facts about numbers that an import took in on purpose, since the admin knows better. That a number
 * was wrong for somebody of another name stays, since it says nothing about the person who was taken in.
 */
export function useTakenIn(
  core: Core,
  tx: Tx,
  job: { readonly id: string; readonly takeIn: readonly TakeIn[]; readonly accountId: string | null },
): void {
  if (job.takeIn.length === 0) return;
  const people = all<{ subject: string; name: string }>(
    tx.db,
    `SELECT c.subject, c.first_name || ' ' || c.last_name AS name
     FROM (SELECT DISTINCT subject FROM number_fact WHERE ended_at IS NULL) f
     CROSS JOIN conversation c INDEXED BY conversation_subject ON c.subject = f.subject WHERE c.import_id = ?`,
    job.id,
  );
  for (const who of people) {
    const end = { subject: who.subject, actorId: job.accountId, why: 'taken-in' } as const;
    if (job.takeIn.includes('no-texts')) endNumberFacts(core, tx, { ...end, kinds: NO_TEXTS });
    if (job.takeIn.includes('wrong-number')) {
      const among = new Set(wrongFor(core, who).map(({ id }) => id));
      endNumberFacts(core, tx, { ...end, kinds: ['wrong-number'], among });
    }
  }
}
