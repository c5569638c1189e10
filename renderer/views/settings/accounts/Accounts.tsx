import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../../shared/contract/accounts.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { ListSection } from '../../../components/base/ListSection.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { AccountRow } from './AccountRow.tsx';
import { AddAccount } from './AddAccount.tsx';
import { AddMany } from './AddMany.tsx';
import { Recover } from './Recover.tsx';

/** Who may sign in, and as what. */
export function Accounts() {
  const accounts = useQuery(api.account.list.queryOptions());
  const [many, setMany] = useState(false);
  const [recovering, setRecovering] = useState<Account | null>(null);
  const sorted = [...(accounts.data ?? [])].sort(
    (a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name),
  );
  return (
    <>
      <ListSection
        id="accounts"
        title={t('settings:part.accounts')}
        lead={t('settings:accounts.lead')}
        addLabel={t('settings:accounts.addOne')}
        form={(done) => <AddAccount onDone={done} />}
        list={accounts}
        failed={t('settings:accounts.failed')}
        empty={{ title: t('settings:part.accounts'), text: t('settings:accounts.lead') }}
      >
        <ListTable
          label={t('settings:part.accounts')}
          columns={[
            t('settings:form.name'),
            t('settings:accounts.login'),
            t('settings:accounts.role'),
            t('settings:accounts.maySignIn'),
            t('accounts:recover.column'),
          ]}
        >
          {sorted.map((account) => (
            <AccountRow key={account.id} account={account} onRecover={() => setRecovering(account)} />
          ))}
        </ListTable>
        <div>
          <Button onClick={() => setMany(true)}>{t('accounts:many.open')}</Button>
        </div>
      </ListSection>
      <AddMany key={String(many)} opened={many} onDone={() => setMany(false)} />
      <Recover key={recovering?.id} account={recovering} onDone={() => setRecovering(null)} />
    </>
  );
}
