import { Button } from '@mantine/core';
import { type ReactNode, type SubmitEvent, useEffect, useRef } from 'react';
import { t } from '../../../shared/text/say.ts';
import { ErrorNotice } from './ErrorNotice.tsx';
import styles from './parts.module.css';

type Props = {
  readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
  readonly onCancel: () => void;
  /** The words on the submit button. */
  readonly act: string;
  readonly busy: boolean;
  readonly ready?: boolean;
  /** The title of the notice where the server refuses. */
  readonly failed: string;
  readonly error: unknown;
  /** Shown beside the buttons. */
  readonly note?: string;
  readonly children: ReactNode;
};

/** The form that a list opens, with what went wrong and its two buttons. */
export function FormBox({
  onSubmit,
  onCancel,
  act,
  busy,
  ready = true,
  failed,
  error,
  note,
  children,
}: Props) {
  const form = useRef<HTMLFormElement>(null);
  // A person who opened the form wants to write, so the first field gets the focus.
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  return (
    <form ref={form} className={styles.formBox} onSubmit={onSubmit} noValidate autoComplete="off">
      {children}
      {error ? <ErrorNotice title={failed} error={error} /> : null}
      <div className={styles.formActs}>
        <Button type="submit" variant="filled" disabled={!ready} loading={busy}>
          {act}
        </Button>
        <Button onClick={onCancel}>{t('common:act.cancel')}</Button>
        {note ? <span className={styles.formNote}>{note}</span> : null}
      </div>
    </form>
  );
}
