import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Whether the computer opens Heed when the person signs in to it. The system itself remembers it. */
export type Autostart = { on(): boolean; set(on: boolean): void };

/** Of Electron's app. */
type LoginItems = {
  getLoginItemSettings(): { readonly openAtLogin: boolean };
  setLoginItemSettings(settings: { readonly openAtLogin: boolean }): void;
};

/** A file of the desktop's, as https://specifications.freedesktop.org/autostart-spec has it. */
const entry = (program: string) => `[Desktop Entry]
Type=Application
Name=Heed
Exec="${program.replaceAll(/["`$\\]/g, '\\$&')}"
Icon=heed
Terminal=false
`;

/**
 * macOS and Windows have a list of such programs; on Linux it is a file in the autostart folder.
 * @param program what is started; an AppImage is mounted elsewhere each time, so its own file counts
 */
export function createAutostart(
  app: LoginItems,
  options: {
    readonly platform: NodeJS.Platform;
    readonly program: string;
    readonly env: Readonly<Record<string, string | undefined>>;
  },
): Autostart {
  if (options.platform !== 'linux') {
    return {
      on: () => app.getLoginItemSettings().openAtLogin,
      set: (on) => app.setLoginItemSettings({ openAtLogin: on }),
    };
  }
  const folder = join(options.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'autostart');
  const file = join(folder, 'heed.desktop');
  return {
    on: () => existsSync(file),
    set: (on) => {
      if (!on) return rmSync(file, { force: true });
      mkdirSync(folder, { recursive: true });
      return writeFileSync(file, entry(options.env.APPIMAGE || options.program));
    },
  };
}
