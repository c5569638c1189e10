import type { OptOutFilter, OptOutRecord } from '../../../shared/contract/optOuts.ts';
import { plainCell } from '../../../shared/results/cells.ts';
import { optOutsFileName } from '../../../shared/text/fileNames.ts';
import { slices } from '../base/slices.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { listOptOuts } from './queries.ts';

/** Names and order stay as they are, since people's scripts read this file. New columns come at the end. */
const COLUMNS: readonly (readonly [name: string, value: (row: OptOutRecord) => string])[] = [
  ['id', (row) => row.id],
  ['kind', (row) => row.kind],
  ['state', (row) => row.state],
  ['phone', (row) => row.number ?? ''],
  ['name', (row) => row.name],
  ['opted_out_now', (row) => (row.optedOut ? 'yes' : 'no')],
  ['cause', (row) => row.cause ?? ''],
  ['automatic', (row) => (row.automatic ? 'yes' : 'no')],
  ['rule', (row) => row.rule],
  ['matched', (row) => row.matched],
  ['text', (row) => row.text],
  ['reason', (row) => row.reason],
  ['campaign', (row) => row.campaignName ?? ''],
  ['profile', (row) => row.profile ?? ''],
  ['provider', (row) => row.provider ?? ''],
  ['sender_number', (row) => row.senderNumber ?? ''],
  ['by', (row) => row.by ?? ''],
  ['import_id', (row) => row.importId ?? ''],
  ['said_at', (row) => (row.saidAt === null ? '' : isoTime(row.saidAt))],
  ['recorded_at', (row) => isoTime(row.at)],
];

/** Lines that are read at once, and how often for one piece, so that the console answers in between. */
const AT_ONCE = 100;
const SLICES = 10;

/** ISO 8601 with its zone, which is UTC: 2026-03-03T18:00:00.000Z. */
const isoTime = (at: number) => new Date(at).toISOString();

/**
 * A piece of the export; joined in order, the pieces are one CSV: UTF-8 with a byte order mark, CRLF, the
 * header in the first piece. The first piece notes in the ledger who exported the list.
 */
export async function exportPiece(
  core: Core,
  accountId: string,
  filter: OptOutFilter,
  cursor: string | undefined,
): Promise<{ fileName: string; csv: string; rows: number; leftOut: number; nextCursor: string | null }> {
  if (cursor === undefined) {
    const { search, ...recorded } = filter;
    core.write((tx) =>
      append(core, tx, {
        kind: 'opt-outs-exported',
        actorId: accountId,
        payload: { searched: search !== undefined, filter: JSON.stringify(recorded) },
      }),
    );
  }
  const page = (after: string | undefined) =>
    listOptOuts(core.db, { ...filter, cursor: after, limit: AT_ONCE }, core.subject);
  const lines: string[] = [];
  let next: string | null = null;
  for await (const { items, nextCursor } of slices(page, cursor, SLICES)) {
    next = nextCursor;
    for (const row of items)
      lines.push(COLUMNS.map(([, value]) => plainCell({ text: value(row) })).join(','));
  }
  const rows = lines.length;
  if (cursor === undefined) lines.unshift(`\ufeff${COLUMNS.map(([name]) => name).join(',')}`);
  return {
    fileName: optOutsFileName(core.ports.clock.now()),
    csv: lines.map((line) => `${line}\r\n`).join(''),
    rows,
    leftOut: 0,
    nextCursor: next,
  };
}
