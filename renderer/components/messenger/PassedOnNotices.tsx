import { Button } from '@mantine/core';
import { IconArrowsExchange } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { PassedOn } from '../../../shared/contract/campaigns/handing.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { useDrafts } from '../../state/drafts.ts';
import { useViewAs, useViewing } from '../../state/viewing.ts';
import { WhenAgo } from '../base/WhenAgo.tsx';
import styles from './messenger.module.css';

/** Conversations that others took over from whoever is signed in, with the words that were not sent. */
export function PassedOnNotices() {
  const { data = [] } = useQuery(api.handing.passedOn.queryOptions({ input: useViewAs() }));
  if (data.length === 0) return null;
  return (
    <div className={styles.nudges} role="status">
      {data.map((each) => (
        <Notice key={each.id} notice={each} />
      ))}
    </div>
  );
}

function Notice({ notice }: { readonly notice: PassedOn }) {
  const looking = useViewing((viewing) => viewing.texter !== null);
  const queries = useQueryClient();
  // What was typed last may not be stored yet.
  const typed = useDrafts(({ drafts }) => drafts[notice.conversationId] ?? '');
  const seen = useMutation(
    api.handing.seen.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.handing.key() }),
    }),
  );
  const { id, byName, contactName, campaignName, at } = notice;
  const draft = typed || notice.draft;
  return (
    <div className={styles.nudge}>
      <IconArrowsExchange size={18} aria-hidden />
      <span className={styles.nudgeText}>
        {t('handing:passedOn.title', {
          by: byName,
          name: contactName || t('handing:passedOn.noName'),
          campaign: campaignName,
        })}{' '}
        {draft === '' ? null : t('handing:passedOn.draft', { text: draft })}{' '}
        <span className={styles.nudgeWhen}>
          <WhenAgo at={at} form="said" />
        </span>
      </span>
      <Button size="compact-sm" disabled={looking || seen.isPending} onClick={() => seen.mutate({ id })}>
        {t('handing:passedOn.seen')}
      </Button>
    </div>
  );
}
