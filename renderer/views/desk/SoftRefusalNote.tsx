import { Button } from '@mantine/core';
import type { Thread } from '../../../shared/contract/conversations.ts';
import type { SoftRefusal } from '../../../shared/schema/words.ts';
import { t } from '../../../shared/text/say.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import styles from './thread.module.css';

/**
 * What the contact's latest reply may mean, where it is unwilling and no request; null where it is neither.
 */
export function softRefusalIn({ messages, conversation }: Thread): SoftRefusal | null {
  const latest = messages.findLast(({ direction }) => direction === 'in');
  return conversation.optState === 'none' ? (latest?.softRefusal ?? null) : null;
}

/**
 * A calm line below an unwilling reply: what it may mean, and the way to opt them out, should the texter
 * think so.
 */
export function SoftRefusalNote({ means, onOptOut }: { means: SoftRefusal; onOptOut: () => void }) {
  return (
    <section className={styles.decide} aria-label={t('texter:softRefusal.label')}>
      <div className={styles.decideTitle}>{t(`texter:softRefusal.means.${means}`)}</div>
      <div className={styles.decideText}>{t('texter:softRefusal.text')}</div>
      <div className={styles.decideActs}>
        <Button variant="outline" color="var(--stop)" onClick={onOptOut} rightSection={<Kbd keys="alt+O" />}>
          {t('texter:act.optOut')}
        </Button>
      </div>
    </section>
  );
}
