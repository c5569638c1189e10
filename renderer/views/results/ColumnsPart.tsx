import { Checkbox, TextInput } from '@mantine/core';
import type { ResultColumn } from '../../../shared/contract/results.ts';
import { t } from '../../../shared/text/say.ts';
import styles from './results.module.css';

type Props = {
  readonly columns: readonly ResultColumn[];
  readonly onChange: (columns: readonly ResultColumn[]) => void;
  /** Names are for people; programs are given the fixed ones. */
  readonly named: boolean;
};

/** Which columns are written, and what they are called. */
export function ColumnsPart({ columns, onChange, named }: Props) {
  const change = (id: string, to: Partial<ResultColumn>) =>
    onChange(columns.map((column) => (column.id === id ? { ...column, ...to } : column)));
  return (
    <details className={styles.details}>
      <summary>{t('results:export.columns')}</summary>
      <p className={styles.none}>{t('results:export.columnsHelp')}</p>
      <ul className={styles.columns}>
        {columns.map(({ id, usual, name, on }) => (
          <li key={id}>
            <Checkbox
              aria-label={t('results:export.columnOn', { name: usual })}
              checked={on}
              onChange={(event) => change(id, { on: event.currentTarget.checked })}
            />
            {named ? (
              <TextInput
                size="xs"
                aria-label={t('results:export.columnName', { name: usual })}
                placeholder={usual}
                maxLength={120}
                value={name}
                disabled={!on}
                onChange={(event) => change(id, { name: event.currentTarget.value })}
              />
            ) : (
              <code>{id}</code>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
