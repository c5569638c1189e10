import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { app, BrowserWindow, Menu, nativeImage, Tray } from 'electron';
import type { Desktop } from '../../../shared/contract/console/computer.ts';
import { t } from '../../../shared/text/say.ts';
import { recordCrash } from '../common/crashRecords.ts';
import { createAutostart } from './autostart.ts';
import { createComputer } from './computer.ts';
import { loadUpdater, updateSource } from './electronUpdater.ts';
import { createLastWindow } from './lastWindow.ts';
import type { FromCore } from './messages.ts';
import { createUpdates } from './updates.ts';

/** Size of the sign in the tray, in points. */
const TRAY_SIZE = { width: 22, height: 22 };

/**
 * Shows Heed's sign in the tray or removes it. Some desktops show no tray; opening Heed again brings its
 * window there too.
 */
function createTray(options: { readonly icon: string; open(): void; quit(): void }): {
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
      tray ??= new Tray(nativeImage.createFromPath(options.icon).resize(TRAY_SIZE));
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

export type DesktopProgram = {
  /** A question or a change from a window, through the core. Throws where it cannot be done. */
  hear(message: Pick<Extract<FromCore, { kind: 'desktop' }>, 'act' | 'change'>): Desktop;
  start(): void;
  /** Shows the tray again, in the present language. */
  showTray(): void;
  lastWindowClosed(): Promise<void>;
  stop(): void;
  /** Heed has ended properly: installs an update that is ready. */
  ended(): void;
};

/** Whether this package can be replaced by a newer one; on Linux an AppImage or an installed deb. */
const replacesItself = (env: NodeJS.ProcessEnv): boolean =>
  app.isPackaged &&
  (process.platform !== 'linux' ||
    Boolean(env.APPIMAGE) ||
    existsSync(join(process.resourcesPath, 'package-type')));

/**
 * What the program does by itself on this computer: start when the person signs in, stay in the tray, look
 * for updates. HEED_NO_UPDATES=1 forbids updates whatever is chosen. @param given.underWay how many texts
 * wait or are under way; null: the core does not say @param given.open brings a window to the front, or
 * opens one
 */
export function createDesktopProgram(given: {
  readonly userData: string;
  readonly appPath: string;
  readonly icon: string;
  underWay(): Promise<number | null>;
  changed(): void;
  open(): void;
}): DesktopProgram {
  const { env, execPath, platform } = process;
  const allowed = replacesItself(env) && !['1', 'true'].includes(env.HEED_NO_UPDATES ?? '');
  const source = allowed ? updateSource(given.appPath) : null;
  const updates = createUpdates({
    updater: source === null ? null : loadUpdater(source),
    wanted: () => computer.settings().updates === 'on',
    changed: given.changed,
    failed: (name) => recordCrash({ part: 'update', name, at: '', exitCode: null }),
  });
  const tray = createTray({ icon: given.icon, open: given.open, quit: () => app.quit() });
  const showTray = () => tray.show(computer.settings().tray);
  const computer = createComputer({
    file: join(given.userData, 'computer.json'),
    autostart: createAutostart(app, { platform, program: execPath, env }),
    able: { startAtLogin: app.isPackaged, updates: source !== null },
    update: updates.state,
    changed: () => {
      showTray();
      updates.start();
      given.changed();
    },
  });
  return {
    hear: ({ act, change }) => {
      if (act === 'change') computer.change(change);
      if (act === 'check') void updates.check();
      return computer.state();
    },
    start: () => {
      showTray();
      updates.start();
    },
    showTray,
    lastWindowClosed: createLastWindow({
      computer,
      underWay: given.underWay,
      windows: () => BrowserWindow.getAllWindows().length,
      quit: () => app.quit(),
    }),
    stop: updates.stop,
    ended: updates.ended,
  };
}
