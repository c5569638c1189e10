import { useQuery } from '@tanstack/react-query';
import type { Thread } from '../../../shared/contract/conversations.ts';
import { CONTACT_COLUMNS, KEPT_COLUMNS } from '../../../shared/schema/contactColumns.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { api } from '../../client.ts';
import { LoadingLines } from '../../components/base/Loading.tsx';
import { timeInZone } from '../../components/base/time.ts';
import { MessengerPanel } from '../../components/messenger/MessengerPanel.tsx';
import { BlockNotice } from '../../components/optOuts/BlockNotice.tsx';
import { useNow } from '../../hooks/useNow.ts';
import { anyOf } from '../../language/formats.ts';
import { useViewAs } from '../../state/viewing.ts';
import { CanBeTexted } from './CanBeTexted.tsx';
import styles from './ContactPanel.module.css';

/** Who this is, whether they can be texted, what they answered. */
export function ContactPanel({ conversationId }: { conversationId: string }) {
  const viewAs = useViewAs();
  const { data: thread, error } = useQuery(
    api.conversation.get.queryOptions({ input: { id: conversationId, ...viewAs } }),
  );
  if (error) return null; // The thread already shows the error.
  if (!thread) return <LoadingLines label={t('texter:contact.loading')} />;
  const { contact, conversation } = thread;
  const asked = thread.initialDraft ?? thread.messages.find(({ kind }) => kind === 'initial')?.body;
  const fields = Object.entries(contact.fields).filter(([, value]) => value !== '');
  const kept = KEPT_COLUMNS.filter((name) => CONTACT_COLUMNS[name].shown === 'file' && contact[name] !== '');
  return (
    <>
      <h2 className={styles.name}>{conversation.name}</h2>
      <div className={styles.soft}>
        <Reach thread={thread} />
      </div>
      <h3 className={styles.head}>{t('texter:contact.texted')}</h3>
      <CanBeTexted thread={thread} />
      {thread.stillBlocked === null ? null : <BlockNotice>{thread.stillBlocked}</BlockNotice>}
      <h3 className={styles.head}>{t('texter:contact.script')}</h3>
      <dl className={styles.pairs}>
        <dt>{t('texter:contact.asked')}</dt>
        <dd>{asked ?? <span className={styles.soft}>{t('texter:contact.nothing')}</span>}</dd>
      </dl>
      {fields.length + kept.length > 0 ? (
        <>
          <h3 className={styles.head}>{t('texter:contact.file')}</h3>
          <dl className={styles.pairs}>
            {fields.map(([field, value]) => (
              <Pair key={field} name={field} value={value} />
            ))}
            {kept.map((name) => (
              <Pair key={name} name={t(`contacts:column.${name}`)} value={contact[name]} />
            ))}
          </dl>
        </>
      ) : null}
      <MessengerPanel conversationId={conversationId} />
    </>
  );
}

function Pair({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** "(216) 555-0177 · 3:12 pm there". A number with several zones has more than one time. */
function Reach({ thread }: { thread: Thread }) {
  const now = useNow();
  const { number, zones } = thread.contact;
  const times = [...new Set((zones ?? []).flatMap((zone) => timeInZone(now, zone) ?? []))];
  const [first, last] = [times[0] ?? '', times.at(-1) ?? ''];
  const shown = times.length > 2 ? t('texter:contact.span', { first, last }) : anyOf(times);
  const parts = [
    number === null ? t('texter:contact.erased') : formatNumber(number, thread.region),
    times.length === 0 ? t('texter:contact.noZone') : t('texter:contact.timesThere', { times: shown }),
  ];
  return parts.join(' · ');
}
