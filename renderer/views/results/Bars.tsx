import type { Figure } from '../../../shared/contract/dashboard.ts';
import { t } from '../../../shared/text/say.ts';
import { share, shareText } from '../../components/base/share.ts';
import { openList } from '../../components/conversations/useOversight.ts';
import page from '../../components/dashboard/figures.module.css';
import { number } from '../../language/formats.ts';
import styles from './results.module.css';

export type Bar = {
  readonly key: string;
  readonly label: string;
  readonly figure: Figure;
  readonly tone: 'brand' | 'stop' | 'hold' | 'soft';
};

type Props = {
  readonly caption: string;
  /** Heads the names of the bars. */
  readonly first: string;
  readonly bars: readonly Bar[];
};

/** A chart that is a table as well: each row has its bar, its count and its share, and opens its list. */
export function Bars({ caption, first, bars }: Props) {
  return (
    <table className={styles.bars}>
      <caption className={page.hidden}>{caption}</caption>
      <thead className={page.hidden}>
        <tr>
          <th scope="col">{first}</th>
          <th scope="col">{t('dashboard:table.count')}</th>
          <th scope="col">{t('dashboard:table.share')}</th>
        </tr>
      </thead>
      <tbody>
        {bars.map(({ key, label, figure: { count, of, list }, tone }) => (
          <tr key={key}>
            <th scope="row">
              <button
                type="button"
                className={styles.bar}
                aria-label={t('dashboard:table.open', { count: number(count), label })}
                onClick={() => openList('all', list)}
              >
                <span className={styles.barName}>{label}</span>
                <span className={styles.track} aria-hidden="true">
                  {count === 0 ? null : (
                    <span
                      className={styles.fill}
                      data-tone={tone}
                      style={{ width: `${share(count, of)}%` }}
                    />
                  )}
                </span>
              </button>
            </th>
            <td>{number(count)}</td>
            <td>{shareText(count, of)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
