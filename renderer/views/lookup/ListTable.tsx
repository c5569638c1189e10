import type { LookedUpEntry } from '../../../shared/contract/lookup.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { shortDay } from '../../components/base/days.ts';
import { Tag } from '../../components/base/Tag.tsx';
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
        {leftOut > 0 ? ` ${t('lookup:summary.leftOut', { n: leftOut })}` : ''}
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('lookup:table.number')}</th>
            <th scope="col">{t('lookup:table.name')}</th>
            <th scope="col">{t('lookup:table.organisation')}</th>
            {texter ? null : <th scope="col">{t('lookup:table.provider')}</th>}
            <th scope="col" className={styles.right}>
              {t('lookup:table.conversations')}
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
    t('lookup:summary.numbers', { count: once.length }),
    ...(texter
      ? [t('lookup:summary.own', { n: known })]
      : [t('lookup:summary.out', { n: out }), t('lookup:summary.known', { n: known })]),
    ...(bad > 0 ? [t('lookup:summary.bad', { count: bad })] : []),
  ]
    .join(', ')
    .concat('.');
}

function Row({ entry, texter }: { entry: LookedUpEntry; texter: boolean }) {
  if (entry.number === null) {
    return (
      <tr>
        <td colSpan={texter ? 4 : 5} className={styles.soft}>
          {t('lookup:table.noNumber', { input: entry.input })}
        </td>
      </tr>
    );
  }
  return (
    <tr>
      <td>
        <a href={hrefOf(['lookup', entry.number])}>{formatNumber(entry.number)}</a>
        {entry.again ? <span className={styles.soft}>{` ${t('lookup:table.again')}`}</span> : null}
      </td>
      <td>
        {entry.erasedAt === null ? entry.name : <span className={styles.soft}>{t('erase:page.erased')}</span>}
      </td>
      <td>
        <Standing entry={entry} />
      </td>
      {texter ? null : (
        <td>
          {entry.blocks === 0 ? t('lookup:table.notBlocked') : t('lookup:table.blocked', { n: entry.blocks })}
        </td>
      )}
      <td className={styles.right}>{entry.conversations}</td>
    </tr>
  );
}

function Standing({ entry }: { entry: LookedUpEntry }) {
  if (entry.optedOut === null) return <span className={styles.soft}>{'–'}</span>;
  if (!entry.optedOut && entry.onHold) return <Tag tone="hold">{t('lookup:table.onHold')}</Tag>;
  if (!entry.optedOut) return t('lookup:table.notOptedOut');
  const how = [
    entry.cause === null ? '' : t(`causes:${entry.cause}.name`),
    entry.optedOutAt === null ? '' : shortDay(entry.optedOutAt),
  ].filter((part) => part !== '');
  return (
    <>
      <Tag tone="stop">{t('lookup:optedOut')}</Tag> <span className={styles.soft}>{how.join(', ')}</span>
    </>
  );
}
