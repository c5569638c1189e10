import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { QRCodeSVG } from 'qrcode.react';
import { type FormEvent, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import styles from './account.module.css';
import { CodeForm } from './CodeForm.tsx';
import { RecoveryCodes } from './RecoveryCodes.tsx';

type Props = {
  readonly onDone: () => void;
  /** Absent where a second factor is demanded. */
  readonly onCancel?: () => void;
};

/**
 * Sets a second factor up: the password, the secret for the app, a first code of it, and the recovery codes.
 */
export function Enrol({ onDone, onCancel }: Props) {
  const [password, setPassword] = useState('');
  const begin = useMutation(api.session.secondFactor.begin.mutationOptions());
  const confirming = useMutation(api.session.secondFactor.confirm.mutationOptions());
  if (confirming.data) return <RecoveryCodes codes={confirming.data.recoveryCodes} onDone={onDone} />;
  if (begin.data) {
    return (
      <div className={styles.stack}>
        <p>{t('accounts:enrol.scan')}</p>
        <Secret {...begin.data} />
        <CodeForm
          label={t('accounts:enrol.code')}
          act={t('accounts:enrol.confirm')}
          {...(onCancel ? { onCancel } : {})}
          busy={confirming.isPending}
          error={confirming.error}
          onCode={(code) => confirming.mutate({ code })}
        />
      </div>
    );
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate({ password });
  };
  return (
    <form className={styles.stack} onSubmit={submit}>
      <p>{t('accounts:enrol.lead')}</p>
      <PasswordInput
        label={t('accounts:password.current')}
        autoComplete="current-password"
        value={password}
        autoFocus
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {begin.error ? <ErrorNotice title={t('accounts:enrol.failed')} error={begin.error} /> : null}
      <div className={styles.acts}>
        {onCancel ? <Button onClick={onCancel}>{t('common:act.cancel')}</Button> : null}
        <Button type="submit" variant="filled" loading={begin.isPending} disabled={password === ''}>
          {t('accounts:enrol.begin')}
        </Button>
      </div>
    </form>
  );
}

/** Black on white in dark mode as well, since cameras read nothing else reliably. */
function Secret({ secret, uri }: { readonly secret: string; readonly uri: string }) {
  return (
    <div className={styles.secret}>
      <div className={styles.picture}>
        <QRCodeSVG value={uri} size={168} marginSize={2} title={t('accounts:enrol.picture')} />
      </div>
      <div>
        <p>{t('accounts:enrol.byHand')}</p>
        <output className={styles.letters} aria-label={t('accounts:enrol.secret')}>
          {secret.match(/.{4}/g)?.join(' ') ?? secret}
        </output>
      </div>
    </div>
  );
}
