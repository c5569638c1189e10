import { Button, Progress } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { KeysState } from '../../../../shared/contract/keys.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { notify } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { wholeDate } from '../../../components/base/time.ts';
import styles from '../backup/backups.module.css';
import settings from '../settings.module.css';

/** The store's key: when it was changed, changing it, and how far that is. */
export function StoreKeyPart({ state }: { readonly state: KeysState }) {
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const reread = () => queries.invalidateQueries({ queryKey: api.keys.state.key() });
  const change = useMutation(
    api.keys.changeStoreKey.mutationOptions({
      onSettled: reread,
      onSuccess: () => notify(t('keys:store.done')),
    }),
  );
  const begin = () => {
    setAsking(false);
    change.mutate({});
    // From now on the state has the progress, and is asked for repeatedly.
    setTimeout(() => void reread(), 150);
  };
  const { underWay, changedAt } = state;
  return (
    <Section id="store-key" title={t('keys:store.title')} lead={t('keys:store.lead')}>
      <div className={settings.stack}>
        <p className={settings.soft}>
          {changedAt === null
            ? t('keys:store.never')
            : t('keys:store.changed', { when: wholeDate(changedAt) })}
        </p>
        {underWay ? <UnderWay underWay={underWay} /> : null}
        {change.error ? <ErrorNotice title={t('keys:store.failedTitle')} error={change.error} /> : null}
        <div className={settings.actions}>
          <Button disabled={underWay !== null} loading={change.isPending} onClick={() => setAsking(true)}>
            {t('keys:store.act')}
          </Button>
        </div>
      </div>
      <ConfirmDialog
        opened={asking}
        title={t('keys:store.confirm')}
        confirmLabel={t('keys:store.go')}
        onConfirm={begin}
        onCancel={() => setAsking(false)}
      >
        <p>{t('keys:store.what')}</p>
        <p>{t('keys:store.former')}</p>
      </ConfirmDialog>
    </Section>
  );
}

function UnderWay({ underWay }: { readonly underWay: NonNullable<KeysState['underWay']> }) {
  const { step, done, total } = underWay;
  const copying = step === 'copying' && total > 0;
  return (
    <div className={styles.progress} role="status">
      {t(`keys:store.step.${step}`)}
      <Progress
        value={copying ? (100 * done) / total : 100}
        animated={!copying}
        aria-label={t(`keys:store.step.${step}`)}
      />
    </div>
  );
}
