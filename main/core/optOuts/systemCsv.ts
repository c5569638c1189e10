import { plainCell } from '../../../shared/results/cells.ts';
import { personCell } from '../../../shared/systems/cells.ts';
import { idFor, SYSTEMS, type SystemName } from '../../../shared/systems/systems.ts';
import { optOutsFileName } from '../../../shared/text/fileNames.ts';
import { slices } from '../base/slices.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { all } from '../store/statement.ts';
import type { Reader } from '../store/types.ts';

/** Numbers that are read at once, and how often for one piece, so that the console answers in between. */
const AT_ONCE = 100;
const SLICES = 10;

/**
 * The numbers that are opted out now, in the order of their subjects; the index is named for new stores.
 * Exported so that a test can ask how SQLite would run it.
 */
export const OPTED_OUT = `SELECT o.subject, max(o.number) AS number FROM opt_out o INDEXED BY opt_out_in_force
  WHERE o.reversed = 0 AND o.subject > ? GROUP BY o.subject ORDER BY o.subject LIMIT ?`;

type Known = {
  readonly number: string | null;
  readonly first_name: string;
  readonly last_name: string;
  readonly external_id: string;
  readonly ids_of: string | null;
};

/**
 * Who has this number, by the campaigns that they are in, the latest first. An id counts where its import is
 * known to be of the system, else where nothing is known of its import and it looks like one of the system.
 */
function personOf(db: Reader, system: SystemName, subject: string, number: string | null) {
  const known = all<Known>(
    db,
    `SELECT c.number, c.first_name, c.last_name, c.external_id, j.ids_of
     FROM conversation c LEFT JOIN job j ON j.id = c.import_id WHERE c.subject = ? ORDER BY c.sort_at DESC, c.id DESC`,
    subject,
  );
  const withId = known.filter(({ external_id }) => idFor(system, external_id) !== null);
  const own = withId.find(({ ids_of }) => ids_of === system) ?? withId.find(({ ids_of }) => ids_of === null);
  const named = own ?? known.find((row) => row.first_name !== '' || row.last_name !== '');
  return {
    number: number ?? known.find((row) => row.number !== null)?.number ?? null,
    externalId: own?.external_id ?? '',
    firstName: named?.first_name ?? '',
    lastName: named?.last_name ?? '',
  };
}

/**
 * A piece of the file that sets "do not text" in a system: everybody who is opted out now, one row a number.
 * Whom the system could not place (erased, or without the id that it needs) is counted and left out. The
 * first piece notes in the ledger who took the list along.
 */
export async function systemPiece(
  core: Core,
  accountId: string,
  system: SystemName,
  cursor: string | undefined,
): Promise<{ fileName: string; csv: string; rows: number; leftOut: number; nextCursor: string | null }> {
  if (cursor === undefined) {
    core.write((tx) =>
      append(core, tx, { kind: 'opt-outs-exported', actorId: accountId, payload: { system } }),
    );
  }
  const { optOuts, needsId, optedOut } = SYSTEMS[system];
  const page = (after: string | undefined) => {
    const found = all<{ subject: string; number: string | null }>(
      core.db,
      OPTED_OUT,
      after ?? '',
      AT_ONCE + 1,
    );
    const items = found.slice(0, AT_ONCE);
    return { items, nextCursor: found.length > AT_ONCE ? (items.at(-1)?.subject ?? null) : null };
  };
  let csv = cursor === undefined ? `${optOuts.map(({ head }) => head).join(',')}\r\n` : '';
  let [rows, leftOut] = [0, 0];
  let next: string | null = null;
  for await (const { items, nextCursor } of slices(page, cursor, SLICES)) {
    next = nextCursor;
    for (const { subject, number } of items) {
      const person = personOf(core.db, system, subject, number);
      if (person.number === null || (needsId && person.externalId === '')) {
        leftOut += 1;
        continue;
      }
      rows += 1;
      const cells = optOuts.map(({ cell }) => personCell(system, cell, person) ?? optedOut);
      csv += `${cells.map((text) => plainCell({ text })).join(',')}\r\n`;
    }
  }
  return {
    fileName: optOutsFileName(core.ports.clock.now(), system),
    csv,
    rows,
    leftOut,
    nextCursor: next,
  };
}
