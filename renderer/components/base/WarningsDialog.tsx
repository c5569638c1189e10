import type { Warning, WarningCode } from '../../../shared/contract/base/warning.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

type Props = {
  /** The dialog is open while there are any. */
  warnings: readonly Warning[];
  title: string;
  /** The act itself, such as "Send all the same". */
  confirmLabel: string;
  busy?: boolean;
  /** Does it, with these codes confirmed. */
  onConfirm: (confirmed: WarningCode[]) => void;
  onCancel: () => void;
};

/** Shows the warnings that the server wants confirmed. Nothing has been done yet, and Cancel leaves it so. */
export function WarningsDialog({ warnings, title, confirmLabel, busy = false, onConfirm, onCancel }: Props) {
  return (
    <ConfirmDialog
      opened={warnings.length > 0}
      title={title}
      confirmLabel={confirmLabel}
      busy={busy}
      onConfirm={() => onConfirm(warnings.map(({ code }) => code))}
      onCancel={onCancel}
    >
      {warnings.map(({ code, message }) => (
        <p key={code}>{message}</p>
      ))}
    </ConfirmDialog>
  );
}
