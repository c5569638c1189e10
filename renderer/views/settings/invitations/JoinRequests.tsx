import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JoinRequest } from '../../../../shared/contract/invitations.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { complain } from '../../../components/base/notify.ts';
import { Section } from '../../../components/base/Section.tsx';
import { WhenAgo } from '../../../components/base/WhenAgo.tsx';
import styles from '../settings.module.css';

/** Who asked to join by a campaign's link; nothing while nobody waits. */
export function JoinRequests() {
  const { data = [] } = useQuery(api.invitation.requests.queryOptions());
  if (data.length === 0) return null;
  return (
    <Section id="join-requests" title={t('invitations:queue.title')} lead={t('invitations:queue.lead')}>
      <ListTable
        label={t('invitations:queue.list')}
        columns={[
          t('settings:form.name'),
          t('settings:accounts.login'),
          t('invitations:campaigns'),
          t('invitations:here.since'),
          { spoken: t('invitations:queue.admit') },
        ]}
      >
        {data.map((each) => (
          <RequestRow key={each.id} request={each} />
        ))}
      </ListTable>
    </Section>
  );
}

function RequestRow({ request }: { readonly request: JoinRequest }) {
  const { id, name, login, link, campaigns, askedAt } = request;
  const queries = useQueryClient();
  const onSettled = async () => {
    await queries.invalidateQueries({ queryKey: api.invitation.key() });
    await queries.invalidateQueries({ queryKey: api.account.key() });
  };
  const onError = complain(t('invitations:queue.failed'));
  const admit = useMutation(
    api.invitation.admit.mutationOptions({
      onSuccess: () => announce(t('invitations:queue.admitted', { name })),
      onError,
      onSettled,
    }),
  );
  const refuse = useMutation(
    api.invitation.refuse.mutationOptions({
      onSuccess: () => announce(t('invitations:queue.refused', { name })),
      onError,
      onSettled,
    }),
  );
  const busy = admit.isPending || refuse.isPending;
  return (
    <tr>
      <td>
        <strong>{name}</strong>
        <br />
        <small>{t('invitations:queue.came', { link })}</small>
      </td>
      <td>{login}</td>
      <td>{campaigns.map((campaign) => campaign.name).join(', ')}</td>
      <td>
        <WhenAgo at={askedAt} />
      </td>
      <td className={styles.keptInSight}>
        <div className={styles.actionsEnd}>
          <Button
            size="xs"
            disabled={busy}
            aria-label={`${t('invitations:queue.refuse')}: ${name}`}
            onClick={() => refuse.mutate({ id })}
          >
            {t('invitations:queue.refuse')}
          </Button>
          <Button
            size="xs"
            variant="filled"
            disabled={busy}
            aria-label={`${t('invitations:queue.admit')}: ${name}`}
            onClick={() => admit.mutate({ id })}
          >
            {t('invitations:queue.admit')}
          </Button>
        </div>
      </td>
    </tr>
  );
}
