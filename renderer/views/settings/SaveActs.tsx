import { Button } from '@mantine/core';
import { useRef } from 'react';
import { t } from '../../../shared/text/say.ts';
import { ErrorNotice } from '../../components/base/ErrorNotice.tsx';
import { type Saving, useLeaveGuard } from '../../components/base/useLeaveGuard.tsx';
import styles from './settings.module.css';

type Props = {
  /** There are unsaved changes; leaving asks first. */
  readonly dirty: boolean;
  readonly saving: Omit<Saving, 'save'>;
  /** The error's title, where it is not the usual one. */
  readonly notSaved?: string;
  readonly invalid?: boolean;
  /** Left out in a form, which is submitted instead. */
  readonly onSave?: () => void;
  readonly onDiscard: () => void;
};

/** The foot of every part of the settings: why it was not saved, save, discard. */
export function SaveActs({ dirty, saving, notSaved, invalid = false, onSave, onDiscard }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  const save = onSave ?? (() => button.current?.form?.requestSubmit());
  const { dialog } = useLeaveGuard(
    dirty,
    invalid ? null : { isPending: saving.isPending, error: saving.error, save },
  );
  return (
    <>
      {saving.error ? (
        <ErrorNotice title={notSaved ?? t('settings:form.notSaved')} error={saving.error} />
      ) : null}
      <div className={styles.actions}>
        <Button
          ref={button}
          type={onSave ? 'button' : 'submit'}
          variant="filled"
          disabled={!dirty || invalid}
          loading={saving.isPending}
          {...(onSave ? { onClick: onSave } : {})}
        >
          {t('common:act.save')}
        </Button>
        <Button disabled={!dirty || saving.isPending} onClick={onDiscard}>
          {t('common:act.discard')}
        </Button>
      </div>
      {dialog}
    </>
  );
}
