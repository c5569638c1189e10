import { t } from '../../../shared/text/say.ts';

/** How an opt-out was reversed, as a line without a full stop. */
export function reversalText(reversal: {
  readonly undo: boolean;
  readonly by: string | null;
  readonly reason: string;
}): string {
  const { undo, by, reason } = reversal;
  if (undo) {
    const line = by === null ? t('timeline:optIn.undo') : t('timeline:optIn.undoBy', { by });
    return reason === '' ? line : t('timeline:optIn.because', { line, reason });
  }
  return by === null ? t('timeline:optIn.byAdmin', { reason }) : t('timeline:optIn.by', { by, reason });
}
