import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { BackupItem } from '../../../../shared/contract/backup.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { dateFormat, numberFormat } from '../../../language/formats.ts';
import styles from './backups.module.css';
import { RestoreDialog } from './RestoreDialog.tsx';
import { useReread } from './useAct.ts';

const moment = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });
const megabytes = numberFormat({ style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 });

function stateOf(item: BackupItem) {
  if (item.problems.length > 0) return <Tag tone="stop">{t('backup:screen.broken')}</Tag>;
  if (!item.opens) return <Tag tone="hold">{t('backup:screen.noKey')}</Tag>;
  return <Tag tone="ok">{t('backup:screen.whole')}</Tag>;
}

type Props = { readonly item: BackupItem; readonly busy: boolean };

/** One back-up: its date and size, whether it is intact, and its two acts. */
export function BackupRow({ item, busy }: Props) {
  const [asking, setAsking] = useState<'restore' | 'remove' | null>(null);
  const when = moment(item.madeAt);
  const remove = useMutation(
    api.backup.remove.mutationOptions({ ...useReread(), onSuccess: () => setAsking(null) }),
  );
  return (
    <tr>
      <th scope="row">
        {when}
        <span className={styles.note}>{t(`backup:screen.kind.${item.kind}`)}</span>
      </th>
      <td>
        {t('backup:screen.inForce', { count: item.inForce })}
        <span className={styles.note}>{t('backup:screen.entries', { count: item.entries })}</span>
        {item.erasedSince > 0 ? (
          <span className={styles.note}>{t('backup:screen.erasedSince', { count: item.erasedSince })}</span>
        ) : null}
      </td>
      <td>{megabytes(item.bytes / 1e6)}</td>
      <td>
        {stateOf(item)}
        {item.problems.map((problem) => (
          <span key={problem} className={styles.note}>
            {problem}
          </span>
        ))}
      </td>
      <td>
        <div className={styles.acts}>
          <Button variant="subtle" disabled={busy || !item.opens} onClick={() => setAsking('restore')}>
            {t('backup:screen.restore')}
          </Button>
          <Button variant="subtle" color="gray" disabled={busy} onClick={() => setAsking('remove')}>
            {t('backup:screen.remove')}
          </Button>
        </div>
        {asking === 'restore' ? (
          <RestoreDialog id={item.id} when={when} onClose={() => setAsking(null)} />
        ) : null}
        <ConfirmDialog
          opened={asking === 'remove'}
          title={t('backup:screen.removeTitle', { when })}
          confirmLabel={t('backup:screen.remove')}
          danger
          busy={remove.isPending}
          onConfirm={() => remove.mutate({ id: item.id })}
          onCancel={() => setAsking(null)}
        >
          {t('backup:screen.removeWhat')}
          {remove.error ? <ErrorNotice title={t('backup:screen.notRemoved')} error={remove.error} /> : null}
        </ConfirmDialog>
      </td>
    </tr>
  );
}
