import { Button } from '@mantine/core';
import { IconBellRinging, IconHeart } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { go } from '../../state/route.ts';
import { useViewing } from '../../state/viewing.ts';
import { WhenAgo } from '../base/WhenAgo.tsx';
import styles from './messenger.module.css';

/** Reminders and thanks to whoever is signed in, above their messenger until they put them away. */
export function Nudges() {
  const looking = useViewing((viewing) => viewing.texter !== null);
  const queries = useQueryClient();
  const { data } = useQuery(api.nudge.list.queryOptions({ enabled: !looking }));
  const seen = useMutation(
    api.nudge.seen.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.nudge.key() }),
    }),
  );
  if (looking || data === undefined || data.length === 0) return null;
  return (
    <div className={styles.nudges} role="status">
      {data.map(({ id, kind, fromName, campaignName, campaignId, at }) => (
        <div key={id} className={styles.nudge} data-kind={kind}>
          {kind === 'reminder' ? (
            <IconBellRinging size={18} aria-hidden />
          ) : (
            <IconHeart size={18} aria-hidden />
          )}
          <span className={styles.nudgeText}>
            {t(`cockpit:nudge.${kind}`, { name: fromName, campaign: campaignName })}{' '}
            <span className={styles.nudgeWhen}>
              <WhenAgo at={at} form="said" />
            </span>
          </span>
          {kind === 'reminder' ? (
            <Button
              size="compact-sm"
              onClick={() => {
                seen.mutate({ id });
                go(['texter', campaignId]);
              }}
            >
              {t('cockpit:nudge.go')}
            </Button>
          ) : null}
          <Button size="compact-sm" disabled={seen.isPending} onClick={() => seen.mutate({ id })}>
            {t('cockpit:nudge.seen')}
          </Button>
        </div>
      ))}
    </div>
  );
}
