import type { ReactNode } from 'react';
import { openList } from '../oversight/useOversight.ts';
import type { Bar } from './bars.ts';
import styles from './dashboard.module.css';
import { count, shareText } from './numbers.ts';

/** The chart in figures. Every count opens the list that it is the length of. */
export function BarsTable(props: {
  caption: string;
  first: string;
  ofWhat: string;
  bars: readonly Bar[];
}): ReactNode {
  const { caption, first, ofWhat, bars } = props;
  return (
    <section className={styles.tableBox} aria-label={caption}>
      <table className={styles.table}>
        <caption className={styles.hidden}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            <th scope="col">How many</th>
            <th scope="col">Of {ofWhat}</th>
            <th scope="col">Share</th>
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
                  aria-label={`${count(bar.count)}: open the list for ${bar.label}`}
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
