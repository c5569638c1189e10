import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupState } from '../../../../shared/contract/backup.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from './backups.module.css';
import { useReread } from './useAct.ts';

type Props = { readonly state: BackupState };

/**
 * Why nothing leaves, and which conversations were closed so that nothing leaves twice. Empty while all is
 * well.
 */
export function HaltNotice({ state: { halt, unsure } }: Props) {
  const [asking, setAsking] = useState<'sending' | 'unsure' | null>(null);
  const reread = useReread();
  const done = { ...reread, onSuccess: () => setAsking(null) };
  const carryOn = useMutation(api.backup.carryOn.mutationOptions(done));
  const reopen = useMutation(api.backup.reopenUnsure.mutationOptions(done));
  return (
    <>
      {halt ? (
        <div className={styles.halt} role="alert">
          <strong>{t(`backup:halt.title.${halt.why}`)}</strong>
          <p>{t(`backup:halt.text.${halt.why}`)}</p>
          <Button onClick={() => setAsking('sending')}>{t('backup:halt.act')}</Button>
        </div>
      ) : null}
      {unsure > 0 ? (
        <div className={styles.unsure} role="status">
          <p>{t('backup:unsure.text', { count: unsure })}</p>
          <Button onClick={() => setAsking('unsure')}>{t('backup:unsure.act')}</Button>
        </div>
      ) : null}
      <ConfirmDialog
        opened={asking === 'sending'}
        title={t('backup:halt.asks')}
        confirmLabel={t('backup:halt.act')}
        danger
        busy={carryOn.isPending}
        onConfirm={() => carryOn.mutate({})}
        onCancel={() => setAsking(null)}
      >
        {t('backup:halt.sure')}
        {carryOn.error ? <ErrorNotice title={t('backup:halt.failed')} error={carryOn.error} /> : null}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'unsure'}
        title={t('backup:unsure.asks')}
        confirmLabel={t('backup:unsure.act')}
        danger
        busy={reopen.isPending}
        onConfirm={() => reopen.mutate({})}
        onCancel={() => setAsking(null)}
      >
        {t('backup:unsure.sure')}
        {reopen.error ? <ErrorNotice title={t('backup:unsure.failed')} error={reopen.error} /> : null}
      </ConfirmDialog>
    </>
  );
}
