import type { Outcome } from '../../../shared/contract/lists/importOutcomes.ts';
import type { ContactRow } from '../lists/rows.ts';
import { textedOften } from '../outbox/often.ts';
import { heldBy } from '../people/holds.ts';
import { readSettings } from '../settings/settings.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { KnownRow } from './knownRows.ts';

/** The subjects for which `condition` holds, found with one search of an index. */
function among(db: Reader, subjects: string, condition: string, ...values: string[]): Set<string> {
  const found = all<{ subject: string }>(
    db,
    `SELECT j.value AS subject FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM ${condition})`,
    subjects,
    ...values,
  );
  return new Set(found.map((row) => row.subject));
}

/**
 * The outcome of each row of a piece, in its order. Dry run and import both use this, so they cannot differ.
 * Another fact about numbers is one more search here and one more outcome.
 * @param campaignId null: a campaign that is still to be made
 * @param known rows about whose numbers something is known: see knownRows
 * @param seen subjects of earlier rows that are not in the store yet; those of this piece are added
 */
export function decideContacts(
  db: Reader,
  campaignId: string | null,
  rows: readonly ContactRow[],
  seen: Set<string>,
  known: ReadonlyMap<ContactRow, KnownRow>,
): Outcome[] {
  const subjects = JSON.stringify(rows.map((row) => row.subject));
  const erased = among(db, subjects, 'erasure e WHERE e.subject = j.value AND e.ended_at IS NULL');
  const optedOut = among(db, subjects, 'opt_out o WHERE o.subject = j.value AND o.reversed = 0');
  const held = among(db, subjects, heldBy('j.value'));
  const inCampaign = among(
    db,
    subjects,
    'conversation c WHERE c.campaign_id = ? AND c.subject = j.value',
    campaignId ?? '',
  );
  return rows.map((row): Outcome => {
    const { subject, optOut } = row;
    if (erased.has(subject)) return 'erased';
    const repeated = seen.has(subject);
    const found = known.get(row);
    const others = optOut || repeated || inCampaign.has(subject) || optedOut.has(subject);
    // The row does not count as the number's first: a later row, for somebody else, may be taken in.
    if (found?.as === 'left-out' && !others) return found.why === 'no-texts' ? 'noTexts' : 'wrongNumber';
    seen.add(subject);
    if (optOut && !repeated) return optedOut.has(subject) ? 'alreadyOptedOut' : 'optedOut';
    if (repeated || inCampaign.has(subject)) return 'duplicate';
    if (optedOut.has(subject)) return 'alreadyOptedOut';
    return held.has(subject) ? 'onHold' : 'imported';
  });
}

/** How many new contacts were texted as often as the organisation allows; their first text waits. */
export function countOften(
  db: Reader,
  rows: readonly ContactRow[],
  outcomes: readonly Outcome[],
  now: number,
): number {
  const { oftenLimit } = readSettings(db);
  const imported = rows.filter((_, index) => outcomes[index] === 'imported');
  const subjects = imported.map(({ subject }) => subject);
  return textedOften(db, oftenLimit, subjects, now).size;
}
