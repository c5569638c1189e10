import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { t } from '../../../shared/text/say.ts';
import { useWhy, type Which } from '../conversations/queries.ts';
import { OptDialog } from './OptDialog.tsx';
import { UndoNote } from './UndoNote.tsx';
import { useOptToggle } from './useOptToggle.ts';

type Props = {
  which: Which;
  name: string;
  optedOut: boolean;
};

/**
 * Opt Out or Opt In for one person, wherever they appear: asks for the reason, offers the confirmation and
 * the way back.
 */
export function OptOutButton({ which, name, optedOut }: Props): ReactNode {
  const toggle = useOptToggle(which);
  const why = useWhy(toggle.way === 'in' ? which : null).data;
  return (
    <>
      {toggle.undoable === null ? null : (
        <UndoNote undoable={toggle.undoable} busy={toggle.busy} onUndo={toggle.undo} />
      )}
      {optedOut ? (
        <Button onClick={() => toggle.ask('in')}>{t('opt:act.askIn')}</Button>
      ) : (
        <Button variant="outline" color="stop" onClick={() => toggle.ask('out')}>
          {t('opt:act.askOut')}
        </Button>
      )}
      <OptDialog
        way={toggle.way}
        name={name}
        senderNumbers={why?.senderNumbers ?? null}
        confirmation={toggle.confirmation}
        busy={toggle.busy}
        problem={toggle.problem}
        onConfirm={toggle.confirm}
        onClose={toggle.close}
      />
    </>
  );
}
