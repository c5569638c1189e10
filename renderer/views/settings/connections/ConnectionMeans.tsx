import { useQuery } from '@tanstack/react-query';
import type { Connection } from '../../../../shared/contract/connections.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { inboundSentence, inTrouble } from '../../../components/connections/inboundWords.ts';
import { useNow } from '../../../hooks/useNow.ts';
import styles from '../settings.module.css';

type Props = { readonly connection: Connection };

/** What a connection's state means: whether texts can leave through it, and if not why, and what to do. */
export function ConnectionMeans({ connection: { id, state, detail } }: Props) {
  const now = useNow();
  const status = useQuery(api.connection.status.queryOptions());
  const inbound = status.data?.connections.find((each) => each.id === id);
  if (state === 'ready' && status.data && inbound && inTrouble(inbound)) {
    return <p className={styles.needs}>{inboundSentence('admin', inbound, status.data.limitMinutes, now)}</p>;
  }
  return (
    <p className={state === 'ready' ? styles.soft : styles.needs}>
      {detail || t(`settings:connections.stateMeans.${state}`)}
    </p>
  );
}
