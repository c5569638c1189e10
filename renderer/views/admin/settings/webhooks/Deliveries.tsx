import { Button } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import type { WebhookDelivery, WebhookEndpoint } from '../../../../../shared/contract/webhookOut.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { Tag } from '../../../../components/Tag.tsx';
import { clockTimeWithSeconds, fullTime } from '../../../../components/time.ts';
import { WhenAgo } from '../../../../components/WhenAgo.tsx';
import { announce } from '../../parts/announce.ts';
import { WideTable } from '../../parts/WideTable.tsx';
import styles from '../settings.module.css';
import table from '../table.module.css';
import { DELIVERY_STATES, TYPE_NAMES } from './webhookWords.ts';

/** What was sent and what waits, newest first; a page at a time. */
export function Deliveries({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
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
  if (pages.error) return <ErrorNotice title="The deliveries cannot be shown" error={pages.error} />;
  if (rows.length === 0) {
    return pages.isPending ? null : (
      <p className={styles.soft}>Nothing sent yet. Send a test event to see whether it arrives.</p>
    );
  }
  return (
    <>
      <WideTable label={`Deliveries to ${endpoint.name}`} maxHeight={420}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Event</th>
              <th scope="col">State</th>
              <th scope="col">Tries</th>
              <th scope="col">Last answer</th>
              <th scope="col">Next try</th>
              <th scope="col">
                <span className={styles.spoken}>Send again</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((delivery) => (
              <DeliveryRow key={delivery.id} delivery={delivery} off={endpoint.state === 'off'} />
            ))}
          </tbody>
        </table>
      </WideTable>
      {pages.hasNextPage ? (
        <Button
          className={styles.start ?? ''}
          onClick={() => void pages.fetchNextPage()}
          loading={pages.isFetchingNextPage}
        >
          Show older
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
        announce('It is sent again.');
      },
    }),
  );
  const { type, state, attempts, lastStatus, detail, nextTryAt } = delivery;
  const answer = lastStatus === null ? detail : detail || `HTTP ${lastStatus}`;
  return (
    <tr>
      <th scope="row">
        {TYPE_NAMES[type]}{' '}
        <span className={styles.soft}>
          <WhenAgo at={delivery.at} />
        </span>
      </th>
      <td>
        <Tag tone={DELIVERY_STATES[state].tone}>{DELIVERY_STATES[state].label}</Tag>
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
          aria-label={`Send again: ${TYPE_NAMES[type]}, ${fullTime(delivery.at)}`}
          onClick={() => again.mutate({ id: delivery.id })}
        >
          Send again
        </Button>
        {again.error ? <ErrorNotice title="It was not sent again" error={again.error} /> : null}
      </td>
    </tr>
  );
}
