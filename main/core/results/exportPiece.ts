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
import { type PageOf, slices } from '../base/slices.ts';
import { campaignOf } from '../conversations/campaignRecord.ts';
import { append } from '../ledger/append.ts';
import type { Core } from '../store/context.ts';
import { COLUMNS, type Column, writtenColumns } from './columns.ts';
import { contactPage } from './contacts.ts';
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

/** How much of a list is read at once, and how many times for one piece: a thousand lines together. */
const AT_ONCE = { contacts: { limit: 50, step: 100 }, texts: { limit: 100, step: 200 } } as const;
const SLICES = { contacts: 20, texts: 10 } as const;

/** All pieces of a file must have the same columns. */
const printOf = (names: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(names)).digest('base64url').slice(0, 12);

/** Where the piece begins. @throws CoreError CONFLICT where the columns have changed since the first piece */
function placeIn(cursor: string | undefined, print: string): string | undefined {
  if (cursor === undefined) return undefined;
  if (cursor.slice(0, 12) !== print) throw new CoreError('CONFLICT', t('core:results.columnsChanged'));
  return cursor.slice(13);
}

/** Parts of one piece of a list, of which the first begins at `cursor`. */
type Slices<Row> = (cursor: string | undefined) => AsyncIterable<PageOf<Row>>;

/** The lines of a file that a system takes. Contacts that it could not place are counted and left out. */
async function systemLines(
  system: SystemName,
  cursor: string | undefined,
  answers: readonly AnswerColumn[],
  read: Slices<ContactResult>,
): Promise<Omit<Piece, 'fileName'>> {
  const { heads, cells } = systemFile(system, answers);
  const print = printOf([system, ...heads]);
  let csv = cursor === undefined ? `${heads.map(csvCell).join(',')}\r\n` : '';
  let [rows, leftOut] = [0, 0];
  let next: string | null = null;
  for await (const { items, nextCursor } of read(placeIn(cursor, print))) {
    next = nextCursor;
    for (const item of items) {
      const row = cells(item);
      if (row === null) leftOut += 1;
      else {
        rows += 1;
        csv += `${row.map((text) => plainCell({ text })).join(',')}\r\n`;
      }
    }
  }
  return { csv, rows, leftOut, nextCursor: next === null ? null : `${print}.${next}` };
}

async function lines<Row>(
  core: Core,
  input: ExportInput,
  columns: readonly Column<Row>[],
  read: Slices<Row>,
): Promise<Omit<Piece, 'fileName'>> {
  const { kind, format, cursor } = input;
  const excel = format === 'excel';
  const separator = excel ? input.separator : ',';
  const written = writtenColumns(core.db, kind, columns);
  if (written.length === 0) throw new CoreError('CONFLICT', t('core:results.noColumns'));
  const heads = written.map(({ id, name }) => (excel ? name : id));
  const print = printOf(heads);
  const cell: CellWriter = excel
    ? excelCell(separator, { yes: t('results:yes'), no: t('results:no') })
    : plainCell;
  const reader = excel ? 'people' : 'programs';
  let csv = '';
  if (cursor === undefined) csv = `${excel ? '\ufeff' : ''}${heads.map(csvCell).join(separator)}\r\n`;
  let rows = 0;
  let next: string | null = null;
  for await (const { items, nextCursor } of read(placeIn(cursor, print))) {
    next = nextCursor;
    rows += items.length;
    for (const row of items)
      csv += `${written.map((column) => cell(column.cell(row, reader))).join(separator)}\r\n`;
  }
  return { csv, rows, leftOut: 0, nextCursor: next === null ? null : `${print}.${next}` };
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
  const fileName = resultsFileName(name, kind, core.ports.clock.now(), system);
  if (system !== undefined && kind !== 'contacts')
    throw new CoreError('INVALID', t('core:results.systemContacts'));
  const piece = async () => {
    if (kind === 'contacts') {
      const columns = COLUMNS.contacts(db, campaignId);
      const read: Slices<ContactResult> = (from) =>
        slices(
          (after) => contactPage(core, { campaignId, filter, cursor: after, ...AT_ONCE.contacts }),
          from,
          SLICES.contacts,
        );
      if (system === undefined) return lines(core, input, columns, read);
      return systemLines(system, cursor, answersAmong(writtenColumns(db, kind, columns)), read);
    }
    if (kind === 'texts') {
      return lines(core, input, COLUMNS.texts(), (from) =>
        slices(
          (after) => textPage(db, { campaignId, filter, cursor: after, ...AT_ONCE.texts }),
          from,
          SLICES.texts,
        ),
      );
    }
    const items = await texterResults(db, campaignId, filter);
    return lines(core, input, COLUMNS.texters(), (from) =>
      slices(() => ({ items, nextCursor: null }), from, 1),
    );
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
