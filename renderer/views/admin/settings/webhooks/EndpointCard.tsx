import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookEndpoint } from '../../../../../shared/contract/webhookOut.ts';
import { api } from '../../../../client.ts';
import { ConfirmDialog } from '../../../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { Tag } from '../../../../components/Tag.tsx';
import { announce } from '../../parts/announce.ts';
import { Section } from '../../parts/Section.tsx';
import styles from '../settings.module.css';
import { Deliveries } from './Deliveries.tsx';
import { EndpointForm } from './EndpointForm.tsx';
import { ENDPOINT_STATES, TOPIC_NAMES } from './webhookWords.ts';

type Props = { readonly endpoint: WebhookEndpoint; readonly onSecret: (secret: string) => void };

/** One address: how it fares, what was sent, and what can be done about it. */
export function EndpointCard({ endpoint, onSecret }: Props) {
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState<'remove' | 'secret' | null>(null);
  const queries = useQueryClient();
  const { id, name, state, detail, waiting } = endpoint;
  const refresh = async () => {
    setAsking(null);
    await queries.invalidateQueries({ queryKey: api.webhookOut.key() });
  };
  const update = useMutation(api.webhookOut.update.mutationOptions({ onSuccess: refresh }));
  const remove = useMutation(api.webhookOut.remove.mutationOptions({ onSuccess: refresh }));
  const renew = useMutation(
    api.webhookOut.renewSecret.mutationOptions({
      onSuccess: async ({ secret }) => {
        await refresh();
        onSecret(secret);
      },
    }),
  );
  const test = useMutation(
    api.webhookOut.test.mutationOptions({
      onSuccess: async () => {
        await refresh();
        announce('A test event is on its way; see below how it fares.');
      },
    }),
  );
  const error = update.error ?? test.error;
  return (
    <Section
      id={`webhook-${id}`}
      title={name}
      lead={endpoint.url}
      aside={<Tag tone={ENDPOINT_STATES[state].tone}>{ENDPOINT_STATES[state].label}</Tag>}
    >
      {editing ? (
        <EndpointForm
          endpoint={endpoint}
          onDone={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <p className={styles.soft}>
          {endpoint.events.map((topic) => TOPIC_NAMES[topic]).join(', ')}
          {endpoint.privateAllowed ? '; private networks allowed' : ''}
        </p>
      )}
      {state === 'paused' ? (
        <ErrorNotice title="Paused: nothing could be delivered for a day">
          {detail} What happens meanwhile waits here ({waiting}). Mend the other system, then go on.
        </ErrorNotice>
      ) : null}
      {state !== 'paused' && detail !== '' ? (
        <p className={styles.needs}>
          The last try failed. {detail} Waiting: {waiting}.
        </p>
      ) : null}
      {error ? <ErrorNotice error={error} /> : null}
      <div className={styles.actions}>
        {state === 'on' ? (
          <Button onClick={() => update.mutate({ id, on: false })} loading={update.isPending}>
            Switch off
          </Button>
        ) : (
          <Button variant="filled" onClick={() => update.mutate({ id, on: true })} loading={update.isPending}>
            {state === 'paused' ? 'Go on' : 'Switch on'}
          </Button>
        )}
        <Button onClick={() => test.mutate({ id })} loading={test.isPending}>
          Send a test event
        </Button>
        <Button variant="subtle" onClick={() => setEditing(true)}>
          Edit…
        </Button>
        <Button variant="subtle" onClick={() => setAsking('secret')}>
          New secret…
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setAsking('remove')}>
          Remove…
        </Button>
      </div>
      <Deliveries endpoint={endpoint} />
      <ConfirmDialog
        opened={asking === 'remove'}
        title={`Remove “${name}”?`}
        confirmLabel="Remove webhook"
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
        onCancel={() => setAsking(null)}
      >
        It is told of nothing more, and what waits for it ({waiting}) is forgotten.
        {remove.error ? <ErrorNotice title="It was not removed" error={remove.error} /> : null}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'secret'}
        title={`Make a new secret for “${name}”?`}
        confirmLabel="Make a new secret"
        busy={renew.isPending}
        onConfirm={() => renew.mutate({ id })}
        onCancel={() => setAsking(null)}
      >
        The old one signs nothing from now on. Until the other system has the new one, it should refuse what
        Heed sends; Heed then tries again.
        {renew.error ? <ErrorNotice title="The secret was not changed" error={renew.error} /> : null}
      </ConfirmDialog>
    </Section>
  );
}
