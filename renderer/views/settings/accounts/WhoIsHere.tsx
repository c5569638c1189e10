import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { SignIn } from '../../../../shared/contract/accounts/signIns.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { complain } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';

/** Milliseconds between two looks: a last act is no change that the console would tell of. */
const LOOK_EVERY = 15_000;

/** Each sign-in at this moment, to sign out one or all. */
export function WhoIsHere() {
  const list = useQuery(api.signIns.list.queryOptions({ refetchInterval: LOOK_EVERY }));
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const end = useMutation(
    api.signIns.end.mutationOptions({
      onSuccess: ({ ended }) => announce(t('invitations:here.ended', { count: ended })),
      onError: complain(t('invitations:here.notEnded')),
      onSettled: async () => {
        setAsking(false);
        await queries.invalidateQueries({ queryKey: api.signIns.key() });
      },
    }),
  );
  const rows = list.data ?? [];
  const others = rows.filter(({ mine }) => !mine).length;
  return (
    <Section
      id="here"
      title={t('invitations:here.title')}
      lead={t('invitations:here.lead')}
      aside={
        others > 0 ? <Button onClick={() => setAsking(true)}>{t('invitations:here.endAll')}</Button> : null
      }
    >
      {list.error ? <ErrorNotice title={t('invitations:here.failed')} error={list.error} /> : null}
      <ListTable
        label={t('invitations:here.list')}
        columns={[
          t('invitations:here.person'),
          t('invitations:here.place'),
          t('invitations:here.since'),
          t('invitations:here.lastAct'),
          { spoken: t('invitations:here.end') },
        ]}
      >
        {rows.map((each) => (
          <Row key={each.id} signIn={each} busy={end.isPending} onEnd={() => end.mutate({ id: each.id })} />
        ))}
      </ListTable>
      <ConfirmDialog
        opened={asking}
        title={t('invitations:here.endAllTitle')}
        confirmLabel={t('invitations:here.endAll')}
        danger
        busy={end.isPending}
        onConfirm={() => end.mutate({})}
        onCancel={() => setAsking(false)}
      >
        <p>{t('invitations:here.endAllText')}</p>
      </ConfirmDialog>
    </Section>
  );
}

type RowProps = { readonly signIn: SignIn; readonly busy: boolean; readonly onEnd: () => void };

function Row({ signIn, busy, onEnd }: RowProps) {
  const { account, place, device, address, since, lastActAt, mine } = signIn;
  return (
    <tr>
      <td>
        <strong>{account.name}</strong> {mine ? <Tag>{t('invitations:here.you')}</Tag> : null}
        <br />
        <small>{t(`words:role.${account.role}`)}</small>
      </td>
      <td>
        {place === 'console' ? (
          t('invitations:here.console')
        ) : (
          <>
            {device}
            <br />
            <small>{address}</small>
          </>
        )}
      </td>
      <td>
        <WhenAgo at={since} />
      </td>
      <td>
        <WhenAgo at={lastActAt} />
      </td>
      <td>
        {mine ? null : (
          <Button
            size="xs"
            disabled={busy}
            aria-label={`${t('invitations:here.end')}: ${account.name}`}
            onClick={onEnd}
          >
            {t('invitations:here.end')}
          </Button>
        )}
      </td>
    </tr>
  );
}
