import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../../../../shared/contract/accounts.ts';
import type { Role } from '../../../../shared/schema/words.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { announce } from '../../../components/base/announce.ts';
import { ConfirmDialog } from '../../../components/base/ConfirmDialog.tsx';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { Tag } from '../../../components/base/Tag.tsx';
import { useAtDesk, useMe } from '../../../hooks/useSession.ts';
import styles from '../settings.module.css';
import { asRole, roleChoices } from './roles.ts';

type Props = { readonly account: Account; readonly onRecover: () => void };

type Change = { readonly role: Role } | { readonly active: boolean };

/** One account. Changing its role or switching it off asks first; nobody does this to their own. */
export function AccountRow({ account, onRecover }: Props) {
  const [asking, setAsking] = useState<Change | null>(null);
  const me = useMe();
  const desk = useAtDesk();
  const queries = useQueryClient();
  const update = useMutation(
    api.account.update.mutationOptions({
      onSuccess: async (saved) => {
        setAsking(null);
        await queries.invalidateQueries({ queryKey: api.account.key() });
        announce(t('settings:accounts.changed', { name: saved.name }));
      },
    }),
  );
  const { id, name, login, role, active } = account;
  const isMe = id === me.id;
  const ask = (change: Change) => {
    update.reset();
    setAsking(change);
  };
  return (
    <tr data-inactive={!active}>
      <th scope="row">
        {name} {isMe ? <Tag tone="brand">{t('settings:accounts.you')}</Tag> : null}
      </th>
      <td>{login}</td>
      <td>
        <NativeSelect
          size="xs"
          miw={150}
          aria-label={t('settings:accounts.roleOf', { name })}
          value={role}
          data={roleChoices()}
          disabled={isMe || !active}
          onChange={(event) => {
            const next = asRole(event.currentTarget.value);
            if (next && next !== role) ask({ role: next });
          }}
        />
      </td>
      <td>
        <div className={styles.inline}>
          {active ? t('settings:accounts.yes') : <Tag>{t('settings:accounts.no')}</Tag>}
          {isMe ? null : active ? (
            <Button
              variant="subtle"
              color="gray"
              aria-label={t('settings:accounts.deactivateOne', { name })}
              onClick={() => ask({ active: false })}
            >
              {t('settings:accounts.deactivateAsk')}
            </Button>
          ) : (
            <Button
              variant="subtle"
              aria-label={t('settings:accounts.letInOne', { name })}
              loading={update.isPending}
              onClick={() => update.mutate({ id, active: true })}
            >
              {t('settings:accounts.letIn')}
            </Button>
          )}
        </div>
      </td>
      <td>
        <div className={styles.inline}>
          {account.secondFactor ? <Tag tone="ok">{t('accounts:second.short')}</Tag> : null}
          {account.mustChangePassword ? <Tag tone="hold">{t('accounts:recover.pending')}</Tag> : null}
          {isMe || !active || desk ? null : (
            <Button variant="subtle" aria-label={t('accounts:recover.of', { name })} onClick={onRecover}>
              {t('accounts:recover.act')}
            </Button>
          )}
        </div>
        {asking === null && update.error ? (
          <ErrorNotice title={t('settings:form.notChanged')} error={update.error} />
        ) : null}
        {asking ? (
          <ConfirmDialog
            opened
            title={
              'role' in asking
                ? t(`settings:accounts.makeTitle.${asking.role}`, { name })
                : t('settings:accounts.deactivateTitle', { name })
            }
            confirmLabel={
              'role' in asking
                ? t(`settings:accounts.make.${asking.role}`)
                : t('settings:accounts.deactivate')
            }
            danger={'active' in asking}
            busy={update.isPending}
            onConfirm={() => update.mutate({ id, ...asking })}
            onCancel={() => setAsking(null)}
          >
            {'role' in asking
              ? t(`settings:accounts.roleMeans.${asking.role}`)
              : t('settings:accounts.deactivated')}
            {update.error ? <ErrorNotice title={t('settings:form.notChanged')} error={update.error} /> : null}
          </ConfirmDialog>
        ) : null}
      </td>
    </tr>
  );
}
