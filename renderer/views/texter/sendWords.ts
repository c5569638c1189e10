import type { Thread } from '../../../shared/contract/conversation.ts';
import { clockThere } from '../../components/deliveryWords.ts';

export type SendWords = {
  /** Whether pressing the button leads to something. */
  readonly enabled: boolean;
  readonly label: string;
  /** Why not, or why later; empty where there is nothing to say. */
  readonly why: string;
};

/** The send button explains itself: what it does now, or why it does nothing. */
export function sendWords({ canSend, contact }: Pick<Thread, 'canSend' | 'contact'>): SendWords {
  if (canSend.outcome === 'send') return { enabled: true, label: 'Send', why: '' };
  if (!canSend.ok) return { enabled: false, label: 'Send', why: canSend.sentence };
  if (canSend.until === null) return { enabled: true, label: 'Queue', why: canSend.sentence };
  const leaves = `it leaves at ${clockThere(canSend.until, contact.zones)}.`;
  const why =
    canSend.rule === 'quiet-hours' ? `Too late or too early: ${leaves}` : `${canSend.sentence} So ${leaves}`;
  return { enabled: true, label: 'Queue', why };
}
