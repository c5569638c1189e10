import type { LookedUpConversation } from '../../../shared/contract/lookup.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { Tag } from '../../components/base/Tag.tsx';
import { WhenText } from '../../components/base/When.tsx';
import { markOf } from '../../components/conversations/marks.ts';
import { useMe } from '../../hooks/useSession.ts';
import { hrefOf } from '../../state/route.ts';
import styles from './lookup.module.css';

/** One conversation: where it stands, its figures, what happened in it, and the way to it. */
export function ConversationCard({ row }: { row: LookedUpConversation }) {
  const { role } = useMe();
  const mark = markOf(row);
  const place =
    role === 'texter' ? ['texter', row.campaignId, row.state, row.id] : ['conversations', 'all', row.id];
  const facts = [
    t(`words:conversationState.${row.state}`),
    row.texterName === null ? t('lookup:card.noTexter') : t('lookup:card.texter', { name: row.texterName }),
    row.senderNumber === null
      ? t('lookup:card.noSender')
      : t('lookup:card.sender', { number: formatNumber(row.senderNumber) }),
  ];
  return (
    <li className={styles.card}>
      <div className={styles.cardHead}>
        <a href={hrefOf(place)}>{row.campaignName}</a>
        {mark === null ? null : (
          <Tag tone={mark.tone} title={mark.title}>
            {mark.text}
          </Tag>
        )}
        <span className={styles.figures}>
          {t('lookup:card.figures', { sent: row.sent, received: row.received, prevented: row.prevented })}
        </span>
      </div>
      <div className={styles.soft}>{[row.name, ...facts].filter((fact) => fact !== '').join(' · ')}</div>
      {row.sentence === '' ? null : <div className={styles.sentence}>{row.sentence}</div>}
      {row.events.length === 0 ? null : (
        <ol className={styles.events}>
          {row.events.map((event) => (
            <li key={event.id}>
              <span className={styles.soft}>
                <WhenText at={event.at} />
              </span>
              {event.text}
            </li>
          ))}
        </ol>
      )}
    </li>
  );
}
