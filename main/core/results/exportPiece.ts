import { createHash } from 'node:crypto';
import type {
  ContactResult,
  ResultsFilter,
  ResultsFormat,
  ResultsKind,
} from '../../../shared/contract/results.ts';
import { type CellWriter, excelCell, plainCell } from '../../../shared/results/cells.ts';
import type { SystemName } from '../../../shared/systems/systems.ts';
import { csvCell } from '../../../shared/text/csvCell.ts';
import { resultsFileName } from '../../../shared/text/fileNames.ts';
import { t } from '../../../shared/text/say.ts';
import { CoreError } from '../base/errors.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { COLUMNS, type Column, writtenColumns } from './columns.ts';
import { contactPage, type PageOf } from './contacts.ts';
import { type AnswerColumn, answersAmong, systemFile } from './systemFile.ts';
import { texterResults } from './texters.ts';
import { textPage } from './texts.ts';

export type ExportInput = {
  readonly campaignId: string;
  readonly kind: ResultsKind;
  readonly filter: ResultsFilter;
  readonly format: ResultsFormat;
  readonly separator: ',' | ';';
  readonly system?: SystemName | undefined;
  readonly cursor?: string | undefined;
};

export type Piece = {
  readonly fileName: string;
  readonly csv: string;
  readonly rows: number;
  readonly leftOut: number;
  readonly nextCursor: string | null;
};

/** Lines in one piece: about ten milliseconds of work, so that the console answers in between. */
const PIECE = 1000;

/** All pieces of a file must have the same columns. */
const printOf = (names: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, 12);

/** Where the piece begins. @throws CoreError CONFLICT where the columns have changed since the first piece */
function placeIn(cursor: string | undefined, print: string): string | undefined {
  if (cursor === undefined) return undefined;
  if (cursor.slice(0, 12) !== print) throw new CoreError('CONFLICT', t('core:results.columnsChanged'));
  return cursor.slice(13);
}

/** The lines of a file that a system takes. Contacts that it could not place are counted and left out. */
function systemLines(
  system: SystemName,
  cursor: string | undefined,
  answers: readonly AnswerColumn[],
  page: (cursor: string | undefined) => PageOf<ContactResult>,
): Omit<Piece, 'fileName'> {
  const { heads, cells } = systemFile(system, answers);
  const print = printOf([system, ...heads]);
  const { items, nextCursor } = page(placeIn(cursor, print));
  let csv = cursor === undefined ? `${heads.map(csvCell).join(',')}\r\n` : '';
  let rows = 0;
  for (const item of items) {
    const row = cells(item);
    if (row === null) continue;
    rows += 1;
    csv += `${row.map((text) => plainCell({ text })).join(',')}\r\n`;
  }
  const leftOut = items.length - rows;
  return { csv, rows, leftOut, nextCursor: nextCursor === null ? null : `${print}.${nextCursor}` };
}

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
  const { items, nextCursor } = page(placeIn(cursor, print));
  const cell: CellWriter = excel
    ? excelCell(separator, { yes: t('results:yes'), no: t('results:no') })
    : plainCell;
  const reader = excel ? 'people' : 'programs';
  let csv = '';
  if (cursor === undefined) csv = `${excel ? '\ufeff' : ''}${heads.map(csvCell).join(separator)}\r\n`;
  for (const row of items)
    csv += `${written.map((column) => cell(column.cell(row, reader))).join(separator)}\r\n`;
  return {
    csv,
    rows: items.length,
    leftOut: 0,
    nextCursor: nextCursor === null ? null : `${print}.${nextCursor}`,
  };
}

/**
 * One piece of an export. Joined in order, the pieces are a CSV with CRLF; the first has the heads, and for
 * Excel a byte order mark. With the first piece the ledger notes who exported what. @throws CoreError
 * NOT_FOUND; INVALID for a cursor that is none, or a system with other rows than contacts; CONFLICT where
 * the columns have changed since the first piece, or none is chosen
 */
export async function exportPiece(core: Core, accountId: string | null, input: ExportInput): Promise<Piece> {
  const { campaignId, kind, filter, cursor, system } = input;
  const { name } = campaignOf(core.db, campaignId);
  const { db } = core;
  const limit = PIECE;
  const fileName = resultsFileName(name, kind, core.ports.clock.now(), system);
  if (system !== undefined && kind !== 'contacts')
    throw new CoreError('INVALID', t('core:results.systemContacts'));
  const piece = async () => {
    if (kind === 'contacts') {
      const columns = COLUMNS.contacts(db, campaignId);
      const page = (after: string | undefined) =>
        contactPage(core, { campaignId, filter, cursor: after, limit });
      if (system === undefined) return lines(core, input, columns, page);
      return systemLines(system, cursor, answersAmong(writtenColumns(db, kind, columns)), page);
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
          ...(system === undefined ? {} : { system }),
          byAnswer: answer !== undefined,
          filter: JSON.stringify(recorded),
        },
      }),
    );
  }
  return { fileName, ...found };
}
