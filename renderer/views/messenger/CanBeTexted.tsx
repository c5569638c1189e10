import { skipToken, useQuery } from '@tanstack/react-query';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { Tag } from '../../components/base/Tag.tsx';
import { clockThere, zonesOf } from '../../components/conversations/deliveryWords.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useViewAs } from '../../state/viewing.ts';
import styles from './ContactPanel.module.css';

/** Whether the contact can be texted, now or later, and why; the same answer as on the send button. */
export function CanBeTexted({ thread }: { thread: Thread }) {
  const demo = useSession().data?.demo ?? false;
  const { tone, head, text } = answer(thread, demo);
  return (
    <div className={styles.card} data-tone={tone}>
      <div className={styles.cardHead}>{head}</div>
      <div className={styles.soft}>{text}</div>
    </div>
  );
}

/** The same in two words, where the panel is behind a button. */
export function CanStatus({ conversationId }: { conversationId: string | null }) {
  const viewAs = useViewAs();
  const { data: thread } = useQuery(
    api.conversation.get.queryOptions({
      input: conversationId === null ? skipToken : { id: conversationId, ...viewAs },
    }),
  );
  if (!thread) return null;
  const { tone, short } = answer(thread);
  return <Tag tone={tone}>{short}</Tag>;
}

/** `demo`: its contacts are invented, so texts leave at any hour. */
function answer(
  { canSend, contact }: Thread,
  demo = false,
): {
  tone: 'ok' | 'hold' | 'stop';
  head: string;
  text: string;
  short: string;
} {
  const [warning] = canSend.warnings;
  if (warning && canSend.ok) {
    return {
      tone: 'hold',
      head: t('texter:can.askFirst'),
      text: warning.message,
      short: t('texter:can.askFirst'),
    };
  }
  if (canSend.outcome === 'send') {
    return {
      tone: 'ok',
      head: demo ? t('timeline:headline.demo') : t('texter:can.yes'),
      text: t('texter:can.yesText'),
      short: t('texter:can.shortYes'),
    };
  }
  if (canSend.outcome === 'prevent')
    return { tone: 'stop', head: t('texter:can.no'), text: canSend.sentence, short: t('texter:can.shortNo') };
  if (canSend.rule === 'on-hold') {
    return {
      tone: 'hold',
      head: t('texter:can.undecided'),
      text: canSend.sentence,
      short: t('texter:can.shortNotNow'),
    };
  }
  const head =
    canSend.until === null
      ? t('texter:can.later')
      : t('texter:can.from', { time: clockThere(canSend.until, zonesOf(canSend, contact.zones)) });
  return { tone: 'hold', head, text: canSend.sentence, short: t('texter:can.shortNotNow') };
}
