import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { holdForm } from '../../state/unsaved.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

/** How a form is saved, and how that stands. */
export type Saving = { save(): void; readonly isPending: boolean; readonly error: unknown };

/** A save that has not begun by then does not begin: something typed does not fit. Milliseconds. */
const BEGUN = 300;

/**
 * Keeps unsaved changes from being lost. While `dirty`, every way to another place in the window (rail,
 * links, Back key) asks first, and the browser or the desktop program asks when the window is closed or
 * loaded again; the desktop program can save as well (`saving`; null where the form cannot be saved as it
 * stands). `dialog` must be rendered; `freely` goes without asking.
 */
export function useLeaveGuard(dirty: boolean, saving: Saving | null) {
  const [target, setTarget] = useState<string | null>(null);
  const free = useRef(false);
  useHeldForm(dirty, saving);

  useEffect(() => {
    if (!dirty) return;
    const askBrowser = (event: BeforeUnloadEvent) => event.preventDefault();
    const ask = (event: NavigateEvent) => {
      // Another document is beforeunload's business; a step that cannot be stopped is not worth a question.
      if (free.current || !event.destination.sameDocument || !event.cancelable) return;
      event.preventDefault();
      setTarget(new URL(event.destination.url).hash);
    };
    window.addEventListener('beforeunload', askBrowser);
    window.navigation?.addEventListener('navigate', ask);
    return () => {
      window.removeEventListener('beforeunload', askBrowser);
      window.navigation?.removeEventListener('navigate', ask);
    };
  }, [dirty]);

  function freely(leave: () => void) {
    free.current = true;
    leave();
    free.current = false;
  }

  const dialog = (
    <ConfirmDialog
      opened={target !== null}
      title={t('parts:leave.title')}
      confirmLabel={t('parts:leave.confirm')}
      cancelLabel={t('parts:leave.stay')}
      danger
      onConfirm={() =>
        freely(() => {
          location.hash = target ?? '';
          setTarget(null);
        })
      }
      onCancel={() => setTarget(null)}
    >
      {t('parts:leave.text')}
    </ConfirmDialog>
  );
  return { freely, dialog };
}

/** Makes it known that the form holds changes, and saves it when it is asked for. */
function useHeldForm(dirty: boolean, saving: Saving | null): void {
  const asked = useRef<((saved: boolean) => void) | null>(null);
  const answer = (saved: boolean) => {
    asked.current?.(saved);
    asked.current = null;
  };
  const isPending = saving?.isPending ?? false;
  const error = saving?.error ?? null;
  const stopped = useEffectEvent(() => {
    if (!isPending) answer(false);
  });
  const begin = useEffectEvent(() => {
    saving?.save();
    setTimeout(() => stopped(), BEGUN);
  });
  const canSave = saving !== null;
  useEffect(() => {
    if (!dirty) return;
    const save = () =>
      new Promise<boolean>((resolve) => {
        asked.current = resolve;
        begin();
      });
    return holdForm(canSave ? save : null);
  }, [dirty, canSave]);
  useEffect(() => {
    if (!dirty) answer(true);
    else if (error !== null && !isPending) answer(false);
  });
  // A form that is gone after it was saved was saved.
  useEffect(() => () => asked.current?.(true), []);
}
