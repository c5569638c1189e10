import type { InboundStatus } from '../../../shared/contract/connections.ts';
import type { Role } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { saidTime } from '../base/time.ts';

/** States in order of importance; the first that a connection has is shown. */
export const GRAVEST = ['cut', 'log', 'moved', 'stopped', 'missing', 'stale', 'reading'] as const;
export type Trouble = (typeof GRAVEST)[number];
export type Troubled = InboundStatus & { readonly state: Trouble };

export function inTrouble(each: InboundStatus): each is Troubled {
  return each.state !== 'fresh' && each.state !== 'elsewhere';
}

/** Why nothing leaves through a connection; for admins also what to do. */
export function inboundSentence(
  role: Role,
  { name, state, since }: Troubled,
  limitMinutes: number,
  now: number,
): string {
  return t(role === 'admin' ? `common:inbound.admin.${state}` : `common:inbound.others.${state}`, {
    name,
    since: since === null ? '' : saidTime(since, now),
    limit: limitMinutes,
  });
}

/** Why nothing leaves while the other consoles cannot be asked. `since`: UTC milliseconds. */
export const apartSentence = (role: Role, since: number, now: number): string =>
  t(role === 'admin' ? 'common:inbound.admin.log' : 'common:inbound.others.log', {
    since: saidTime(since, now),
  });
