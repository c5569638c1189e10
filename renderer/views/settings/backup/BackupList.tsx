import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { BackupState } from '../../../../shared/contract/backup.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { TaskProgress } from '../../../components/backup/TaskProgress.tsx';
import { EmptyState } from '../../../components/base/EmptyState.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { notify } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { BackupRow } from './BackupRow.tsx';
import { useReread } from './useAct.ts';

type Props = { readonly state: BackupState };

/** The back-ups, newest first, and the work under way. */
export function BackupList({ state }: Props) {
  const make = useMutation(
    api.backup.now.mutationOptions({ ...useReread(), onSuccess: () => notify(t('backup:screen.made')) }),
  );
  const busy = state.underWay !== null || make.isPending;
  const now = (
    <Button variant="filled" disabled={busy} loading={make.isPending} onClick={() => make.mutate({})}>
      {t('backup:screen.now')}
    </Button>
  );
  return (
    <Section id="back-ups" title={t('settings:part.back-ups')} lead={t('backup:screen.lead')} aside={now}>
      {state.underWay ? (
        <TaskProgress
          label={t(`backup:screen.task.${state.underWay.task}`)}
          progress={state.underWay.progress}
        />
      ) : null}
      {make.error ? <ErrorNotice title={t('backup:screen.notMade')} error={make.error} /> : null}
      {state.trouble ? <ErrorNotice title={t('backup:screen.trouble')}>{state.trouble}</ErrorNotice> : null}
      {state.items.length === 0 ? (
        <EmptyState title={t('backup:screen.none')}>{t('backup:screen.noneWhat')}</EmptyState>
      ) : (
        <ListTable
          label={t('backup:screen.list')}
          maxHeight={420}
          columns={[
            t('backup:screen.madeAt'),
            t('backup:screen.holds'),
            t('backup:screen.size'),
            t('backup:screen.state'),
            { spoken: t('backup:screen.acts') },
          ]}
        >
          {state.items.map((item) => (
            <BackupRow key={item.id} item={item} busy={busy} />
          ))}
        </ListTable>
      )}
    </Section>
  );
}
