import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { Login, Password } from '../../../shared/contract/access/session.ts';
import type { InvitationSeen } from '../../../shared/contract/invitations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { firstIssue } from '../../components/base/firstIssue.ts';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { go } from '../../state/route.ts';
import styles from './Start.module.css';

/** Milliseconds between two questions whether an admin has answered. */
const ASK_EVERY = 3_000;

/** The same invitation for the desktop program, where somebody has it; null: this is that program. */
const linkForApp = () => (globalThis.heed?.desktop ? null : `heed://join/${location.host}/${location.hash}`);

const leave = () => go([], 'replace');

/** The page behind a link to join (#/join/TOKEN): name, login, password, and in. */
export function Join({ token }: { readonly token: string }): ReactNode {
  const seen = useQuery(api.join.look.queryOptions({ input: { token }, retry: false }));
  if (seen.error)
    return (
      <ErrorNotice
        title={t('invitations:join.unread')}
        error={seen.error}
        onRetry={() => void seen.refetch()}
      />
    );
  if (!seen.data) return <LoadingLines label={t('start:opening')} />;
  if (seen.data.state !== 'open') {
    return (
      <Told title={t('invitations:join.noTitle')} text={t(`invitations:link.${seen.data.state}`)}>
        <Button variant="filled" onClick={leave}>
          {t('invitations:join.signIn')}
        </Button>
      </Told>
    );
  }
  return <Form token={token} seen={seen.data} />;
}

type ToldProps = { readonly title: string; readonly text: string; readonly children?: ReactNode };

function Told({ title, text, children }: ToldProps) {
  return (
    <>
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.lead} role="status">
        {text}
      </p>
      {children ? <div className={styles.acts}>{children}</div> : null}
    </>
  );
}

function leadOf({ role, by, atOnce, name }: InvitationSeen): string {
  const as = { role: t(`invitations:join.roleAs.${role ?? 'texter'}`) };
  if (name !== '') return t('invitations:join.by', { by, ...as });
  return atOnce ? t('invitations:join.manyAtOnce', as) : t('invitations:join.many', as);
}

function Form({ token, seen }: { readonly token: string; readonly seen: InvitationSeen }) {
  const appLink = linkForApp();
  const queries = useQueryClient();
  const form = useForm({
    initialValues: { name: seen.name, login: '', password: '' },
    validate: {
      name: (name) => (name.trim() === '' ? t('common:field.name') : null),
      login: (login) => firstIssue(Login, login),
      password: (password) => firstIssue(Password, password),
    },
  });
  const enter = async () => {
    leave();
    await queries.invalidateQueries({ queryKey: api.session.key() });
  };
  const accept = useMutation(
    api.join.accept.mutationOptions({
      onSuccess: ({ state }) => (state === 'joined' ? enter() : undefined),
    }),
  );
  if (accept.data?.state === 'waiting') {
    return <Waiting request={accept.data.request} {...form.getValues()} onIn={enter} />;
  }
  return (
    <>
      <h1 className={styles.title}>{t('invitations:join.title', { organisation: seen.organisation })}</h1>
      <p className={styles.lead}>{leadOf(seen)}</p>
      <form
        noValidate
        onSubmit={form.onSubmit(({ name, login, password }) =>
          accept.mutate({ token, name: name.trim(), login: login.trim(), password }),
        )}
      >
        <div className={styles.fields}>
          <TextInput
            label={t('invitations:join.name')}
            description={t('invitations:join.nameHelp')}
            autoComplete="name"
            maxLength={120}
            autoFocus
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t('invitations:join.login')}
            description={t('invitations:join.loginHelp')}
            autoComplete="username"
            maxLength={80}
            {...form.getInputProps('login')}
          />
          <PasswordInput
            label={t('invitations:join.password')}
            description={form.errors.password ? undefined : t('accounts:password.how')}
            autoComplete="new-password"
            maxLength={200}
            {...form.getInputProps('password')}
          />
          {accept.error ? <ErrorNotice title={t('invitations:join.failed')} error={accept.error} /> : null}
        </div>
        <div className={styles.acts}>
          {appLink === null ? null : (
            <Button component="a" variant="subtle" color="gray" href={appLink}>
              {t('joined:inApp')}
            </Button>
          )}
          <Button type="submit" variant="filled" loading={accept.isPending}>
            {t('invitations:join.submit')}
          </Button>
        </div>
      </form>
    </>
  );
}

type WaitingProps = {
  readonly request: string;
  readonly login: string;
  readonly password: string;
  readonly onIn: () => void;
};

/** Waits for an admin's yes, then signs in with what was typed. */
function Waiting({ request, login, password, onIn }: WaitingProps) {
  const asked = useQuery(
    api.join.answer.queryOptions({
      input: { request },
      refetchInterval: ({ state }) => (state.data?.state === 'waiting' || !state.data ? ASK_EVERY : false),
    }),
  );
  const { mutate: signIn, error } = useMutation(api.session.signIn.mutationOptions({ onSuccess: onIn }));
  const answer = asked.data?.state;
  useEffect(() => {
    if (answer === 'joined') signIn({ login: login.trim(), password });
  }, [answer, signIn, login, password]);
  if (error) return <ErrorNotice title={t('start:signIn.failed')} error={error} onRetry={leave} />;
  return answer === 'refused' ? (
    <Told title={t('invitations:join.refusedTitle')} text={t('invitations:join.refused')} />
  ) : (
    <Told title={t('invitations:join.waitingTitle')} text={t('invitations:join.waiting')} />
  );
}
