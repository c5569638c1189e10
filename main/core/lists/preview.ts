import type { FileOptions, Preview } from '../../../shared/contract/lists.ts';
import { systemOf } from '../../../shared/systems/systems.ts';
import { keep, type Stored } from '../../../shared/text/stored.ts';
import { type CsvRow, probeCsv, readRows, SAMPLE_ROWS, sampleRows } from './csv.ts';
import type { CsvSource } from './csvSource.ts';
import { guessMapping, guessOptOutColumns } from './mapping.ts';
import { recognise } from './noTexts.ts';
import { noTextsCounter } from './noTextsPlan.ts';

const SHOWN = 20;
/** Rows from which the columns are guessed. */
const GUESS_ROWS = 200;
/** More columns than a person maps by hand. */
const MANY_COLUMNS = 200;

type Notice = Preview['notices'][number];
type KeptNotice = Omit<Notice, 'message'> & { readonly message: Stored };
/** A preview whose notices are still stored sentences. */
export type KeptPreview = Omit<Preview, 'notices'> & { readonly notices: readonly KeptNotice[] };

/**
 * Headers, first rows and the guessed columns, for an admin to correct. A file with columns that say who must
 * not be texted is read to its end, so that their counts are of all rows.
 */
export async function previewCsv(
  source: CsvSource,
  file: FileOptions = {},
  maxBytes?: number,
): Promise<KeptPreview> {
  const format = await probeCsv(source, file, maxBytes);
  const { headers, encoding, delimiter, hasHeader, skipLines } = format;
  const sample = (await sampleRows(source, format, SAMPLE_ROWS)).map(cellsOf);
  const first = sample.slice(0, GUESS_ROWS);
  const columns = recognise(headers, sample);
  const counter = noTextsCounter(columns);
  if (columns.length > 0)
    for await (const rows of readRows(source, format)) for (const row of rows) counter.take(row);
  const notices: KeptNotice[] = [];
  if (first.length === 0) notices.push({ code: 'nobody', message: keep('kept:csv.nobody') });
  if (headers.length > MANY_COLUMNS)
    notices.push({ code: 'many-columns', message: keep('kept:csv.manyColumns', { count: headers.length }) });
  return {
    headers: [...headers],
    rows: first.slice(0, SHOWN),
    mapping: guessMapping(headers, first),
    system: systemOf(headers),
    numberColumns: [...guessOptOutColumns(headers, first).numbers],
    noTexts: counter.result(),
    encoding,
    delimiter,
    headerLine: hasHeader ? skipLines + 1 : 0,
    notices,
  };
}

const cellsOf = (row: CsvRow): string[] => [...row.cells];
