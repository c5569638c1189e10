import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from '../base/parts.module.css';

type Props = {
  /** Who receives it, such as "Priya Nair, an example". */
  readonly to: string;
  readonly text: string;
  readonly picture?: ReactNode;
  readonly footnote?: ReactNode;
};

/** A text as its receiver gets it, in the bubble of the messenger. */
export function MessagePreview({ to, text, picture, footnote }: Props) {
  return (
    <figure className={styles.preview}>
      <figcaption className={styles.previewTo}>{t('parts:to', { name: to })}</figcaption>
      {picture}
      <div className={styles.bubble}>{text.trim() === '' ? t('parts:nothing') : text}</div>
      {footnote ? <div className={styles.previewFoot}>{footnote}</div> : null}
    </figure>
  );
}
