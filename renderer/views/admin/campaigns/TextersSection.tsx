import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../../shared/contract/campaign.ts';
import { api } from '../../../client.ts';
import { ErrorNotice } from '../../../components/ErrorNotice.tsx';
import { announce } from '../parts/announce.ts';
import styles from './campaigns.module.css';
import { count, counted } from './contacts/importWords.ts';

type Props = { readonly campaign: Campaign };

/** Who works the campaign. Sharing touches only contacts who have not been texted yet. */
export function TextersSection({ campaign }: Props) {
  const accounts = useQuery(api.account.list.queryOptions());
  const queries = useQueryClient();
  const [picked, setPicked] = useState<readonly string[] | null>(null);
  const chosen = picked ?? campaign.texterIds;
  const share = useMutation(
    api.campaign.assign.mutationOptions({
      onSuccess: async (saved) => {
        await queries.invalidateQueries({ queryKey: api.campaign.key() });
        setPicked(null);
        announce(`Shared among ${counted(saved.texterIds.length, 'texter')}.`);
      },
    }),
  );
  const people = (accounts.data ?? []).filter(
    ({ id, active, role }) => role !== 'supervisor' && (active || campaign.texterIds.includes(id)),
  );
  const { toSend, contacts, unassigned } = campaign.counts;
  const changed = !sameMembers(chosen, campaign.texterIds);
  const closed = campaign.state === 'closed';

  return (
    <div className={styles.stack}>
      {accounts.error ? <ErrorNotice title="The accounts cannot be shown" error={accounts.error} /> : null}
      <Checkbox.Group
        label="Who texts in this campaign"
        value={[...chosen]}
        onChange={setPicked}
        readOnly={closed}
      >
        <div className={styles.people}>
          {people.map(({ id, name, login, role, active }) => (
            <Checkbox
              key={id}
              value={id}
              label={name}
              description={`${login}${role === 'admin' ? ' · admin' : ''}${active ? '' : ' · may no longer sign in'}`}
              disabled={closed}
            />
          ))}
        </div>
      </Checkbox.Group>
      {accounts.data && people.length === 0 ? (
        <p className={styles.soft}>There are no texters yet. Add accounts in the settings.</p>
      ) : null}
      <p className={styles.soft}>{shareSentence(toSend, contacts, chosen.length)}</p>
      {share.error ? <ErrorNotice title="They were not shared" error={share.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={closed || !(changed || unassigned > 0) || chosen.length === 0}
          loading={share.isPending}
          onClick={() => share.mutate({ id: campaign.id, texterIds: [...chosen] })}
        >
          {chosen.length === 0 ? 'Share evenly' : `Share evenly among ${chosen.length}`}
        </Button>
        {changed ? <Button onClick={() => setPicked(null)}>Undo</Button> : null}
        {unassigned > 0 ? (
          <span className={styles.soft}>
            {count(unassigned)} of {counted(contacts, 'contact')} have no texter yet.
          </span>
        ) : null}
      </div>
    </div>
  );
}

function shareSentence(toSend: number, contacts: number, texters: number): string {
  if (contacts === 0) return 'Contacts that you import are shared evenly among the people chosen here.';
  const stays = 'Conversations that have begun stay with the texter who began them.';
  if (texters === 0) return `Choose at least one person. ${stays}`;
  const open = `${count(toSend)} of ${counted(contacts, 'contact')} have not been texted.`;
  if (texters === 1) return `${open} The one person chosen gets all of them. ${stays}`;
  return `${open} Shared evenly, that is about ${count(Math.ceil(toSend / texters))} for each of ${texters}. ${stays}`;
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
