import { useEffect, useRef, useState } from 'react';
import { t } from '../../../shared/text/say.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';

/**
 * Keeps unsaved changes from being lost. While `dirty`, every way to another place in the window (rail,
 * links, Back key) asks first, and the browser asks when the window is closed or loaded again. `dialog` must
 * be rendered; `freely` goes without asking.
 */
export function useLeaveGuard(dirty: boolean) {
  const [target, setTarget] = useState<string | null>(null);
  const free = useRef(false);

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
