import type { ReactNode } from 'react';
import type { Chip, Filter } from './filter.ts';
import styles from './oversight.module.css';

/** The filters in force; one click takes one away. */
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
      aria-label={`Remove filter: ${chip.text}`}
      title="Remove this filter"
      onClick={() => props.onRemove(chip.key)}
    >
      <span className={styles.chipText}>{chip.text}</span> <span aria-hidden>×</span>
    </button>
  ));
}
