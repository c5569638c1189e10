import type { Thread } from '../../../shared/contract/conversations.ts';
import type { GuardRule } from '../../../shared/schema/guardRules.ts';
import { t } from '../../../shared/text/say.ts';
import { clockThere, zonesOf } from '../../components/conversations/deliveryWords.ts';

export type SendWords = {
  /** Whether pressing the button does anything. */
  readonly enabled: boolean;
  readonly label: string;
  /** Why not, or why later; empty where there is nothing to say. */
  readonly why: string;
};

/** Rules whose sentences say by themselves until when. */
const SAYS_WHEN: ReadonlySet<GuardRule> = new Set([
  'quiet-hours',
  'texted-often',
  'before-start',
  'planned-pause',
] as const);

/** The send button's words: what it does now, or why it does nothing. */
export function sendWords({ canSend, contact }: Pick<Thread, 'canSend' | 'contact'>): SendWords {
  if (canSend.outcome === 'send') {
    const why = canSend.warnings.map(({ message }) => message).join(' ');
    return { enabled: true, label: t('texter:send.send'), why };
  }
  if (!canSend.ok) return { enabled: false, label: t('texter:send.send'), why: canSend.sentence };
  if (canSend.until === null) return { enabled: true, label: t('texter:send.queue'), why: canSend.sentence };
  const time = clockThere(canSend.until, zonesOf(canSend, contact.zones));
  const why =
    canSend.rule !== null && SAYS_WHEN.has(canSend.rule)
      ? canSend.sentence
      : t('texter:send.later', { why: canSend.sentence, time });
  return { enabled: true, label: t('texter:send.queue'), why };
}
