import { type Done, DoneSubject } from '../../../../shared/contract/consoles/together.ts';
import type { Core } from '../../store/context.ts';
import { type Entry, entriesIn, type Span } from './entries.ts';

/** Which entries count as what; some name a thing, which counts once. */
const COUNTED: Readonly<
  Record<DoneSubject, { readonly kinds: readonly string[]; readonly of?: (entry: Entry) => unknown }>
> = {
  optOuts: { kinds: ['opt-out'] },
  optIns: { kinds: ['opt-out-reversed'], of: ({ evidence_id }) => evidence_id },
  holds: { kinds: ['hold'] },
  requests: { kinds: ['action-resolved'] },
  verdicts: { kinds: ['review'] },
  notes: { kinds: ['note-added', 'note-edited'], of: ({ evidence_id }) => evidence_id },
  imports: { kinds: ['opt-outs-imported', 'contacts-imported'] },
  campaigns: {
    kinds: [
      'campaign-created',
      'campaign-changed',
      'questions-changed',
      'campaign-scheduled',
      'campaign-handing',
      'campaign-assigned',
      'campaign-launched',
      'campaign-paused',
      'campaign-closed',
      'campaign-archived',
      'campaign-brought-back',
      'campaign-removed',
    ],
    of: ({ payload, evidence_id }) => payload.campaign ?? evidence_id,
  },
  settings: { kinds: ['settings-changed'] },
  accounts: { kinds: ['account-created', 'account-changed', 'account-recovered', 'joined'] },
};

const SUBJECT_OF = new Map(
  DoneSubject.options.flatMap((subject) => COUNTED[subject].kinds.map((kind) => [kind, subject] as const)),
);

/** What was done there, by subject; what was not is left out. */
export async function countsOf(core: Core, spans: readonly Span[]): Promise<Done> {
  const counts: Partial<Record<DoneSubject, number>> = {};
  const had = new Set<string>();
  for await (const entry of entriesIn(core, spans, [...SUBJECT_OF.keys()])) {
    const subject = SUBJECT_OF.get(entry.kind);
    if (subject === undefined) continue;
    const of = COUNTED[subject].of?.(entry);
    if (of !== undefined) {
      const thing = `${subject} ${String(of)}`;
      if (had.has(thing)) continue;
      had.add(thing);
    }
    counts[subject] = (counts[subject] ?? 0) + 1;
  }
  return counts;
}
