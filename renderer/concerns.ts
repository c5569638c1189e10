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
  texts: ['conversation.get', 'conversation.held', 'progress', 'handing.state', 'scriptTest'],
  campaigns: ['campaign', 'scriptTest', 'conversation', 'questions', 'progress', 'handing'],
  settings: ['messenger', 'settings', 'savedView', 'review', 'session'],
  connections: ['connection', 'conversation'],
  // A first text has its texter’s name.
  accounts: ['account', 'session', 'invitation', 'signIns', 'conversation'],
  actions: ['optOut', 'action', 'review', 'conversation', 'person', 'lookup'],
  jobs: ['optOut.imports', 'imports', 'campaign', 'backup.state'],
  session: ['session', 'signIns'],
  computer: ['computer'],
  nudges: ['nudge', 'handing.passedOn'],
  handing: ['handing'],
  integrations: ['apiKey', 'webhookOut', 'systems'],
};

/** What is read no more often than this while texts come and go all the time. Milliseconds. */
const CALM = 3_000;
/** Figures, and what is about more than the open list and conversation. */
const CALMLY: ReadonlySet<string> = new Set<Procedures>([
  'action.summary',
  'campaign.list',
  'conversation.held',
  'handing.passedOn',
  'handing.state',
  'messenger.note.list',
  'progress.read',
  'texterNote.mine',
]);

/**
 * Milliseconds between two reads after changes, at least, since changes come in bursts. Counts of all
 * campaigns stand on badges alone.
 */
export function restOf(procedure: string, input: unknown): number {
  const everywhere =
    procedure === 'conversation.counts' &&
    !(input as { readonly campaignId?: string } | undefined)?.campaignId;
  return everywhere || CALMLY.has(procedure) ? CALM : 120;
}
