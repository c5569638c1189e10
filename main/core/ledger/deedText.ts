import { z } from 'zod';
import { OptOutCause } from '../../../shared/schema/words.ts';
import { causeText } from '../store/queries/causeText.ts';

const Payload = z.object({
  cause: OptOutCause.optional(),
  undo: z.boolean().optional(),
  resolution: z.string().optional(),
  action: z.string().optional(),
  outcome: z.string().optional(),
  as: z.string().optional(),
});
type Payload = z.infer<typeof Payload>;

/** Kinds about a person that say all there is to say. Others are told with the help of their payload, or by their own name. */
const PLAIN: Readonly<Record<string, string>> = {
  'confirmation-dropped': 'The confirmation was dropped: more than five minutes had passed',
  'provider-block': 'A block at the provider was noted',
  'provider-block-cleared': 'The provider lifted its block: the contact texted START',
  'message-cancelled': 'A queued text was taken back',
  'carried-on': 'Decided to carry on',
  hold: 'Put on hold: the reply may ask us to stop',
  'inbound-lost': 'A reply was received whose text is lost; put on hold',
  'action-opened': 'A task for a person was opened',
  'conversation-reopened': 'The conversation was opened again',
  'conversation-assigned': 'The conversation was given to a texter',
};

const TOLD: Readonly<Record<string, (payload: Payload, by: string | null) => string>> = {
  'opt-out': ({ cause }, by) => (cause ? causeText(cause, by) : 'Opted out'),
  'opt-out-reversed': ({ undo }) => (undo ? 'The opt-out was taken back at once' : 'Opted in again'),
  'action-resolved': ({ resolution }) => `The task was decided: ${words(resolution)}`,
  'conversation-closed': ({ outcome }) => `The conversation was closed: ${words(outcome)}`,
  'evidence-exported': ({ as }) =>
    as === 'print' ? 'This evidence was printed' : 'This evidence was saved as a file',
};

const words = (code: string | undefined) => (code ?? 'not recorded').replaceAll('-', ' ');

/** A ledger entry about a person as a line without a full stop. `by`: who made it, null for Heed or a provider. */
export function deedText(kind: string, payload: string, by: string | null): string {
  const told = TOLD[kind];
  if (told === undefined) return PLAIN[kind] ?? words(kind);
  return told(readPayload(payload), by);
}

/** Nothing is known of a payload that somebody broke; the chain tells of that. */
function readPayload(payload: string): Payload {
  try {
    return Payload.safeParse(JSON.parse(payload)).data ?? {};
  } catch {
    return {};
  }
}
