import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Why } from '../../../../shared/contract/person.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../ErrorNotice.tsx';
import styles from './why.module.css';

/** What was learned of the number, and the way to use it again. Everybody who sees this panel may. */
export function KnownFacts({ why }: { readonly why: Why }) {
  const queries = useQueryClient();
  const again = useMutation(
    api.person.useAgain.mutationOptions({ onSuccess: () => queries.invalidateQueries() }),
  );
  const { number } = why;
  return (
    <>
      <ul className={styles.list}>
        {why.known.map((fact) => (
          <li key={fact.id}>{fact.sentence}</li>
        ))}
      </ul>
      {again.error ? <ErrorNotice title={t('known:notDone')} error={again.error} /> : null}
      {number === null ? null : (
        <>
          <Button size="xs" loading={again.isPending} onClick={() => again.mutate({ number })}>
            {t('known:useAgain')}
          </Button>
          <div className={styles.soft}>{t('known:useAgainHint')}</div>
        </>
      )}
    </>
  );
}
