import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { dateFormat } from '../../language/formats.ts';
import styles from './agreement.module.css';

type Week = { readonly from: number; readonly agree: number; readonly judged: number };

const WIDTH = 720;
const HEIGHT = 190;
const TOP = 14;
const BOTTOM = 44;
const LEFT = 38;
const day = dateFormat({ day: 'numeric', month: 'short', timeZone: 'UTC' });

/** One bar a week: its height is the number of verdicts, its filled part those in agreement, with figures. */
export function AgreementChart({ weeks }: { weeks: readonly Week[] }): ReactNode {
  const most = Math.max(1, ...weeks.map(({ judged }) => judged));
  const step = (WIDTH - LEFT) / weeks.length;
  const bar = Math.min(34, step * 0.62);
  const scale = (count: number) => (count / most) * (HEIGHT - TOP - BOTTOM);
  const base = HEIGHT - BOTTOM;
  const judgedWeeks = weeks.filter(({ judged }) => judged > 0);
  const label = judgedWeeks
    .map(({ from, agree, judged }) => t('agreement:week', { day: day(from), agree, judged }))
    .join('. ');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} className={styles.chart} role="img" aria-label={label}>
      {[0, most].map((count) => (
        <g key={count}>
          <line
            x1={LEFT}
            x2={WIDTH}
            y1={base - scale(count)}
            y2={base - scale(count)}
            className={styles.grid}
          />
          <text x={LEFT - 8} y={base - scale(count) + 4} textAnchor="end">
            {count}
          </text>
        </g>
      ))}
      {weeks.map(({ from, agree, judged }, index) => {
        const x = LEFT + index * step + (step - bar) / 2;
        const middle = x + bar / 2;
        return (
          <g key={from}>
            <title>{t('agreement:weekAgreed', { day: day(from), agree, judged })}</title>
            <rect
              x={x}
              y={base - scale(judged)}
              width={bar}
              height={scale(judged)}
              className={styles.judged}
              rx={3}
            />
            <rect
              x={x}
              y={base - scale(agree)}
              width={bar}
              height={scale(agree)}
              className={styles.agreed}
              rx={3}
            />
            <text x={middle} y={base + 16} textAnchor="middle">
              {day(from)}
            </text>
            {judged === 0 ? null : (
              <text x={middle} y={base + 32} textAnchor="middle" className={styles.figure}>
                {`${agree}/${judged}`}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
