import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Why } from '../../../../shared/contract/people.ts';
import { t } from '../../../../shared/text/say.ts';
import { UseAgainDialog } from './UseAgainDialog.tsx';
import styles from './why.module.css';

/** What was learned of the number, and the way to use it again. Everybody who sees this panel may. */
export function KnownFacts({ why }: { readonly why: Why }) {
  const [asking, setAsking] = useState(false);
  const { number, known } = why;
  return (
    <>
      <ul className={styles.list}>
        {known.map((fact) => (
          <li key={fact.id}>{fact.sentence}</li>
        ))}
      </ul>
      {number === null ? null : (
        <>
          <Button size="xs" onClick={() => setAsking(true)}>
            {t('known:useAgain')}
          </Button>
          <div className={styles.soft}>{t('known:useAgainHint')}</div>
          {asking ? <UseAgainDialog number={number} known={known} onClose={() => setAsking(false)} /> : null}
        </>
      )}
    </>
  );
}
