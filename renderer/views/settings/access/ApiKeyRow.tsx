import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { ApiKey } from '../../../../shared/contract/access/apiKeys.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Tag, type Tone } from '../../../components/base/Tag.tsx';
import { fullTime, wholeDate } from '../../../components/base/time.ts';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import styles from '../settings.module.css';

const TONES: Readonly<Record<ApiKey['state'], Tone>> = {
  active: 'ok',
  expired: 'neutral',
  revoked: 'neutral',
  blocked: 'hold',
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
      <td>{texter ? texter.name : t(`words:role.${role}`)}</td>
      <td>
        <Tag tone={TONES[state]}>{t(`settings:apiKeys.state.${state}`)}</Tag>
      </td>
      <td>
        <time dateTime={new Date(apiKey.expiresAt).toISOString()} title={fullTime(apiKey.expiresAt)}>
          {wholeDate(apiKey.expiresAt)}
        </time>
      </td>
      <td>{apiKey.lastUsedAt === null ? t('settings:apiKeys.never') : <WhenAgo at={apiKey.lastUsedAt} />}</td>
      <td>
        {usable ? (
          <Button
            variant="subtle"
            color="gray"
            aria-label={t('settings:apiKeys.revokeOne', { name })}
            onClick={() => setAsking(true)}
          >
            {t('settings:apiKeys.revoke')}
          </Button>
        ) : null}
        <ConfirmDialog
          opened={asking}
          title={t('settings:apiKeys.revokeTitle', { name })}
          confirmLabel={t('settings:apiKeys.revokeIt')}
          danger
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate({ id })}
          onCancel={() => setAsking(false)}
        >
          {t('settings:apiKeys.revokeWhat')}
          {revoke.error ? (
            <ErrorNotice title={t('settings:apiKeys.notRevoked')} error={revoke.error} />
          ) : null}
        </ConfirmDialog>
      </td>
    </tr>
  );
}
