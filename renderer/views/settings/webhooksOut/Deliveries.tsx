import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { WebhookDelivery, WebhookEndpoint } from '../../../../shared/contract/webhooksOut.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { clockTimeWithSeconds, fullTime } from '../../../components/base/time.ts';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import styles from '../settings.module.css';
import { DELIVERY_TONES } from './webhookWords.ts';

type Props = {
  readonly endpoint: Pick<WebhookEndpoint, 'id' | 'name' | 'state'>;
  /** What is said where nothing was sent yet. */
  readonly none?: string;
};

/** What was sent and what waits, newest first; a page at a time. */
export function Deliveries({ endpoint, none = t('settings:deliveries.none') }: Props) {
  const pages = useInfiniteQuery(
    api.webhookOut.deliveries.infiniteOptions({
      input: (cursor: string | undefined) => ({
        id: endpoint.id,
        limit: 25,
        ...(cursor === undefined ? {} : { cursor }),
      }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      placeholderData: keepPreviousData,
    }),
  );
  const rows = pages.data?.pages.flatMap((page) => page.items) ?? [];
  if (pages.error) return <ErrorNotice title={t('settings:deliveries.failed')} error={pages.error} />;
  if (rows.length === 0) {
    return pages.isPending ? null : <p className={styles.soft}>{none}</p>;
  }
  return (
    <>
      <ListTable
        label={t('settings:deliveries.label', { name: endpoint.name })}
        maxHeight={420}
        columns={[
          t('settings:deliveries.event'),
          t('settings:deliveries.stateOf'),
          t('settings:deliveries.tries'),
          t('settings:deliveries.lastAnswer'),
          t('settings:deliveries.nextTry'),
          { spoken: t('settings:deliveries.again') },
        ]}
      >
        {rows.map((delivery) => (
          <DeliveryRow key={delivery.id} delivery={delivery} off={endpoint.state === 'off'} />
        ))}
      </ListTable>
      {pages.hasNextPage ? (
        <Button
          className={styles.start ?? ''}
          onClick={() => void pages.fetchNextPage()}
          loading={pages.isFetchingNextPage}
        >
          {t('settings:deliveries.older')}
        </Button>
      ) : null}
    </>
  );
}

function DeliveryRow({ delivery, off }: { readonly delivery: WebhookDelivery; readonly off: boolean }) {
  const queries = useQueryClient();
  const again = useMutation(
    api.webhookOut.sendAgain.mutationOptions({
      onSuccess: async () => {
        await queries.invalidateQueries({ queryKey: api.webhookOut.key() });
        announce(t('settings:deliveries.sentAgain'));
      },
    }),
  );
  const { type, state, attempts, lastStatus, detail, nextTryAt } = delivery;
  const topic = t(`settings:webhooks.topic.${type}`);
  const answer = lastStatus === null ? detail : detail || `HTTP ${lastStatus}`;
  return (
    <tr>
      <th scope="row">
        {topic}{' '}
        <span className={styles.soft}>
          <WhenAgo at={delivery.at} />
        </span>
      </th>
      <td>
        <Tag tone={DELIVERY_TONES[state]}>{t(`settings:deliveries.state.${state}`)}</Tag>
      </td>
      <td>{attempts}</td>
      <td>{answer || '–'}</td>
      <td>
        {nextTryAt === null ? (
          '–'
        ) : (
          <span title={fullTime(nextTryAt)}>{clockTimeWithSeconds(nextTryAt)}</span>
        )}
      </td>
      <td>
        <Button
          variant="subtle"
          disabled={off && type !== 'test'}
          loading={again.isPending}
          aria-label={t('settings:deliveries.againOne', { event: topic, at: fullTime(delivery.at) })}
          onClick={() => again.mutate({ id: delivery.id })}
        >
          {t('settings:deliveries.again')}
        </Button>
        {again.error ? (
          <ErrorNotice title={t('settings:deliveries.notSentAgain')} error={again.error} />
        ) : null}
      </td>
    </tr>
  );
}
