import type { Dashboard } from '../../../shared/contract/dashboard.ts';
import { csvCell } from '../../../shared/text/csvCell.ts';
import { share } from '../../components/base/share.ts';
import type { Bar } from './bars.ts';

/** Never renamed or reordered, since people's sheets read them. */
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

const cell = (value: string | number) => (typeof value === 'number' ? String(value) : csvCell(value));

/**
 * One line for each bar. Times are ISO 8601 in UTC, `to` is exclusive; numbers are plain, percent with a
 * point.
 */
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
