import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Invitation, InvitationState } from '../../../../shared/contract/invitations.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { complain } from '../../../components/base/notify.ts';
import { Tag, type Tone } from '../../../components/base/Tag.tsx';
import { dayAndTime } from '../../../components/base/time.ts';

const TONES: Readonly<Record<InvitationState, Tone>> = {
  open: 'ok',
  used: 'neutral',
  expired: 'neutral',
  revoked: 'neutral',
};

/** One link, which an admin may take back as long as it is good for somebody. */
export function InvitationRow({ invitation }: { readonly invitation: Invitation }) {
  const { id, name, kind, role, campaigns, joined, waiting, mostPeople, expiresAt, state } = invitation;
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const revoke = useMutation(
    api.invitation.revoke.mutationOptions({
      onError: complain(t('invitations:revoke.failed')),
      onSettled: async () => {
        setAsking(false);
        await queries.invalidateQueries({ queryKey: api.invitation.key() });
      },
    }),
  );
  const places = campaigns.map((campaign) => campaign.name).join(', ');
  return (
    <tr>
      <td>
        <strong>{name}</strong>
        {places === '' ? null : (
          <>
            <br />
            <small>{places}</small>
          </>
        )}
      </td>
      <td>{t(`invitations:kind.${kind}`)}</td>
      <td>{t(`words:role.${role}`)}</td>
      <td>{t('invitations:of', { joined, most: mostPeople })}</td>
      <td>{dayAndTime(expiresAt)}</td>
      <td>
        <Tag tone={TONES[state]}>{t(`invitations:state.${state}`)}</Tag>
      </td>
      <td>
        {state === 'open' || waiting > 0 ? (
          <Button
            size="xs"
            aria-label={`${t('invitations:revoke.act')}: ${name}`}
            onClick={() => setAsking(true)}
          >
            {t('invitations:revoke.act')}
          </Button>
        ) : null}
        <ConfirmDialog
          opened={asking}
          title={t('invitations:revoke.title')}
          confirmLabel={t('invitations:revoke.act')}
          danger
          busy={revoke.isPending}
          onConfirm={() => revoke.mutate({ id })}
          onCancel={() => setAsking(false)}
        >
          <p>{t('invitations:revoke.text')}</p>
          {waiting > 0 ? <p>{t('invitations:revoke.waiting', { count: waiting })}</p> : null}
        </ConfirmDialog>
      </td>
    </tr>
  );
}
