import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { shareText } from '../../components/base/share.ts';
import { openList } from '../../components/conversations/useOversight.ts';
import page from '../../components/dashboard/figures.module.css';
import type { Bar } from './bars.ts';
import styles from './dashboard.module.css';
import { count, type OfWhat } from './numbers.ts';

/** The chart as figures. Every count opens its list. */
export function BarsTable(props: {
  caption: string;
  first: string;
  ofWhat: OfWhat;
  bars: readonly Bar[];
}): ReactNode {
  const { caption, first, ofWhat, bars } = props;
  return (
    <section className={styles.tableBox} aria-label={caption}>
      <table className={styles.table}>
        <caption className={page.hidden}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col">{t('dashboard:table.count')}</th>
            <th scope="col">{t(`dashboard:ofHead.${ofWhat}`)}</th>
            <th scope="col">{t('dashboard:table.share')}</th>
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.key}>
              <th scope="row">{bar.label}</th>
              <td>
                <button
                  type="button"
                  className={styles.link}
                  aria-label={t('dashboard:table.open', { count: count(bar.count), label: bar.label })}
                  onClick={() => openList(bar.tab, bar.list)}
                >
                  {count(bar.count)}
                </button>
              </td>
              <td>{count(bar.of)}</td>
              <td>{shareText(bar.count, bar.of)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
