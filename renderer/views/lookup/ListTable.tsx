import type { LookedUpEntry } from '../../../shared/contract/lookup.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { shortDay } from '../../components/oversight/days.ts';
import { causeNames } from '../../components/oversight/words.ts';
import { Tag } from '../../components/Tag.tsx';
import { useMe } from '../../hooks/useSession.ts';
import { hrefOf } from '../../state/route.ts';
import styles from './lookup.module.css';

/** One line a number, in the order of the list. */
export function ListTable({ entries, leftOut }: { entries: readonly LookedUpEntry[]; leftOut: number }) {
  const { role } = useMe();
  const texter = role === 'texter';
  return (
    <>
      <p className={styles.summary} role="status">
        {summary(entries, texter)}
        {leftOut > 0 ? ` ${leftOut} more were left out; look them up as a list of their own.` : ''}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Name</th>
            <th scope="col">Organisation</th>
            {texter ? null : <th scope="col">Provider</th>}
            <th scope="col" className={styles.right}>
              Conversations
            </th>
          </tr>
        </thead>
        <tbody>
          {withKeys(entries).map(({ key, entry }) => (
            <Row key={key} entry={entry} texter={texter} />
          ))}
        </tbody>
      </table>
    </>
  );
}

/** The same line may stand in a list many times. */
function withKeys(entries: readonly LookedUpEntry[]): { key: string; entry: LookedUpEntry }[] {
  const met = new Map<string, number>();
  return entries.map((entry) => {
    const nth = (met.get(entry.input) ?? 0) + 1;
    met.set(entry.input, nth);
    return { key: `${entry.input}/${nth}`, entry };
  });
}

function summary(entries: readonly LookedUpEntry[], texter: boolean): string {
  const once = entries.filter((entry) => entry.number !== null && !entry.again);
  const bad = entries.filter((entry) => entry.number === null).length;
  const out = once.filter((entry) => entry.optedOut === true).length;
  const known = once.filter((entry) => entry.conversations > 0).length;
  return [
    `${once.length} ${once.length === 1 ? 'number' : 'numbers'}`,
    texter ? `${known} in your conversations` : `${out} opted out, ${known} in campaigns`,
    ...(bad > 0 ? [bad === 1 ? '1 line is no number' : `${bad} lines are no number`] : []),
  ]
    .join(', ')
    .concat('.');
}

function Row({ entry, texter }: { entry: LookedUpEntry; texter: boolean }) {
  if (entry.number === null) {
    return (
      <tr>
        <td colSpan={texter ? 4 : 5} className={styles.soft}>
          “{entry.input}” is no phone number
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <td>
        <a href={hrefOf(['lookup', entry.number])}>{formatNumber(entry.number)}</a>
        {entry.again ? <span className={styles.soft}> again</span> : null}
      </td>
      <td>{entry.name}</td>
      <td>
        <Standing entry={entry} />
      </td>
      {texter ? null : <td>{entry.blocks === 0 ? 'not blocked' : `blocked from ${entry.blocks}`}</td>}
      <td className={styles.right}>{entry.conversations}</td>
    </tr>
  );
}

function Standing({ entry }: { entry: LookedUpEntry }) {
  if (entry.optedOut === null) return <span className={styles.soft}>–</span>;
  if (!entry.optedOut) return 'not opted out';
  const how = [
    entry.cause === null ? '' : causeNames[entry.cause],
    entry.optedOutAt === null ? '' : shortDay(entry.optedOutAt),
  ].filter((part) => part !== '');
  return (
    <>
      <Tag tone="stop">opted out</Tag> <span className={styles.soft}>{how.join(', ')}</span>
    </>
  );
}
