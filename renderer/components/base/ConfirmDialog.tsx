import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import styles from './small.module.css';

type Props = {
  opened: boolean;
  title: string;
  /** The act itself, never "OK". */
  confirmLabel: string;
  cancelLabel?: string;
  danger?: boolean;
  busy?: boolean;
  disabled?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
  /** What will happen. */
  children?: ReactNode;
};

/** Asks before an act that is hard to undo. Esc and the first button change nothing. */
export function ConfirmDialog(props: Props) {
  const {
    opened,
    title,
    confirmLabel,
    cancelLabel = t('common:act.cancel'),
    danger = false,
    busy = false,
  } = props;
  return (
    <Modal
      opened={opened}
      onClose={props.onCancel}
      title={title}
      closeButtonProps={{ 'aria-label': t('common:act.close') }}
    >
      <div className={styles.dialogText}>{props.children}</div>
      <div className={styles.dialogActs}>
        <Button onClick={props.onCancel} disabled={busy}>
          {cancelLabel}
        </Button>
        <Button
          variant="filled"
          color={danger ? 'stop' : 'brand'}
          loading={busy}
          disabled={props.disabled === true}
          onClick={props.onConfirm}
          data-autofocus
        >
          {confirmLabel}
        </Button>
      </div>
    </Modal>
  );
}
