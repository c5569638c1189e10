import { CALM_READS } from '../shared/contract/base/calm.ts';
import type { ChangeTopic } from '../shared/contract/base/changes.ts';
import type { Contract } from '../shared/contract/index.ts';

type Subject = keyof Contract & string;
/** Procedures of the contract: those of a subject, or of a part of one. */
type Procedures =
  | { [S in Subject]: S | `${S}.${keyof Contract[S] & string}` }[Subject]
  | 'messenger.note.list';

const CONVERSATIONS: readonly Procedures[] = [
  'conversation',
  'messenger.note',
  'messenger.search',
  'texterNote',
  'scriptTest',
  'progress',
  'answers',
  'campaign',
  'handing.state',
  'person',
  'action',
  'lookup',
  'evidence',
];

/** What has to be asked again after a change. */
export const CONCERNS: Readonly<Record<ChangeTopic, readonly Procedures[]>> = {
  oversight: [...CONVERSATIONS, 'optOut', 'review'],
  conversations: CONVERSATIONS,
  queued: [
    'conversation',
    'messenger.search',
    'scriptTest',
    'progress',
    'campaign',
    'handing.state',
    'person',
    'lookup',
  ],
  texts: ['conversation.get', 'conversation.held', 'progress', 'handing.state', 'scriptTest'],
  campaigns: ['campaign', 'scriptTest', 'conversation', 'questions', 'progress', 'handing'],
  settings: ['messenger', 'settings', 'savedView', 'review', 'session'],
  connections: ['connection', 'conversation', 'consoles.state'],
  // A first text has its texter’s name.
  accounts: ['account', 'session', 'invitation', 'signIns', 'conversation'],
  actions: ['optOut', 'action', 'review', 'conversation', 'person', 'lookup'],
  jobs: ['optOut.imports', 'imports', 'campaign', 'backup.state'],
  session: ['session', 'signIns'],
  computer: ['computer'],
  consoles: ['consoles.state', 'consoles.timesApart'],
  nudges: ['nudge', 'handing.passedOn'],
  handing: ['handing'],
  integrations: ['apiKey', 'webhookOut', 'systems'],
};

/** What is read no more often than this while texts come and go all the time. Milliseconds. */
const CALM = 3_000;
/** Calm reads rest so many times as long as they took: a slow console gets fewer of them first of all. */
const CALMER = 10;
/** Milliseconds that a read rests at most because it took long, as over a broken line. */
const LONGEST = 5_000;
const CALM_LONGEST = 15_000;

/**
 * Milliseconds between two reads after changes, at least, since changes come in bursts; at least as long as
 * the last one took. Counts of all campaigns stand on badges alone.
 */
export function restOf(procedure: string, input: unknown, took: number): number {
  const everywhere =
    procedure === 'conversation.counts' &&
    !(input as { readonly campaignId?: string } | undefined)?.campaignId;
  return everywhere || CALM_READS.has(procedure)
    ? Math.max(CALM, Math.min(took * CALMER, CALM_LONGEST))
    : Math.max(120, Math.min(took, LONGEST));
}
