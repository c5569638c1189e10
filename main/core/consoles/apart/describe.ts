import type {
  Decided,
  TextApart,
  TimeApart,
  TimeApartInFull,
} from '../../../../shared/contract/consoles/together.ts';
import { t } from '../../../../shared/text/say.ts';
import { CoreError } from '../../base/errors.ts';
import { timeOf } from '../../store/clock.ts';
import type { Core } from '../../store/context.ts';
import { one, sql } from '../../store/statement.ts';
import { decisionsOf } from './decisions.ts';
import { consolesByChain, type Recorded, recorded, recordedAs, sidesOf } from './record.ts';
import { type Act, type Decision, MOST } from './sides.ts';
import { leftTexts, stoppedTexts, type TextOfStopped } from './texts.ts';
import { aboutOf, accountName, campaignName, personOf, saidOf } from './words.ts';

/**
 * The consoles as this one knows them. `names`: in words, by their names in the log; `own`: this one's name
 * there.
 */
export type Known = { readonly names: ReadonlyMap<string, string>; readonly own: string | null };

const inShort = ({ names, own }: Known, found: Recorded): TimeApart => {
  const { id, since, until, there, elsewhere, decided } = found;
  const [name, self] = [names.get(found.console) ?? '', found.console === own];
  return { id, console: name, self, since, until, there, elsewhere, decided };
};

/** The latest times apart, without those of other consoles at which nothing was done there. */
export const timesApart = (core: Core, known: Known): TimeApart[] =>
  recorded(core)
    .map((each) => inShort(known, each))
    .filter(({ self, there }) => self || Object.keys(there).length > 0);

/** What came together after one of them. @throws CoreError NOT_FOUND */
export async function timeApart(core: Core, known: Known, id: string): Promise<TimeApartInFull> {
  const found = recordedAs(core, id);
  if (found === null) throw new CoreError('NOT_FOUND', t('consoles:together.none'));
  const sides = sidesOf(found);
  const chains = consolesByChain(core.db);
  const consoleOf = (chain: string) => known.names.get(chains.get(chain) ?? '') ?? '';
  const side = (kind: Decision['kind'], act: Act, counts: boolean) => ({
    console: consoleOf(act.last.chain),
    by: accountName(core, act.last.actor),
    at: timeOf(act.last.clock),
    said: saidOf(kind, act),
    counts,
  });
  const text = ({ subject, optOut, conversationId, authorId, at }: TextOfStopped): TextApart => {
    const campaign = one<{ id: string }>(
      core.db,
      sql`SELECT campaign_id AS id FROM conversation WHERE id = ${conversationId}`,
    );
    return {
      ...personOf(core, subject),
      campaign: campaign ? campaignName(core, campaign.id) : '',
      by: accountName(core, authorId),
      optedOutAt: timeOf(optOut.clock),
      console: consoleOf(optOut.chain),
      at,
    };
  };
  const decisions = await decisionsOf(core, sides);
  const stopped = await stoppedTexts(core, sides, found.since);
  const left = await leftTexts(core, sides, found.until);
  return {
    ...inShort(known, found),
    decisions: decisions.slice(0, MOST).map((decision): Decided => {
      const { kind, rule, counts, other } = decision;
      return {
        ...{ kind, rule, ...aboutOf(core, decision) },
        sides: [side(kind, counts, true), side(kind, other, false)],
      };
    }),
    stopped: stopped.slice(0, MOST).map(text),
    left: left.slice(0, MOST).map(text),
    more: [decisions, stopped, left].some(({ length }) => length > MOST),
  };
}
