import { notifications } from '@mantine/notifications';
import { useEffect } from 'react';
import { t } from '../../../shared/text/say.ts';
import { useDesktopProgram } from './useDesktopProgram.ts';

/** Characters of the news in the notice; the rest is under This computer. */
const MOST = 300;

/** Shows once that an update is ready, and what is new in it. */
export function useUpdateNotice(): void {
  const update = useDesktopProgram()?.update;
  const version = update?.phase === 'ready' ? update.version : null;
  const notes = update?.notes ?? '';
  useEffect(() => {
    if (version === null) return;
    notifications.show({
      // With an id, so that several windows, or a reload, do not repeat it in one window.
      id: `update-${version}`,
      title: t('computer:readyNotice', { version }),
      message: notes.length > MOST ? `${notes.slice(0, MOST)}…` : notes,
      autoClose: false,
      style: { whiteSpace: 'pre-line' },
    });
  }, [version, notes]);
}
