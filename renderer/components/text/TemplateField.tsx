import { Textarea } from '@mantine/core';
import { type ReactNode, useRef } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from '../base/parts.module.css';

type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Merge fields to choose from, without braces. */
  readonly fields: readonly string[];
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly minRows?: number;
  readonly maxLength?: number;
  readonly disabled?: boolean;
};

/** A text with merge fields: the chips below it insert a field at the caret. */
export function TemplateField({ label, value, onChange, fields, disabled = false, ...rest }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  // The caret of a field that nobody has entered is at its start, where nobody expects the insertion.
  const entered = useRef(false);

  function insert(field: string) {
    const node = area.current;
    const caret = entered.current ? node : null;
    const from = caret?.selectionStart ?? value.length;
    const until = caret?.selectionEnd ?? value.length;
    const written = `{${field}}`;
    onChange(value.slice(0, from) + written + value.slice(until));
    requestAnimationFrame(() => {
      node?.focus();
      node?.setSelectionRange(from + written.length, from + written.length);
    });
  }

  return (
    <div>
      <Textarea
        ref={area}
        label={label}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onFocus={() => {
          entered.current = true;
        }}
        autosize
        disabled={disabled}
        description={rest.description}
        error={rest.error}
        minRows={rest.minRows ?? 4}
        maxRows={14}
        {...(rest.maxLength === undefined ? {} : { maxLength: rest.maxLength })}
      />
      {fields.length === 0 ? null : (
        <fieldset className={styles.chips}>
          <legend className={styles.chipsLegend}>{t('parts:insert')}</legend>
          {fields.map((field) => (
            <button
              key={field}
              type="button"
              className={styles.chip}
              disabled={disabled}
              onClick={() => insert(field)}
              aria-label={t('parts:insertField', { field, label: label.toLowerCase() })}
            >
              {`{${field}}`}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
