import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { SessionState } from '../../../shared/contract/access/session.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { api, isCode } from '../../client.ts';
import { CodeField } from '../../components/accounts/CodeField.tsx';
import { initials } from '../../components/accounts/initials.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { warn } from '../../components/base/notify.ts';
import { fullTime } from '../../components/base/time.ts';
import styles from './Start.module.css';

const DEMO_ORDER: readonly Role[] = ['texter', 'admin', 'supervisor'];

/** Login and password; in the demo one click on one of its people. */
export function SignIn({ state }: { state: SessionState }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asked, setAsked] = useState(false);
  const queries = useQueryClient();
  const signIn = useMutation(
    api.session.signIn.mutationOptions({
      onSuccess: ({ recovered }) => {
        if (recovered) {
          const at = fullTime(recovered.at);
          warn(t('accounts:recover.hereTitle'), t('accounts:recover.here', { name: recovered.name, at }));
        }
        return queries.invalidateQueries({ queryKey: api.session.key() });
      },
      onError: (error) => {
        if (isCode(error, 'SECOND_FACTOR')) setAsked(true);
      },
    }),
  );
  const leave = useMutation(
    api.setup.leaveDemo.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.session.key() }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate({ login: login.trim(), password, ...(asked ? { code } : {}) });
  };
  const people = state.demoAccounts.toSorted(
    (a, b) => DEMO_ORDER.indexOf(a.role) - DEMO_ORDER.indexOf(b.role),
  );
  return (
    <>
      <h1 className={styles.title}>{state.demo ? t('start:signIn.demoTitle') : t('start:signIn.title')}</h1>
      <p className={styles.lead}>{state.demo ? t('start:signIn.demoLead') : state.organisation}</p>
      {people.length > 0 ? (
        <ul className={styles.people} aria-label={t('start:signIn.accounts')}>
          {people.map((person) => (
            <li key={person.login}>
              <button
                type="button"
                className={styles.person}
                disabled={signIn.isPending}
                onClick={() => {
                  setLogin(person.login);
                  setPassword(person.password);
                  signIn.mutate({ login: person.login, password: person.password });
                }}
              >
                <span className={styles.initials} aria-hidden="true">
                  {initials(person.name)}
                </span>
                <span>
                  <strong>{person.name}</strong>
                  <small>{t(`start:signIn.does.${person.role}`)}</small>
                </span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      <form onSubmit={submit}>
        <div className={styles.fields}>
          <div className={people.length > 0 ? styles.two : styles.one}>
            <TextInput
              label={t('start:signIn.login')}
              autoComplete="username"
              value={login}
              autoFocus={!state.demo}
              onChange={(event) => setLogin(event.currentTarget.value)}
            />
            <PasswordInput
              label={t('start:signIn.password')}
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
          </div>
          {asked ? <CodeField value={code} onChange={setCode} /> : null}
          {signIn.error && !(asked && code === '') ? (
            <ErrorNotice title={t('start:signIn.failed')} error={signIn.error} />
          ) : null}
          {leave.error ? <ErrorNotice error={leave.error} /> : null}
        </div>
        <div className={styles.acts}>
          {state.demo && state.place === 'console' ? (
            <Button size="sm" onClick={() => leave.mutate({})} loading={leave.isPending}>
              {t('common:account.leaveDemo')}
            </Button>
          ) : null}
          <Button
            type="submit"
            variant="filled"
            size="sm"
            loading={signIn.isPending}
            disabled={login.trim() === '' || password === '' || (asked && code.trim() === '')}
          >
            {t('start:signIn.submit')}
          </Button>
        </div>
      </form>
    </>
  );
}
