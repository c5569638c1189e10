import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { holdForm } from '../../state/unsaved.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

/** How a form is saved, and the state of that. */
export type Saving = { save(): void; readonly isPending: boolean; readonly error: unknown };

/** Milliseconds in which a save must begin; it does not where something typed is invalid. */
const BEGUN = 300;

/**
 * Protects unsaved changes. While `dirty`, every way to another place in the window (rail, links, Back key)
 * asks first, and browser or desktop program ask when the window is closed or reloaded; the desktop program
 * can save as well (`saving`; null where the form cannot be saved). `dialog` must be rendered; `freely` goes
 * without asking.
 */
export function useLeaveGuard(dirty: boolean, saving: Saving | null) {
  const [target, setTarget] = useState<string | null>(null);
  const free = useRef(false);
  useHeldForm(dirty, saving);

  useEffect(() => {
    if (!dirty) return;
    const askBrowser = (event: BeforeUnloadEvent) => event.preventDefault();
    const ask = (event: NavigateEvent) => {
      // Leaving the document is handled by beforeunload; a step that cannot be stopped needs no question.
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

/** Registers the form's unsaved changes, and saves it on request. */
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
  // A form that is gone after it was saved counts as saved.
  useEffect(() => () => asked.current?.(true), []);
}
