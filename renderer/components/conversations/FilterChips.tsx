import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import type { Chip, Filter } from './filter.ts';
import styles from './oversight.module.css';

/** The filters in force; a click removes one. */
export function FilterChips(props: {
  chips: readonly Chip[];
  onRemove: (key: keyof Filter) => void;
}): ReactNode {
  return props.chips.map((chip) => (
    <button
      key={chip.key}
      type="button"
      className={styles.chip}
      data-tone={chip.tone}
      aria-label={t('oversight:chip.remove', { filter: chip.text })}
      title={t('oversight:chip.removeTitle')}
      onClick={() => props.onRemove(chip.key)}
    >
      <span className={styles.chipText}>{chip.text}</span> <span aria-hidden>{'×'}</span>
    </button>
  ));
}
