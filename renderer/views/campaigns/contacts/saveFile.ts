import { saveText } from '../../../components/base/saveText.ts';

/** Hands a table to the browser as a download. A byte order mark lets spreadsheets read accents right. */
export function saveCsv(fileName: string, csv: string): void {
  saveText(fileName, csv.startsWith('\ufeff') ? csv : `\ufeff${csv}`, 'text/csv;charset=utf-8');
}
