import { Menu, nativeImage, Tray } from 'electron';
import { t } from '../../../shared/text/say.ts';

/** Points, as system trays draw them. */
const SIZE = { width: 22, height: 22 };

/**
 * Heed's sign in the tray, there or not as the setting says. Where a desktop shows no tray, opening Heed
 * again brings its window all the same.
 */
export function createTray(options: { readonly icon: string; open(): void; quit(): void }): {
  show(on: boolean): void;
} {
  let tray: Tray | null = null;
  return {
    show: (on) => {
      if (!on) {
        tray?.destroy();
        tray = null;
        return;
      }
      tray ??= new Tray(nativeImage.createFromPath(options.icon).resize(SIZE));
      tray.setToolTip('Heed');
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: t('computer:trayMenu.open'), click: () => options.open() },
          { type: 'separator' },
          { label: t('computer:trayMenu.quit'), click: () => options.quit() },
        ]),
      );
      tray.removeAllListeners('click');
      tray.on('click', () => options.open());
    },
  };
}
