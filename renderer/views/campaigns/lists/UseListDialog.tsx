import { Button, Modal, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../../shared/contract/campaigns.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import styles from '../campaigns.module.css';
import { WhatHappens } from '../contacts/WhatHappens.tsx';

type Props = { readonly campaign: Campaign; readonly onClose: () => void };

/** Takes a saved list into a campaign, after showing what would become of each person. */
export function UseListDialog({ campaign, onClose }: Props) {
  const [id, setId] = useState<string | null>(null);
  const queries = useQueryClient();
  const lists = useQuery(api.savedList.list.queryOptions());
  const dryRun = useQuery({
    ...api.savedList.dryRun.queryOptions({
      input: { id: id ?? '', campaignId: campaign.id },
      enabled: id !== null,
    }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const use = useMutation(
    api.savedList.use.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.imports.jobs.key() });
        onClose();
      },
    }),
  );
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('campaigns:lists.useTitle')}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <div className={styles.dialog}>
        <Select
          label={t('campaigns:lists.which')}
          nothingFoundMessage={t('campaigns:lists.empty')}
          searchable
          data={(lists.data ?? []).map(({ id: value, name }) => ({ value, label: name }))}
          value={id}
          onChange={setId}
          data-autofocus
        />
        {lists.error ? <ErrorNotice title={t('campaigns:lists.failed')} error={lists.error} /> : null}
        {id === null ? null : (
          <WhatHappens
            counted="people"
            dryRun={dryRun.data}
            error={dryRun.error}
            regionName={t(`words:region.${campaign.region}`)}
            onRetry={() => void dryRun.refetch()}
          />
        )}
        {use.error ? <ErrorNotice title={t('campaigns:lists.notUsed')} error={use.error} /> : null}
        <div className={styles.dialogActs}>
          <Button onClick={onClose}>{t('common:act.cancel')}</Button>
          <Button
            variant="filled"
            disabled={id === null}
            loading={use.isPending}
            onClick={() => id !== null && use.mutate({ id, campaignId: campaign.id })}
          >
            {t('campaigns:lists.useIt')}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
