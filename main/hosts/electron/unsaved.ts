import { app, type BrowserWindow, dialog } from 'electron';
import { t } from '../../../shared/text/say.ts';
import type { PageNews } from './pageNews.ts';

type Wish = 'close' | 'quit' | 'reload';

export type Unsaved = {
  /** Starts to watch a new window. */
  watch(window: BrowserWindow): void;
  onNews(window: BrowserWindow, news: PageNews): void;
  /** Asks where a window has unsaved changes, before its page is left for another; whether it may go. */
  mayLeave(window: BrowserWindow): Promise<boolean>;
};

/**
 * Asks before a window with unsaved changes closes, loads again or quits, since Electron shows no question
 * by itself. `order` tells the page to save.
 */
export function createUnsaved(order: (window: BrowserWindow) => void): Unsaved {
  let quitting = false;
  const canSave = new WeakMap<BrowserWindow, boolean>();
  const dirty = new WeakMap<BrowserWindow, boolean>();
  /** The person chose to discard the changes. */
  const mayGo = new WeakSet<BrowserWindow>();
  const saved = new WeakMap<BrowserWindow, (ok: boolean) => void>();
  app.on('before-quit', () => {
    quitting = true;
  });

  async function ask(window: BrowserWindow): Promise<'save' | 'discard' | 'cancel'> {
    const acts = canSave.get(window)
      ? (['save', 'discard', 'cancel'] as const)
      : (['discard', 'cancel'] as const);
    const { response } = await dialog.showMessageBox(window, {
      type: 'warning',
      title: 'Heed',
      message: t('desktop:unsaved.message'),
      detail: t('desktop:unsaved.detail'),
      buttons: acts.map((act) => t(`desktop:unsaved.${act}`)),
      defaultId: 0,
      cancelId: acts.length - 1,
      noLink: true,
    });
    return acts[response] ?? 'cancel';
  }

  function save(window: BrowserWindow): Promise<boolean> {
    const answer = Promise.withResolvers<boolean>();
    saved.set(window, answer.resolve);
    window.once('closed', () => answer.resolve(false));
    order(window);
    return answer.promise;
  }

  return {
    watch: (window) => {
      let closing = false;
      let asking = false;
      window.on('close', () => {
        closing = true;
      });
      window.webContents.on('will-prevent-unload', (event) => {
        if (mayGo.delete(window)) {
          event.preventDefault();
          return;
        }
        const wish: Wish = quitting ? 'quit' : closing ? 'close' : 'reload';
        quitting = false;
        closing = false;
        if (asking) return;
        void decide(wish);
      });
      async function decide(wish: Wish): Promise<void> {
        asking = true;
        const act = await ask(window).finally(() => {
          asking = false;
        });
        if (act === 'cancel' || window.isDestroyed()) return;
        if (act === 'save' && !(await save(window))) return;
        if (window.isDestroyed()) return;
        if (wish === 'reload') {
          if (act === 'discard') mayGo.add(window);
          window.webContents.reload();
          return;
        }
        // Asked again until it closes, since a page that stopped one closing may leave the next one without
        // an answer.
        window.destroy();
        if (wish === 'quit') app.quit();
      }
    },
    mayLeave: async (window) => {
      if (!dirty.get(window)) return true;
      const act = await ask(window);
      if (act === 'cancel' || window.isDestroyed()) return false;
      if (act === 'save') return save(window);
      mayGo.add(window);
      return true;
    },
    onNews: (window, news) => {
      if (news.kind === 'unsaved') {
        canSave.set(window, news.save);
        dirty.set(window, news.any);
      }
      if (news.kind === 'saved') saved.get(window)?.(news.ok);
    },
  };
}
