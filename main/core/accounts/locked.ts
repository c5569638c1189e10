import { ORPCError } from '@orpc/server';
import { t } from '../../../shared/text/say.ts';

/** The error after too many tries. `until`: when the next one may be made, UTC milliseconds. */
export function lockedError(now: number, until: number): ORPCError<'LOCKED', { readonly until: number }> {
  const seconds = Math.max(1, Math.ceil((until - now) / 1000));
  const message =
    seconds < 100
      ? t('accounts:signIn.lockedSeconds', { count: seconds })
      : t('accounts:signIn.lockedMinutes', { count: Math.ceil(seconds / 60) });
  return new ORPCError('LOCKED', { status: 429, message, data: { until } });
}
