import { Button, Modal, NativeSelect, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { NewAccountLine } from '../../../../shared/contract/accounts/many.ts';
import { Role } from '../../../../shared/schema/words.ts';
import { csvCell } from '../../../../shared/text/csvCell.ts';
import { t } from '../../../../shared/text/say.ts';
import { api } from '../../../client.ts';
import { saveCsv } from '../../../components/base/download.ts';
import { ErrorNotice } from '../../../components/base/ErrorNotice.tsx';
import { ListTable } from '../../../components/base/ListTable.tsx';
import { dateFormat } from '../../../language/formats.ts';
import styles from '../settings.module.css';
import { roleChoices } from './roles.ts';

type Made = { name: string; login: string; role: Role; password: string };
const whole = dateFormat({ dateStyle: 'full', timeStyle: 'short' });

/** Adds accounts from pasted lines: looks at them first, then shows each one-time password a single time. */
export function AddMany({ opened, onDone }: { opened: boolean; onDone: () => void }): ReactNode {
  const [shown, setShown] = useState<{ made: Made[]; until: number } | null>(null);
  const leave = () => {
    setShown(null);
    onDone();
  };
  return (
    <Modal
      opened={opened}
      onClose={leave}
      size="xl"
      title={t('accounts:many.title')}
      // The passwords are shown once, so no stray click or key closes them.
      withCloseButton={shown === null}
      closeOnClickOutside={false}
      closeOnEscape={shown === null}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      {shown === null ? (
        <Lines onMade={setShown} onCancel={leave} />
      ) : (
        <Passwords {...shown} onDone={leave} />
      )}
    </Modal>
  );
}

function Lines(props: {
  onMade: (made: { made: Made[]; until: number }) => void;
  onCancel: () => void;
}): ReactNode {
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [role, setRole] = useState<Role>('texter');
  const check = useMutation(api.manyAccounts.check.mutationOptions());
  const add = useMutation(
    api.manyAccounts.add.mutationOptions({
      onSuccess: async (made) => {
        await queries.invalidateQueries({ queryKey: api.account.key() });
        props.onMade(made);
      },
    }),
  );
  const lines = check.data ?? [];
  const wrong = lines.filter(({ problem }) => problem !== '').length;
  const checked = check.variables?.text === text && check.variables.role === role && check.data !== undefined;
  const ready = checked && lines.length > 0 && wrong === 0;
  return (
    <div className={styles.stack}>
      <Textarea
        label={t('accounts:many.lines')}
        description={t('accounts:many.how')}
        placeholder={t('accounts:many.example')}
        minRows={6}
        maxRows={14}
        autosize
        maxLength={40_000}
        data-autofocus
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('accounts:many.role')}
        data={roleChoices()}
        value={role}
        onChange={(event) => setRole(Role.parse(event.currentTarget.value))}
      />
      {check.error ? <ErrorNotice title={t('accounts:many.notRead')} error={check.error} /> : null}
      {add.error ? <ErrorNotice title={t('accounts:many.notAdded')} error={add.error} /> : null}
      {checked ? (
        <>
          <p role="status">
            {wrong > 0
              ? t('accounts:many.wrong', { count: wrong })
              : t('accounts:many.ready', { count: lines.length })}
          </p>
          <LineTable lines={lines} />
        </>
      ) : null}
      <div className={styles.actionsEnd}>
        <Button onClick={props.onCancel}>{t('common:act.cancel')}</Button>
        <Button
          variant={ready ? 'default' : 'filled'}
          disabled={text.trim() === ''}
          loading={check.isPending}
          onClick={() => check.mutate({ text, role })}
        >
          {t('accounts:many.check')}
        </Button>
        <Button
          variant={ready ? 'filled' : 'default'}
          disabled={!ready}
          loading={add.isPending}
          onClick={() => add.mutate({ text, role })}
        >
          {ready ? t('accounts:many.add', { count: lines.length }) : t('accounts:many.addThem')}
        </Button>
      </div>
    </div>
  );
}

function LineTable({ lines }: { lines: readonly NewAccountLine[] }): ReactNode {
  return (
    <ListTable
      label={t('accounts:many.lines')}
      columns={[
        t('accounts:many.line'),
        t('settings:form.name'),
        t('settings:accounts.login'),
        t('settings:accounts.role'),
        t('accounts:many.problem'),
      ]}
    >
      {lines.map(({ line, name, login, role, problem }) => (
        <tr key={line}>
          <td>{line}</td>
          <td>{name}</td>
          <td>{login}</td>
          <td>{role === null ? t('accounts:many.noRole') : t(`words:role.${role}`)}</td>
          <td>{problem === '' ? t('accounts:many.fine') : <strong>{problem}</strong>}</td>
        </tr>
      ))}
    </ListTable>
  );
}

/** The only time that the passwords are shown. */
function Passwords(props: { made: readonly Made[]; until: number; onDone: () => void }): ReactNode {
  const { made, until, onDone } = props;
  const head = [
    t('settings:form.name'),
    t('settings:accounts.login'),
    t('settings:accounts.role'),
    t('accounts:recover.password'),
  ];
  const save = () => {
    const rows = made.map(({ name, login, role, password }) => [
      name,
      login,
      t(`words:role.${role}`),
      password,
    ]);
    saveCsv('heed-accounts.csv', [head, ...rows].map((row) => `${row.map(csvCell).join(',')}\r\n`).join(''));
  };
  return (
    <div className={styles.stack}>
      <p>{t('accounts:many.once', { count: made.length, until: whole(until) })}</p>
      <ListTable label={t('accounts:many.title')} columns={head}>
        {made.map(({ name, login, role, password }) => (
          <tr key={login}>
            <td>{name}</td>
            <td>{login}</td>
            <td>{t(`words:role.${role}`)}</td>
            <td>
              <code>{password}</code>
            </td>
          </tr>
        ))}
      </ListTable>
      <div className={styles.actionsEnd}>
        <Button onClick={save}>{t('accounts:many.save')}</Button>
        <Button variant="filled" onClick={onDone}>
          {t('settings:form.keptIt')}
        </Button>
      </div>
    </div>
  );
}
