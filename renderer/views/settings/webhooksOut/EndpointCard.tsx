import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookEndpoint } from '../../../../shared/contract/webhooksOut.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import styles from '../settings.module.css';
import { Deliveries } from './Deliveries.tsx';
import { EndpointForm } from './EndpointForm.tsx';
import { ENDPOINT_TONES } from './webhookWords.ts';

type Props = { readonly endpoint: WebhookEndpoint; readonly onSecret: (secret: string) => void };

/** One address: its state, what was sent, and what can be done about it. */
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
        announce(t('settings:webhooks.testOnItsWay'));
      },
    }),
  );
  const error = update.error ?? test.error;
  const topics = endpoint.events.map((topic) => t(`settings:webhooks.topic.${topic}`)).join(', ');
  return (
    <Section
      id={`webhook-${id}`}
      title={name}
      lead={endpoint.url}
      aside={<Tag tone={ENDPOINT_TONES[state]}>{t(`settings:webhooks.state.${state}`)}</Tag>}
    >
      {editing ? (
        <EndpointForm
          endpoint={endpoint}
          onDone={() => setEditing(false)}
          onCancel={() => setEditing(false)}
        />
      ) : (
        <p className={styles.soft}>
          {endpoint.privateAllowed ? t('settings:webhooks.privateAllowed', { topics }) : topics}
        </p>
      )}
      {state === 'paused' ? (
        <ErrorNotice title={t('settings:webhooks.paused')}>
          {t('settings:webhooks.pausedWhat', { detail, waiting })}
        </ErrorNotice>
      ) : null}
      {state !== 'paused' && detail !== '' ? (
        <p className={styles.needs}>{t('settings:webhooks.lastFailed', { detail, waiting })}</p>
      ) : null}
      {error ? <ErrorNotice error={error} /> : null}
      <div className={styles.actions}>
        {state === 'on' ? (
          <Button onClick={() => update.mutate({ id, on: false })} loading={update.isPending}>
            {t('settings:webhooks.switchOff')}
          </Button>
        ) : (
          <Button variant="filled" onClick={() => update.mutate({ id, on: true })} loading={update.isPending}>
            {t(state === 'paused' ? 'settings:webhooks.goOn' : 'settings:webhooks.switchOn')}
          </Button>
        )}
        <Button onClick={() => test.mutate({ id })} loading={test.isPending}>
          {t('settings:webhooks.sendTest')}
        </Button>
        <Button variant="subtle" onClick={() => setEditing(true)}>
          {t('settings:webhooks.edit')}
        </Button>
        <Button variant="subtle" onClick={() => setAsking('secret')}>
          {t('settings:webhooks.newSecretAsk')}
        </Button>
        <Button variant="subtle" color="gray" onClick={() => setAsking('remove')}>
          {t('settings:webhooks.remove')}
        </Button>
      </div>
      <Deliveries endpoint={endpoint} />
      <ConfirmDialog
        opened={asking === 'remove'}
        title={t('settings:webhooks.removeTitle', { name })}
        confirmLabel={t('settings:webhooks.removeIt')}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
        onCancel={() => setAsking(null)}
      >
        {t('settings:webhooks.removeWhat', { waiting })}
        {remove.error ? <ErrorNotice title={t('settings:form.notRemoved')} error={remove.error} /> : null}
      </ConfirmDialog>
      <ConfirmDialog
        opened={asking === 'secret'}
        title={t('settings:webhooks.newSecretTitle', { name })}
        confirmLabel={t('settings:webhooks.newSecret')}
        busy={renew.isPending}
        onConfirm={() => renew.mutate({ id })}
        onCancel={() => setAsking(null)}
      >
        {t('settings:webhooks.newSecretWhat')}
        {renew.error ? (
          <ErrorNotice title={t('settings:webhooks.secretNotChanged')} error={renew.error} />
        ) : null}
      </ConfirmDialog>
    </Section>
  );
}
