import { Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SyntheticEvent, useState } from 'react';
import { type WebhookEndpoint, WebhookTopic } from '../../../../shared/contract/webhooksOut.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { FormBox } from '../../../components/base/FormBox.tsx';
import styles from '../settings.module.css';

type Props = {
  /** Null: a new one. */
  readonly endpoint: WebhookEndpoint | null;
  /** The new secret, null where there is none. */
  readonly onDone: (secret: string | null) => void;
  readonly onCancel: () => void;
};

/** The address, and which events it gets. */
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
    <FormBox
      onSubmit={submit}
      onCancel={onCancel}
      act={endpoint ? t('common:act.save') : t('settings:webhooks.add')}
      busy={create.isPending || update.isPending}
      ready={ready}
      failed={t('settings:webhooks.notSaved')}
      error={error}
    >
      <div className={styles.formGrid}>
        <TextInput
          label={t('settings:form.name')}
          description={t('settings:webhooks.nameHelp')}
          placeholder="CRM"
          maxLength={80}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label={t('settings:webhooks.address')}
          description={t('settings:webhooks.addressHelp')}
          placeholder="https://crm.example.org/heed"
          maxLength={2000}
          value={url}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
      </div>
      <Checkbox.Group label={t('settings:webhooks.events')} value={events} onChange={setEvents}>
        <Group gap="lg" mt={4}>
          {WebhookTopic.options.map((topic) => (
            <Checkbox key={topic} value={topic} label={t(`settings:webhooks.topic.${topic}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <Checkbox
        label={t('settings:webhooks.allowPrivate')}
        description={t('settings:webhooks.allowPrivateHelp')}
        checked={privateAllowed}
        onChange={(event) => setPrivate(event.currentTarget.checked)}
      />
    </FormBox>
  );
}
