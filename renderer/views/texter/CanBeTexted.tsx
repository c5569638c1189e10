import type { Thread } from '../../../shared/contract/conversation.ts';
import { t } from '../../../shared/text/say.ts';
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
  const [warning] = canSend.warnings;
  if (warning && canSend.ok) {
    return { tone: 'hold', head: t('texter:can.askFirst'), text: warning.message };
  }
  if (canSend.outcome === 'send') {
    return { tone: 'ok', head: t('texter:can.yes'), text: t('texter:can.yesText') };
  }
  if (canSend.outcome === 'prevent')
    return { tone: 'stop', head: t('texter:can.no'), text: canSend.sentence };
  if (canSend.rule === 'on-hold') {
    return { tone: 'hold', head: t('texter:can.undecided'), text: canSend.sentence };
  }
  const head =
    canSend.until === null
      ? t('texter:can.later')
      : t('texter:can.from', { time: clockThere(canSend.until, contact.zones) });
  return { tone: 'hold', head, text: canSend.sentence };
}
