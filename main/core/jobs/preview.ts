import type { Preview } from '../../../shared/contract/imports.ts';
import { probeCsv, sampleRows } from './csv.ts';
import type { CsvSource } from './csvSource.ts';
import { guessMapping } from './mapping.ts';

const SHOWN = 20;
const LOOKED_AT = 200;

/** Headers, first rows and the guessed columns, for the screen on which the admin corrects them. */
export async function previewCsv(source: CsvSource, maxBytes?: number): Promise<Preview> {
  const format = await probeCsv(source, maxBytes);
  const rows = await sampleRows(source, format, LOOKED_AT);
  const cells = rows.map((row) => [...row.cells]);
  return {
    headers: [...format.headers],
    rows: cells.slice(0, SHOWN),
    mapping: guessMapping(format.headers, cells),
    encoding: format.encoding,
    delimiter: format.delimiter,
  };
}
