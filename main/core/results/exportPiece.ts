import { createHash } from 'node:crypto';
import type { ResultsFilter, ResultsFormat, ResultsKind } from '../../../shared/contract/results.ts';
import { type CellWriter, excelCell, plainCell } from '../../../shared/results/cells.ts';
import { csvCell } from '../../../shared/text/csvCell.ts';
import { resultsFileName } from '../../../shared/text/fileNames.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { COLUMNS, type Column, writtenColumns } from './columns.ts';
import { contactPage, type PageOf } from './contacts.ts';
import { texterResults } from './texters.ts';
import { textPage } from './texts.ts';

export type ExportInput = {
  readonly campaignId: string;
  readonly kind: ResultsKind;
  readonly filter: ResultsFilter;
  readonly format: ResultsFormat;
  readonly separator: ',' | ';';
  readonly cursor?: string | undefined;
};

export type Piece = {
  readonly fileName: string;
  readonly csv: string;
  readonly rows: number;
  readonly nextCursor: string | null;
};

/** Lines of one piece: some ten milliseconds, so that the console answers in between. */
const PIECE = 1000;

/** What is joined must have the same columns from the first piece to the last. */
const printOf = (names: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, 12);

function lines<Row>(
  core: Core,
  input: ExportInput,
  columns: readonly Column<Row>[],
  page: (cursor: string | undefined) => PageOf<Row>,
): Omit<Piece, 'fileName'> {
  const { kind, format, cursor } = input;
  const excel = format === 'excel';
  const separator = excel ? input.separator : ',';
  const written = writtenColumns(core.db, kind, columns);
  if (written.length === 0) throw new CoreError('CONFLICT', t('core:results.noColumns'));
  const heads = written.map(({ id, name }) => (excel ? name : id));
  const print = printOf(heads);
  const [begun, place] = cursor === undefined ? [print, undefined] : [cursor.slice(0, 12), cursor.slice(13)];
  if (begun !== print) throw new CoreError('CONFLICT', t('core:results.columnsChanged'));
  const { items, nextCursor } = page(place);
  const cell: CellWriter = excel
    ? excelCell(separator, { yes: t('results:yes'), no: t('results:no') })
    : plainCell;
  const reader = excel ? 'people' : 'programs';
  let csv = '';
  if (cursor === undefined) csv = `${excel ? '\ufeff' : ''}${heads.map(csvCell).join(separator)}\r\n`;
  for (const row of items)
    csv += `${written.map((column) => cell(column.cell(row, reader))).join(separator)}\r\n`;
  return { csv, rows: items.length, nextCursor: nextCursor === null ? null : `${print}.${nextCursor}` };
}

/**
 * A piece of an export; joined in order, the pieces are one CSV with CRLF, the heads in the first piece,
 * where one for Excel begins with a byte order mark. The first piece notes in the ledger who took what along.
 * @throws CoreError NOT_FOUND; INVALID for a cursor that is none; CONFLICT where the columns have changed
 * since the first piece, or none is chosen
 */
export async function exportPiece(core: Core, accountId: string | null, input: ExportInput): Promise<Piece> {
  const { campaignId, kind, filter, cursor } = input;
  const { name } = campaignOf(core.db, campaignId);
  const { db } = core;
  const limit = PIECE;
  const fileName = resultsFileName(name, kind, core.ports.clock.now());
  const piece = async () => {
    if (kind === 'contacts') {
      return lines(core, input, COLUMNS.contacts(db, campaignId), (after) =>
        contactPage(core, { campaignId, filter, cursor: after, limit }),
      );
    }
    if (kind === 'texts') {
      return lines(core, input, COLUMNS.texts(), (after) =>
        textPage(db, { campaignId, filter, cursor: after, limit }),
      );
    }
    const items = await texterResults(db, campaignId, filter);
    return lines(core, input, COLUMNS.texters(), () => ({ items, nextCursor: null }));
  };
  const found = await piece();
  if (cursor === undefined) {
    const { answer, ...recorded } = filter;
    core.write((tx) =>
      append(core, tx, {
        kind: 'results-exported',
        actorId: accountId,
        payload: {
          campaign: campaignId,
          what: kind,
          byAnswer: answer !== undefined,
          filter: JSON.stringify(recorded),
        },
      }),
    );
  }
  return { fileName, ...found };
}
