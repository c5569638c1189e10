import { z } from 'zod';
import { OptOutCause } from '../../../../shared/schema/causes.ts';
import { causeText } from '../../../../shared/text/causeText.ts';
import { t } from '../../../../shared/text/say.ts';
import type { FactEnd } from '../../people/facts.ts';

const Payload = z.object({
  cause: OptOutCause.optional(),
  undo: z.boolean().optional(),
  resolution: z.string().optional(),
  action: z.string().optional(),
  outcome: z.string().optional(),
  as: z.string().optional(),
  why: z.string().optional(),
  test: z.boolean().optional(),
});
type Payload = z.infer<typeof Payload>;

/** Kinds of ledger entry with a fixed line. Lines of the others use their payload, or their own name. */
const PLAIN = [
  'confirmation-dropped',
  'provider-block',
  'provider-block-cleared',
  'message-cancelled',
  'carried-on',
  'hold',
  'inbound-lost',
  'action-opened',
  'conversation-reopened',
  'person-erased',
  'action-escalated',
  'conversation-assigned',
  'reply-offered',
  'reply-taken',
  'number-fact',
  'review',
  'review-undone',
  'test-begun',
  'test-ended',
  'texter-note-seen',
  'texter-note-written',
] as const;

const FACT_ENDS = [
  'used-again',
  'taken-in',
  'delivered',
  'replied',
  'reopened',
] as const satisfies readonly FactEnd[];

const WITH_PAYLOAD: Readonly<Record<string, (payload: Payload, by: string | null) => string>> = {
  'opt-out': ({ cause }, by) => (cause ? causeText(cause, by) : t('timeline:deed.optedOut')),
  'opt-out-reversed': ({ undo }) => t(undo ? 'timeline:deed.undone' : 'timeline:deed.optedIn'),
  'action-resolved': ({ resolution }) => t('timeline:deed.decided', { how: words(resolution) }),
  'conversation-closed': ({ outcome }) => t('timeline:deed.closed', { how: words(outcome) }),
  'number-fact-ended': ({ why }) =>
    t(isFactEnd(why) ? `timeline:deed.fact-ended.${why}` : 'timeline:deed.number-fact-ended'),
  'evidence-exported': ({ as }) => t(as === 'print' ? 'timeline:deed.printed' : 'timeline:deed.saved'),
};

const isFactEnd = (why: string | undefined): why is FactEnd => FACT_ENDS.some((end) => end === why);

/** A code of the ledger, in English as it was written. */
const words = (code: string | undefined) => code?.replaceAll('-', ' ') ?? t('timeline:deed.notRecorded');

/**
 * A ledger entry about a person as a line without a full stop. `by`: who made it, null for Heed or a
 * provider.
 */
export function deedText(kind: string, payload: string, by: string | null): string {
  const read = readPayload(payload);
  const deed = WITH_PAYLOAD[kind]?.(read, by) ?? plainText(kind);
  return read.test && !kind.startsWith('test-') ? t('timeline:deed.inTest', { deed }) : deed;
}

function plainText(kind: string): string {
  const plain = PLAIN.find((each) => each === kind);
  return plain ? t(`timeline:deed.${plain}`) : words(kind);
}

/** A payload that somebody broke is read as empty; the chain reports it. */
function readPayload(payload: string): Payload {
  try {
    return Payload.safeParse(JSON.parse(payload)).data ?? {};
  } catch {
    return {};
  }
}
