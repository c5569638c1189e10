import type { OptOutCause } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';

/** How an opt-out came about, as a line without a full stop. `by`: the person, where one did it. */
export function causeText(cause: OptOutCause, by: string | null): string {
  if (cause === 'manual' && by !== null) return t('told:cause.by', { by });
  if (cause === 'review' && by !== null) return t('told:cause.inReviewBy', { by });
  return t(`told:cause.${cause}`);
}

/** How an opt-out was reversed, in the same way. */
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
