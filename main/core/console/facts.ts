import type { Role } from '../../../shared/schema/words.ts';
import type { Facts } from '../base/ports.ts';
import { readSettings } from '../settings/settings.ts';
import type { Core } from '../store/context.ts';
import { newestVersion } from '../store/migrations.ts';
import { all } from '../store/statement.ts';
import type { ConsoleService } from './console.ts';

/**
 * The core's part of a problem report: which settings are on, and its state. Nothing that a person typed,
 * nothing that identifies one, and for a texter nothing that they may not see.
 * @param role the caller's role; null: nobody is signed in
 */
export function problemFacts(
  { core, phase, problem }: Pick<ConsoleService, 'core' | 'phase' | 'problem'>,
  role: Role | null,
): Facts {
  const open = core();
  return {
    console: phase(),
    'something is in the way': problem() !== null,
    'newest version of a store': newestVersion(),
    ...(open === null ? {} : { demo: open.demo }),
    ...(open === null || role === null || role === 'texter'
      ? {}
      : { ...settingsFacts(open), ...connectionFacts(open) }),
  };
}

function settingsFacts({ db }: Pick<Core, 'db'>): Facts {
  const settings = readSettings(db);
  return {
    'opt-outs by themselves': settings.autoOptOut,
    'first response only': settings.firstResponseOnly,
    'answer to HELP': settings.helpAnswer,
    'keywords added': settings.extraKeywords.length,
    'phrases added': settings.extraPhrases.length,
    'texting hours, from minute': settings.quietHours.sendFrom,
    'texting hours, until minute': settings.quietHours.sendUntil,
    'hours of states': settings.stateHours,
    'lock after minutes': settings.idleLockMinutes,
    'roles with a second factor': settings.secondFactorRoles.length,
    'replies read within minutes': settings.inboundLimitMinutes,
  };
}

/** How many connections there are of each provider, by state. */
function connectionFacts({ db }: Pick<Core, 'db'>): Facts {
  const found = all<{ provider: string; state: string; n: number }>(
    db,
    'SELECT provider, state, count(*) AS n FROM connection GROUP BY provider, state ORDER BY provider, state',
  );
  return Object.fromEntries(found.map(({ provider, state, n }) => [`connections: ${provider} ${state}`, n]));
}
