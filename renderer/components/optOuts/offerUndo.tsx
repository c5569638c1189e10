import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { UNDO_SHOWN } from '../../../shared/contract/decisions/optOutByHand.ts';
import { t } from '../../../shared/text/say.ts';
import { client } from '../../client.ts';
import { complain, notify } from '../base/notify.ts';
import { UndoNote } from './UndoNote.tsx';

type Made = { readonly optOutIds: readonly string[]; readonly cancelled: number };

/** Shows that somebody was opted out, with an undo for a few seconds, where the row itself is gone. */
export function offerUndo(who: string, made: Made): void {
  const id = `undo-${made.optOutIds[0] ?? ''}`;
  notifications.show({
    id,
    title: who,
    message: <UndoLine made={made} until={Date.now() + UNDO_SHOWN} onDone={() => notifications.hide(id)} />,
    autoClose: UNDO_SHOWN,
  });
}

function UndoLine({ made, until, onDone }: { made: Made; until: number; onDone: () => void }): ReactNode {
  const queries = useQueryClient();
  const undo = async () => {
    onDone();
    try {
      const results = [];
      for (const id of made.optOutIds) results.push(await client.conversation.undoOptOut({ id }));
      const note = results.find((result) => result.note !== '')?.note;
      notify(note ?? t('opt:undo.undone'), note !== undefined);
    } catch (error) {
      complain(t('opt:undo.failed'))(error);
    }
    await queries.invalidateQueries();
  };
  return (
    <UndoNote
      undoable={{
        optOutId: made.optOutIds[0] ?? '',
        whose: '',
        undoUntil: until,
        cancelled: made.cancelled,
      }}
      busy={false}
      onUndo={() => void undo()}
    />
  );
}
