import { Button, Checkbox } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Campaign } from '../../../shared/contract/campaigns.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { announce } from '../../components/base/announce.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import styles from './campaigns.module.css';
import { GoalField } from './GoalField.tsx';
import { HandingFields } from './HandingFields.tsx';

type Props = { readonly campaign: Campaign };

/**
 * The campaign's texters, and how contacts reach them. Both concern only contacts who have not been texted
 * yet.
 */
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
        const key = saved.handing === null ? 'campaigns:texters.shared' : 'handing:setUp.savedTexters';
        announce(t(key, { count: saved.texterIds.length }));
      },
    }),
  );
  const people = (accounts.data ?? []).filter(
    ({ id, active, role }) => role !== 'supervisor' && (active || campaign.texterIds.includes(id)),
  );
  const { toSend, contacts, unassigned } = campaign.counts;
  const changed = !sameMembers(chosen, campaign.texterIds);
  const closed = campaign.state === 'closed';
  const onRequest = campaign.handing !== null;

  return (
    <div className={styles.stack}>
      {accounts.error ? <ErrorNotice title={t('campaigns:texters.failed')} error={accounts.error} /> : null}
      <Checkbox.Group
        label={t('campaigns:texters.who')}
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
              description={[
                login,
                ...(role === 'admin' ? [t('campaigns:texters.admin')] : []),
                ...(active ? [] : [t('campaigns:texters.inactive')]),
              ].join(' · ')}
              disabled={closed}
            />
          ))}
        </div>
      </Checkbox.Group>
      {accounts.data && people.length === 0 ? (
        <p className={styles.soft}>{t('campaigns:texters.none')}</p>
      ) : null}
      {onRequest ? null : <p className={styles.soft}>{shareSentence(toSend, contacts, chosen.length)}</p>}
      {share.error ? <ErrorNotice title={t('campaigns:texters.notShared')} error={share.error} /> : null}
      <div className={styles.actions}>
        <Button
          variant="filled"
          disabled={closed || !(changed || (unassigned > 0 && !onRequest)) || chosen.length === 0}
          loading={share.isPending}
          onClick={() => share.mutate({ id: campaign.id, texterIds: [...chosen] })}
        >
          {shareWords(onRequest, chosen.length)}
        </Button>
        {changed ? <span className={styles.needs}>{t('campaigns:texters.unsaved')}</span> : null}
        {changed ? <Button onClick={() => setPicked(null)}>{t('campaigns:texters.undo')}</Button> : null}
        {unassigned > 0 ? (
          <span className={styles.soft}>
            {t(onRequest ? 'handing:setUp.pool' : 'campaigns:texters.unassigned', {
              count: unassigned,
              open: unassigned,
              contacts: t('campaigns:count.contacts', { count: contacts }),
            })}
          </span>
        ) : null}
      </div>
      <GoalField campaign={campaign} />
      <HandingFields key={keyOf(campaign)} campaign={campaign} people={people} />
    </div>
  );
}

/** What was saved fills the form anew; counts that change meanwhile do not. */
const keyOf = ({ handing, texterIds }: Campaign) => JSON.stringify([handing, texterIds]);

function shareWords(onRequest: boolean, texters: number): string {
  if (onRequest) return t('handing:setUp.saveTexters');
  return texters === 0 ? t('campaigns:texters.share') : t('campaigns:texters.shareAmong', { count: texters });
}

function shareSentence(toSend: number, contacts: number, texters: number): string {
  if (contacts === 0) return t('campaigns:texters.shareNoContacts');
  if (texters === 0) return t('campaigns:texters.shareNobody');
  const counts = { open: toSend, contacts: t('campaigns:count.contacts', { count: contacts }) };
  if (texters === 1) return t('campaigns:texters.shareOne', counts);
  return t('campaigns:texters.shareMany', { ...counts, each: Math.ceil(toSend / texters), texters });
}

function sameMembers(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each) => b.includes(each));
}
