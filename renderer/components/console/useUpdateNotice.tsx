import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { t } from '../../../shared/text/say.ts';
import { useDesktopProgram } from './useDesktopProgram.ts';

/** Long enough to tell what is new; the rest stands under This computer. */
const MOST = 300;

/** Tells once that an update is ready, and what is new in it. */
export function useUpdateNotice(): void {
  const update = useDesktopProgram()?.update;
  const version = update?.phase === 'ready' ? update.version : null;
  const notes = update?.notes ?? '';
  useEffect(() => {
    if (version === null) return;
    notifications.show({
      // Two windows, or a reload, say it again; one window says it once.
      id: `update-${version}`,
      title: t('computer:readyNotice', { version }),
      message: notes.length > MOST ? `${notes.slice(0, MOST)}…` : notes,
      autoClose: false,
      style: { whiteSpace: 'pre-line' },
    });
  }, [version, notes]);
}
