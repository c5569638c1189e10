import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection } from '../../../../../shared/contract/connection.ts';
import { t } from '../../../../../shared/text/say.ts';
import { api } from '../../../../client.ts';
import { ConfirmDialog } from '../../../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { Tag } from '../../../../components/Tag.tsx';
import { WhenAgo } from '../../../../components/WhenAgo.tsx';
import { announce } from '../../parts/announce.ts';
import { Section } from '../../parts/Section.tsx';
import styles from '../settings.module.css';
import own from './connections.module.css';
import { EditConnection } from './EditConnection.tsx';
import { SenderNumbers } from './SenderNumbers.tsx';
import { CONNECTION_STATES } from './stateWords.ts';
import { WebhookAddress } from './WebhookAddress.tsx';

type Props = { readonly connection: Connection };

/** One connection: whether it may send and why not, its test, its webhook address, its numbers. */
export function ConnectionCard({ connection }: Props) {
  const [editing, setEditing] = useState(false);
  const [removing, setRemoving] = useState(false);
  const queries = useQueryClient();
  const refresh = () => queries.invalidateQueries({ queryKey: api.connection.key() });
  const test = useMutation(api.connection.test.mutationOptions({ onSettled: refresh }));
  const remove = useMutation(
    api.connection.remove.mutationOptions({
      onSuccess: async () => {
        await refresh();
        announce(`“${connection.name}” is removed.`);
      },
      onSettled: () => setRemoving(false),
    }),
  );
  const { id, name, provider, profile, state, detail, lastInboundOkAt, inbound, webhookUrl } = connection;
  const words = CONNECTION_STATES[state];
  return (
    <Section
      id={`connection-${id}`}
      title={name}
      aside={<Tag tone={words.tone}>{words.tag}</Tag>}
      lead={
        <>
          {t(`words:provider.${provider}`)} · {t(`words:profile.${profile}`)},{' '}
          {t(`words:profileRegions.${profile}`)} ·{' '}
          {lastInboundOkAt === null ? (
            'replies not read yet'
          ) : (
            <>
              replies last {inbound === 'poll' ? 'read' : 'checked'}{' '}
              <WhenAgo at={lastInboundOkAt} form="said" />
            </>
          )}
        </>
      }
    >
      {test.data?.ok === false ? null : (
        <p className={state === 'ready' ? styles.soft : styles.needs}>{detail || words.means}</p>
      )}
      <div role="status" className={styles.status}>
        {test.data ? (
          <p className={own.testResult} data-ok={test.data.ok}>
            <b>{test.data.ok ? 'The test passed.' : 'The test failed.'}</b> {test.data.detail}
          </p>
        ) : null}
      </div>
      {test.error ? <ErrorNotice title="It could not be tested" error={test.error} /> : null}
      {remove.error ? <ErrorNotice title="It was not removed" error={remove.error} /> : null}
      {editing ? (
        <EditConnection connection={connection} onDone={() => setEditing(false)} />
      ) : (
        <div className={styles.actions}>
          <Button
            variant={state === 'ready' ? 'default' : 'filled'}
            loading={test.isPending}
            onClick={() => test.mutate({ id })}
          >
            Test connection
          </Button>
          <Button onClick={() => setEditing(true)}>Change access…</Button>
          <Button variant="subtle" color="gray" onClick={() => setRemoving(true)}>
            Remove…
          </Button>
          <span className={styles.soft}>The test checks address and credentials. It sends nothing.</span>
        </div>
      )}
      {webhookUrl !== null ? (
        <WebhookAddress url={webhookUrl} provider={provider} waiting={state !== 'ready'} />
      ) : null}
      {inbound === 'webhook' && webhookUrl === null ? (
        <p className={styles.needs}>
          The port for replies is not open, so its address is not known. Restart Heed.
        </p>
      ) : null}
      <SenderNumbers connection={connection} />
      <ConfirmDialog
        opened={removing}
        title={`Remove “${name}”?`}
        confirmLabel="Remove connection"
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
        onCancel={() => setRemoving(false)}
      >
        Its access and secrets are deleted. A connection that texts have gone through cannot be removed,
        because its replies must still be honoured.
      </ConfirmDialog>
    </Section>
  );
}
