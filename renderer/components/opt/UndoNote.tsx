import { Button } from '@mantine/core';
import { useInterval } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';

/** How long the way back is shown, by this window's own clock. The server takes a little longer. */
export const UNDO_SHOWN = 10_000;

/** An opt-out just made, while its maker may still take it back. */
export type Undoable = {
  readonly optOutId: string;
  /** Whose: the conversation or the number that it was made for. */
  readonly whose: string;
  readonly undoUntil: number;
  readonly cancelled: number;
};

/** Counts down; shows nothing once it is too late, since the server would refuse it. */
export function UndoNote(props: { undoable: Undoable; busy: boolean; onUndo: () => void }): ReactNode {
  const { undoable, busy, onUndo } = props;
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), 250, { autoInvoke: true });
  const left = Math.ceil((undoable.undoUntil - now) / 1000);
  if (left <= 0) return null;
  const cancelled = undoable.cancelled === 0 ? '' : ` ${countOf(undoable.cancelled)} cancelled.`;
  return (
    <span role="status">
      Opted out.{cancelled}{' '}
      <Button size="compact-sm" variant="default" disabled={busy} onClick={onUndo}>
        Undo <span aria-hidden>&nbsp;{left} s</span>
      </Button>
    </span>
  );
}

function countOf(messages: number): string {
  return messages === 1 ? '1 queued message' : `${messages} queued messages`;
}
