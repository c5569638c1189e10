import { BarChart } from '@mantine/charts';
import type { ReactNode } from 'react';
import { share, shareText } from '../../components/base/share.ts';
import { openList } from '../../components/conversations/useOversight.ts';
import type { Bar, Tone } from './bars.ts';
import styles from './dashboard.module.css';
import { count, figureText, type OfWhat } from './numbers.ts';

type Props = {
  bars: readonly Bar[];
  /** share: the height of a bar is the share; count: the number. */
  by: 'share' | 'count';
  /** up: days and steps in order; along: names, which need width. */
  grow: 'up' | 'along';
  /** What the denominators count. */
  ofWhat: OfWhat;
  /** The last bar before a limit, and the limit's name. */
  mark?: { readonly label: string; readonly text: string } | undefined;
};

const colors: Readonly<Record<Tone, string>> = {
  brand: 'var(--brand)',
  stop: 'var(--stop)',
  hold: 'var(--hold)',
  ok: 'var(--ok)',
  soft: 'var(--soft)',
};

/** With more bars than this, figures above them would overlap. */
const MOST_LABELS = 14;
const ROW = 38;
const NAME = 168;
const LETTERS = 24;

const short = (text: string) => (text.length > LETTERS ? `${text.slice(0, LETTERS - 1)}…` : text);

/**
 * A chart of bars; the table beside it has the same for screen readers and keyboards. A click on a bar opens
 * its list.
 */
export function BarsChart({ bars, by, grow, ofWhat, mark }: Props): ReactNode {
  // Two campaigns may have the same name, so labels are no keys.
  const data = bars.map((bar) => ({
    key: bar.key,
    value: by === 'share' ? share(bar.count, bar.of) : bar.count,
    color: colors[bar.tone],
  }));
  const byKey = new Map(bars.map((bar) => [bar.key, bar]));
  const labelOf = (key: unknown) => byKey.get(String(key))?.label ?? '';
  const marked = mark && bars.find((bar) => bar.label === mark.label);
  const axis = {
    tickFormatter: (key: unknown) => short(labelOf(key)),
    tick: { fontSize: 12, fill: 'var(--soft)' },
  };
  const along = grow === 'along';
  const told = (value: number) => (by === 'share' ? shareText(value, 100) : count(value));
  return (
    <BarChart
      className={styles.chart}
      h={along ? Math.max(3, bars.length) * ROW + 8 : 240}
      data={data}
      dataKey="key"
      series={[{ name: 'value', color: 'var(--brand)' }]}
      orientation={along ? 'vertical' : 'horizontal'}
      valueFormatter={told}
      withBarValueLabel={bars.length <= MOST_LABELS}
      maxBarWidth={along ? 22 : 56}
      minBarSize={2}
      gridAxis={along ? 'none' : 'x'}
      tickLine="none"
      accessibilityLayer={false}
      gridColor="var(--line)"
      textColor="var(--soft)"
      cursorFill="var(--bg)"
      withXAxis={!along}
      xAxisProps={along ? {} : { ...axis, interval: bars.length <= 8 ? 0 : 'equidistantPreserveStart' }}
      yAxisProps={
        along ? { ...axis, width: NAME, interval: 0 } : { width: 52, allowDecimals: by === 'share' }
      }
      referenceLines={
        marked === undefined
          ? []
          : [
              {
                x: marked.key,
                position: 'end',
                color: 'var(--soft)',
                label: mark?.text ?? '',
                labelPosition: 'insideTopRight',
              },
            ]
      }
      barChartProps={{ margin: { top: 18, right: along ? 64 : 8, bottom: 0, left: 0 } }}
      barProps={{
        radius: along ? [0, 4, 4, 0] : [4, 4, 0, 0],
        cursor: 'pointer',
        onClick: (entry: { payload?: { key?: string } }) => {
          const bar = byKey.get(entry.payload?.key ?? '');
          if (bar) openList(bar.tab, bar.list);
        },
      }}
      tooltipProps={{
        content: ({ label }: { label?: unknown }) => {
          const bar = byKey.get(String(label));
          if (!bar) return null;
          return (
            <div className={styles.tip}>
              <strong>{bar.label}</strong>
              <span>{figureText(bar.count, bar.of, ofWhat)}</span>
            </div>
          );
        },
      }}
    />
  );
}
