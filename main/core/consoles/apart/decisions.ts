import { isErased } from '../../people/erased.ts';
import type { Core } from '../../store/context.ts';
import { type Entry, entriesIn, type Span } from './entries.ts';
import { type Act, type Decision, MOST, type Sides } from './sides.ts';
import { stopsDecided } from './stops.ts';
import { READ, type Said } from './things.ts';

type Acts = Map<string, { said: Said[]; last: Entry }>;

async function actsOn(core: Core, spans: readonly Span[]): Promise<Acts> {
  const acts: Acts = new Map();
  for await (const entry of entriesIn(core, spans, Object.keys(READ)))
    for (const said of READ[entry.kind]?.(entry) ?? []) {
      const key = `${said.kind} ${said.id}`;
      const act = acts.get(key);
      if (!act) acts.set(key, { said: [said], last: entry });
      else {
        act.said.push(said);
        if (entry.clock > act.last.clock) act.last = entry;
      }
    }
  return acts;
}

/** Both made the same of it, so nothing had to be decided. */
function agree(one: Act, another: Act): boolean {
  const [a, b] = [one.said.at(-1), another.said.at(-1)];
  return a?.whole === true && b?.whole === true && a.word === b.word && a.value === b.value;
}

const says = ({ said }: Act, word: string) => said.at(-1)?.word === word;

function between(one: Act, another: Act): Pick<Decision, 'rule' | 'counts' | 'other'> {
  const [gone, anotherGone] = [says(one, 'removed'), says(another, 'removed')];
  // What somebody works on stays, whenever it was removed elsewhere (backup/unite/takeAway.ts).
  if (gone !== anotherGone)
    return { rule: 'kept', ...(gone ? { counts: another, other: one } : { counts: one, other: another }) };
  const ofCampaign = one.said[0]?.kind === 'campaignState';
  const closed = ofCampaign && says(one, 'closed');
  if (ofCampaign && closed !== says(another, 'closed'))
    return {
      rule: 'closed',
      ...(closed ? { counts: one, other: another } : { counts: another, other: one }),
    };
  return one.last.clock > another.last.clock
    ? { rule: 'later', counts: one, other: another }
    : { rule: 'later', counts: another, other: one };
}

/**
 * What both sides had changed without knowing of each other, and what counts: first where a person asked to
 * stop. The same on every console that has the entries. Nothing is told of people who were erased.
 */
export async function decisionsOf(core: Core, sides: Sides): Promise<Decision[]> {
  const decisions = await stopsDecided(core, sides);
  const [there, elsewhere] = [await actsOn(core, sides.there), await actsOn(core, sides.elsewhere)];
  for (const [key, act] of there) {
    if (decisions.length > MOST) break;
    const other = elsewhere.get(key);
    if (!other || agree(act, other)) continue;
    const { kind, id } = act.said[0] as Said;
    const { subject } = act.last;
    if (subject !== null && isErased(core.db, subject)) continue;
    decisions.push({ kind, id, ...between(act, other) });
  }
  return decisions;
}
