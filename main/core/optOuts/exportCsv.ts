import type { OptOutFilter, OptOutRecord } from '../../../shared/contract/optOuts.ts';
import { plainCell } from '../../../shared/results/cells.ts';
import { optOutsFileName } from '../../../shared/text/fileNames.ts';
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

/** Lines of one piece, which takes some ten milliseconds, so that the console can answer in between. */
const PIECE = 1000;

/** ISO 8601 with its zone, which is UTC: 2026-03-03T18:00:00.000Z. */
const isoTime = (at: number) => new Date(at).toISOString();

/**
 * A piece of the export; joined in order, the pieces are one CSV: UTF-8 with a byte order mark, CRLF, the
 * header in the first piece. The first piece notes in the ledger who exported the list.
 */
export function exportPiece(
  core: Core,
  accountId: string,
  filter: OptOutFilter,
  cursor: string | undefined,
): { fileName: string; csv: string; rows: number; leftOut: number; nextCursor: string | null } {
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
  const { items, nextCursor } = listOptOuts(core.db, { ...filter, cursor, limit: PIECE }, core.subject);
  const lines = items.map((row) => COLUMNS.map(([, value]) => plainCell({ text: value(row) })).join(','));
  if (cursor === undefined) lines.unshift(`\ufeff${COLUMNS.map(([name]) => name).join(',')}`);
  return {
    fileName: optOutsFileName(core.ports.clock.now()),
    csv: lines.map((line) => `${line}\r\n`).join(''),
    rows: items.length,
    leftOut: 0,
    nextCursor,
  };
}
