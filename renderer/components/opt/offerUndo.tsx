import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { client } from '../../client.ts';
import { complain, say } from '../say.ts';
import { UndoNote } from './UndoNote.tsx';

type Made = { readonly optOutIds: readonly string[]; readonly undoUntil: number; readonly cancelled: number };

/** Says that somebody was opted out, with a way back for a few seconds. For places whose row is gone by then. */
export function offerUndo(who: string, made: Made): void {
  const id = `undo-${made.optOutIds[0] ?? ''}`;
  notifications.show({
    id,
    position: 'top-center',
    title: who,
    message: <UndoLine made={made} onDone={() => notifications.hide(id)} />,
    autoClose: Math.max(1000, made.undoUntil - Date.now()),
  });
}

function UndoLine({ made, onDone }: { made: Made; onDone: () => void }): ReactNode {
  const queries = useQueryClient();
  const undo = async () => {
    onDone();
    try {
      const results = [];
      for (const id of made.optOutIds) results.push(await client.conversation.undoOptOut({ id }));
      const note = results.find((result) => result.note !== '')?.note;
      say(note ?? 'Undone. Nobody is opted out by this.', note !== undefined);
    } catch (error) {
      complain('Not undone')(error);
    }
    await queries.invalidateQueries();
  };
  return (
    <UndoNote
      undoable={{
        optOutId: made.optOutIds[0] ?? '',
        whose: '',
        undoUntil: made.undoUntil,
        cancelled: made.cancelled,
      }}
      busy={false}
      onUndo={() => void undo()}
    />
  );
}
