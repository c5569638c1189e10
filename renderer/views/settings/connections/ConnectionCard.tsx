import { Button, CopyButton, TextInput } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection } from '../../../../shared/contract/connections.ts';
import { factsOf, type ProviderName } from '../../../../shared/providers/index.ts';
import { providerName, regionNames } from '../../../../shared/providers/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Section } from '../../../components/base/Section.tsx';
import { Tag, type Tone } from '../../../components/base/Tag.tsx';
import { saidTime } from '../../../components/base/time.ts';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import { inboundSentence, inTrouble } from '../../../components/connections/inboundWords.ts';
import { TestReply } from '../../../components/practice/Practice.tsx';
import { useNow } from '../../../hooks/useNow.ts';
import { Rich } from '../../../language/Rich.tsx';
import styles from '../settings.module.css';
import own from './connections.module.css';
import { EditConnection } from './EditConnection.tsx';
import { SenderNumbers } from './SenderNumbers.tsx';

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
        announce(t('settings:connections.removed', { name: connection.name }));
      },
      onSettled: () => setRemoving(false),
    }),
  );
  const { id, name, provider, state, lastInboundOkAt, inbound, webhookUrl, webhookMovedFrom } = connection;
  return (
    <Section
      id={`connection-${id}`}
      title={name}
      aside={
        <>
          {connection.practice ? <Tag tone="brand">{t('practice:tag')}</Tag> : null}{' '}
          {webhookMovedFrom === null ? (
            <Tag tone={CONNECTION_TONES[state]}>{t(`settings:connections.state.${state}`)}</Tag>
          ) : (
            <Tag tone="stop">{t('settings:connections.moved')}</Tag>
          )}
        </>
      }
      lead={
        <>
          {t('settings:connections.what', {
            provider: providerName(provider),
            regions: regionNames(factsOf(connection).regions),
          })}
          {' · '}
          {lastInboundOkAt === null ? (
            t('settings:connections.notRead')
          ) : (
            <Rich
              text={inbound === 'poll' ? 'settings:connections.lastRead' : 'settings:connections.lastChecked'}
              tags={{ when: <WhenAgo at={lastInboundOkAt} form="said" /> }}
            />
          )}
        </>
      }
    >
      {test.data?.ok === false ? null : <ConnectionMeans connection={connection} />}
      <RefusedCalls connection={connection} />
      <div role="status" className={styles.status}>
        {test.data ? (
          <p className={own.testResult} data-ok={test.data.ok}>
            <b>{t(test.data.ok ? 'settings:connections.passed' : 'settings:connections.failedTest')}</b>{' '}
            {test.data.detail}
          </p>
        ) : null}
      </div>
      {test.error ? <ErrorNotice title={t('settings:connections.notTested')} error={test.error} /> : null}
      {remove.error ? <ErrorNotice title={t('settings:form.notRemoved')} error={remove.error} /> : null}
      {editing ? (
        <EditConnection connection={connection} onDone={() => setEditing(false)} />
      ) : (
        <div className={styles.actions}>
          <Button
            variant={state === 'ready' ? 'default' : 'filled'}
            loading={test.isPending}
            onClick={() => test.mutate({ id })}
          >
            {t('settings:connections.test')}
          </Button>
          {connection.practice && state === 'waiting-test-reply' ? (
            <TestReply connection={connection} />
          ) : null}
          {connection.practice ? null : (
            <Button onClick={() => setEditing(true)}>{t('settings:connections.change')}</Button>
          )}
          <Button variant="subtle" color="gray" onClick={() => setRemoving(true)}>
            {t('settings:connections.remove')}
          </Button>
          <span className={styles.soft}>{t('settings:connections.testHelp')}</span>
        </div>
      )}
      {webhookUrl !== null && !connection.practice ? (
        <WebhookAddress url={webhookUrl} provider={provider} waiting={state !== 'ready'} />
      ) : null}
      {inbound === 'webhook' && webhookUrl === null ? (
        <p className={styles.needs}>{t('settings:connections.noPort')}</p>
      ) : null}
      <SenderNumbers connection={connection} />
      <ConfirmDialog
        opened={removing}
        title={t('settings:connections.removeTitle', { name })}
        confirmLabel={t('settings:connections.removeIt')}
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate({ id })}
        onCancel={() => setRemoving(false)}
      >
        {t('settings:connections.removeWhat')}
      </ConfirmDialog>
    </Section>
  );
}

type ConnectionMeansProps = { readonly connection: Connection };

/** What a connection's state means: whether texts can leave through it, and if not, why and what to do. */
function ConnectionMeans({ connection: { id, state, detail } }: ConnectionMeansProps) {
  const now = useNow();
  const statusQuery = useQuery(api.connection.status.queryOptions());
  const inbound = statusQuery.data?.connections.find((each) => each.id === id);
  if (state === 'ready' && statusQuery.data && inbound && inTrouble(inbound)) {
    return (
      <p className={styles.needs}>{inboundSentence('admin', inbound, statusQuery.data.limitMinutes, now)}</p>
    );
  }
  return (
    <p className={state === 'ready' ? styles.soft : styles.needs}>
      {detail || t(`settings:connections.stateMeans.${state}`)}
    </p>
  );
}

type RefusedCallsProps = { readonly connection: Connection };

/**
 * Calls that were refused: mostly because the provider has a wrong user or password, so that its replies are
 * lost.
 */
function RefusedCalls({ connection: { provider, refusedCalls } }: RefusedCallsProps) {
  const now = useNow();
  if (refusedCalls === null) return null;
  const { count, since, last } = refusedCalls;
  return (
    <p role="status" className={styles.needs}>
      {t('settings:connections.refused', {
        count,
        since: saidTime(since, now),
        last: saidTime(last, now),
        fix: t(`provider:${provider}.refusedFix`),
      })}
    </p>
  );
}

const CONNECTION_TONES: Readonly<Record<Connection['state'], Tone>> = {
  untested: 'neutral',
  'waiting-test-reply': 'hold',
  ready: 'ok',
  stopped: 'stop',
};

type AddressProps = { readonly url: string; readonly provider: ProviderName; readonly waiting: boolean };

/** The address for replies. Without replies no STOP could be read, so sending waits for the first one. */
function WebhookAddress({ url, provider, waiting }: AddressProps) {
  return (
    <div className={own.webhook}>
      <div className={styles.addRow}>
        <TextInput className={styles.grow} label={t('settings:connections.webhook')} value={url} readOnly />
        <CopyButton value={url} timeout={2000}>
          {({ copied, copy }) => (
            <Button
              size="sm"
              onClick={copy}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            >
              {t(copied ? 'common:act.copied' : 'common:act.copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={styles.soft}>
        {t(`provider:${provider}.webhookWhere`)}
        {waiting ? ` ${t('settings:connections.webhookWaits')}` : ''}
      </p>
    </div>
  );
}
