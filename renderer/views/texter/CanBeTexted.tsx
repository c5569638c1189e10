import type { Thread } from '../../../shared/contract/conversation.ts';
import { clockThere } from '../../components/deliveryWords.ts';
import styles from './ContactPanel.module.css';

/** Yes, later or no, and why. The same answer that the send button gives. */
export function CanBeTexted({ thread }: { thread: Thread }) {
  const { tone, head, text } = answer(thread);
  return (
    <div className={styles.card} data-tone={tone}>
      <div className={styles.cardHead}>{head}</div>
      <div className={styles.soft}>{text}</div>
    </div>
  );
}

function answer({ canSend, contact }: Thread): { tone: 'ok' | 'hold' | 'stop'; head: string; text: string } {
  if (canSend.outcome === 'send') {
    return { tone: 'ok', head: 'Yes, now', text: 'No opt-out. Nothing blocked at the provider.' };
  }
  if (canSend.outcome === 'prevent') return { tone: 'stop', head: 'No', text: canSend.sentence };
  if (canSend.rule === 'on-hold') {
    return { tone: 'hold', head: 'Not until you decide', text: canSend.sentence };
  }
  const head = canSend.until === null ? 'Not yet' : `From ${clockThere(canSend.until, contact.zones)}`;
  return { tone: 'hold', head, text: canSend.sentence };
}
