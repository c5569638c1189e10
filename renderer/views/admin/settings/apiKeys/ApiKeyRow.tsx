import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../../../../../shared/contract/apiKey.ts';
import { api } from '../../../../client.ts';
import { ConfirmDialog } from '../../../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { Tag, type Tone } from '../../../../components/Tag.tsx';
import { fullTime, wholeDate } from '../../../../components/time.ts';
import { WhenAgo } from '../../../../components/WhenAgo.tsx';
import { ROLE_NAMES } from '../accounts/roles.ts';
import styles from '../settings.module.css';

const STATES: Readonly<Record<ApiKey['state'], { readonly label: string; readonly tone: Tone }>> = {
  active: { label: 'active', tone: 'ok' },
  expired: { label: 'ended', tone: 'neutral' },
  revoked: { label: 'revoked', tone: 'neutral' },
  blocked: { label: 'texter cannot sign in', tone: 'hold' },
};

/** One key; only one that could still be used can be revoked. */
export function ApiKeyRow({ apiKey }: { readonly apiKey: ApiKey }) {
  const [asking, setAsking] = useState(false);
  const queries = useQueryClient();
  const revoke = useMutation(
    api.apiKey.revoke.mutationOptions({
      onSuccess: async () => {
        setAsking(false);
        await queries.invalidateQueries({ queryKey: api.apiKey.key() });
      },
    }),
  );
  const { id, name, role, texter, state } = apiKey;
  const usable = state === 'active' || state === 'blocked';
  return (
    <tr data-inactive={!usable}>
      <th scope="row">
        {name}
        <div className={styles.soft}>{apiKey.start}…</div>
      </th>
      <td>{texter ? texter.name : ROLE_NAMES[role]}</td>
      <td>
        <Tag tone={STATES[state].tone}>{STATES[state].label}</Tag>
      </td>
      <td>
        <time dateTime={new Date(apiKey.expiresAt).toISOString()} title={fullTime(apiKey.expiresAt)}>
          {wholeDate(apiKey.expiresAt)}
        </time>
      </td>
      <td>{apiKey.lastUsedAt === null ? 'Never' : <WhenAgo at={apiKey.lastUsedAt} />}</td>
      <td>
        {usable ? (
          <Button variant="subtle" color="gray" aria-label={`Revoke ${name}`} onClick={() => setAsking(true)}>
            Revoke…
          </Button>
        ) : null}
        <ConfirmDialog
          opened={asking}
          title={`Revoke “${name}”?`}
          confirmLabel="Revoke key"
          danger
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate({ id })}
          onCancel={() => setAsking(false)}
        >
          What uses this key is refused from now on. This cannot be taken back; make a new key instead.
          {revoke.error ? <ErrorNotice title="It was not revoked" error={revoke.error} /> : null}
        </ConfirmDialog>
      </td>
    </tr>
  );
}
