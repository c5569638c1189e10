import { useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from './about.module.css';

type Props = { name: string; version: string; licence: string; text: string };

/** One package; its licence's text unfolds. It is shown as it was written, in its own language. */
export function PackageLicence({ name, version, licence, text }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles.package} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={styles.summary}>
        <span className={styles.name}>{name}</span>
        <span className={styles.version}>{version}</span>
        <span className={styles.licence} lang="en">
          {licence}
        </span>
      </summary>
      {open && text === '' ? <p className={styles.soft}>{t('about:noText')}</p> : null}
      {open && text !== '' ? (
        <pre className={styles.text} lang="en">
          {text}
        </pre>
      ) : null}
    </details>
  );
}
