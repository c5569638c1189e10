import type { Dashboard } from '../../../shared/contract/dashboard.ts';
import type { Bar } from './bars.ts';
import { share } from './numbers.ts';

/** Never renamed, never reordered: somebody's sheet reads them. */
export const COLUMNS = [
  'chart',
  'from',
  'to',
  'zone',
  'key',
  'label',
  'count',
  'of',
  'of_what',
  'percent',
] as const;

/** A cell that a spreadsheet reads as text: quoted, and a beginning that it would run as a formula is disarmed. */
function cell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[\s]*[=+\-@|%\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** One line a bar. Times are ISO 8601 in UTC, `to` is not included; numbers are plain, percent with a point. */
export function chartCsv(
  chart: string,
  board: Pick<Dashboard, 'from' | 'to' | 'zone'>,
  ofWhat: string,
  bars: readonly Bar[],
): string {
  const [from, to] = [board.from, board.to].map((at) => new Date(at).toISOString());
  const lines = bars.map((bar) =>
    [
      chart,
      from ?? '',
      to ?? '',
      board.zone,
      bar.key,
      bar.label,
      bar.count,
      bar.of,
      ofWhat,
      Number(share(bar.count, bar.of).toFixed(2)),
    ]
      .map(cell)
      .join(','),
  );
  return `${[COLUMNS.join(','), ...lines].join('\r\n')}\r\n`;
}
