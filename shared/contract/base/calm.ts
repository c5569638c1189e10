import type { Contract } from '../index.ts';

type Subject = keyof Contract & string;
type Procedures = { [S in Subject]: `${S}.${keyof Contract[S] & string}` }[Subject] | 'messenger.note.list';

/**
 * Reads of figures, and of what is about more than the open list and conversation. Windows repeat them
 * calmly, and under load the console answers others first.
 */
export const CALM_READS: ReadonlySet<string> = new Set<Procedures>([
  'action.summary',
  'campaign.list',
  'conversation.held',
  'handing.passedOn',
  'handing.state',
  'messenger.note.list',
  'progress.read',
  'texterNote.mine',
]);
