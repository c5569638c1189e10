import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../../../shared/contract/account.ts';
import { t } from '../../../../../shared/text/say.ts';
import { api } from '../../../../client.ts';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { LoadingLines } from '../../../../components/Loading.tsx';
import { Section } from '../../parts/Section.tsx';
import { WideTable } from '../../parts/WideTable.tsx';
import table from '../table.module.css';
import { AccountRow } from './AccountRow.tsx';
import { AddAccount } from './AddAccount.tsx';
import { Recover } from './Recover.tsx';

/** Who may sign in, and as what. */
export function Accounts() {
  const accounts = useQuery(api.account.list.queryOptions());
  const [adding, setAdding] = useState(false);
  const [recovering, setRecovering] = useState<Account | null>(null);
  const sorted = [...(accounts.data ?? [])].sort(
    (a, b) => Number(b.active) - Number(a.active) || a.name.localeCompare(b.name),
  );
  return (
    <Section
      id="accounts"
      title="Accounts"
      lead="Texters work their own conversations. Supervisors review opted-out threads. Admins may do everything, opting in included."
      aside={
        adding ? null : (
          <Button
            variant="filled"
            leftSection={<IconPlus size={16} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            Add an account
          </Button>
        )
      }
    >
      {adding ? <AddAccount onDone={() => setAdding(false)} /> : null}
      {accounts.isPending ? <LoadingLines /> : null}
      {accounts.error ? <ErrorNotice title="The accounts cannot be shown" error={accounts.error} /> : null}
      {sorted.length > 0 ? (
        <WideTable label="Accounts">
          <table className={table.table}>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Sign-in name</th>
                <th scope="col">Role</th>
                <th scope="col">May sign in</th>
                <th scope="col">{t('accounts:recover.column')}</th>
              </tr>
            </thead>
            <tbody>
              {sorted.map((account) => (
                <AccountRow key={account.id} account={account} onRecover={() => setRecovering(account)} />
              ))}
            </tbody>
          </table>
        </WideTable>
      ) : null}
      <Recover key={recovering?.id} account={recovering} onDone={() => setRecovering(null)} />
    </Section>
  );
}
