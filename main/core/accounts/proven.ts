import { ORPCError } from '@orpc/server';
import { t } from '../../../shared/text/say.ts';
import type { Core } from '../store/context.ts';
import type { Again } from './again.ts';
import { lockedError } from './locked.ts';
import type { Refused } from './signIn.ts';

/**
 * The error for somebody who could not prove who they are: too many tries, a wrong code, or else `message`.
 */
export function notProven(now: number, refused: Refused, message: string, code: 'UNAUTHORIZED' | 'INVALID') {
  const { lockedUntil, why } = refused;
  if (why === 'no-second-factor')
    return new ORPCError('FORBIDDEN', { status: 403, message: t('desks:refused.secondFactor') });
  if (lockedUntil !== null) return lockedError(now, lockedUntil);
  if (why === 'code')
    return new ORPCError('SECOND_FACTOR', { status: 401, message: t('accounts:second.wrongCode') });
  return new ORPCError(code, { status: code === 'INVALID' ? 422 : 401, message });
}

/** The value after password or code was given again; throws where they were wrong. */
export function proven<T>(core: Core, again: Again<T>): T {
  if (!again.ok) throw notProven(core.ports.clock.now(), again, t('core:session.presentWrong'), 'INVALID');
  return again.value;
}
