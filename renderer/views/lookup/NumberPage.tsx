import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { LookedUp } from '../../../shared/contract/lookup.ts';
import { formatNumber } from '../../../shared/schema/phone.ts';
import { EmptyState } from '../../components/EmptyState.tsx';
import { OptDialog } from '../../components/opt/OptDialog.tsx';
import { UndoNote } from '../../components/opt/UndoNote.tsx';
import { useOptToggle } from '../../components/opt/useOptToggle.ts';
import { WhyBody } from '../../components/oversight/why/WhyBody.tsx';
import { Tag } from '../../components/Tag.tsx';
import { useMe } from '../../hooks/useSession.ts';
import { go, hrefOf } from '../../state/route.ts';
import { ConversationCard } from './ConversationCard.tsx';
import styles from './lookup.module.css';

/** Everything that this role may know of one number, and what it may do about it. */
export function NumberPage({ found }: { found: LookedUp }): ReactNode {
  const { why, totals, conversations } = found;
  return (
    <div className={styles.number} data-wide={why !== null || undefined}>
      <div className={styles.column}>
        <Head found={found} />
        <dl className={styles.totals} aria-label="Texts">
          <Total label="Sent" value={totals.sent} />
          <Total label="Received" value={totals.received} />
          <Total label="Prevented" value={totals.prevented} />
        </dl>
        <h2 className={styles.heading}>Conversations</h2>
        {conversations.length === 0 ? (
          <EmptyState
            title={why === null ? 'No conversation of yours has this number' : 'No campaign has this number'}
          >
            {why === null
              ? 'Ask an admin if somebody at this number wants to stop.'
              : 'It can be opted out all the same; no campaign will then text it.'}
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
        <aside className={styles.why} aria-label="Can they be texted?">
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
      <dd>{value}</dd>
    </div>
  );
}

/** Name, number, state, and the acts of the role: texters opt out in a conversation of theirs, admins both ways, supervisors neither. */
function Head({ found }: { found: LookedUp }) {
  const { role } = useMe();
  const texter = role === 'texter';
  // An opt-out holds for all conversations of a number, so any of a texter's own will do.
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
        <div className={styles.soft}>{found.name === '' ? 'Nobody known by name' : found.name}</div>
      </div>
      {optedOut ? <Tag tone="stop">opted out</Tag> : null}
      <div className={styles.acts}>
        {toggle.undoable === null ? null : (
          <UndoNote undoable={toggle.undoable} busy={toggle.busy} onUndo={toggle.undo} />
        )}
        {texter ? null : (
          <Button component="a" href={hrefOf(['evidence', found.number])}>
            Evidence
          </Button>
        )}
        {!optedOut && (role === 'admin' || whom !== null) ? (
          <Button variant="outline" color="stop" onClick={() => toggle.ask('out')}>
            Opt out…
          </Button>
        ) : null}
        {optedOut && role === 'admin' ? <Button onClick={() => toggle.ask('in')}>Opt in…</Button> : null}
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
