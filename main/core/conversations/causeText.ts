import { namesPerson, type OptOutCause } from '../../../shared/schema/causes.ts';
import { t } from '../../../shared/text/say.ts';

/** How an opt-out came about, as a line without a full stop. `by`: the person, where one did it. */
export function causeText(cause: OptOutCause, by: string | null): string {
  if (by !== null && namesPerson(cause)) return t(`causes:${cause}.toldBy`, { by });
  return t(`causes:${cause}.told`);
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
