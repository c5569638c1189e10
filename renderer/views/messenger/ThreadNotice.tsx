import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { UNDO_SHOWN } from '../../../shared/contract/decisions/optOutByHand.ts';
import { t } from '../../../shared/text/say.ts';
import { Kbd } from '../../components/base/Kbd.tsx';
import { HeldBar } from '../../components/outbox/HeldBar.tsx';
import { HOLD_SECONDS, useHeld } from '../../components/outbox/held.ts';
import { useHotkey } from '../../hooks/useHotkey.ts';
import { Rich } from '../../language/Rich.tsx';
import styles from './thread.module.css';
import type { ByHand } from './useByHand.ts';

type Props = { gone: boolean; byHand: ByHand; onOpen: (conversationId: string) => void };

/**
 * Shows what has just happened in a line of its own between the thread and its foot, so that it covers
 * nothing: opted out or sent (with undo), or gone.
 */
export function ThreadNotice({ gone, byHand, onOpen }: Props) {
  const held = useHeld();
  const sentLater = held !== null && held.until > heldSince(byHand.done);
  return (
    <div className={styles.notice} role="status">
      {sentLater ? (
        <HeldBar onTakenBack={onOpen} />
      ) : byHand.done ? (
        <UndoBar key={byHand.done.conversationId} byHand={byHand} done={byHand.done} />
      ) : gone ? (
        <div className={styles.bar}>{t('texter:thread.gone')}</div>
      ) : null}
    </div>
  );
}

/** When a hold would end that began with this opt-out: of two offers to undo, the newer one is shown. */
function heldSince(done: ByHand['done']): number {
  return done === null ? 0 : done.undoUntil - UNDO_SHOWN + HOLD_SECONDS * 1000;
}

function UndoBar({ byHand, done }: { byHand: ByHand; done: NonNullable<ByHand['done']> }) {
  const left = useSecondsUntil(done.undoUntil, byHand.forget);
  const { undo } = byHand;
  const act = () => {
    if (!undo.isPending) undo.mutate(done);
  };
  useHotkey('alt+U', t('texter:keys.undo'), act, {
    group: t('common:keys.group.conversation'),
    whileTyping: true,
  });
  return (
    <div className={styles.bar} data-tone={byHand.problem === null ? undefined : 'stop'}>
      <span className={styles.barText}>
        {byHand.problem !== null ? (
          byHand.problem
        ) : (
          <>
            <Rich text="texter:optOut.done" values={{ name: done.name }} tags={{ name: <strong /> }} />
            {done.cancelled > 0 ? ` ${t('texter:optOut.cancelled', { count: done.cancelled })}` : ''}
          </>
        )}
      </span>
      <Button onClick={act} loading={undo.isPending} rightSection={<Kbd keys="alt+U" />}>
        {t('texter:act.undo')}
      </Button>
      <span className={styles.seconds} aria-hidden="true">
        {t('texter:optOut.seconds', { left })}
      </span>
    </div>
  );
}

/** Whole seconds until a time; calls `onOver` once it is reached. */
function useSecondsUntil(until: number, onOver: () => void): number {
  const [left, setLeft] = useState(() => secondsTo(until));
  useEffect(() => {
    const timer = setInterval(() => {
      const now = secondsTo(until);
      setLeft(now);
      if (now <= 0) onOver();
    }, 250);
    return () => clearInterval(timer);
  }, [until, onOver]);
  return left;
}

function secondsTo(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / 1000));
}
