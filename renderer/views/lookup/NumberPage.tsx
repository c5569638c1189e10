import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LookedUp } from '../../../shared/contract/lookup.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { t } from '../../../shared/text/say.ts';
import { EmptyState } from '../../components/base/EmptyState.tsx';
import { Tag } from '../../components/base/Tag.tsx';
import { WhyBody } from '../../components/lookup/why/WhyBody.tsx';
import { OptDialog } from '../../components/optOuts/OptDialog.tsx';
import { UndoNote } from '../../components/optOuts/UndoNote.tsx';
import { useOptToggle } from '../../components/optOuts/useOptToggle.ts';
import { useMe } from '../../hooks/useSession.ts';
import { number } from '../../language/formats.ts';
import { go, hrefOf } from '../../state/route.ts';
import { ConversationCard } from './ConversationCard.tsx';
import { EraseDialog } from './EraseDialog.tsx';
import { ErasedPage } from './ErasedPage.tsx';
import styles from './lookup.module.css';

/** Everything that this role may know of one number, and may do about it. */
export function NumberPage({ found }: { found: LookedUp }): ReactNode {
  const { why, totals, conversations } = found;
  if (found.erased) return <ErasedPage number={found.number} erased={found.erased} />;
  return (
    <div className={styles.number} data-wide={why !== null || undefined}>
      <div className={styles.column}>
        <Head found={found} />
        <dl className={styles.totals} aria-label={t('lookup:totals.label')}>
          <Total label={t('lookup:totals.sent')} value={totals.sent} />
          <Total label={t('lookup:totals.received')} value={totals.received} />
          <Total label={t('lookup:totals.prevented')} value={totals.prevented} />
        </dl>
        <h2 className={styles.heading}>{t('lookup:conversations')}</h2>
        {conversations.length === 0 ? (
          <EmptyState title={why === null ? t('lookup:none.own') : t('lookup:none.any')}>
            {why === null ? t('lookup:none.ownText') : t('lookup:none.anyText')}
          </EmptyState>
        ) : (
          <ul className={styles.cards}>
            {conversations.map((row) => (
              <ConversationCard key={row.id} row={row} />
            ))}
          </ul>
        )}
      </div>
      {why === null ? null : (
        <aside className={styles.why} aria-label={t('lookup:why')}>
          <WhyBody bare why={why} onOpen={(id) => go(['conversations', 'all', id])} />
        </aside>
      )}
    </div>
  );
}

function Total({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{number(value)}</dd>
    </div>
  );
}

/**
 * Name, number, state, and the role's acts: texters opt out in a conversation of theirs, admins in and out,
 * supervisors neither.
 */
function Head({ found }: { found: LookedUp }) {
  const { role } = useMe();
  const texter = role === 'texter';
  // An opt-out holds for all conversations of a number, so any of the texter's own will do.
  const [first] = found.conversations;
  const whom = texter ? (first ?? null) : null;
  const optedOut = found.why?.optedOut ?? (first !== undefined && first.optState !== 'none');
  const toggle = useOptToggle(
    texter ? (whom === null ? null : { conversationId: whom.id }) : { number: found.number },
    { own: texter },
  );
  return (
    <header className={styles.head}>
      <div>
        <h2 className={styles.name}>{formatNumber(found.number)}</h2>
        <div className={styles.soft}>{found.name === '' ? t('lookup:noName') : found.name}</div>
      </div>
      {optedOut ? <Tag tone="stop">{t('lookup:optedOut')}</Tag> : null}
      <div className={styles.acts}>
        {toggle.undoable === null ? null : (
          <UndoNote undoable={toggle.undoable} busy={toggle.busy} onUndo={toggle.undo} />
        )}
        {texter ? null : (
          <Button component="a" href={hrefOf(['evidence', found.number])}>
            {t('lookup:evidence')}
          </Button>
        )}
        {!optedOut && (role === 'admin' || whom !== null) ? (
          <Button variant="outline" color="stop" onClick={() => toggle.ask('out')}>
            {t('lookup:optOut')}
          </Button>
        ) : null}
        {optedOut && role === 'admin' ? (
          <Button onClick={() => toggle.ask('in')}>{t('lookup:optIn')}</Button>
        ) : null}
        {role === 'admin' ? <EraseDialog number={found.number} /> : null}
      </div>
      <OptDialog
        way={toggle.way}
        name={found.name === '' ? formatNumber(found.number) : found.name}
        senderNumbers={found.why?.senderNumbers ?? null}
        confirmation={toggle.confirmation}
        busy={toggle.busy}
        problem={toggle.problem}
        onConfirm={toggle.confirm}
        onClose={toggle.close}
      />
    </header>
  );
}
