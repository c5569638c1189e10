import { NativeSelect, NumberInput } from '@mantine/core';
import { FileOptions, type Preview } from '../../../shared/contract/lists.ts';
import { t } from '../../../shared/text/say.ts';
import styles from '../base/parts.module.css';

const ENCODINGS = FileOptions.shape.encoding.unwrap();
const DELIMITERS = FileOptions.shape.delimiter.unwrap();
const KEYS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const;

type Props = { readonly preview: Preview; readonly onChange: (file: FileOptions) => void };

/** How the file is read: encoding, separator, line of names. A guess that can be changed. */
export function FileReading({ preview, onChange }: Props) {
  const { encoding, delimiter, headerLine } = preview;
  const now: FileOptions = { encoding, delimiter: DELIMITERS.safeParse(delimiter).data, headerLine };
  return (
    <details className={styles.fileReading}>
      <summary>{t('contacts:file.summary')}</summary>
      <div>
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
