import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../../shared/contract/campaign.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { announce } from '../parts/announce.ts';
import styles from './campaigns.module.css';
import { counted } from './contacts/importWords.ts';
import { jumpTo } from './SectionList.tsx';

type Act = 'pause' | 'close' | 'remove';

type Props = {
  readonly campaign: Campaign;
  readonly onRemoved: () => void;
};

/** Pause, go on, close, delete: each says what it leads to before it is done. */
export function CampaignActs({ campaign, onRemoved }: Props) {
  const [asking, setAsking] = useState<Act | null>(null);
  const queries = useQueryClient();
  const done = async (message: string) => {
    setAsking(null);
    await queries.invalidateQueries({ queryKey: api.campaign.key() });
    announce(message);
  };
  const pause = useMutation(
    api.campaign.pause.mutationOptions({ onSuccess: () => done(`“${campaign.name}” is paused.`) }),
  );
  const close = useMutation(
    api.campaign.close.mutationOptions({ onSuccess: () => done(`“${campaign.name}” is closed.`) }),
  );
  const remove = useMutation(
    api.campaign.remove.mutationOptions({
      onSuccess: async () => {
        onRemoved();
        await done(`The draft “${campaign.name}” is deleted.`);
      },
    }),
  );
  const acts = { pause, close, remove };
  const words = asking === null ? null : WORDS[asking](campaign);
  const open = (act: Act) => {
    acts[act].reset();
    setAsking(act);
  };
  const { state } = campaign;
  return (
    <div className={styles.acts}>
      {state === 'launched' ? <Button onClick={() => open('pause')}>Pause…</Button> : null}
      {state === 'paused' ? (
        <Button variant="filled" onClick={() => jumpTo('launch')}>
          Go on…
        </Button>
      ) : null}
      {state === 'launched' || state === 'paused' ? (
        <Button onClick={() => open('close')}>Close…</Button>
      ) : null}
      {state === 'draft' ? <Button onClick={() => open('remove')}>Delete draft…</Button> : null}
      {asking !== null && words !== null ? (
        <ConfirmDialog
          opened
          title={words.title}
          confirmLabel={words.confirm}
          danger={asking !== 'pause'}
          busy={acts[asking].isPending}
          onConfirm={() => acts[asking].mutate({ id: campaign.id })}
          onCancel={() => setAsking(null)}
        >
          {words.consequence}
          {acts[asking].error ? <ErrorNotice title="That did not work" error={acts[asking].error} /> : null}
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

type Words = { readonly title: string; readonly confirm: string; readonly consequence: string };

const WORDS: Readonly<Record<Act, (campaign: Campaign) => Words>> = {
  pause: ({ name }) => ({
    title: `Pause “${name}”?`,
    confirm: 'Pause',
    consequence:
      'Queued texts wait and texters cannot send. Replies still come in, and opt-outs are still honoured. You can go on whenever you like.',
  }),
  close: ({ name, counts }) => ({
    title: `Close “${name}” for good?`,
    confirm: 'Close the campaign',
    consequence: `Queued texts are cancelled, and ${counted(counts.toSend, 'contact')} who were not texted never will be in this campaign. A closed campaign cannot be opened again.`,
  }),
  remove: ({ name, counts }) => ({
    title: `Delete the draft “${name}”?`,
    confirm: 'Delete the draft',
    consequence: `The script, the replies and ${counted(counts.contacts, 'contact')} of this draft are removed. Opt-outs are kept.`,
  }),
};
