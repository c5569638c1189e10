import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ImportResult } from '../../../../shared/contract/lists/importOutcomes.ts';
import type { ContactImport, TakeIn } from '../../../../shared/contract/lists.ts';
import { formatNumber } from '../../../../shared/schema/phone.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import styles from '../campaigns.module.css';

type Props = {
  readonly list: Omit<ContactImport, 'takeIn'>;
  readonly takeIn: readonly TakeIn[];
  readonly onTakeIn: (kinds: TakeIn[]) => void;
};

/**
 * What is known of the file's numbers, and which of them to import nevertheless. Nothing where nothing is
 * known.
 */
export function KnownNumbers({ list, takeIn, onTakeIn }: Props) {
  const known = useQuery({
    ...api.imports.contactsDryRun.queryOptions({ input: { ...list, takeIn: [] } }),
    retry: false,
  });
  // Loading and errors are shown above.
  if (!known.data) return null;
  const { result, known: rows } = known.data;
  const lines = linesOf(result);
  if (lines.length === 0 && rows.length === 0) return null;
  const all = result.onHold + result.wrongNumber + result.noTexts;
  const box = (kind: TakeIn, label: string) => (
    <Checkbox
      label={label}
      checked={takeIn.includes(kind)}
      onChange={(event) =>
        onTakeIn(event.currentTarget.checked ? [...takeIn, kind] : takeIn.filter((each) => each !== kind))
      }
    />
  );
  return (
    <section aria-label={t('known:import.title')} className={styles.stack}>
      <h3 className={styles.strong}>{t('known:import.title')}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {result.wrongNumber > 0 ? box('wrong-number', t('known:import.takeWrong')) : null}
      {result.noTexts > 0 ? box('no-texts', t('known:import.takeNoTexts')) : null}
      <ul className={styles.soft}>
        {rows.map((row) => (
          <li key={row.line}>
            {[
              t('known:import.row', { line: row.line }),
              formatNumber(row.number),
              row.name,
              row.why === 'on-hold' ? t('known:import.heldRow') : row.sentence,
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </li>
        ))}
      </ul>
      {all > rows.length ? (
        <p className={styles.soft}>{t('known:import.more', { count: all - rows.length })}</p>
      ) : null}
    </section>
  );
}

function linesOf({ onHold, wrongNumber, noTexts }: ImportResult): string[] {
  return [
    ...(onHold > 0 ? [t('known:import.onHold', { count: onHold })] : []),
    ...(wrongNumber > 0 ? [t('known:import.wrongNumber', { count: wrongNumber })] : []),
    ...(noTexts > 0 ? [t('known:import.noTexts', { count: noTexts })] : []),
  ];
}
