import { Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { t } from '../../../../shared/text/say.ts';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';

type Props = {
  readonly columns: readonly number[];
  readonly headers: readonly string[];
  readonly onOrder: (columns: readonly number[]) => void;
};

/** Several columns of numbers, in the order in which they are tried for each contact. */
export function PhoneOrder({ columns, headers, onOrder }: Props) {
  if (columns.length < 2) return null;
  const swap = (at: number, by: 1 | -1) => {
    const next = [...columns];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(at + by, 0, moved);
    onOrder(next);
  };
  return (
    <div>
      <p className={styles.soft}>{t('contacts:phones.hint')}</p>
      <ol className={own.order}>
        {columns.map((column, at) => (
          <li key={column}>
            <span className={styles.grow}>{headers[column]}</span>
            <Button
              size="compact-sm"
              aria-label={t('contacts:phones.earlier', { name: headers[column] ?? column + 1 })}
              disabled={at === 0}
              onClick={() => swap(at, -1)}
            >
              <IconArrowUp size={14} aria-hidden />
            </Button>
            <Button
              size="compact-sm"
              aria-label={t('contacts:phones.later', { name: headers[column] ?? column + 1 })}
              disabled={at === columns.length - 1}
              onClick={() => swap(at, 1)}
            >
              <IconArrowDown size={14} aria-hidden />
            </Button>
          </li>
        ))}
      </ol>
    </div>
  );
}
