import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign, CopyPart } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { go } from '../../state/route.ts';
import { PartsPicker } from './CopyDialog.tsx';
import styles from './campaigns.module.css';
import { WhatHappens } from './contacts/WhatHappens.tsx';
import { NO_REPLY, WhoPicker, whoOf } from './WhoPicker.tsx';

type Props = { readonly campaign: Campaign; readonly onClose: () => void };

/** Makes a new draft with some of this campaign's contacts: who, what would become of each, and its name. */
export function FollowUpDialog({ campaign, onClose }: Props) {
  const [draft, setDraft] = useState(NO_REPLY);
  const [name, setName] = useState(t('campaigns:followUp.named', { name: campaign.name }).slice(0, 120));
  const [parts, setParts] = useState<readonly CopyPart[]>(['texters']);
  const queries = useQueryClient();
  const who = whoOf(draft);
  const dryRun = useQuery({
    ...api.campaign.followUpDryRun.queryOptions({
      input: { id: campaign.id, who: who ?? { by: 'everybody' } },
      enabled: who !== null,
    }),
    retry: false,
    refetchOnWindowFocus: false,
  });
  const make = useMutation(
    api.campaign.followUp.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.campaign.key() });
        announce(t('campaigns:followUp.done', { name: made.campaign.name }));
        onClose();
        go(['campaigns', made.campaign.id]);
      },
    }),
  );
  const save = useMutation(
    api.savedList.create.mutationOptions({
      onSuccess: async (saved) => {
        await queries.invalidateQueries({ queryKey: api.savedList.key() });
        announce(t('campaigns:lists.saved', { name: saved.name }));
        onClose();
      },
    }),
  );
  const nobody = dryRun.data?.result.rows === 0;
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('campaigns:followUp.title', { name: campaign.name })}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <form
        className={styles.dialog}
        onSubmit={(event) => {
          event.preventDefault();
          if (who) make.mutate({ id: campaign.id, who, name, parts: [...parts] });
        }}
      >
        <p className={styles.soft}>{t('campaigns:followUp.lead')}</p>
        <WhoPicker campaign={campaign} draft={draft} onChange={setDraft} />
        {who === null ? null : nobody ? (
          <p className={styles.needs} role="status">
            {t('campaigns:followUp.nobody')}
          </p>
        ) : (
          <WhatHappens
            counted="people"
            dryRun={dryRun.data}
            error={dryRun.error}
            regionName={t(`words:region.${campaign.region}`)}
            onRetry={() => void dryRun.refetch()}
          />
        )}
        <TextInput
          label={t('campaigns:followUp.name')}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PartsPicker parts={parts} onChange={setParts} />
        {make.error ? <ErrorNotice title={t('campaigns:followUp.failed')} error={make.error} /> : null}
        {save.error ? <ErrorNotice title={t('campaigns:lists.notSaved')} error={save.error} /> : null}
        <div className={styles.dialogActs}>
          <Button onClick={onClose}>{t('common:act.cancel')}</Button>
          <Button
            disabled={who === null || nobody || name.trim() === ''}
            loading={save.isPending}
            onClick={() =>
              who && save.mutate({ name, source: { from: 'campaign', campaignId: campaign.id, who } })
            }
          >
            {t('campaigns:lists.save')}
          </Button>
          <Button
            type="submit"
            variant="filled"
            disabled={who === null || nobody || name.trim() === ''}
            loading={make.isPending}
          >
            {t('campaigns:followUp.act')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
