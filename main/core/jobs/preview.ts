import type { Preview } from '../../../shared/contract/imports.ts';
import { readNumber } from '../../../shared/schema/phone.ts';
import type { Region } from '../../../shared/schema/words.ts';
import { probeCsv, sampleRows } from './csv.ts';
import type { CsvSource } from './csvSource.ts';
import { guessMapping } from './mapping.ts';

const SHOWN = 20;
const LOOKED_AT = 200;

/** Headers, first rows and the guessed columns, for the screen on which the admin corrects them. */
export async function previewCsv(source: CsvSource, maxBytes?: number): Promise<Preview> {
  const { format, rows } = await begin(source, maxBytes);
  const cells = rows.map((row) => [...row.cells]);
  return {
    headers: [...format.headers],
    rows: cells.slice(0, SHOWN),
    mapping: guessMapping(format.headers, cells),
    encoding: format.encoding,
    delimiter: format.delimiter,
  };
}

/** How the first rows of a column read in a region, before anything is imported. */
export async function previewNumbers(
  source: CsvSource,
  column: number,
  region: Region,
): Promise<{ rows: number; good: number; invalid: number; wrongRegion: number }> {
  const { rows } = await begin(source);
  const count = { rows: rows.length, good: 0, invalid: 0, wrongRegion: 0 };
  for (const row of rows) {
    const read = row.problem ? null : readNumber(row.cells[column] ?? '', region);
    if (read?.ok) count.good += 1;
    else if (read?.why === 'wrong-region') count.wrongRegion += 1;
    else count.invalid += 1;
  }
  return count;
}

async function begin(source: CsvSource, maxBytes?: number) {
  const format = await probeCsv(source, maxBytes);
  return { format, rows: await sampleRows(source, format, LOOKED_AT) };
}
