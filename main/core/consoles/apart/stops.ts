import { isErased } from '../../people/erased.ts';
import type { Core } from '../../store/context.ts';
import { type Entry, entriesAbout, entriesIn, type Span } from './entries.ts';
import { type Decision, MOST, type Sides } from './sides.ts';

const OPTING = ['opt-out', 'opt-out-reversed'] as const;

/** Whether an entry says that somebody may be texted on: by opting in, or by deciding so. */
const letsOn = ({ kind, payload }: Entry): boolean =>
  kind === 'opt-out-reversed'
    ? payload.undo !== true
    : payload.resolution === 'carry-on' || payload.resolution === 'dismiss';

/** The last opt-out of a person on one side that this side did not reverse itself. */
function standing(core: Core, subject: string, spans: readonly Span[]): Entry | null {
  const entries = entriesAbout(core, subject, spans, OPTING);
  const reversed = new Set(
    entries.filter(({ kind }) => kind === 'opt-out-reversed').map(({ payload }) => payload.optOut),
  );
  const optOuts = entries.filter(({ kind, evidence_id }) => kind === 'opt-out' && !reversed.has(evidence_id));
  return optOuts.reduce<Entry | null>((last, each) => (last && last.clock > each.clock ? last : each), null);
}

/**
 * People who were opted in, or about whom it was decided to carry on, on one side while the other opted them
 * out: the opt-out holds, since whoever let them be texted on had not seen it (design, rule 9).
 */
export async function stopsDecided(core: Core, { there, elsewhere }: Sides): Promise<Decision[]> {
  const decisions: Decision[] = [];
  for (const [side, other] of [
    [there, elsewhere],
    [elsewhere, there],
  ] as const) {
    const last = new Map<string, Entry>();
    for await (const entry of entriesIn(core, side, ['opt-out-reversed', 'action-resolved']))
      if (entry.subject !== null && letsOn(entry)) last.set(entry.subject, entry);
    for (const [subject, entry] of last) {
      if (decisions.length > MOST) return decisions;
      const stop = standing(core, subject, other);
      if (!stop || standing(core, subject, side) || isErased(core.db, subject)) continue;
      decisions.push({
        kind: 'person',
        id: subject,
        rule: entry.kind === 'opt-out-reversed' ? 'stays-out' : 'asked-to-stop',
        counts: { said: [], last: stop },
        other: { said: [], last: entry },
      });
    }
    await core.turn();
  }
  return decisions;
}
