import { type BrowserWindow, dialog } from 'electron';
import { t } from '../../../shared/text/say.ts';

/** Milliseconds. A page that dies twice within this time is reloaded only by a person. */
const SOON = 60_000;

/**
 * Loads a page again whose process died; `again` is called when it is there. Where it dies once more within
 * a minute, and where it does not answer, the person is asked.
 */
export function recoverPages(window: BrowserWindow, again: (window: BrowserWindow) => void): void {
  const { webContents } = window;
  let diedAt = Number.NEGATIVE_INFINITY;
  let asking = false;

  async function ask(words: 'died' | 'hangs'): Promise<boolean> {
    if (asking) return false;
    asking = true;
    try {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        title: 'Heed',
        message: t(`desktop:page.${words}`),
        detail: t('desktop:page.detail'),
        buttons: [t('desktop:page.reload'), t(`desktop:page.${words === 'died' ? 'close' : 'wait'}`)],
        defaultId: 0,
        cancelId: 1,
        noLink: true,
      });
      return response === 0;
    } finally {
      asking = false;
    }
  }
  function load(): void {
    if (window.isDestroyed()) return;
    webContents.once('did-finish-load', () => again(window));
    webContents.reload();
  }

  webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    const soon = Date.now() - diedAt < SOON;
    diedAt = Date.now();
    if (!soon) load();
    else
      void ask('died').then((reload) => {
        if (reload) load();
        else if (!window.isDestroyed()) window.destroy();
      });
  });
  window.on('unresponsive', () => {
    void ask('hangs').then((reload) => {
      // Ends its process, so that it is loaded again like one that died.
      if (reload && !window.isDestroyed()) webContents.forcefullyCrashRenderer();
    });
  });
}
