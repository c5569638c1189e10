import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { TaskProgress } from '../../../components/backup/TaskProgress.tsx';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { notify } from '../../../components/base/notify.ts';
import styles from './backups.module.css';

type Props = { readonly id: string; readonly when: string; readonly onClose: () => void };

/** Shows beforehand what a restore would bring and what stays. Closing it meanwhile asks the core to stop. */
export function RestoreDialog({ id, when, onClose }: Props) {
  const queries = useQueryClient();
  const preview = useQuery({
    ...api.backup.preview.queryOptions({ input: { id } }),
    gcTime: 0,
    retry: false,
  });
  const restore = useMutation(
    api.backup.restore.mutationOptions({
      onSuccess: ({ check }) => {
        notify(t(check.problems.length === 0 ? 'backup:restore.done' : 'backup:restore.doneBroken'), true);
        onClose();
      },
      onSettled: () => queries.invalidateQueries(),
    }),
  );
  const underWay = useQuery(api.backup.state.queryOptions()).data?.underWay ?? null;
  const brought = preview.data;
  const nothing =
    brought &&
    brought.conversations + brought.texts + brought.optOuts + brought.actions + brought.entries === 0;
  return (
    <ConfirmDialog
      opened
      title={t('backup:restore.title', { when })}
      confirmLabel={t('backup:restore.act')}
      busy={restore.isPending}
      disabled={!brought}
      onConfirm={() => restore.mutate({ id })}
      onCancel={onClose}
    >
      {t('backup:restore.how')}
      <ul className={styles.points}>
        <li>{t('backup:restore.stays')}</li>
        <li>{t('backup:restore.back')}</li>
        <li>{t('backup:restore.erased')}</li>
        <li>{t('backup:restore.queued')}</li>
      </ul>
      {preview.isPending ? (
        <TaskProgress
          label={t('backup:restore.looking')}
          progress={underWay?.task === 'preview' ? underWay.progress : null}
        />
      ) : null}
      {brought ? (
        <p role="status">
          {nothing
            ? t('backup:restore.nothing')
            : t('backup:restore.brings', {
                conversations: brought.conversations,
                texts: brought.texts,
                optOuts: brought.optOuts,
                actions: brought.actions,
              })}
        </p>
      ) : null}
      {restore.isPending ? (
        <TaskProgress
          label={t('backup:screen.task.restore')}
          progress={underWay?.task === 'restore' ? underWay.progress : null}
        />
      ) : (
        <p>{t('backup:restore.before')}</p>
      )}
      {preview.error || restore.error ? (
        <ErrorNotice title={t('backup:restore.failed')} error={restore.error ?? preview.error} />
      ) : null}
    </ConfirmDialog>
  );
}
