import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../../../shared/contract/account.ts';
import type { Role } from '../../../../../shared/schema/words.ts';
import { t } from '../../../../../shared/text/say.ts';
import { api } from '../../../../client.ts';
import { ConfirmDialog } from '../../../../components/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../../components/ErrorNotice.tsx';
import { Tag } from '../../../../components/Tag.tsx';
import { useMe } from '../../../../hooks/useSession.ts';
import { announce } from '../../parts/announce.ts';
import styles from '../settings.module.css';
import { asRole, ROLE_CHOICES, ROLE_NAMES } from './roles.ts';

type Props = { readonly account: Account; readonly onRecover: () => void };

type Change = { readonly role: Role } | { readonly active: boolean };

/** One account. A change of role, and taking the sign-in away, ask first. Nobody changes these of themselves. */
export function AccountRow({ account, onRecover }: Props) {
  const [asking, setAsking] = useState<Change | null>(null);
  const me = useMe();
  const queries = useQueryClient();
  const update = useMutation(
    api.account.update.mutationOptions({
      onSuccess: async (saved) => {
        setAsking(null);
        await queries.invalidateQueries({ queryKey: api.account.key() });
        announce(`${saved.name} is changed.`);
      },
    }),
  );
  const { id, name, login, role, active } = account;
  const self = id === me.id;
  const ask = (change: Change) => {
    update.reset();
    setAsking(change);
  };
  return (
    <tr data-inactive={!active}>
      <th scope="row">
        {name} {self ? <Tag tone="brand">you</Tag> : null}
      </th>
      <td>{login}</td>
      <td>
        <NativeSelect
          size="xs"
          aria-label={`Role of ${name}`}
          value={role}
          data={ROLE_CHOICES}
          disabled={self || !active}
          onChange={(event) => {
            const next = asRole(event.currentTarget.value);
            if (next && next !== role) ask({ role: next });
          }}
        />
      </td>
      <td>
        <div className={styles.inline}>
          {active ? 'Yes' : <Tag>no</Tag>}
          {self ? null : active ? (
            <Button
              variant="subtle"
              color="gray"
              aria-label={`Deactivate ${name}`}
              onClick={() => ask({ active: false })}
            >
              Deactivate…
            </Button>
          ) : (
            <Button
              variant="subtle"
              aria-label={`Let ${name} sign in again`}
              loading={update.isPending}
              onClick={() => update.mutate({ id, active: true })}
            >
              Let sign in
            </Button>
          )}
        </div>
      </td>
      <td>
        <div className={styles.inline}>
          {account.secondFactor ? <Tag tone="ok">{t('accounts:second.short')}</Tag> : null}
          {account.mustChangePassword ? <Tag tone="hold">{t('accounts:recover.pending')}</Tag> : null}
          {self || !active ? null : (
            <Button variant="subtle" aria-label={t('accounts:recover.of', { name })} onClick={onRecover}>
              {t('accounts:recover.act')}
            </Button>
          )}
        </div>
        {asking === null && update.error ? (
          <ErrorNotice title="It was not changed" error={update.error} />
        ) : null}
        {asking ? (
          <ConfirmDialog
            opened
            title={'role' in asking ? `Make ${name} ${article(asking.role)}?` : `Deactivate ${name}?`}
            confirmLabel={'role' in asking ? `Make ${ROLE_NAMES[asking.role].toLowerCase()}` : 'Deactivate'}
            danger={'active' in asking}
            busy={update.isPending}
            onConfirm={() => update.mutate({ id, ...asking })}
            onCancel={() => setAsking(null)}
          >
            {'role' in asking ? ROLE_MEANS[asking.role] : DEACTIVATED}
            {update.error ? <ErrorNotice title="It was not changed" error={update.error} /> : null}
          </ConfirmDialog>
        ) : null}
      </td>
    </tr>
  );
}

function article(role: Role): string {
  return `${role === 'admin' ? 'an' : 'a'} ${ROLE_NAMES[role].toLowerCase()}`;
}

const ROLE_MEANS: Readonly<Record<Role, string>> = {
  texter: 'They then see their own conversations only, and nothing of automatic opt-outs.',
  supervisor: 'They then see every conversation and review opt-outs, but do not text.',
  admin: 'They then may do everything: settings, accounts, launching campaigns, opting people in.',
};

const DEACTIVATED =
  'They are signed out and cannot sign in. Their conversations stay where they are until you share them among others. What they did stays in the record.';
