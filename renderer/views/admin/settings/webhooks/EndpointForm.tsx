import { Button, Checkbox, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { type WebhookEndpoint, WebhookTopic } from '../../../../../shared/contract/webhookOut.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import styles from '../settings.module.css';
import { TOPIC_NAMES } from './webhookWords.ts';

type Props = {
  /** Null: a new one. */
  readonly endpoint: WebhookEndpoint | null;
  /** The new secret, null where there is none. */
  readonly onDone: (secret: string | null) => void;
  readonly onCancel: () => void;
};

/** Where to, and which events. */
export function EndpointForm({ endpoint, onDone, onCancel }: Props) {
  const [name, setName] = useState(endpoint?.name ?? '');
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [events, setEvents] = useState<string[]>(endpoint?.events ?? [...WebhookTopic.options]);
  const [privateAllowed, setPrivate] = useState(endpoint?.privateAllowed ?? false);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: api.webhookOut.key() });
  const create = useMutation(
    api.webhookOut.create.mutationOptions({
      onSuccess: async ({ secret }) => {
        await refresh();
        onDone(secret);
      },
    }),
  );
  const update = useMutation(
    api.webhookOut.update.mutationOptions({
      onSuccess: async () => {
        await refresh();
        onDone(null);
      },
    }),
  );
  const error = create.error ?? update.error;
  const ready = name.trim() !== '' && url.trim() !== '' && events.length > 0;

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    if (!ready) return;
    const chosen = WebhookTopic.options.filter((topic) => events.includes(topic));
    const values = { name: name.trim(), url: url.trim(), events: chosen, privateAllowed };
    if (endpoint) update.mutate({ id: endpoint.id, ...values });
    else create.mutate(values);
  }

  return (
    <form className={styles.formBox} onSubmit={submit} noValidate>
      <div className={styles.formGrid}>
        <TextInput
          label="Name"
          description="The other system, in your own words."
          placeholder="CRM"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          data-autofocus
        />
        <TextInput
          label="Address"
          description="https; http only for this computer."
          placeholder="https://crm.example.org/heed"
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
      </div>
      <Checkbox.Group label="Events" value={events} onChange={setEvents}>
        <div className={styles.inline}>
          {WebhookTopic.options.map((topic) => (
            <Checkbox key={topic} value={topic} label={TOPIC_NAMES[topic]} />
          ))}
        </div>
      </Checkbox.Group>
      <Checkbox
        label="Allow an address in a private network"
        description="Only if you run the other system there yourself. Otherwise such an address could be used to reach what nobody outside should."
        checked={privateAllowed}
        onChange={(event) => setPrivate(event.currentTarget.checked)}
      />
      {error ? <ErrorNotice title="The webhook was not saved" error={error} /> : null}
      <div className={styles.actions}>
        <Button
          type="submit"
          variant="filled"
          disabled={!ready}
          loading={create.isPending || update.isPending}
        >
          {endpoint ? 'Save' : 'Add webhook'}
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
      </div>
    </form>
  );
}
