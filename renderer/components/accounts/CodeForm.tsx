import { Button, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { ErrorNotice } from '../base/ErrorNotice.tsx';
import styles from './account.module.css';

type Props = {
  readonly label: string;
  readonly how?: string;
  readonly act: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** False where another field comes first. */
  readonly focused?: boolean;
  readonly onCancel?: () => void;
  readonly children?: ReactNode;
  readonly onCode: (code: string) => void;
};

/** Asks for a code of the authenticator app. */
export function CodeForm({
  label,
  how,
  act,
  busy,
  error,
  focused = true,
  onCancel,
  children,
  onCode,
}: Props) {
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onCode(code);
  };
  return (
    <form className={styles.stack} onSubmit={submit}>
      {children}
      <TextInput
        label={label}
        description={how}
        autoComplete="one-time-code"
        inputMode="text"
        value={code}
        autoFocus={focused}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {error ? <ErrorNotice title={t('accounts:code.failed')} error={error} /> : null}
      <div className={styles.acts}>
        {onCancel ? <Button onClick={onCancel}>{t('common:act.cancel')}</Button> : null}
        <Button type="submit" variant="filled" loading={busy} disabled={code.trim() === ''}>
          {act}
        </Button>
      </div>
    </form>
  );
}
