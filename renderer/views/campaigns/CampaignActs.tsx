import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ConfirmDialog } from '../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { jumpTo } from '../../components/base/jumpTo.ts';
import { hrefOf } from '../../state/route.ts';
import { CopyDialog } from './CopyDialog.tsx';
import styles from './campaigns.module.css';
import { FollowUpDialog } from './FollowUpDialog.tsx';

type Act = 'pause' | 'close' | 'remove' | 'archive';

type Props = {
  readonly campaign: Campaign;
  readonly onRemoved: () => void;
  /** Leads to where a paused campaign is launched again; left out: that is on this page. */
  readonly onGoOn?: () => void;
};

/** Copy, archive, pause, go on, close, delete: each says what it leads to before it is done. */
export function CampaignActs({ campaign, onRemoved, onGoOn = () => jumpTo('launch') }: Props) {
  const [asking, setAsking] = useState<Act | null>(null);
  const [copying, setCopying] = useState(false);
  const [following, setFollowing] = useState(false);
  const queries = useQueryClient();
  const done = async (message: string) => {
    setAsking(null);
    await queries.invalidateQueries({ queryKey: api.campaign.key() });
    announce(message);
  };
  const pause = useMutation(
    api.campaign.pause.mutationOptions({
      onSuccess: () => done(t('campaigns:acts.pause.done', { name: campaign.name })),
    }),
  );
  const ending = useMutation(
    api.campaign.close.mutationOptions({
      onSuccess: () => done(t('campaigns:acts.close.done', { name: campaign.name })),
    }),
  );
  const remove = useMutation(
    api.campaign.remove.mutationOptions({
      onSuccess: async () => {
        onRemoved();
        await done(t('campaigns:acts.remove.done', { name: campaign.name }));
      },
    }),
  );
  const archive = useMutation(
    api.campaign.archive.mutationOptions({
      onSuccess: () => done(t('campaigns:acts.archive.done', { name: campaign.name })),
    }),
  );
  const bringBack = useMutation(
    api.campaign.bringBack.mutationOptions({
      onSuccess: () => done(t('campaigns:acts.bringBack.done', { name: campaign.name })),
    }),
  );
  const acts = { pause, close: ending, remove, archive };
  const begin = (act: Act) => {
    acts[act].reset();
    setAsking(act);
  };
  const { state, archivedAt } = campaign;
  const archived = archivedAt !== null;
  return (
    <div className={styles.acts}>
      {state === 'draft' ? null : (
        <Button component="a" href={hrefOf(['results', campaign.id])}>
          {t('results:open')}
        </Button>
      )}
      {state === 'launched' ? (
        <Button onClick={() => begin('pause')}>{t('campaigns:acts.pause.open')}</Button>
      ) : null}
      {state === 'paused' ? (
        <Button variant="filled" onClick={onGoOn}>
          {t('campaigns:acts.goOn')}
        </Button>
      ) : null}
      {archived ? (
        <Button
          variant="filled"
          loading={bringBack.isPending}
          onClick={() => bringBack.mutate({ id: campaign.id })}
        >
          {t('campaigns:acts.bringBack.open')}
        </Button>
      ) : null}
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={14} aria-hidden />}>{t('campaigns:acts.more')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setCopying(true)}>{t('campaigns:copy.open')}</Menu.Item>
          {state === 'draft' ? null : (
            <Menu.Item onClick={() => setFollowing(true)}>{t('campaigns:followUp.open')}</Menu.Item>
          )}
          {!archived && (state === 'closed' || state === 'draft') ? (
            <Menu.Item onClick={() => begin('archive')}>{t('campaigns:acts.archive.open')}</Menu.Item>
          ) : null}
          {state === 'launched' || state === 'paused' ? (
            <Menu.Item onClick={() => begin('close')}>{t('campaigns:acts.close.open')}</Menu.Item>
          ) : null}
          {state === 'draft' ? (
            <Menu.Item onClick={() => begin('remove')}>{t('campaigns:acts.remove.open')}</Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {asking !== null ? (
        <ConfirmDialog
          opened
          title={t(`campaigns:acts.${asking}.title`, { name: campaign.name })}
          confirmLabel={t(`campaigns:acts.${asking}.confirm`)}
          danger={asking === 'close' || asking === 'remove'}
          busy={acts[asking].isPending}
          onConfirm={() => acts[asking].mutate({ id: campaign.id })}
          onCancel={() => setAsking(null)}
        >
          {t(`campaigns:acts.${asking}.consequence`, { count: ABOUT[asking](campaign.counts) })}
          {acts[asking].error ? <ErrorNotice error={acts[asking].error} /> : null}
        </ConfirmDialog>
      ) : null}
      {bringBack.error ? (
        <ErrorNotice title={t('campaigns:acts.bringBack.failed')} error={bringBack.error} />
      ) : null}
      {following ? <FollowUpDialog campaign={campaign} onClose={() => setFollowing(false)} /> : null}
      {copying ? <CopyDialog campaign={campaign} onClose={() => setCopying(false)} /> : null}
    </div>
  );
}

/** How many contacts an act concerns. */
const ABOUT: Readonly<Record<Act, (counts: Campaign['counts']) => number>> = {
  pause: ({ toSend }) => toSend,
  close: ({ toSend }) => toSend,
  remove: ({ contacts }) => contacts,
  archive: ({ contacts }) => contacts,
};
