import { t } from '../../../shared/text/say.ts';

/** How an opt-out was reversed, as a line without a full stop. */
export function reversalText(reversal: {
  readonly undo: boolean;
  readonly by: string | null;
  readonly reason: string;
}): string {
  const { undo, by, reason } = reversal;
  if (undo) {
    const line = by === null ? t('told:optIn.undo') : t('told:optIn.undoBy', { by });
    return reason === '' ? line : t('told:optIn.because', { line, reason });
  }
  return by === null ? t('told:optIn.byAdmin', { reason }) : t('told:optIn.by', { by, reason });
}
