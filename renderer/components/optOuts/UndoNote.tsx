import { Button } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { t } from '../../../shared/text/say.ts';

/** An opt-out just made, while its maker may still undo it. */
export type Undoable = {
  readonly optOutId: string;
  /** The conversation or number for which it was made. */
  readonly whose: string;
  readonly undoUntil: number;
  readonly cancelled: number;
};

/** Counts down; disappears when it is too late, since the server would refuse. */
export function UndoNote(props: { undoable: Undoable; busy: boolean; onUndo: () => void }): ReactNode {
  const { undoable, busy, onUndo } = props;
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 250, { autoInvoke: true });
  const left = Math.ceil((undoable.undoUntil - now) / 1000);
  if (left <= 0) return null;
  return (
    <span role="status">
      {t('opt:undo.done')}{' '}
      {undoable.cancelled === 0 ? null : <>{t('opt:undo.cancelled', { count: undoable.cancelled })} </>}
      <Button size="compact-sm" variant="default" disabled={busy} onClick={onUndo}>
        {t('opt:undo.act')} <span aria-hidden>&nbsp;{t('opt:undo.seconds', { left })}</span>
      </Button>
    </span>
  );
}
