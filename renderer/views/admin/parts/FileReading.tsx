import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { FileOptions, type Preview } from '../../../../../shared/contract/imports.ts';
import { t } from '../../../../../shared/text/say.ts';
import styles from '../campaigns.module.css';
import own from './contacts.module.css';

const ENCODINGS = FileOptions.shape.encoding.unwrap();
const DELIMITERS = FileOptions.shape.delimiter.unwrap();
const KEYS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

type Props = { readonly preview: Preview; readonly onChange: (file: FileOptions) => void };

/** How the file is read: letters, the sign between cells, the line with the names. A guess that can be changed. */
export function FileReading({ preview, onChange }: Props) {
  const { encoding, delimiter, headerLine } = preview;
  const now: FileOptions = { encoding, delimiter: DELIMITERS.safeParse(delimiter).data, headerLine };
  return (
    <details className={own.earlier}>
      <summary>{t('contacts:file.summary')}</summary>
      <div className={styles.actions} style={{ alignItems: 'flex-end' }}>
        <NativeSelect
          label={t('contacts:file.encoding')}
          value={encoding}
          onChange={(event) => onChange({ ...now, encoding: ENCODINGS.parse(event.currentTarget.value) })}
          data={ENCODINGS.options.map((value) => ({
            value,
            label: value === 'macintosh' ? 'Mac Roman' : value,
          }))}
        />
        <NativeSelect
          label={t('contacts:file.delimiter')}
          value={delimiter}
          onChange={(event) => onChange({ ...now, delimiter: DELIMITERS.parse(event.currentTarget.value) })}
          data={DELIMITERS.options.map((value) => ({
            value,
            label: t(`contacts:file.sign.${KEYS[value]}`),
          }))}
        />
        <NumberInput
          label={t('contacts:file.header')}
          description={t('contacts:file.headerHint')}
          min={0}
          max={200}
          allowDecimal={false}
          value={headerLine}
          onChange={(value) => {
            if (typeof value === 'number' && value !== headerLine) onChange({ ...now, headerLine: value });
          }}
        />
      </div>
    </details>
  );
}

type OrderProps = {
  readonly columns: readonly number[];
  readonly headers: readonly string[];
  readonly onOrder: (columns: readonly number[]) => void;
};

/** Several columns of numbers, in the order in which they are tried for each contact. */
export function PhoneOrder({ columns, headers, onOrder }: OrderProps) {
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
