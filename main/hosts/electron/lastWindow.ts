import { dialog } from 'electron';
import { t } from '../../../shared/text/say.ts';
import type { Computer } from './computer.ts';

/**
 * What happens when the last window is closed. Without the tray Heed ends, since otherwise a console would
 * send and receive with nobody seeing it. With the tray the person is asked what should go on, this time or
 * always. @param options.underWay how many texts wait to leave or are under way; null where the core does
 * not say
 */
export function createLastWindow(options: {
  readonly computer: Pick<Computer, 'settings' | 'change'>;
  underWay(): Promise<number | null>;
  windows(): number;
  quit(): void;
}): () => Promise<void> {
  const { computer, underWay, windows, quit } = options;
  let asking = false;
  return async () => {
    const { tray, lastWindow } = computer.settings();
    if (!tray || lastWindow === 'quit') return quit();
    if (lastWindow === 'stay' || asking) return;
    asking = true;
    try {
      const count = await underWay();
      const message =
        count === 0 ? t('computer:close.none') : t('computer:close.underWay', { count: count ?? 0 });
      const { response, checkboxChecked } = await dialog.showMessageBox({
        type: 'question',
        title: 'Heed',
        message: t('computer:close.question'),
        detail: [...(count === null ? [] : [message]), t('computer:close.detail')].join('\n\n'),
        buttons: [t('computer:close.stay'), t('computer:close.quit')],
        defaultId: 0,
        cancelId: 0,
        checkboxLabel: t('computer:close.always'),
        noLink: true,
      });
      const choice = response === 1 ? 'quit' : 'stay';
      if (checkboxChecked) computer.change({ lastWindow: choice });
      // A window may have been opened meanwhile, from the tray or by a second start.
      if (choice === 'quit' && windows() === 0) quit();
    } finally {
      asking = false;
    }
  };
}
