import type { Outcome } from '../../../shared/contract/lists/importOutcomes.ts';
import type { ContactRow } from '../lists/rows.ts';
import { textedOften } from '../outbox/often.ts';
import { heldBy } from '../people/holds.ts';
import { readSettings } from '../settings/settings.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';
import type { KnownRow } from './knownRows.ts';

type Stands = { subject: string; erased: number; optedOut: number; held: number; inCampaign: number };

const STANDS = `SELECT * FROM (SELECT j.value AS subject,
    EXISTS (SELECT 1 FROM erasure e WHERE e.subject = j.value AND e.ended_at IS NULL) AS erased,
    EXISTS (SELECT 1 FROM opt_out o WHERE o.subject = j.value AND o.reversed = 0) AS optedOut,
    EXISTS (SELECT 1 FROM ${heldBy('j.value')}) AS held,
    EXISTS (SELECT 1 FROM conversation c WHERE c.campaign_id = ? AND c.subject = j.value) AS inCampaign
  FROM json_each(?) j) WHERE erased OR optedOut OR held OR inCampaign`;

/** What stands against contacts, for those of them against whom anything does. */
function standsAgainst(db: Reader, campaignId: string | null, rows: readonly ContactRow[]) {
  const subjects = JSON.stringify(rows.map(({ subject }) => subject));
  const found = all<Stands>(db, STANDS, campaignId ?? '', subjects);
  return new Map(found.map((each) => [each.subject, each]));
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
  const against = standsAgainst(db, campaignId, rows);
  return rows.map((row): Outcome => {
    const { subject, optOut } = row;
    const stands = against.get(subject);
    if (stands?.erased) return 'erased';
    const repeated = seen.has(subject);
    const found = known.get(row);
    const others = optOut || repeated || stands?.inCampaign || stands?.optedOut;
    // The row does not count as the number's first: a later row, for somebody else, may be taken in.
    if (found?.as === 'left-out' && !others) return found.why === 'no-texts' ? 'noTexts' : 'wrongNumber';
    seen.add(subject);
    if (optOut && !repeated) return stands?.optedOut ? 'alreadyOptedOut' : 'optedOut';
    if (repeated || stands?.inCampaign) return 'duplicate';
    if (stands?.optedOut) return 'alreadyOptedOut';
    return stands?.held ? 'onHold' : 'imported';
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
